"""Counts people who belong or belonged to a group or course, whether or not they ever came.

Camps count only where the figure is split or filtered by camp.
"""

from django.utils.translation import gettext_lazy as _

from ligzda.measure.indicators import Indicator
from ligzda.services.indicators.dimensions import COHORT_DIMENSIONS

ENROLLED = Indicator(
    "enrolled",
    _("People enrolled in groups"),
    counts="person",
    fact="enrolment",
    by=COHORT_DIMENSIONS,
    apart="camp",
    unit=_("people"),
    describes=_("A person counts once, also with several groups and also without having come."),
    told_of_closed=True,
)
