"""Separations, on the day of separation; where the child lives afterwards is another record and counts nothing here."""

from django.utils.translation import gettext_lazy as _

from ligzda.measure.indicators import PERIODS, Indicator

CHILDREN_REMOVED = Indicator(
    "children_removed",
    _("Children separated from the family"),
    counts="person",
    fact="care",
    where=lambda f: f.kind == "removed",
    by=("site", "family_type", "territory", *PERIODS),
    unit=_("children"),
    describes=_(
        "Children whose day of separation from the family lies in the period and in the family's stay in the programme. "
        "Each child once, however often it was separated."
    ),
    reach=False,
    version=2,
    behind="reopened_share",
)
