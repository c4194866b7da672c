"""Counts admissions. A re-opened family was admitted before, and one taken over from another site was admitted there."""

from django.utils.translation import gettext_lazy as _

from ligzda.measure.indicators import PERIODS, Indicator

ADMITTED = Indicator(
    "admitted",
    _("Admitted in the period"),
    counts="rows",
    fact="episode",
    touches="family",
    where=lambda f: f.entry == "admitted",
    by=("site", "family_type", "territory", *PERIODS),
    unit=_("admissions"),
    describes=_("Families whose admission to the programme lies in the period. Re-opening is not an admission."),
    reach=False,
    drills=True,
)
