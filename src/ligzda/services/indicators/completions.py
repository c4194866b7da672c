"""Counts people who completed a course: present at the agreed share of the planned sessions. The day on which they reached it counts.

Camps count only where the figure is split or filtered by camp.
"""

from django.utils.translation import gettext_lazy as _

from ligzda.measure.indicators import Indicator
from ligzda.services.indicators.dimensions import COHORT_DIMENSIONS

COMPLETIONS = Indicator(
    "completions",
    _("People who completed a course"),
    counts="person",
    fact="enrolment",
    where=lambda f: f.completed_day.notnull(),
    date="completed_day",
    by=COHORT_DIMENSIONS,
    apart="camp",
    unit=_("people"),
    describes=_("Present at the agreed share of the planned sessions; all of them unless the group says otherwise."),
    version=2,
    told_of_closed=True,
)
