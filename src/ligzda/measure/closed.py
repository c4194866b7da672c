"""Closed circles among the things a project counts: what a reader without a seat in one may be told of it.

Its part stays in every sum, for the organisation's numbers are the same for everybody; for a reader without a seat it moves on a few days
only (``seatless``). Such a reader is told its neutral name and the figures that say ``told_of_closed``; never a key, a person, a family,
a day or a place of it, and nothing leads behind its numbers.
"""

import datetime as dt
from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import replace

from ligzda.access.actor import Actor
from ligzda.access.models import Circle
from ligzda.access.permissions import Permission
from ligzda.measure.request import Cases, FigureRequest

Part = tuple[str, str]  # ("group", "a")
ONE_DAY = dt.timedelta(days=1)


def shut(actor: Actor | None, closed: Mapping[Part, int]) -> frozenset[Part]:
    """The closed parts in whose circle this reader does not sit; None is a reader who sits nowhere: a paper for others."""
    if actor is None:
        return frozenset(closed)
    scope = actor.scope(Permission.SEE_FIGURES)
    return frozenset() if scope.even_closed else frozenset(part for part, circle in closed.items() if circle not in scope.own)


def shut_circles(actor: Actor | None, closed: Mapping[Part, int]) -> frozenset[int]:
    """The circles of these parts."""
    return frozenset(closed[part] for part in shut(actor, closed))


def cut(day: dt.date) -> dt.date:
    """The last end of a quarter up to this day: on such a day a closed circle's part moves."""
    is_end = day.month % 3 == 0 and day.day == monthrange(day.year, day.month)[1]
    first = dt.date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    before = first - ONE_DAY if first > dt.date.min else first
    return day if is_end else before


def without(cases: Cases | None, circles: Iterable[int], column: str = "circle_id") -> Cases | None:
    """The rows one may count, but for those of these circles."""
    ids = sorted(set(circles))
    if not ids:
        return cases
    if cases is None:
        cases = Cases(f"SELECT id FROM {Circle._meta.db_table}", (), column)  # noqa: S608
    marks = ", ".join(["%s"] * len(ids))
    return Cases(f"SELECT id FROM ({cases.sql}) AS permitted WHERE id NOT IN ({marks})", (*cases.params, *ids), cases.column)  # noqa: S608


def rows_of(actor: Actor) -> Cases | None:
    """What a reader counts as own work: a coordinator all below the own sites, a worker what has an own seat; of closed circles only those."""
    scope = actor.scope(Permission.SEE_FIGURES)
    if scope.even_closed:
        return None
    if not (scope.sites or scope.everything):
        return Cases.of(scope.own)
    sites, every = scope.sites, (*scope.sites, *scope.own)
    below = "" if scope.everything else f" AND parent_id IN ({', '.join(['%s'] * len(sites))})"
    own = f" OR id IN ({', '.join(['%s'] * len(every))})" if every else ""
    params = (False, *(() if scope.everything else sites), *every)
    return Cases(f"SELECT id FROM {Circle._meta.db_table} WHERE (is_closed = %s{below}){own}", params)  # noqa: S608


def open_to(actor: Actor | None, ask: FigureRequest) -> FigureRequest:
    """The same question over the rows that may stand by name before this reader: nothing of a closed circle without a seat in it."""
    return open_rows(replace(ask, gone=shut_circles(actor, ask.closed)))


def open_rows(ask: FigureRequest) -> FigureRequest:
    """The question over the open rows alone."""
    return replace(ask, cases=without(ask.cases, ask.gone), gone=frozenset()) if ask.gone else ask
