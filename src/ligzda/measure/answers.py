"""From counted rows to cells and figures: statements, unknown parts, plan and notes. No SQL here."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from ligzda.measure import coverage, explanations
from ligzda.measure.dimensions import UNKNOWN as UNKNOWN_KEY
from ligzda.measure.dimensions import dimension
from ligzda.measure.figure import Cell, Figure, Number
from ligzda.measure.indicators import Indicator, indicator
from ligzda.measure.periods import Slice
from ligzda.measure.request import AT_LEAST, COMPLETE, CUMULATIVE, UNKNOWN, FigureRequest, Statement, in_language
from ligzda.measure.targets import planned

Key = dict[str, str]


@dataclass(frozen=True)
class Sums:
    """What the records of one group add up to."""

    value: Number | None = None
    known: int | None = 0
    missing: int | None = 0
    waiting: int | None = 0


Groups = list[tuple[dict[str, Any], Sums]]


def _scope(one: Indicator, ask: FigureRequest, narrow: FigureRequest, values: Mapping[str, str], slice_: Slice | None) -> coverage.Scope:
    if slice_ is None:
        first, last, late = narrow.first_day, narrow.as_of, narrow.starts_late
    else:
        first, last = slice_.first, slice_.last
        late = narrow.project_start is None or first > narrow.project_start
    if ask.measure == CUMULATIVE or one.is_stock:
        return coverage.Scope(one.code, last, None, values, one.reach)
    return coverage.scope(one.code, first, last, late, values, one.reach)


def _is_partial(one: Indicator, ask: FigureRequest, narrow: FigureRequest, slice_: Slice | None) -> bool:
    if ask.measure == CUMULATIVE or one.is_stock:
        return False
    if slice_ is None:
        return narrow.starts_late
    return narrow.project_start is None or slice_.first > narrow.project_start


def state(one: Indicator, ask: FigureRequest) -> str:
    """Complete, at least or unknown: what decides about the whole of a question, without counting anything."""
    stated = coverage.in_question(ask, one)
    if one.ratio:
        return _worst(state(part, parts_ask(one, ask, part.code)) for part in (indicator(code) for code in one.ratio))
    deciding = coverage.decide(stated, _scope(one, ask, ask, dict(ask.where), None))
    return deciding.state if deciding else COMPLETE


def _worst(states: Iterable[str]) -> str:
    found = set(states)
    return next((one for one in (UNKNOWN, AT_LEAST) if one in found), COMPLETE)


def parts_ask(one: Indicator, ask: FigureRequest, code: str) -> FigureRequest:
    """The question for one of the two numbers of a ratio: what is stated about the ratio is stated about both."""
    stated = tuple(replace(s, measure=code) for s in ask.statements if s.measure == one.code)
    return replace(ask, code=code, targets=(), statements=(*ask.statements, *stated))


# people and families


def units_cell(
    one: Indicator, ask: FigureRequest, narrow: FigureRequest, key: Key, values: Key, counted: int | None, slice_: Slice | None
) -> Cell:
    """A distinct count: a part is never added or taken out; the total stands, the row prints unknown."""
    cell = Cell(key=key, value=counted or 0, recorded=counted or 0)
    cell = _typed(one, narrow, cell, values)
    statement = coverage.decide(coverage.in_question(ask, one), _scope(one, ask, narrow, values, slice_))
    return coverage.apply(cell, statement, ask.lang, _is_partial(one, ask, narrow, slice_))


def _typed(one: Indicator, ask: FigureRequest, cell: Cell, values: Key) -> Cell:
    """A reported number without person rows stands where nobody is recorded; it is never added to people."""
    for typed in ask.typed:
        same = typed.measure == one.code and dict(typed.dimensions) == values
        if same and not cell.recorded and (typed.since is None or typed.since <= ask.as_of):
            return replace(cell, value=typed.value, typed=True)
    return cell


def unit_rows(
    one: Indicator,
    ask: FigureRequest,
    narrow: FigureRequest,
    by: tuple[str, ...],
    found: Mapping[tuple[Any, ...], int],
    period: str | None,
    ends: tuple[Slice, ...],
) -> tuple[Cell, ...]:
    """One row per combination; cumulative rows by period are running sums of the new."""
    counted = {tuple(name_of(n, v, ends) for n, v in zip(by, key, strict=True)): number for key, number in found.items()}
    counted = {key: number for key, number in counted.items() if None not in key}
    keys = _all_keys(one, ask, narrow, by, counted, period, ends)
    if period is not None and ask.measure == CUMULATIVE:
        counted = _running(counted, keys, by.index(period))
    cells = []
    for key in keys:
        named = dict(zip(by, key, strict=True))
        cells.append(units_cell(one, ask, narrow, named, {**ask.where, **named}, counted.get(key, 0), _slice(named, period, ends)))
    return tuple(cells)


def _running(counted: Mapping[tuple[Any, ...], int], keys: list[tuple[Any, ...]], place: int) -> dict[tuple[Any, ...], int]:
    sums: dict[tuple[Any, ...], int] = {}
    result = {}
    for key in keys:
        rest = key[:place] + key[place + 1 :]
        sums[rest] = sums.get(rest, 0) + counted.get(key, 0)
        result[key] = sums[rest]
    return result


# sums


def part_names(one: Indicator, ask: FigureRequest, narrow: FigureRequest, values: Key, by: tuple[str, ...] | None) -> tuple[str, ...]:
    """The further dimensions by which a sum must be fetched, because a statement names one of its parts."""
    names = {
        n
        for s in coverage.in_question(ask, one)
        for n, v in s.dimensions
        if v is not None and n not in values and n in one.by and not dimension(n).period and one.may_add(n, ask.measure)
    }
    return tuple(sorted(names - set(by or ())))


def _excluded(name: str, values: Key) -> bool:
    """A session belongs to a group, a camp or an event, never to two of them: what is said of a camp is no part of a group's row."""
    return dimension(name).optional and any(dimension(other).optional for other in values if other != name)


Earlier = Callable[[Key, dt.date], Sums]


def sum_cell(
    one: Indicator, ask: FigureRequest, *, narrow: FigureRequest, key: Key, values: Key, groups: Groups, slice_: Slice | None,
    earlier: Earlier | None = None,
) -> Cell:  # fmt: skip
    """A sum says which of its parts are unknown; a statement on a part takes out this part only.

    ``earlier`` counts a part up to a day on which it still was complete: a sum from the project's start contains that much of it.
    """
    where = _scope(one, ask, narrow, values, slice_)
    partial = _is_partial(one, ask, narrow, slice_)
    additive = [n for n in one.by if one.may_add(n, ask.measure) and not _excluded(n, values)]
    concerned = coverage.in_question(ask, one)
    stated = coverage.parts(concerned, where, additive)
    gone = [dict(part) for part, s in stated.items() if s.state == UNKNOWN]
    kept = [(names, sums) for names, sums in groups if not any(_inside(names, part) for part in gone)]
    recorded = _scaled(one, sum((sums.value or 0) for _, sums in groups))
    known, missing = sum(s.known or 0 for _, s in kept), sum(s.missing or 0 for _, s in kept)
    waiting = sum(s.waiting or 0 for _, s in groups)
    value: Number | None = _scaled(one, sum((sums.value or 0) for _, sums in kept))
    unknown_parts = missing + len(gone)
    reason = _parts_reason(one, ask, [s for s in stated.values() if s.state == UNKNOWN], missing)
    if not known and one.is_median:
        value, reason = None, explanations.nothing_to_compare()
    elif not known and (missing or gone or (one.part in values and waiting)):
        value = None
        reason = reason or explanations.not_confirmed()
        if one.part in key and missing:
            unknown_parts = 0
    cell = Cell(
        key=key,
        value=value,
        unknown_parts=unknown_parts,
        not_confirmed=waiting,
        reason=reason,
        recorded=recorded,
        decimals=one.decimals,
    )
    floors = [(dict(part), s) for part, s in stated.items() if s.state == AT_LEAST]
    if value is not None and floors:
        cell = _with_floors(one, ask, cell, floors, kept, partial)
    if earlier is not None and not partial and not one.is_stock:
        cell = _with_earlier(one, ask, cell, where, gone, earlier)
    return coverage.apply(cell, coverage.decide(concerned, where), ask.lang, partial)


def _with_earlier(one: Indicator, ask: FigureRequest, cell: Cell, where: coverage.Scope, gone: list[Key], earlier: Earlier) -> Cell:
    """Parts that were complete until a day stand in the sum with that day's number; it is then at least that much."""
    concerned, found = coverage.in_question(ask, one), []
    for part in gone:
        values = {**where.values, **part}
        day = coverage.known_before(concerned, coverage.Scope(one.code, where.last_day, None, values, one.reach), ask.project_start)
        sums = earlier(values, day) if day else Sums()
        found += [sums.value or 0] if sums.known else []
    if not found:
        return cell
    return replace(cell, value=(cell.value or 0) + _scaled(one, sum(found)), at_least=True, comparator=cell.comparator or "≥")


def _with_floors(
    one: Indicator, ask: FigureRequest, cell: Cell, floors: list[tuple[dict[str, str], Statement]], kept: Any, partial: bool
) -> Cell:
    value = cell.value or 0
    for part, statement in floors:
        if statement.floor is not None and not partial:
            value += statement.floor - _scaled(one, sum((s.value or 0) for names, s in kept if _inside(names, part)))
    strict = all(s.comparator == ">" and s.floor is not None and not partial for _, s in floors)
    told = dict.fromkeys(in_language(s.note, ask.lang) or explanations.declared_floor() for _, s in floors)
    reason = "; ".join([*([cell.reason] if cell.reason else []), *told])
    return replace(cell, value=value, at_least=True, comparator=">" if strict else "≥", reason=reason)


def _parts_reason(one: Indicator, ask: FigureRequest, stated: list[Statement], missing: int) -> str | None:
    told = list(dict.fromkeys(in_language(s.note, ask.lang) or explanations.declared_unknown() for s in stated))
    if missing:
        told.append(str(one.unknown_reason(missing)) if one.unknown_reason else explanations.parts_unknown(missing))
    return "; ".join(told) or None


def _inside(names: Mapping[str, Any], part: Mapping[str, str]) -> bool:
    return all(names.get(n) == v for n, v in part.items())


def _scaled(one: Indicator, value: Number) -> Number:
    if one.divide_by == 1:
        return value
    return (Decimal(value) / one.divide_by).quantize(Decimal(1).scaleb(-one.decimals), ROUND_HALF_UP)


def sum_rows(
    one: Indicator,
    ask: FigureRequest,
    *,
    narrow: FigureRequest,
    by: tuple[str, ...],
    groups: Groups,
    period: str | None,
    ends: tuple[Slice, ...],
    earlier: Earlier | None = None,
) -> tuple[Cell, ...]:
    """One row per combination, each a sum with its own unknown parts."""
    grouped: dict[tuple[str, ...], Groups] = {}
    for names, sums in groups:
        found = [name_of(n, names[n], ends) for n in by]
        key = tuple(n for n in found if n is not None)
        if len(key) == len(found):
            grouped.setdefault(key, []).append((names, sums))
    keys = _all_keys(one, ask, narrow, by, grouped, period, ends)
    cells: list[Cell] = []
    before: dict[tuple[str, ...], Groups] = {}
    for key in keys:
        named = dict(zip(by, key, strict=True))
        own = grouped.get(key, [])
        if period is not None and ask.measure == CUMULATIVE:
            rest = tuple(v for n, v in named.items() if n != period)
            own = before[rest] = [*before.get(rest, []), *own]
        grows = earlier if period is None or ask.measure == CUMULATIVE else None
        cells.append(sum_cell(
            one, ask, narrow=narrow, key=named, values={**ask.where, **named}, groups=own, slice_=_slice(named, period, ends), earlier=grows,
        ))  # fmt: skip
    return tuple(cells)


# keys


def name_of(name: str, value: Any, ends: tuple[Slice, ...]) -> str | None:
    if dimension(name).period:
        return ends[value].key if value is not None else None
    if value is None:
        return None if dimension(name).optional else UNKNOWN_KEY
    return str(value)


def _slice(named: Key, period: str | None, ends: tuple[Slice, ...]) -> Slice | None:
    return next((one for one in ends if one.key == named[period]), None) if period else None


def _all_keys(
    one: Indicator,
    ask: FigureRequest,
    narrow: FigureRequest,
    by: tuple[str, ...],
    counted: Iterable[tuple[Any, ...]],
    period: str | None,
    ends: tuple[Slice, ...],
) -> list[tuple[Any, ...]]:
    """Rows that were counted, rows that a statement or a typed number names, and no hole in time."""
    keys = set(counted)
    named: list[dict[str, str | None]] = [
        dict(s.dimensions) for s in coverage.in_question(ask, one) if s.state != "complete" and coverage.holds_on(s, narrow.as_of)
    ]
    named += [dict(t.dimensions) for t in ask.typed if t.measure == one.code and (t.since is None or t.since <= narrow.as_of)]
    for dims in named:
        fits = all(ask.where.get(n) == v for n, v in dims.items() if n not in by)
        if fits and all(dims.get(n) is not None for n in by):
            keys.add(tuple(dims[n] for n in by))
    if period is not None:
        place = by.index(period)
        rests = {key[:place] + key[place + 1 :] for key in keys} | ({()} if len(by) == 1 else set())
        keys = {(*rest[:place], end.key, *rest[place:]) for rest in rests for end in ends}
    return sorted(keys, key=lambda key: [_rank(n, v) for n, v in zip(by, key, strict=True)])


def _rank(name: str, value: str) -> tuple[int, str]:
    order = dimension(name).order
    if value in order:
        return order.index(value), value
    return len(order) + (value == UNKNOWN_KEY), value


# figures


def _head(one: Indicator, ask: FigureRequest, cell: Cell) -> dict[str, Any]:
    same = (
        "value",
        "unknown_parts",
        "at_least",
        "comparator",
        "not_confirmed",
        "reason",
        "recorded",
        "typed",
        "decimals",
        "touched",
        "part",
        "over",
    )
    return {name: getattr(cell, name) for name in same} | {
        "code": one.code,
        "title": str(one.title),
        "unit": str(one.unit),
        "measure": ask.measure,
        "as_of": ask.as_of,
        "since": ask.since,
        "version": one.version,
        "describes": str(one.describes),
        "where": dict(ask.where),
        "asked": ask,
    }


def figure(one: Indicator, ask: FigureRequest, total: Cell, by: tuple[str, ...], rows: tuple[Cell, ...] | None) -> Figure:
    """The cell with its name, plan, rows and the sentence about adding them."""
    note = explanations.additivity(one, by, ask.measure, total, rows) if rows else None
    return Figure(**_head(one, ask, total), planned=planned(ask, total), note=note, by=by, rows=rows)


def apart(one: Indicator, ask: FigureRequest, made: Figure) -> Figure:
    """Where parts are never put into one number, only the rows have numbers, or the one part that was asked for."""
    if not one.per or one.per in ask.where:
        return made
    reason = explanations.never_one(one.per)
    plan = tuple(replace(version, attainment=None) for version in made.planned)
    return replace(made, value=None, recorded=None, at_least=False, unknown_parts=0, reason=reason, planned=plan)


def not_counted_yet(ask: FigureRequest) -> Figure:
    """A figure that no room computes yet: its plan stands, its value is neither 0 nor unknown."""
    empty = Cell(reason=explanations.not_counted_yet())
    head = _head(Indicator(ask.code, ask.code), ask, empty) | {"version": 0}
    return Figure(**head, planned=planned(ask, empty), exists=False)


def ratio(one: Indicator, ask: FigureRequest, top: Figure, bottom: Figure) -> Figure:
    """Two figures divided, unknown when either is not plainly known."""
    rows = None
    if top.rows is not None and bottom.rows is not None:
        above, below = ({tuple(row.key.items()): row for row in side.rows or ()} for side in (top, bottom))
        keys = sorted({*above, *below}, key=lambda key: [_rank(name, value) for name, value in key])
        nothing = {key: Cell(key=dict(key), value=0) for key in keys}
        rows = tuple(_divide(one, above.get(key, nothing[key]), below.get(key, nothing[key])) for key in keys)
    made = figure(one, ask, _divide(one, top, bottom), ask.by if rows is not None else (), rows)
    return made if made.note or made.value is None else replace(made, note=explanations.divided(top, bottom, ask.lang))


def _divide(one: Indicator, top: Cell, bottom: Cell) -> Cell:
    places = one.decimals or 2
    if not top.is_known or not bottom.is_known or not bottom.value:
        reason = top.reason or bottom.reason or explanations.ratio_unknown()
        return Cell(key=top.key, reason=reason, decimals=places)
    value = (Decimal(top.value) / Decimal(bottom.value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)  # type: ignore[arg-type]
    return Cell(key=top.key, value=value, recorded=value, decimals=places, touched=_fewest(top, bottom), part=top.value, over=bottom.value)


def _fewest(top: Cell, bottom: Cell) -> int | None:
    """How many people stand behind a ratio: as many as behind the smaller of its two numbers."""
    return min((one.touched for one in (top, bottom) if one.touched is not None), default=None)
