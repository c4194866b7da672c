"""Adds up the length of held meetings with families and of held group sessions; travel and preparation are not in it."""

from django.utils.translation import gettext_lazy as _

from ligzda.measure.indicators import PERIODS, Indicator

HOURS = Indicator(
    "hours",
    _("Hours of service"),
    counts="sum:minutes",
    fact="session",
    touches="nobody",
    where=lambda f: f.held,
    divide_by=60,
    decimals=1,
    by=("site", "service", "function", *PERIODS, "group", "camp"),
    unit=_("hours"),
    describes=_("The minutes of everything that was held, divided by 60. A meeting counts once, however many took part."),
)
