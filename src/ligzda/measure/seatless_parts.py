"""What is small of a closed circle's part, and what could be worked out: a step before printing for a reader without a seat in it.

The reader knows the open rows, by name where they may. So the part of every number is taken for printed: no part of fewer than five people or
families may be left over when printed numbers are subtracted, neither from a total and its rows, nor from figures of which one is the sum of
the others, nor from two days of one figure, nor because somebody is in both.
"""

from dataclasses import replace

from ligzda.measure import engine
from ligzda.measure.closed import open_rows
from ligzda.measure.dimensions import dimension
from ligzda.measure.equations import identities, is_added
from ligzda.measure.figure import Cell
from ligzda.measure.growth import APART, NONE, PARTS, Key, creeping, plainly, relatives, sorted_key
from ligzda.measure.indicators import Indicator, indicator
from ligzda.measure.request import FigureRequest
from ligzda.measure.seatless import at_cut, may_differ, of_one_day
from ligzda.measure.suppression import Problem

Crept = dict[object, set[Key]]  # what crept, by question: figures that are shown together are relatives and ask the same


def small_parts(ask: FigureRequest, by: tuple[str, ...], asked: Crept) -> set[Key]:
    """Where the part is small, or could be worked out: () for the figure, else the key of a row. ``asked``: see ``Crept``.

    What is asked with a filter is a row of what is asked without it, and hidden where that row is: else a total and all its filters would
    tell what its rows do not.
    """
    one = indicator(ask.code)
    if one.ratio:
        ask = of_one_day(ask)
        return set().union(*(small_parts(replace(ask, code=code, targets=()), by, asked) for code in one.ratio))
    found = _small(ask, by, asked)
    names = tuple(name for name in ask.where if name in one.by and name not in (*APART, *by) and not dimension(name).period)
    here = set(sorted_key({name: ask.where[name] for name in names}))
    wide = replace(ask, where={name: value for name, value in ask.where.items() if name not in names})
    for split in dict.fromkeys([names, (*by, *names)]) if names else ():
        rows = [key for key in _small(wide, split, asked) if here <= set(key) and len(key) == len(split)]
        found |= {tuple(pair for pair in key if pair not in here) for key in rows}
    return found


def _small(ask: FigureRequest, by: tuple[str, ...], asked: Crept) -> set[Key]:
    one = indicator(ask.code)
    at = at_cut(ask) if may_differ(ask) and not one.is_median and (is_added(one) or PARTS & set(by)) else None
    if at is None:
        return set()
    found = Problem()
    for code in relatives(ask.code):
        _enter(found, replace(at, code=code), by, asked)
    _enter_identities(found)
    return {name[1] for name in found.solve() if name[0] == ask.code}  # type: ignore[misc]


def _enter(found: Problem, at: FigureRequest, by: tuple[str, ...], asked: Crept) -> None:
    one = indicator(at.code)
    split = () if APART & set(by) else tuple(name for name in by if name in one.by)
    plain = replace(plainly(at), by=split)
    every, known = engine.compute(plain), engine.compute(open_rows(plain))
    there = {sorted_key(row.key): row for row in known.rows or ()}
    for key, cell in [((), every), *((sorted_key(row.key), row) for row in every.rows or ())]:
        beside: Cell = known if key == () else there.get(key, NONE)
        found.values[one.code, key] = _part(cell, beside)
        if cell.touched is not None:
            found.touched[one.code, key] = abs(cell.touched - (beside.touched or 0))
    where = (one.code, plain.project, plain.projects, plain.as_of, plain.since, plain.measure, split, *plain.where.items(), id(plain.cases))
    if where not in asked:
        asked[where] = creeping(one, plain, split)
    for key in asked[where]:
        found.touched[one.code, key] = 1
    _enter_sums(found, one, at, split)


def _part(cell: Cell, beside: Cell) -> int:
    """Fewer than none are people who were counted on both sides: as telling as many more."""
    return abs(int(cell.value or 0) - int(beside.value or 0))


def _enter_sums(found: Problem, one: Indicator, at: FigureRequest, split: tuple[str, ...]) -> None:
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
