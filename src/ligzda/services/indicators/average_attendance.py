"""Average attendance of groups: participations divided by held sessions of which somebody wrote down who came.

A session without a sheet, or with somebody of whom nobody knows whether they came, is left out on both sides; camps are no groups.
The two numbers that are divided are printed beside the average.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ligzda.measure.indicators import PERIODS, Indicator

AXES = ("site", "service", "function", *PERIODS, "group")


def _in_group(f: Any) -> Any:
    return f.held & f.of_group & f.camp.isnull() & f.session_known


GROUP_PARTICIPATIONS = Indicator(
    "group_participations",
    _("Participations in groups"),
    counts="rows",
    fact="attendance",
    touches="person",
    where=lambda f: _in_group(f) & f.by_name,
    by=AXES,
    unit=_("participations"),
    describes=_(
        "One per person who was there, also who came late, at the group sessions of which it is known who came. Camps are left out."
    ),
    rests_on=("sessions", "participations"),
    listed=False,
    told_of_closed=True,
)
KNOWN_SESSIONS = Indicator(
    "known_sessions",
    _("Group sessions with known attendance"),
    counts="session_id",
    fact="attendance",
    touches="nobody",
    where=_in_group,
    by=AXES,
    unit=_("sessions with known attendance"),
    describes=_("A held group session counts if it is known of everybody on its sheet whether they came."),
    rests_on=("sessions",),
    listed=False,
    told_of_closed=True,
)
AVERAGE_ATTENDANCE = Indicator(
    "average_attendance",
    _("Average attendance of group sessions"),
    ratio=("group_participations", "known_sessions"),
    people="attended",
    decimals=1,
    by=AXES,
    unit=_("people per session"),
    describes=_(
        "Participations in groups divided by the held sessions of which it is known who came. A session without a sheet is left out."
    ),
    told_of_closed=True,
)
