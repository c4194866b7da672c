"""A removal prevented is a recorded risk, or a decision to separate not carried out, that ended with the parents. Without it nothing is counted."""

from django.utils.translation import gettext_lazy as _

from ligzda.measure.indicators import PERIODS, Indicator

CHILDREN_KEPT = Indicator(
    "children_kept",
    _("Children kept in the family"),
    counts="person",
    fact="care",
    where=lambda f: (f.kind == "with_parents") & (f.kind_before == "at_risk"),
    by=("site", "family_type", "territory", *PERIODS),
    unit=_("children"),
    describes=_(
        "Children for whom a risk of removal was recorded and who from a day in the period, during the family's stay in the programme, "
        "are recorded as with their parents, "
        "without having been separated in between. Each child once; without the earlier record a child is not counted."
    ),
    reach=False,
    version=2,
    behind="reopened_share",
)
