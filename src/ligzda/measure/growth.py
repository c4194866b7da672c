"""How a closed circle's part of a figure grew: what two days subtracted would say of it to a reader without a seat.

The part is told at the ends of quarters. Between them it is told at the end of a month that was published, and there only where it grew by
nobody or by five and more, in every row, since it was last told and until the quarter's end. Both ends of months are judged whether published
or not and once the quarter is over, so that nothing a manager publishes, takes back or moves makes two days whose difference is small.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from ligzda.kernel import clock
from ligzda.measure import engine
from ligzda.measure.closed import ONE_DAY, cut, open_rows
from ligzda.measure.dimensions import dimension
from ligzda.measure.equations import identities, is_added
from ligzda.measure.figure import Cell, Figure
from ligzda.measure.indicators import Indicator, exists, indicator
from ligzda.measure.periods import find
from ligzda.measure.request import COMPLETE, CUMULATIVE, FigureRequest
from ligzda.measure.suppression import THRESHOLD

APART = frozenset({"site", "territory", "function", "month"})  # where, who and when: a closed circle stands in no row of these
PARTS = frozenset({"group", "camp"})
Key = tuple[tuple[str, str], ...]
Step = tuple[int, int]  # the part up to a day, and whom the rows of the stretch before it touch
NONE = Cell(value=0, recorded=0, touched=0)


def plainly(ask: FigureRequest) -> FigureRequest:
    """What is recorded, and whom it touches: no statement, no plan."""
    return replace(ask, statements=(), unless_stated=COMPLETE, targets=(), typed=(), for_everybody=True)


def sorted_key(key: Mapping[str, str]) -> Key:
    """One name for one row."""
    return tuple(sorted(key.items()))


def relatives(code: str) -> list[str]:
    """The figure, and those that together with it add up to something: people are children and adults."""
    found = [code]
    for one in identities():
        if code in (*one.whole, *one.parts):
            found += [other for other in (*one.whole, *one.parts) if exists(other) and PARTS & set(indicator(other).by)]
    return list(dict.fromkeys(found))


# the days on which the part is told


def last_told(ask: FigureRequest) -> dt.date:
    """The last day, up to the one asked for, on which the part of this figure, and of all that is told together with it, is told."""
    last = cut(ask.as_of)
    published = [day for day in (month_end(last, 1), month_end(last, 2)) if day in ask.cuts and day <= ask.as_of]
    end = month_end(last, 3)
    if not published or end >= clock.today() or not _may_move_between(ask):
        return last
    parts = indicator(ask.code).ratio or (ask.code,)
    together = dict.fromkeys(code for part in parts for code in relatives(part))
    found = [curve for code in together for curve in _monthly(replace(ask, code=code), end)]
    told = [last]
    for day in (month_end(last, 1), month_end(last, 2)):
        if not any(curve.moved_by_few(told[-1], day) or curve.moved_by_few(day, end) for curve in found):
            told.append(day)
    return max(day for day in told if day == last or day in published)


def month_end(day: dt.date, months: int) -> dt.date:
    """The last day of the month so many months after the end of one."""
    return clock.add_months((day + ONE_DAY).replace(day=1), months) - ONE_DAY


def _may_move_between(ask: FigureRequest) -> bool:
    """One project, from its start, in no part but a coordinator's own site: else sums of rows and projects would stand on several days."""
    places = set(ask.where) - ({"site"} if ask.cases is not None else set())
    return ask.project is not None and ask.project_start is not None and not ask.starts_late and not places


def _monthly(ask: FigureRequest, end: dt.date) -> Iterator["Curve"]:
    """The part of the figure, and of each of its rows, up to the end of each month; of what touches nobody there is none to judge."""
    one = indicator(ask.code)
    if not is_added(one):
        return
    split = tuple(name for name in ask.by if name in one.by and name not in APART and not dimension(name).period)
    asked = replace(plainly(ask), as_of=end, since=None, measure=CUMULATIVE)
    for by in dict.fromkeys([(), split]):
        for steps in curves(asked, by, "month").values():
            yield Curve({find("month", month)[1]: step for month, step in steps.items()}, one.says_whom)


@dataclass(frozen=True)
class Curve:
    """A closed part up to the ends of months. How many people or families there are says by itself whom that touches."""

    steps: Mapping[dt.date, Step]
    is_units: bool = False

    def moved_by_few(self, first: dt.date, last: dt.date) -> bool:
        """Did it move after the one day up to the other, and because of fewer than five?"""
        grown = self._until(last) - self._until(first)
        whom = max((abs(touched) for day, (_part, touched) in self.steps.items() if first < day <= last), default=0)
        return is_small(grown, grown if self.is_units else whom)

    def _until(self, day: dt.date) -> int:
        return max(((at, part) for at, (part, _touched) in self.steps.items() if at <= day), default=(day, 0))[1]


# curves


def creeping(one: Indicator, plain: FigureRequest, split: tuple[str, ...]) -> set[Key]:
    """Cells whose part moved by fewer than five since it was last told: two days subtracted would say by how many.

    A part is told again once it moved by five people or families since. A stretch of time is two days subtracted: it is told where both are.
    """
    if not is_added(one) or plain.project_start is None or not {"quarter"} & set(one.by):
        return set()
    first = plain.since if plain.since is not None and plain.since > plain.project_start else None
    found: set[Key] = set()
    for by in dict.fromkeys([(), split if not any(dimension(name).period for name in split) else ()]):
        running = curves(replace(plain, since=None, measure=CUMULATIVE), by, "quarter")
        found |= {key for key, curve in running.items() if creeps(_until(curve), one.says_whom)}
        if first is not None:
            found |= {key for key, curve in running.items() if creeps(_until(curve, first), one.says_whom)}
            stretch = curves(plain, by, "quarter").items()
            found |= {
                key for key, curve in stretch if any(is_small(part, part if one.says_whom else whom) for part, whom in curve.values())
            }
    return found


def _until(curve: Mapping[str, Step], before: dt.date | None = None) -> list[Step]:
    """One quarter after the other, up to this day."""
    return [step for name, step in sorted(curve.items()) if before is None or find("quarter", name)[1] < before]


def curves(ask: FigureRequest, by: tuple[str, ...], period: str) -> dict[Key, dict[str, Step]]:
    """Of the figure, or of each row, what is closed up to the end of each period."""
    asked = replace(ask, by=(*by, period))
    every, known = (_by_period(engine.compute(each), period) for each in (asked, open_rows(asked)))
    return {key: {name: _step(cell, known.get(key, {}).get(name, NONE)) for name, cell in rows.items()} for key, rows in every.items()}


def _by_period(figure: Figure, period: str) -> dict[Key, dict[str, Cell]]:
    found: dict[Key, dict[str, Cell]] = {}
    for row in figure.rows or ():
        rest = {name: value for name, value in row.key.items() if name != period}
        found.setdefault(sorted_key(rest), {})[row.key[period]] = row
    return found


def _step(cell: Cell, beside: Cell) -> Step:
    part = int(cell.value or 0) - int(beside.value or 0)
    return part, (cell.touched or 0) - (beside.touched or 0)


def creeps(steps: Iterable[Step], is_units: bool) -> bool:
    """Is the last of these a part that may not be told yet?"""
    told, whom, waits = 0, 0, False
    for part, touched in steps:
        whom = max(whom, abs(touched))
        waits = is_small(part - told, part - told if is_units else whom)
        if not waits:
            told, whom = part, 0
    return waits


def is_small(moved: int, whom: int) -> bool:
    """Did it move, and because of fewer than five?"""
    return bool(moved) and abs(whom) < THRESHOLD
