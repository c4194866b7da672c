"""Arithmetic and law of this room, from values only."""

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal
from math import ceil
from typing import Any

from django.utils.translation import gettext_lazy as _

from ligzda.web import formatting

QUARTER_HOUR = 15
AUTHOR_MAY_VOID_FOR = dt.timedelta(hours=24)
CONFIRM_WITHIN = dt.timedelta(days=7)
WRITE_WITHIN = dt.timedelta(days=3)
CLOSED_GROUP_OPEN_UNTIL = 3  # sessions; afterwards a newcomer needs a reason
EARLIEST = dt.date(1900, 1, 1)


def start_before(now: dt.datetime, minutes: int) -> dt.time:
    """When a meeting of this length that ends about now began, on a quarter of an hour."""
    began = now - dt.timedelta(minutes=minutes)
    if (began.year, began.month, began.day) < (now.year, now.month, now.day):
        return dt.time(0, 0)
    return dt.time(began.hour, began.minute // QUARTER_HOUR * QUARTER_HOUR)


def learned(chosen: Sequence[Any]) -> Any | None:
    """What counts as usual: the latest choice that was made at least twice. ``chosen``: latest first."""
    return next((one for one in chosen if list(chosen).count(one) > 1), None)


def date_objections(date: dt.date, today: dt.date) -> Iterable[Any]:
    """A held meeting lies neither in the future nor before anything this register can know."""
    if date > today:
        yield _("This day is still to come. Save it as a planned meeting.")
    if date < EARLIEST:
        yield _("This date is too long ago. Check the year.")


def is_within(date: dt.date, spans: Iterable[tuple[dt.date, dt.date | None]]) -> bool:
    """Does the day lie in one of the stays? An open end lasts."""
    return any(start <= date and (end is None or date <= end) for start, end in spans)


def may_still_void(created_at: dt.datetime, now: dt.datetime) -> bool:
    """The author may, within a day; then the coordinator."""
    return now - created_at <= AUTHOR_MAY_VOID_FOR


def sessions_to_complete(planned: int | None, share: Decimal) -> int | None:
    """How many sessions make a completed course; unknown while nobody has planned how many there are."""
    return ceil(Decimal(planned) * share) if planned else None


def average(participations: int, sessions: int) -> Decimal | None:
    """Average attendance over held sessions with known attendance only."""
    return (Decimal(participations) / sessions).quantize(Decimal("0.1")) if sessions else None


def days_between(start: dt.date, end: dt.date) -> list[dt.date]:
    """All days from start to end."""
    return [start + dt.timedelta(days=n) for n in range((end - start).days + 1)]


def weekly(start: dt.date, times: int, every_days: int = 7) -> list[dt.date]:
    """The days of a series."""
    return [start + dt.timedelta(days=every_days * n) for n in range(times)]


# --- a family assistant's hours ----------------------------------------------------------------------------------------

WEEK = 7  # days


def granted_minutes(from_date: dt.date, until_date: dt.date, hours_week: int) -> int:
    """All that a grant gives: its weekly hours for each day of it, a part of a week by its days."""
    return hours_week * 60 * ((until_date - from_date).days + 1) // WEEK


def grant_ends_before(from_date: dt.date, until_date: dt.date) -> Any:
    if until_date >= from_date:
        return None
    return _("The end date is before the start date (%(date)s). Check both.") % {"date": formatting.day(from_date)}


def grant_too_long(until_date: dt.date, latest: dt.date) -> Any:
    """Longer needs another decision."""
    if until_date <= latest:
        return None
    return _("One decision gives hours until %(date)s at the latest. Enter a later decision separately.") % {"date": formatting.day(latest)}


def grant_hours(hours: int, least: int, most: int) -> Any:
    if least <= hours <= most:
        return None
    return _("A decision gives from %(least)d to %(most)d hours a week. Check the decision.") % {"least": least, "most": most}


def granted_already(number: str, from_date: dt.date, until_date: dt.date) -> Any:
    told = {"number": number, "span": formatting.span(from_date, until_date)}
    return _("For some of these days there are hours already: decision %(number)s (%(span)s).") % told
