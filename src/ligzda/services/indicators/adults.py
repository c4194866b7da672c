"""Counts people who were 18 or older on the day of their first service in the project.

Without a birth date somebody is neither adult nor child.
"""

from django.utils.translation import gettext_lazy as _

from ligzda.measure.indicators import Indicator
from ligzda.services.indicators.dimensions import PEOPLE_DIMENSIONS

ADULTS = Indicator(
    "adults",
    _("Adults who received a service"),
    counts="person",
    who="adult",
    fact="attendance",
    where=lambda f: f.by_name & f.is_counted,
    by=PEOPLE_DIMENSIONS,
    unit=_("adults"),
    describes=_("An adult counts once. 18 or older on the day of the first service in the project."),
)
