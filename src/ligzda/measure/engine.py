"""The one place that imports Ibis, and only when a figure is asked for. Compiles a shape once, runs it on the application's own connection.

Everything returned is a count or an id; names are fetched by the caller through ``visible_to``.
"""

import datetime as dt
import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.db import connections
from django.utils import translation
from django.utils.translation import gettext as _

from ligzda.kernel.refused import Refused
from ligzda.measure import answers
from ligzda.measure.dimensions import UNKNOWN, dimension
from ligzda.measure.figure import Cell, Figure
from ligzda.measure.indicators import Indicator, exists, indicator
from ligzda.measure.moment import asked_once
from ligzda.measure.periods import Slice, find, slices
from ligzda.measure.query_builder import COUNT, IDS, SUM, TABLE, Builder, Shape
from ligzda.measure.query_builder import NEW as NEW_UNITS
from ligzda.measure.relation import CASES
from ligzda.measure.request import CUMULATIVE, MEASURES, NEW, Cases, FigureRequest

DIALECTS = {"sqlite": "sqlite", "postgresql": "postgres"}
MARK = re.compile(r"'@@(\w+)@@'")
SQLITE_DAY = re.compile(r"\bDATE\(('@@\w+@@')\)")  # days are ISO text there; the function would run again for every row
DEEP = 24  # of indentation, two for each question within another: SQLite fails at 28
Rows = list[tuple[Any, ...]]


def compute(ask: FigureRequest, using: str = "default") -> Figure:
    """The figure, with coverage statements applied, its plan and, where asked for and the figure has it, its rows."""
    with translation.override(ask.lang):
        if ask.measure not in MEASURES:
            raise Refused(_("“%(name)s” is not a measure. These are: %(all)s.") % {"name": ask.measure, "all": ", ".join(MEASURES)})
        if not exists(ask.code):
            return answers.not_counted_yet(ask)
        one = indicator(ask.code)
        if one.ratio:
            split = ask.by if all(name in one.by for name in ask.by) else ()
            top, bottom = (compute(replace(answers.parts_ask(one, ask, code), by=split), using) for code in one.ratio)
            return answers.apart(one, ask, answers.ratio(one, ask, top, bottom))
        _check(one, ask)
        by = ask.by if ask.by and all(name in one.by for name in ask.by) else None
        narrow = narrowed(ask)
        total = _cell(one, ask, narrow, using)
        rows = _rows(one, ask, narrow, by, using) if by is not None else None
        figure = answers.apart(one, ask, answers.figure(one, ask, total, by or (), rows))
        return _with_touched(one, narrow, figure, using) if ask.for_everybody else figure


def series(ask: FigureRequest, dates: Iterable[dt.date], using: str = "default") -> list[tuple[dt.date, Cell]]:
    """The cumulative curve at these days; a day on which a statement makes it unknown is a gap in the curve."""
    return [(day, compute(replace(ask, as_of=day, measure=CUMULATIVE, since=None, by=()), using)) for day in dates]


def units(ask: FigureRequest, after: int | None = None, limit: int | None = 25, using: str = "default") -> list[int]:
    """The ids behind a cell (its key goes into ``ask.where``): persons, families, or fact rows. ``after`` is the last id seen."""
    return [unit for unit, _beside in units_beside(ask, None, after, limit, using)]


def units_beside(
    ask: FigureRequest, beside: str | None, after: int | None = None, limit: int | None = 25, using: str = "default"
) -> list[tuple[int, int]]:
    """The same, each with what stands ``beside`` it: the family that a counted row is about."""
    one = indicator(ask.code)
    if one.ratio:
        raise Refused(_("A ratio has no records of its own. Look behind one of its two numbers."))
    _check(one, ask)
    narrow = narrowed(ask)
    shape = replace(_shape(one, narrow, IDS), after=after is not None, limit=limit, beside=beside)
    return [(unit, found) for unit, found in _run(one, shape, narrow, using, {"after": after})]


def fingerprint(ask: FigureRequest, using: str = "default") -> str:
    """One-way digest of the sorted ids that were counted: equal digests mean that the same units stand behind the number."""
    if not exists(ask.code):
        return ""
    one = indicator(ask.code)
    if one.ratio:
        joined = "".join(fingerprint(replace(ask, code=code), using) for code in one.ratio)
        return hashlib.sha256(joined.encode()).hexdigest()
    ids = ",".join(str(i) for i in sorted(units(ask, None, None, using)))
    return hashlib.sha256(ids.encode()).hexdigest()


def _check(one: Indicator, ask: FigureRequest) -> None:
    wrong = [name for name in ask.where if name not in one.by]
    Refused.unless_empty(_("The figure “%(code)s” cannot be asked by “%(name)s”.") % {"code": one.code, "name": name} for name in wrong)


# from an ask to shapes


def narrowed(ask: FigureRequest) -> FigureRequest:
    """A filter on a period is no condition on rows but other first and last days."""
    rest = {}
    for name, value in ask.where.items():
        if not dimension(name).period:
            rest[name] = value
            continue
        first, last = find(name, value)
        ask = replace(ask, as_of=min(last, ask.as_of), since=max(first, ask.since or first), cut_off=ask.cut_off or ask.as_of)
    return replace(ask, where=rest)


def _shape(one: Indicator, ask: FigureRequest, kind: str, by: tuple[str, ...] = (), periods: int = 0) -> Shape:
    is_new = ask.measure == NEW and one.accumulates
    start = ask.project_start is not None
    since = is_new and ask.since is not None
    return Shape(
        code=one.code,
        kind=kind,
        by=by,
        filters=tuple((name, value == UNKNOWN) for name, value in ask.where.items()),
        periods=periods,
        project=ask.project is not None,
        lower=not one.is_stock and (start if is_new else ask.first_day is not None),
        start=start,
        since=since,
        projects=len(ask.projects) if ask.projects is not None else None,
        restrict=ask.cases.column if ask.cases else None,
        apart=one.apart is not None and one.apart in ask.by,
    )


def _marks(ask: FigureRequest, one: Indicator, ends: tuple[Slice, ...]) -> dict[str, Any]:
    is_new = ask.measure == NEW and one.accumulates
    first = ask.project_start if is_new else ask.first_day
    days = {"last": ask.as_of, "first": first, "since": ask.since, "start": ask.project_start, "cut_off": ask.cut_off or ask.as_of}
    days |= {f"end{i}": one.last for i, one in enumerate(ends)}
    found: dict[str, Any] = {name: day.isoformat() for name, day in days.items() if day is not None}
    found |= {f"project{i}": project for i, project in enumerate(ask.projects or ())}
    return found | {"project": ask.project} | {f"is_{name}": value for name, value in ask.where.items()}


def _period_table(ask: FigureRequest, name: str | None) -> tuple[Slice, ...]:
    if name is None:
        return ()
    start = ask.project_start if ask.measure == CUMULATIVE else ask.first_day
    if start is None:
        raise Refused(_("A split by period needs a first day."))
    return slices(name, start, ask.as_of) if start <= ask.as_of else ()


# cells


def _cell(one: Indicator, ask: FigureRequest, narrow: FigureRequest, using: str) -> Cell:
    values = dict(ask.where)
    if one.is_units:
        kind = NEW_UNITS if narrow.measure == NEW and narrow.since and one.accumulates else COUNT
        counted = _run(one, _shape(one, narrow, kind), narrow, using)[0][0]
        return answers.units_cell(one, ask, narrow, {}, values, counted, None)
    names = answers.part_names(one, ask, narrow, values, None)
    groups = _run(one, _shape(one, narrow, SUM, names), narrow, using)
    return answers.sum_cell(
        one, ask, narrow=narrow, key={}, values=values, groups=_groups(groups, names), slice_=None, earlier=_earlier(one, narrow, using)
    )


def _earlier(one: Indicator, narrow: FigureRequest, using: str) -> answers.Earlier:
    """Counts one part of a sum as it was on an earlier day."""

    def counted(values: Mapping[str, str], day: dt.date) -> answers.Sums:
        part = {name: value for name, value in values.items() if not dimension(name).period}
        at = replace(narrow, as_of=min(day, narrow.as_of), cut_off=day, where=part, by=())
        return answers.Sums(*_run(one, _shape(one, at, SUM), at, using)[0])

    return counted


def _rows(one: Indicator, ask: FigureRequest, narrow: FigureRequest, by: tuple[str, ...], using: str) -> tuple[Cell, ...]:
    period = next((name for name in by if dimension(name).period), None)
    ends = _period_table(narrow, period)
    if period and not ends:
        return ()
    if period and (one.is_stock or (narrow.measure == CUMULATIVE and one.stands_each_day)):
        return _rows_on_days(one, ask, narrow, by, period, ends, using)
    if one.is_units:
        running = narrow.measure == CUMULATIVE and period is not None
        is_new = (narrow.measure == NEW and (narrow.since or period)) or running
        shape = _shape(one, narrow, NEW_UNITS if is_new and one.accumulates else COUNT, by, len(ends))
        found = {row[:-1]: row[-1] for row in _run(one, shape, narrow, using, {}, ends)}
        return answers.unit_rows(one, ask, narrow, by, found, period, ends)
    names = tuple(dict.fromkeys((*by, *answers.part_names(one, ask, narrow, dict(ask.where), by))))
    groups = _run(one, _shape(one, narrow, SUM, names, len(ends)), narrow, using, {}, ends)
    return answers.sum_rows(
        one, ask, narrow=narrow, by=by, groups=_groups(groups, names), period=period, ends=ends, earlier=_earlier(one, narrow, using)
    )


def _rows_on_days(
    one: Indicator, ask: FigureRequest, narrow: FigureRequest, by: tuple[str, ...], period: str, ends: tuple[Slice, ...], using: str
) -> tuple[Cell, ...]:
    """What stood at the last day of each period: a stock, and what was counted up to it where that is no sum of what came before."""
    others = tuple(name for name in by if name != period)
    found = []
    for end in ends:
        at = replace(ask, as_of=end.last, since=None, where={**ask.where, period: end.key})
        there = replace(narrow, as_of=end.last, since=None, cut_off=end.last if one.is_stock else narrow.cut_off or narrow.as_of)
        cells = _rows(one, at, there, others, using) if others else (_cell(one, at, there, using),)
        found += [replace(cell, key={name: end.key if name == period else cell.key[name] for name in by}) for cell in cells]
    return tuple(found)


def _with_touched(one: Indicator, ask: FigureRequest, figure: Figure, using: str) -> Figure:
    """Each cell says how many people or families it touches; a stock by period is left to the days on which it was printed."""
    if one.whose is None or (one.is_stock and any(dimension(name).period for name in figure.by)):
        return figure
    if one.is_units:
        whom = figure if one.says_whom or figure.asked is None else _heads(one, figure.asked, ask, figure, using)
        of_rows = {tuple(row.key.items()): _whole(row.recorded) for row in whom.rows or ()}
        rows = _each(figure.rows, lambda row: of_rows.get(tuple(row.key.items()), 0))
        return replace(figure, touched=_whole(whom.recorded), rows=rows)
    total = _touched(one, ask, (), using)
    found = _touched(one, ask, figure.by, using) if figure.rows is not None else {}
    rows = _each(figure.rows, lambda row: found.get(tuple(row.key[name] for name in figure.by), 0))
    return replace(figure, touched=total.get((), 0), rows=rows)


def _heads(one: Indicator, ask: FigureRequest, narrow: FigureRequest, figure: Figure, using: str) -> Figure:
    """How many people or families stand behind what they add up to."""
    counted = _counted(one)
    rows = _rows(counted, ask, narrow, figure.by, using) if figure.rows is not None else None
    return replace(figure, recorded=_cell(counted, ask, narrow, using).recorded, rows=rows)


@lru_cache(maxsize=512)
def _counted(one: Indicator) -> Indicator:
    return replace(one, code=f"{one.code}@{one.counts}", adds=None)


def _whole(value: Any) -> int | None:
    return value if isinstance(value, int) else None


def _each(rows: tuple[Cell, ...] | None, touched: Callable[[Cell], int | None]) -> tuple[Cell, ...] | None:
    return None if rows is None else tuple(replace(row, touched=touched(row)) for row in rows)


def _touched(one: Indicator, ask: FigureRequest, by: tuple[str, ...], using: str) -> dict[tuple[str, ...], int]:
    period = next((name for name in by if dimension(name).period), None)
    ends = _period_table(ask, period)
    if period and not ends:
        return {}
    touching = _touching(one)
    rows = _run(touching, _shape(touching, ask, SUM, by, len(ends)), ask, using, {}, ends)
    found: dict[tuple[str, ...], int] = {}
    for row in rows:
        key = tuple(answers.name_of(name, value, ends) for name, value in zip(by, row, strict=False))
        if None not in key:
            found[tuple(str(part) for part in key)] = int(row[len(by)] or 0)
    return found


@lru_cache(maxsize=512)
def _touching(one: Indicator) -> Indicator:
    """The people or families behind the rows of another figure: counted as those rows are, nothing of them frozen at entry."""

    def where(f: Any) -> Any:
        qualifies = one.where(f) if one.where is not None else None
        known = ~one.unknown(f) if one.unknown is not None else None
        both = [rule for rule in (qualifies, known) if rule is not None]
        return both[0] & both[1] if len(both) == 2 else both[0]

    rule = where if one.where is not None or one.unknown is not None else None
    return replace(
        one, code=f"{one.code}@{one.whose}", counts=str(one.whose), plain=True, where=rule, unknown=None, not_confirmed=None, divide_by=1,
    )  # fmt: skip


def _groups(rows: Rows, names: tuple[str, ...]) -> answers.Groups:
    n = len(names)
    return [(dict(zip(names, row[:n], strict=True)), answers.Sums(*row[n:])) for row in rows]


# several figures in one statement


def table(codes: tuple[str, ...], ask: FigureRequest, using: str = "default") -> list[tuple[dict[str, Any], dict[str, int]]]:
    """Recorded counts of several figures of one fact by the same dimensions, in one statement (people and services per type per quarter).

    For working tables of records: no coverage statements, no plan, no totals; figures that need the entry are not offered here.
    """
    ones = [indicator(code) for code in codes]
    if len({one.fact for one in ones}) != 1 or any(
        one.ratio or one.who or one.is_stock or one.is_median or one.adds or one.exceeds or "age" in ask.by for one in ones
    ):
        raise Refused(_("These figures cannot be counted together."))
    narrow = narrowed(ask)
    period = next((name for name in ask.by if dimension(name).period), None)
    ends = _period_table(narrow, period)
    shape = _shape(ones[0], narrow, TABLE, ask.by, len(ends))
    text, order = _compile(tuple(ones), shape, connections[using].vendor)
    found = []
    for row in _execute(text, order, _marks(narrow, ones[0], ends), narrow.cases, using):
        key = {name: ends[value].key if dimension(name).period else value for name, value in zip(ask.by, row[: len(ask.by)], strict=True)}
        found.append((key, dict(zip(codes, row[len(ask.by) :], strict=True))))
    return sorted(found, key=lambda pair: [str(value) for value in pair[0].values()])


# compiling and running


def _run(
    one: Indicator, shape: Shape, ask: FigureRequest, using: str, more: Mapping[str, Any] | None = None, ends: tuple[Slice, ...] = ()
) -> Rows:
    text, order = _compile((one,), shape, connections[using].vendor)
    return _execute(text, order, _marks(ask, one, ends) | dict(more or {}), ask.cases, using)


def warm() -> None:
    """For a server, before it forks: Ibis is imported once for all its processes, and nobody's first figure waits for it."""
    import ibis

    one_row = ibis.table({"id": "int64"}, name=CASES)
    for dialect in DIALECTS.values():
        ibis.to_sql(one_row, dialect=dialect)


@lru_cache(maxsize=2048)
def _compile(ones: tuple[Indicator, ...], shape: Shape, vendor: str) -> tuple[str, tuple[str, ...]]:
    """The statement and the order of its placeholders."""
    import ibis

    expression = Builder(ones[0], shape, ibis).build(ones)
    text = str(ibis.to_sql(expression, dialect=DIALECTS[vendor]))
    text = (_side_by_side(text) if vendor == "sqlite" else text).replace("%", "%%")
    text = SQLITE_DAY.sub(r"\1", text)
    order = tuple(MARK.findall(text))
    return MARK.sub("%s", text), order


def _side_by_side(text: str) -> str:
    """SQLite reads no deeper than a dozen questions within each other: those that lie deeper stand beside each other, under names."""
    if max(len(line) - len(line.lstrip()) for line in text.splitlines()) < DEEP:
        return text
    from sqlglot import parse_one
    from sqlglot.optimizer.eliminate_subqueries import eliminate_subqueries

    return eliminate_subqueries(parse_one(text, read="sqlite")).sql(dialect="sqlite", pretty=True)


def _execute(text: str, order: tuple[str, ...], marks: Mapping[str, Any], cases: Cases | None, using: str) -> Rows:
    params = [marks[name] for name in order]
    if cases is not None:
        gate = f'WITH "{CASES}" AS ({cases.sql})'
        text = f"{gate}, {text[len('WITH ') :]}" if text.startswith("WITH ") else f"{gate} {text}"
        params = [*cases.params, *params]
    return asked_once((using, text, *params), lambda: _fetched(text, params, using))


def _fetched(text: str, params: list[Any], using: str) -> Rows:
    with connections[using].cursor() as cursor:
        cursor.execute(text, params)
        return [tuple(_plain(value) for value in row) for row in cursor.fetchall()]


def _plain(value: Any) -> Any:
    """Whole numbers as int, others as exact decimals, on both databases."""
    if isinstance(value, float):
        value = Decimal(repr(round(value, 6)))
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else value
    return value
