"""The law and the arithmetic of a file from referral to after-care, from values only: no database, no request, no clock."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from ligzda.kernel import working_days
from ligzda.kernel.clock import add_months, age_on, months_touched
from ligzda.web import formatting

ONE_DAY = dt.timedelta(days=1)


def first_contact_due(received: dt.date, country: str, days: int) -> dt.date:
    return working_days.after(received, days, country)


def days_due(since: dt.date, days: int) -> dt.date:
    return since + dt.timedelta(days=days)


def aftercare_due(closed: dt.date, plan: Sequence[int], contacts_made: int) -> dt.date | None:
    """The day of the next after-care contact; None when all of the plan were made."""
    return add_months(closed, plan[contacts_made]) if contacts_made < len(plan) else None


def months_in_programme(admitted: dt.date, closed: dt.date | None, on: dt.date) -> int:
    """Calendar months that the stay touches, up to today while it lasts."""
    return months_touched(admitted, closed or on)


def overdue_days(due: dt.date | None, on: dt.date) -> int:
    return max((on - due).days, 0) if due else 0


# --- objections to dates: each returns the sentence, or None ------------------------------------------------------------


def not_yet(day: dt.date, today: dt.date) -> Any:
    return _("This day has not come yet. Enter a day up to today.") if day > today else None


def before(day: dt.date, earliest: dt.date | None) -> Any:
    """Nothing follows before what it follows."""
    if earliest is None or day >= earliest:
        return None
    return _("This day is before the previous step (%(date)s). Check both.") % {"date": formatting.day(earliest)}


def before_received(day: dt.date | None, received: dt.date) -> Any:
    if day is None or day >= received:
        return None
    return _("This day is before the referral was received (%(date)s). Check both.") % {"date": formatting.day(received)}


def review_not_ahead(review: dt.date, decided: dt.date) -> Any:
    return None if review > decided else _("Look at the waiting list again after the day of the decision, not before.")


def stand_in_without_end(until: dt.date | None, is_ill: bool) -> Any:
    """Only an illness has an end that nobody knows."""
    return _("Say until when. Only an illness may have an open end.") if until is None and not is_ill else None


def missing_ground(ground: str) -> Any:
    """Which agreement, law or decision it is can be looked up later."""
    return None if ground.strip() else _("Say which: who agreed and when, which law, or the number of the decision.")


def due_before(due: dt.date, asked: dt.date) -> Any:
    return (
        None if due >= asked else _("The answer cannot be due before the request (%(date)s). Check both.") % {"date": formatting.day(asked)}
    )


def missing_sentence(text: str) -> Any:
    return None if text.strip() else _("Say in a sentence why.")


def review_too_far(start: dt.date, review: dt.date, months: int) -> Any:
    """A plan is looked at again after it began, and not later than the timer allows."""
    if review <= start:
        return _("The plan is looked at again after this day, not before.")
    if review > add_months(start, months):
        return _("Look at the plan again sooner: at the latest on %(date)s.") % {"date": formatting.day(add_months(start, months))}
    return None


def too_few_attempts(attempts: Sequence[dt.date], closing: dt.date, at_least: int, days: int) -> Any:
    """A family counts as lost only after several documented attempts over some time."""
    if len(attempts) >= at_least and (closing - min(attempts)).days >= days:
        return None
    told = {"found": len(attempts), "needed": at_least, "days": days}
    return _("Documented attempts to reach the family: %(found)d. Needed: %(needed)d, the first at least %(days)d days ago.") % told


def too_late_to_void(is_author: bool, hours: float, limit: int, is_coordinator: bool) -> Any:
    """The author within a day; then the coordinator, so that nothing disappears quietly."""
    if is_coordinator or (is_author and hours <= limit):
        return None
    if not is_author:
        return _("Only the author or the coordinator may void this entry.")
    return ngettext_lazy(
        "More than %(limit)d hour has passed. Ask the coordinator to void the entry.",
        "More than %(limit)d hours have passed. Ask the coordinator to void the entry.",
        limit,
    ) % {"limit": limit}


# --- assessments -------------------------------------------------------------------------------------------------------

GROWN_UP = 18  # years
STRIKING = 2  # a change of so many levels is explained


def is_child(role: str, birth: dt.date | None, on: dt.date) -> bool:
    """By age where the day of birth is known; else by the place in the family."""
    return age_on(birth, on) < GROWN_UP if birth else role in {"child", "foster_child"}


def not_that_day(day: dt.date, name: object) -> Any:
    """Nobody is assessed as part of a family in which they were not on that day."""
    return _("This child was not in the family on the day of the assessment (%(day)s): %(name)s.") % {
        "day": formatting.day(day),
        "name": name,
    }


def needs_evidence(level: int | None, before: int | None, lowest: int) -> bool:
    """The two lowest levels, and a change of two or more, are never asserted without what was seen."""
    if level is None:
        return False
    return level <= lowest + 1 or (before is not None and abs(level - before) >= STRIKING)


def evidence_missing(level: int | None, before: int | None, lowest: int, evidence: str) -> Any:
    if evidence.strip() or not needs_evidence(level, before, lowest):
        return None
    return _("Say what you saw or heard: one of the two lowest levels, or a change of two levels, needs evidence.")


# --- spans ------------------------------------------------------------------------------------------------------------
