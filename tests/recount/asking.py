"""The product's answer beside the independent one. Statements, targets and typed numbers stand apart: what is recorded is compared."""

from collections.abc import Iterable, Iterator
from typing import Any

from ligzda.measure.engine import compute
from ligzda.measure.indicators import indicator, indicators
from ligzda.measure.request import FigureRequest
from tests.recount import files, meetings
from tests.recount.counting import Count, Definition, Key, Number, Question, divided
from tests.recount.records import Records

DEFINITIONS: dict[str, Definition] = {**meetings.DEFINITIONS, **files.DEFINITIONS}


def codes() -> list[str]:
    return [one.code for one in indicators()]


def axes(code: str) -> tuple[str, ...]:
    return indicator(code).by


def projects(records: Records) -> list[Any]:
    return [one for one in records.rows("projects_project") if one.start_date]


def recount(records: Records, code: str, question: Question) -> tuple[Number, dict[Key, Number] | None]:
    """Total and rows, out of the records alone."""
    one = DEFINITIONS[code]
    if one.kind != "ratio":
        count = Count(records, one, question, meetings.entries)
        return count.total(), count.rows() if question.by else None
    (top, tops), (bottom, bottoms) = (recount(records, part, question) for part in one.ratio)
    keys = {*(tops or {}), *(bottoms or {})}
    rows = {key: divided((tops or {}).get(key, Number()), (bottoms or {}).get(key, Number()), one.places) for key in keys}
    return divided(top, bottom, one.places), rows if question.by else None


def differences(records: Records, code: str, question: Question) -> Iterator[str]:
    """Every number that the two counts do not agree on."""
    one = DEFINITIONS[code]
    figure = compute(
        FigureRequest(
            code,
            as_of=question.as_of,
            project=question.project,
            project_start=question.start,
            since=question.since,
            measure=question.measure,
            by=question.by,
            where=dict(question.where),
        )
    )
    total, rows = recount(records, code, question)
    where = dict(question.where)
    if not one.per or one.per in where:
        yield from _differs(one, code, question, where, figure, total)
    if rows is None:
        return
    shown = {tuple(cell.key[name] for name in question.by): cell for cell in figure.rows or ()}
    for key in sorted({*shown, *rows}):
        values = {**where, **dict(zip(question.by, key, strict=True))}
        nothing = Number(None if one.kind in ("ratio", "median") else 0)
        yield from _differs(one, f"{code} {key}", question, values, shown.get(key), rows.get(key, nothing))


def _differs(one: Definition, name: str, question: Question, values: dict[str, str], cell: Any, number: Number) -> Iterator[str]:
    said = _said(cell) if cell is not None else (0, 0, 0)
    wanted = _wanted(one, values, number)
    if said[0] is None and wanted[0] is None:
        said, wanted = (None, 0, said[2]), (None, 0, wanted[2])
    if said != wanted and not (cell is None and wanted[0] is None):
        yield f"{name} {question}: the product says {said}, the recount {wanted}"


def _said(cell: Any) -> tuple[Any, int, int]:
    return (float(cell.value) if cell.value is not None else None, cell.unknown_parts, cell.not_confirmed)


def _wanted(one: Definition, values: dict[str, str], number: Number) -> tuple[Any, int, int]:
    """A sum of which nothing is known and a part is missing is unknown, and so is a part of its own that nobody confirmed."""
    nothing = not number.value and (number.missing or (one.part in values and number.waits))
    value = None if number.value is None or (nothing and one.kind in ("sum", "distinct")) else float(number.value)
    return value, number.missing, number.waits


def all_differences(records: Records, asked: Iterable[tuple[str, Question]]) -> list[str]:
    return [line for code, question in asked for line in differences(records, code, question)]
