"""Counts families, not visits: a family counts once, however many of its members came and however often.

A held meeting of the family counts even where nobody was entered by name; a no-show, a plan and a void record never do.
"""

from django.utils.translation import gettext_lazy as _

from ligzda.measure.indicators import Indicator
from ligzda.services.indicators.dimensions import FAMILY_DIMENSIONS

FAMILIES = Indicator(
    "families",
    _("Families that received a service"),
    counts="family",
    fact="attendance",
    where=lambda f: f.attended & f.is_counted,
    by=FAMILY_DIMENSIONS,
    unit=_("families"),
    describes=_("A family counts once, however often and with however many members it came."),
)
