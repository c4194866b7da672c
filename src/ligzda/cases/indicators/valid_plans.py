"""Of the families in the programme on a date: how many work by a plan that holds on that date."""

from django.utils.translation import gettext_lazy as _

from ligzda.measure.indicators import Indicator

BY = ("site", "family_type", "territory")
FAMILIES_ACTIVE = Indicator(
    "families_active",
    _("Families active on the date"),
    counts="family",
    fact="episode",
    span=("admitted", "left"),
    by=BY,
    unit=_("families"),
    describes=_("Families admitted or re-opened on or before the date, and not yet closed or transferred; each counts once."),
    reach=False,
    listed=False,
)
WITH_VALID_PLAN = Indicator(
    "with_valid_plan",
    _("Families with a valid plan on the date"),
    counts="family",
    fact="plan",
    span=("agreed", "valid_until"),
    until_inclusive=True,
    by=BY,
    unit=_("families"),
    describes=_(
        "Families whose plan was agreed or looked at again on or before the date, is not ended, and whose next day for that has not passed."
    ),
    reach=False,
)
VALID_PLAN_SHARE = Indicator(
    "valid_plan_share",
    _("Share of families with a valid plan"),
    ratio=("with_valid_plan", "families_active"),
    by=BY,
    decimals=2,
    unit=_("of the active families"),
    describes=_("Families with a valid plan on the date, divided by the families active on that date."),
)
