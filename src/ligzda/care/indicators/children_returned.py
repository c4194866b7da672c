"""A return is one after a recorded separation or place of care, by a decision. Without these nobody is counted as returned."""

from django.utils.translation import gettext_lazy as _

from ligzda.care.rules import APART
from ligzda.measure.indicators import PERIODS, Indicator

CHILDREN_RETURNED = Indicator(
    "children_returned",
    _("Children returned to the family"),
    counts="person",
    fact="care",
    where=lambda f: (f.kind == "returned") & f.is_decided & f.kind_before.isin(sorted(APART)),
    by=("site", "family_type", "territory", *PERIODS),
    unit=_("children"),
    describes=_(
        "Children who came home in the period, during the family's stay in the programme, by a decision and after a recorded separation "
        "or place of care. "
        "Each child once; without the earlier record a child is not counted."
    ),
    reach=False,
    version=2,
    behind="reopened_share",
)
