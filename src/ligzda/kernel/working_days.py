"""Counting in working days, by the public holidays of a country."""

import datetime as dt
from functools import cache

import holidays

ONE_DAY = dt.timedelta(days=1)


@cache
def public_holidays(country: str, year: int) -> frozenset[dt.date]:
    """Public holidays of Latvia or Lithuania in one year."""
    return frozenset(holidays.country_holidays(country, years=year))


def is_working_day(day: dt.date, country: str) -> bool:
    return day.weekday() < 5 and day not in public_holidays(country, day.year)


def after(start: dt.date, count: int, country: str) -> dt.date:
    """The ``count``-th working day after ``start``; the day of the event itself is not counted."""
    day = start
    while count:
        day += ONE_DAY
        count -= is_working_day(day, country)
    return day


def before(day: dt.date, count: int, country: str) -> dt.date:
    """The ``count``-th working day before a day; the day itself is not counted."""
    while count:
        day -= ONE_DAY
        count -= is_working_day(day, country)
    return day
