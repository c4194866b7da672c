"""Counts people who were there by name: each once, whatever they received and however often."""

from django.utils.translation import gettext_lazy as _

from ligzda.measure.indicators import Indicator
from ligzda.services.indicators.dimensions import PEOPLE_DIMENSIONS

PERSONS = Indicator(
    "persons",
    _("People who received a service"),
    counts="person",
    fact="attendance",
    where=lambda f: f.by_name & f.is_counted,
    by=PEOPLE_DIMENSIONS,
    unit=_("people"),
    describes=_("A person counts once, however often and to however many services they came."),
)
