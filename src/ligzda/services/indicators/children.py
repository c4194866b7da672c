"""Counts people who were younger than 18 on the day of their first service in the project; the age is frozen at that entry."""

from django.utils.translation import gettext_lazy as _

from ligzda.measure.indicators import Indicator
from ligzda.services.indicators.dimensions import PEOPLE_DIMENSIONS

CHILDREN = Indicator(
    "children",
    _("Children who received a service"),
    counts="person",
    who="child",
    fact="attendance",
    where=lambda f: f.by_name & f.is_counted,
    by=PEOPLE_DIMENSIONS,
    unit=_("children"),
    describes=_("A child counts once. Younger than 18 on the day of the first service in the project."),
)
