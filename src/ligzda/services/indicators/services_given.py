"""Counts services as people received them: one per person who was there and meeting, whatever the service."""

from django.utils.translation import gettext_lazy as _

from ligzda.measure.indicators import Indicator
from ligzda.services.indicators.dimensions import PEOPLE_DIMENSIONS

SERVICES = Indicator(
    "services",
    _("Services received"),
    counts="rows",
    fact="attendance",
    touches="person",
    where=lambda f: f.by_name & f.is_counted,
    by=PEOPLE_DIMENSIONS,
    unit=_("services"),
    describes=_("One per person who was there and meeting. Two people at one meeting are two."),
)
