"""Periods are declared tables of last days, never calendar functions in SQL: the same on every database, and it suits project months."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ligzda.kernel.clock import add_months
from ligzda.kernel.refused import Refused

ONE_DAY = dt.timedelta(days=1)
LIMIT = 600


@dataclass(frozen=True)
class Slice:
    """One period: its stable key, first and last day."""

    key: str
    first: dt.date
    last: dt.date


def _slices(start: dt.date, end: dt.date, step: int, key: str) -> tuple[Slice, ...]:
    month = dt.date(start.year, (start.month - 1) // step * step + 1, 1)
    found = []
    while month <= end:
        following = add_months(month, step)
        number = (month.month - 1) // step + 1
        found.append(Slice(key.format(year=month.year, n=number), max(month, start), min(following - ONE_DAY, end)))
        month = following
        if len(found) > LIMIT:
            raise Refused(_("The period is too long to be split."))
    return tuple(found)


def quarters(start: dt.date, end: dt.date) -> tuple[Slice, ...]:
    """Calendar quarters ``2014-Q2`` that cover start … end; the first and the last are cut to it."""
    return _slices(start, end, 3, "{year}-Q{n}")


def months(start: dt.date, end: dt.date) -> tuple[Slice, ...]:
    """Calendar months ``2014-04`` that cover start … end."""
    return _slices(start, end, 1, "{year}-{n:02d}")


def project_month_end(start: dt.date, number: int) -> dt.date:
    """The last day of the n-th whole month, from the first of the project's start month: month 6 from 11.2013 is 30.04.2014."""
    return add_months(start.replace(day=1), number) - ONE_DAY


def slices(name: str, start: dt.date, end: dt.date) -> tuple[Slice, ...]:
    """The declared table of a period dimension."""
    return quarters(start, end) if name == "quarter" else months(start, end)


def find(name: str, key: str) -> tuple[dt.date, dt.date]:
    """First and last day of one period key."""
    try:
        if name == "quarter":
            year, number = key.split("-Q")
            first = dt.date(int(year), int(number) * 3 - 2, 1)
            return first, add_months(first, 3) - ONE_DAY
        first = dt.date.fromisoformat(f"{key}-01")
        return first, add_months(first, 1) - ONE_DAY
    except ValueError as error:
        raise Refused(_("“%(key)s” is not a period. Write 2014-Q2 for a quarter and 2014-04 for a month.") % {"key": key}) from error
