"""Counts who came how often to groups, courses and camps: one per session and person, present or late.

Somebody of whom nobody knows whether they came is an unknown part, and so is a session without a sheet.
"""

from django.utils.translation import gettext_lazy as _

from ligzda.measure.indicators import Indicator
from ligzda.services.indicators.dimensions import PEOPLE_DIMENSIONS

PARTICIPATIONS = Indicator(
    "participations",
    _("Participations in groups and camps"),
    counts="rows",
    fact="attendance",
    touches="person",
    where=lambda f: f.of_group & (f.by_name | f.presence_unknown),
    unknown=lambda f: f.presence_unknown,
    by=PEOPLE_DIMENSIONS,
    unit=_("participations"),
    describes=_("One per session and person who was there, also who came late. Each coming counts."),
)
