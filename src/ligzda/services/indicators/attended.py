"""Counts people enrolled in a group or course who came at least once; the first coming is the day that counts.

Camps count only where the figure is split or filtered by camp.
"""

from django.utils.translation import gettext_lazy as _

from ligzda.measure.indicators import Indicator
from ligzda.services.indicators.dimensions import COHORT_DIMENSIONS

ATTENDED = Indicator(
    "attended",
    _("People who came to a group at least once"),
    counts="person",
    fact="enrolment",
    where=lambda f: f.first_day.notnull(),
    date="first_day",
    by=COHORT_DIMENSIONS,
    apart="camp",
    unit=_("people"),
    describes=_("Of the people enrolled, those who were present or late at one session or more."),
)
