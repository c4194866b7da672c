"""Adds up how many people came to events: those entered by name, or the number somebody stated.

A held event without a number is one unknown part. An event that nobody confirmed stands apart; a cancelled one nowhere.
"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ligzda.measure.indicators import PERIODS, Indicator


def reason(count: int) -> str:
    """Why the sum is not whole."""
    return ngettext(
        "the number of people at %(n)d held event was never reported", "the number of people at %(n)d held events was never reported", count
    ) % {"n": count}


EVENT_ATTENDANCE = Indicator(
    "event_attendance",
    _("Attendance of events"),
    counts="sum:number",
    fact="event",
    touches="nobody",
    where=lambda f: f.held,
    unknown=lambda f: f.number.isnull(),
    part="event",
    unknown_reason=reason,
    not_confirmed=lambda f: f.waits,
    by=("site", *PERIODS, "territory", "event"),
    unit=_("people"),
    describes=_("People present at held events, by name or as a stated number. Never added to people who received services."),
)
