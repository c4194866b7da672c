"""Figures for a reader who has no seat in a closed circle of the project: counted so that comparing them places nothing of it.

Its part stands in the totals, moved on a few days only: at the ends of quarters, and at the end of a month that was published where what it
moved by is not of few (``growth.last_told``). Between two of them a figure is what the open rows say today and what the closed circle added
up to the last one; on such a day it is the organisation's own number. The part enters no row by place, profession or month, and a row or
total is hidden where the part of it, or what it grew by since it was last told, is of fewer than five.

Both sides of the part are taken on the same day: else a family that comes to an open service, and does not make the total grow, would be
known to come to the closed group.
"""

import hashlib
from dataclasses import fields, replace
from decimal import Decimal
from typing import Any

from django.utils import translation

from ligzda.measure import answers, engine, explanations
from ligzda.measure.closed import ONE_DAY, cut, open_rows
from ligzda.measure.figure import Cell, Figure, Number
from ligzda.measure.growth import APART, NONE, PARTS, Key, last_told
from ligzda.measure.indicators import Indicator, exists, indicator
from ligzda.measure.request import FigureRequest


def compute(ask: FigureRequest) -> Figure:
    """The figure for whoever asks; with nothing closed to them it is the engine's."""
    if not may_differ(ask):
        return engine.compute(ask)
    one = indicator(ask.code)
    with translation.override(ask.lang):
        if one.ratio:
            split = ask.by if all(name in one.by for name in ask.by) else ()
            ask = of_one_day(ask)
            top, bottom = (compute(replace(answers.parts_ask(one, ask, code), by=split)) for code in one.ratio)
            return answers.apart(one, ask, answers.ratio(one, ask, top, bottom))
        by = ask.by if all(name in one.by for name in ask.by) else ()
        at = at_cut(ask)
        if at is not None and is_exact(ask, at) and APART.isdisjoint(by):
            return replace(engine.compute(ask), asked=ask)
        shown = engine.compute(open_rows(ask))
        if at is None or one.is_median:
            return replace(shown, asked=ask, note=_noted(shown.note, explanations.closed_left_out()))
        said = [] if is_exact(ask, at) else [explanations.closed_up_to(at.as_of)]
        said += [explanations.closed_in_no_row()] if APART & set(by) else []
        at = replace(at, by=() if APART & set(by) else by, targets=())
        found = _together(one, ask, shown, engine.compute(at), engine.compute(open_rows(at)))
        return replace(found, note=_noted(found.note, *said))


def _noted(*told: str | None) -> str | None:
    return "; ".join(one for one in told if one) or None


def may_differ(ask: FigureRequest) -> bool:
    """Is anything closed to the reader, and does the figure count what groups and camps do?"""
    if not ask.gone or not exists(ask.code):
        return False
    one = indicator(ask.code)
    return bool(PARTS & set(one.by)) or any(PARTS & set(indicator(code).by) for code in one.ratio or ())


def at_cut(ask: FigureRequest) -> FigureRequest | None:
    """The same question over the days up to which the closed part is told; None where it has no part in the answer.

    A coordinator who sees one site alone asks of it what others ask of the project: that is no row by place.
    """
    places = APART & set(ask.where) - {"month"} - ({"site"} if ask.cases is not None else set())
    if places:
        return None
    narrow = engine.narrowed(ask)
    last = last_told(narrow)
    first = narrow.since
    if first is not None and (ask.project_start is None or first > ask.project_start):
        first = cut(first - ONE_DAY) + ONE_DAY
    start = max((day for day in (first, ask.project_start) if day is not None), default=None)
    if start is not None and last < start:
        return None
    return replace(narrow, as_of=last, since=first, cut_off=cut(narrow.cut_off) if narrow.cut_off else None, gone=ask.gone)


def of_one_day(ask: FigureRequest) -> FigureRequest:
    """For a ratio: both its numbers are told up to the same day."""
    return replace(ask, cuts=(last_told(engine.narrowed(ask)),)) if ask.cuts else ask


def is_exact(ask: FigureRequest, at: FigureRequest) -> bool:
    """Is it asked on such a day, and from one?"""
    narrow = engine.narrowed(ask)
    return (narrow.as_of, narrow.since) == (at.as_of, at.since) and narrow.cut_off == at.cut_off


def _together(one: Indicator, ask: FigureRequest, shown: Figure, every: Figure, beside: Figure) -> Figure:
    """What is shown today, and what the closed circles added up to the cut."""
    rows = shown.rows
    if rows is not None and every.rows is not None:
        now, whole, known = (_by_key(figure) for figure in (shown, every, beside))
        keys = sorted({*now, *whole}, key=lambda key: [answers._rank(name, value) for name, value in key])
        rows = tuple(_plus(now.get(key, replace(NONE, key=dict(key))), whole.get(key, NONE), known.get(key, NONE)) for key in keys)
    total = _plus(Cell(**{field.name: getattr(shown, field.name) for field in fields(Cell)}), every, beside)
    return answers.apart(one, ask, answers.figure(one, ask, total, shown.by, rows))


def _by_key(figure: Figure) -> dict[Key, Cell]:
    return {tuple(row.key.items()): row for row in figure.rows or ()}


def _plus(now: Cell, every: Cell, beside: Cell) -> Cell:
    """The cell of today and the part of it that nobody here can look behind. What is unknown stays so."""

    def added(name: str) -> Any:
        return (getattr(now, name) or 0) + (getattr(every, name) or 0) - (getattr(beside, name) or 0)

    unknown = now.value is None or every.value is None
    parts = max(int(added("unknown_parts")), 0)
    return replace(
        now,
        value=None if unknown else _number(added("value")),
        recorded=_number(added("recorded")),
        unknown_parts=0 if unknown and not now.unknown_parts else parts,
        not_confirmed=max(int(added("not_confirmed")), 0),
        reason=now.reason or (every.reason if unknown or parts else None),
        touched=max(int(added("touched")), 0) if now.touched is not None else None,
    )


def _number(value: Number) -> Number:
    return int(value) if isinstance(value, Decimal) and value == value.to_integral_value() else value


def units(ask: FigureRequest) -> list[int]:
    """The ids behind a figure that its reader may look behind."""
    return engine.units(open_rows(ask), limit=None)


def fingerprint(ask: FigureRequest) -> str:
    """Of the open rows of the day, and of the closed ones up to the cut."""
    now = engine.fingerprint(open_rows(ask))
    at = at_cut(ask) if may_differ(ask) else None
    return now if at is None else hashlib.sha256(f"{now}{engine.fingerprint(at)}".encode()).hexdigest()
