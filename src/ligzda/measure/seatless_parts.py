"""What is small of a closed circle's part, and what could be worked out: a step before printing for a reader without a seat in it.

The reader knows the open rows, by name where they may. So the part of every number is taken for printed: no part of fewer than five people or
families may be left over when printed numbers are subtracted, neither from a total and its rows, nor from figures of which one is the sum of
the others, nor from two days of one figure, nor because somebody is in both.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from ligzda.measure import engine
from ligzda.measure.ask import COMPLETE, CUMULATIVE, Ask
from ligzda.measure.closed import open_rows
from ligzda.measure.dimensions import dimension
from ligzda.measure.equations import identities, is_added
from ligzda.measure.figure import Cell, Figure
from ligzda.measure.indicators import Indicator, exists, indicator
from ligzda.measure.seatless import APART, NONE, PARTS, Key, at_cut, may_differ
from ligzda.measure.suppression import THRESHOLD, Problem

Crept = dict[object, set[Key]]  # what crept, by question: figures that are shown together are relatives and ask the same
Step = tuple[int, int]  # the part up to a day, and whom the rows of the stretch before it touch


def small_parts(ask: Ask, by: tuple[str, ...], asked: Crept) -> set[Key]:
    """Where the part is small, or could be worked out: () for the figure, else the key of a row. ``asked``: see ``Crept``."""
    one = indicator(ask.code)
    if one.ratio:
        return set().union(*(small_parts(replace(ask, code=code, targets=()), by, asked) for code in one.ratio))
    at = at_cut(ask) if may_differ(ask) and not one.is_median and (is_added(one) or PARTS & set(by)) else None
    if at is None:
        return set()
    found = Problem()
    for code in _relatives(ask.code):
        _enter(found, replace(at, code=code), by, asked)
    _enter_identities(found)
    return {name[1] for name in found.solve() if name[0] == ask.code}  # type: ignore[misc]


def _relatives(code: str) -> list[str]:
    """The figure, and those that together with it add up to something: people are children and adults."""
    found = [code]
    for one in identities():
        if code in (*one.whole, *one.parts):
            found += [other for other in (*one.whole, *one.parts) if exists(other) and PARTS & set(indicator(other).by)]
    return list(dict.fromkeys(found))


def _enter(found: Problem, at: Ask, by: tuple[str, ...], asked: Crept) -> None:
    one = indicator(at.code)
    split = () if APART & set(by) else tuple(name for name in by if name in one.by)
    plain = replace(at, by=split, statements=(), unless_stated=COMPLETE, targets=(), typed=(), for_everybody=True)
    every, known = engine.compute(plain), engine.compute(open_rows(plain))
    there = {_sorted(row.key): row for row in known.rows or ()}
    for key, cell in [((), every), *((_sorted(row.key), row) for row in every.rows or ())]:
        beside: Cell = known if key == () else there.get(key, NONE)
        found.values[one.code, key] = _part(cell, beside)
        if cell.touched is not None:
            found.touched[one.code, key] = abs(cell.touched - (beside.touched or 0))
    where = (one.code, plain.project, plain.projects, plain.as_of, plain.since, plain.measure, split, *plain.where.items(), id(plain.cases))
    if where not in asked:
        asked[where] = _creeping(one, plain, split)
    for key in asked[where]:
        found.touched[one.code, key] = 1
    _enter_sums(found, one, at, split)


def _part(cell: Cell, beside: Cell) -> int:
    """Fewer than none are people who were counted on both sides: as telling as many more."""
    return abs(int(cell.value or 0) - int(beside.value or 0))


def _sorted(key: Mapping[str, str]) -> Key:
    return tuple(sorted(key.items()))


def _enter_sums(found: Problem, one: Indicator, at: Ask, split: tuple[str, ...]) -> None:
    total = (one.code, ())
    names = tuple(name for name in found.values if name[0] == one.code and name[1] != ())
    if not names:
        return
    exact = all(one.may_add(name, at.measure) for name in split)
    twice = sum(found.values[name] for name in names) - found.values[total]
    if exact and twice == 0:
        found.sums.append((total, names, True))
    elif PARTS & set(split) and twice >= 0:
        _enter_twice(found, one.code, names, twice)
    elif twice >= 0:
        found.sums.append((total, names, False))
    if not exact:
        found.sums += [(name, (total,), False) for name in names if found.values[name] <= found.values[total]]


def _enter_twice(found: Problem, code: str, names: tuple[tuple[object, ...], ...], twice: int) -> None:
    """Who stands in a closed group's row and does not make the total larger stands in an open row as well."""
    rows, both = (code, "rows"), (code, "both")
    found.values |= {rows: sum(found.values[name] for name in names), both: twice}
    found.virtual |= {rows, both}
    found.free.add(rows)
    found.hidden |= {rows, both}
    found.sums += [(rows, names, True), (rows, ((code, ()), both), True)]


def _enter_identities(found: Problem) -> None:
    """Between figures, in one row or in the totals."""
    for key in {name[1] for name in found.values if name not in found.virtual}:
        for one in identities():
            whole, parts = [(code, key) for code in one.whole], tuple((code, key) for code in one.parts)
            if len(whole) != 1 or not all(name in found.values for name in (*whole, *parts)):
                continue
            rest = found.values[whole[0]] - sum(found.values[name] for name in parts)
            if rest < 0:
                continue
            other = ("rest", one.whole, one.parts, key)
            if rest:
                found.values[other] = rest
                found.virtual.add(other)
                found.free.add(other)
                found.hidden.add(other)
            found.sums.append((whole[0], (*parts, *([other] if rest else [])), True))


# two days of one figure


def _creeping(one: Indicator, plain: Ask, split: tuple[str, ...]) -> set[Key]:
    """Cells whose part moved by fewer than five since it was last told: two days subtracted would say by how many.

    A part is told again once it moved by five people or families since.
    """
    if not is_added(one) or plain.project_start is None or not {"quarter"} & set(one.by):
        return set()
    whole = plain.since is None or plain.since <= plain.project_start
    found: set[Key] = set()
    for by in dict.fromkeys([(), split if not any(dimension(name).period for name in split) else ()]):
        asked = replace(plain, by=(*by, "quarter"), measure=CUMULATIVE if whole else plain.measure)
        every, known = (_curves(engine.compute(each)) for each in (asked, open_rows(asked)))
        for key, curve in every.items():
            beside = known.get(key, {})
            steps = [_step(cell, beside.get(day, NONE)) for day, cell in sorted(curve.items())]
            if creeps(steps, one.is_units) if whole else any(_is_small(part, part if one.is_units else whom) for part, whom in steps):
                found.add(key)
    return found


def _curves(figure: Figure) -> dict[Key, dict[str, Cell]]:
    found: dict[Key, dict[str, Cell]] = {}
    for row in figure.rows or ():
        rest = {name: value for name, value in row.key.items() if name != "quarter"}
        found.setdefault(_sorted(rest), {})[row.key["quarter"]] = row
    return found


def _step(cell: Cell, beside: Cell) -> Step:
    part = int(cell.value or 0) - int(beside.value or 0)
    return part, (cell.touched or 0) - (beside.touched or 0)


def creeps(steps: Iterable[Step], is_units: bool) -> bool:
    """Is the last of these a part that may not be told yet?"""
    told, whom, waits = 0, 0, False
    for part, touched in steps:
        whom = max(whom, abs(touched))
        waits = _is_small(part - told, part - told if is_units else whom)
        if not waits:
            told, whom = part, 0
    return waits


def _is_small(moved: int, whom: int) -> bool:
    return bool(moved) and abs(whom) < THRESHOLD
