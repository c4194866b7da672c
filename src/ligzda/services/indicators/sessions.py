"""Counts sessions of groups and courses that took place, whatever the attendance. The days of camps are not sessions."""

from django.utils.translation import gettext_lazy as _

from ligzda.measure.indicators import PERIODS, Indicator

SESSIONS_HELD = Indicator(
    "sessions",
    _("Group sessions held"),
    counts="rows",
    fact="session",
    touches="nobody",
    where=lambda f: f.held & f.in_group,
    not_confirmed=lambda f: f.waits & f.in_group,
    by=("site", "service", "function", *PERIODS, "group"),
    unit=_("sessions"),
    describes=_("A session counts once it was confirmed as held. Planned and cancelled ones never count."),
    told_of_closed=True,
)
