"""A number on a date, never added over dates: who left on that day is no longer there, who came on it is."""

from django.utils.translation import gettext_lazy as _

from ligzda.measure.indicators import Indicator

ACTIVE = Indicator(
    "active",
    _("Active on the date"),
    counts="rows",
    fact="episode",
    touches="family",
    span=("admitted", "left"),
    by=("site", "family_type", "territory"),
    unit=_("families in the programme"),
    describes=_("Admitted or re-opened on or before the date, and not yet closed or transferred. On hold counts, after-care does not."),
    reach=False,
    drills=True,
)
