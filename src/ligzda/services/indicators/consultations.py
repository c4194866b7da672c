"""Counts specialist consultations of a family or its members: one per file, specialist and start, however many took part.

Shorter than 15 minutes is no consultation. Social work and home visits are contacts; a no-show is neither.
"""

from django.utils.translation import gettext_lazy as _

from ligzda.measure.indicators import PERIODS, Indicator

SHORTEST = 15  # minutes; what is shorter is a contact, no consultation

CONSULTATIONS = Indicator(
    "consultations",
    _("Consultations by specialists"),
    counts="sum:count",
    fact="session",
    touches="family",
    where=lambda f: f.held & f.of_case & f.is_consultation & (f.minutes >= SHORTEST),
    by=("site", "service", "function", *PERIODS, "territory", "family_type"),
    unit=_("consultations"),
    part="service",
    describes=_("One per specialist and meeting, however many members of the family took part; at least 15 minutes."),
)
