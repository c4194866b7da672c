"""The clocks of WF-1 in one table: how long, counted in what, and where the number comes from. All are settings.

An organisation changes one by naming it in ``settings.LIGZDA_TIMERS``: ``{"first_contact": 3}``.
"""

from dataclasses import dataclass

from django.conf import settings

WORKING_DAYS, DAYS, MONTHS, YEARS, TIMES = "working days", "days", "months", "years", "times"


@dataclass(frozen=True)
class Timer:
    """How long something may take, in ``unit``; ``source`` says who says so."""

    name: str
    default: int
    unit: str
    source: str


TIMERS = {
    timer.name: timer
    for timer in (
        Timer("first_contact", 5, WORKING_DAYS, "Ligzda default; from the day the referral was received"),
        Timer("decision", 1, MONTHS, "municipal practice; from the day the referral was received"),
        Timer("waiting_review", 1, MONTHS, "Ligzda default; from the day a family joined the waiting list or was last looked at"),
        Timer("assessment", 30, DAYS, "Ligzda default; from admission"),
        Timer("plan", 45, DAYS, "Ligzda default; from admission"),
        Timer("stepping_down", 3, MONTHS, "Ligzda default: one to three months; from the first day of stepping down"),
        Timer("final_assessment", 30, DAYS, "Ligzda default; the last assessment is at most so old on the day of closing"),
        Timer("contact_lost_days", 30, DAYS, "Ligzda default; from the first attempt that nobody answered"),
        Timer("contact_lost_attempts", 3, TIMES, "Ligzda default; documented attempts before a family counts as lost"),
        Timer("invitation", 7, DAYS, "Ligzda default; from the day a member of the family was invited"),
        Timer("stand_in", 14, DAYS, "Ligzda default; after so long a stand-in without an end is looked at again"),
        Timer("silent", 30, DAYS, "Ligzda default; so long without a contact a family counts as silent in supervision"),
        Timer("meeting_invitations", 5, WORKING_DAYS, "Ligzda default; before the day of an inter-professional meeting"),
        Timer("meeting_minute", 5, WORKING_DAYS, "Ligzda default; after the day of an inter-professional meeting"),
        Timer("information_request", 10, WORKING_DAYS, "Ligzda default; from the day a request for information is written"),
        Timer("return_plan", 60, DAYS, "Ligzda default; from the day of separation"),
        Timer("trial_stay_review", 3, MONTHS, "Ligzda default; from the first trial stay or the last look at it"),
        Timer("return_support_weekly", 1, MONTHS, "Ligzda default; so long every week, from the day of return"),
        Timer("return_support", 6, MONTHS, "Ligzda default; then every month, from the day of return; not ended earlier"),
        Timer("child_answers_from", 12, YEARS, "Ligzda default; from this age a child signs the return plan too, or refuses"),
        Timer("on_hold", 30, DAYS, "Ligzda default; from the first day on hold"),
    )
}
AFTERCARE_MONTHS = (1, 3, 6, 12)  # Ligzda default; after closing
VOID_HOURS = 24  # practice WF-1: an author voids an entry of one's own within a day, afterwards the coordinator does


def length(name: str) -> int:
    """The number in force for a timer, in the timer's own unit."""
    return int(getattr(settings, "LIGZDA_TIMERS", {}).get(name, TIMERS[name].default))
