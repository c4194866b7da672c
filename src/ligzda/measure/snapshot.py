"""Freezing: a published report keeps its numbers, with everything that is needed to count them again and see what changed since."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from ligzda.measure import coverage, seatless
from ligzda.measure.figure import Cell, Figure, as_number, figure_json
from ligzda.measure.indicators import exists, indicator
from ligzda.measure.request import FigureRequest, Statement

RULES = "2026-11"
FORMAT = 1
PRINTED = ("value", "unknown_parts", "at_least", "comparator", "not_confirmed")


@dataclass(frozen=True)
class Change:
    """One number that would be another today. ``key`` is empty for the figure itself; ``because`` names what moved."""

    code: str
    key: Mapping[str, str]
    was: Mapping[str, Any]
    now: Mapping[str, Any]
    because: tuple[str, ...]
    place: int = 0  # of the figure among those frozen


def freeze(asks: Iterable[FigureRequest], suppression: str = "none") -> dict[str, Any]:
    """The figures of these asks as plain values: the same records, definitions and statements give the same bytes."""
    figures = [_frozen(ask) for ask in asks]
    frozen = {"format": FORMAT, "rules": RULES, "suppression": suppression, "figures": figures}
    return frozen | {"fingerprint": digest(frozen)}


def _frozen(ask: FigureRequest) -> dict[str, Any]:
    figure = seatless.compute(replace(ask, for_everybody=True))
    one = indicator(ask.code) if exists(ask.code) else None
    stated = coverage.in_question(ask, one) if one is not None else ()
    return figure_json(figure) | {
        "as_of": ask.as_of.isoformat(),
        "since": ask.since.isoformat() if ask.since else None,
        "by": list(figure.by),
        "where": dict(ask.where),
        "lang": ask.lang,
        "definition": one.version if one else None,
        "counted": seatless.fingerprint(ask),
        "statements": [_statement(s) for s in sorted(stated, key=lambda s: (str(s.order), s.measure, str(s.dimensions)))],
        "recorded": as_number(figure.recorded),
        "behind": [[cell.touched, as_number(cell.over), as_number(cell.part)] for cell in (figure, *(figure.rows or ()))],
        "seatless": True,
    }


def hidden(figures: Iterable[Figure]) -> list[list[int]]:
    """Where something is held back: [number of the figure, number of its row or -1]. Kept beside what was frozen from the same asks."""
    found = []
    for i, figure in enumerate(figures):
        found += [[i, j] for j, cell in enumerate((figure, *(figure.rows or ())), -1) if cell.suppressed]
    return found


def printed(frozen: Mapping[str, Any], marks: Iterable[Iterable[int]] = ()) -> list[Figure]:
    """The frozen figures with their true values; those that the report held back are marked. For checking later reports, never for print."""
    held = {tuple(mark) for mark in marks}
    return [_thawed(one, {row for i, row in held if i == n}) for n, one in enumerate(frozen["figures"])]


def _thawed(one: Mapping[str, Any], held: set[int]) -> Figure:
    listed = one.get("rows") or ()
    behind = one.get("behind") or [_of_few(one["code"], cell) for cell in (one, *listed)]
    places = _places(one["code"])
    whole, *rows = [
        _cell(cell, n - 1 in held, {name: cell[name] for name in one["by"]} if n else {}, behind[n], places)
        for n, cell in enumerate((one, *listed))
    ]
    return Figure(
        code=one["code"], title=one["title"], unit=one["unit"], measure=one["measure"], as_of=dt.date.fromisoformat(one["as_of"]),
        since=dt.date.fromisoformat(one["since"]) if one["since"] else None, by=tuple(one["by"]), where=one["where"],
        rows=tuple(rows) if "rows" in one else None,
        **{name: getattr(whole, name) for name in (*PRINTED, "suppressed", "touched", "over", "part", "decimals")},
    )  # fmt: skip


def _of_few(code: str, cell: Mapping[str, Any]) -> list[Any]:
    """Of a report frozen before rows said whom they touch: where nobody knows how many families those are, they are few."""
    one = indicator(code) if exists(code) else None
    says_itself = one is None or one.says_whom or (one.whose is None and not one.ratio)
    return [None if says_itself or (not cell["value"] and not (one and one.ratio)) else 1, None]


def _places(code: str) -> int:
    """Digits after the comma, as the figure is printed."""
    one = indicator(code) if exists(code) else None
    return (one.decimals or (2 if one.ratio else 0)) if one is not None else 0


def _cell(said: Mapping[str, Any], is_hidden: bool, key: Mapping[str, str], behind: list[Any], places: int) -> Cell:
    known = {name: said[name] for name in PRINTED}
    if isinstance(known["value"], float):
        known["value"] = Decimal(str(known["value"]))
    touched, over, part, *_ = *behind, None  # frozen before a ratio kept what was divided
    return Cell(key=key, suppressed="hidden" if is_hidden else None, touched=touched, over=over, part=part, decimals=places, **known)


def _statement(statement: Statement) -> dict[str, Any]:
    return {
        "measure": statement.measure,
        "dimensions": [list(one) for one in statement.dimensions],
        "since": _day(statement.since),
        "until": _day(statement.until),
        "state": statement.state,
        "floor": as_number(statement.floor),
        "comparator": statement.comparator,
        "note": statement.note if isinstance(statement.note, str) else dict(statement.note),
    }


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def canonical(frozen: Mapping[str, Any]) -> bytes:
    """The one way to write it down."""
    return json.dumps(frozen, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest(frozen: Mapping[str, Any]) -> str:
    """SHA-256 over the canonical bytes, without the digest itself."""
    return hashlib.sha256(canonical({name: value for name, value in frozen.items() if name != "fingerprint"})).hexdigest()


def is_whole(frozen: Mapping[str, Any]) -> bool:
    """Does the stored report still say what was frozen?"""
    return frozen.get("fingerprint") == digest(frozen)


def compare(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Change]:
    """What has changed since, number by number, and also where other units stand behind the same number."""
    today = {_identity(figure): figure for figure in new["figures"]}
    changes = []
    for place, figure in enumerate(old["figures"]):
        now = today.get(_identity(figure))
        if now is not None:
            changes += [replace(one, place=place) for one in _changes(figure, now)]
    return changes


def _identity(figure: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(str(figure[name]) for name in ("code", "measure", "as_of", "since", "by", "where"))


def _changes(was: Mapping[str, Any], now: Mapping[str, Any]) -> list[Change]:
    because = [
        word
        for word, name in (("records", "counted"), ("definition", "definition"), ("statements", "statements"))
        if was[name] != now[name]
    ]
    if was["recorded"] != now["recorded"] and "records" not in because:
        because.insert(0, "records")
    found = []
    before, after = _cells(was), _cells(now)
    for key in dict.fromkeys((*before, *after)):
        printed = [{name: side.get(key, {}).get(name) for name in PRINTED} for side in (before, after)]
        if printed[0] != printed[1] or (not key and "records" in because and was["value"] is not None):
            found.append(Change(was["code"], dict(key), printed[0], printed[1], tuple(because)))
    return found


def _cells(figure: Mapping[str, Any]) -> dict[tuple[tuple[str, str], ...], Mapping[str, Any]]:
    rows = {tuple((name, row[name]) for name in figure["by"]): row for row in figure.get("rows", ())}
    return {(): figure} | rows
