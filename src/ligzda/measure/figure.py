"""Answers: cells that know what they do not know, and the words in which they are printed."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils import translation
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ligzda.measure.indicators import exists, indicator
from ligzda.measure.request import FigureRequest

Number = int | Decimal


def as_number(value: Number | None) -> int | float | None:
    """For JSON: whole numbers as whole numbers."""
    if value is None or isinstance(value, int):
        return value
    return int(value) if value == value.to_integral_value() else float(value)


def percent(part: Number | None, whole: Number) -> Decimal | None:
    """Attainment in percent, one decimal. Of unknown it is unknown."""
    if part is None or not whole:
        return None
    return (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.1"), ROUND_HALF_UP)


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One number, or the plain word that it is not known. ``recorded`` is what the records say so far: for entitled readers only."""

    key: Mapping[str, str] = field(default_factory=dict)
    value: Number | None = None
    unknown_parts: int = 0
    at_least: bool = False
    comparator: str | None = None
    not_confirmed: int = 0
    reason: str | None = None
    recorded: Number | None = None
    typed: bool = False
    decimals: int = 0
    suppressed: str | None = None
    touched: int | None = None  # how many people or families stand behind it, where that was asked
    part: Number | None = None  # of a ratio: what was divided
    over: Number | None = None  # of a ratio: by what was divided
    leads: bool = True  # may somebody look behind it

    @property
    def is_known(self) -> bool:
        """A plain number: no floor, nothing left out."""
        return self.value is not None and not self.at_least and not self.unknown_parts

    @property
    def discrepancy(self) -> bool:
        """Fewer records than a statement's floor promises: shown to entitled readers."""
        return self.at_least and self.value is not None and self.recorded is not None and self.recorded < self.value


@dataclass(frozen=True)
class Planned:
    """One target version beside the figure. ``attainment`` is in percent; empty when unknown or when a part of the time was asked."""

    version: int
    value: Number
    comparator: str | None
    valid_from: dt.date | None
    attainment: Decimal | None
    original: bool = False
    in_force: bool = False
    note: str = ""

    def as_json(self) -> dict[str, Any]:
        return {
            "version": self.version,
            "value": as_number(self.value),
            "comparator": self.comparator,
            "valid_from": self.valid_from.isoformat() if self.valid_from else None,
            "attainment": as_number(self.attainment),
        }


@dataclass(frozen=True, kw_only=True)
class Figure(Cell):
    """A cell with its name, its plan and its rows. ``rows`` is None when no split was asked for or the figure has none."""

    code: str
    title: str
    unit: str
    measure: str
    as_of: dt.date
    since: dt.date | None = None
    version: int = 0
    describes: str = ""
    planned: tuple[Planned, ...] = ()
    note: str | None = None
    by: tuple[str, ...] = ()
    where: Mapping[str, str] = field(default_factory=dict)
    rows: tuple[Cell, ...] | None = None
    exists: bool = True
    asked: FigureRequest | None = None

    @property
    def is_apart(self) -> bool:
        """Only its parts are numbers: it is not unknown, it is never one."""
        per = indicator(self.code).per if exists(self.code) else None
        return per is not None and per not in self.where and self.value is None and not self.suppressed


# in words: for this room; everybody else takes what is shown (``shown``)


def in_words(cell: Cell, lang: str) -> str:
    """As printed: ``129``, ``> 40``, ``25 + 4 unknown; 2 not confirmed as held``, ``unknown``."""
    with translation.override(lang):
        if isinstance(cell, Figure) and not cell.exists:
            return _("not counted yet")
        if isinstance(cell, Figure) and cell.is_apart:
            return _("by parts only")
        return _words(cell)


def _words(cell: Cell) -> str:
    if cell.suppressed:
        return cell.suppressed
    if cell.value is None:
        said = _("unknown")
    else:
        places = cell.decimals if cell.decimals or cell.value == int(cell.value) else 1
        said = number_format(cell.value, decimal_pos=places, use_l10n=True, force_grouping=True)
        if cell.at_least:
            said = f"{cell.comparator} {said}"
        if cell.unknown_parts and not cell.at_least:
            said = ngettext("%(value)s + %(n)d unknown", "%(value)s + %(n)d unknown", cell.unknown_parts) % {
                "value": said,
                "n": cell.unknown_parts,
            }
    if cell.not_confirmed:
        said += "; " + ngettext("%(n)d not confirmed as held", "%(n)d not confirmed as held", cell.not_confirmed) % {
            "n": cell.not_confirmed
        }
    return said


def cell_json(cell: Cell) -> dict[str, Any]:
    """What a figure says of itself, key by key; dimensions of a row come first."""
    return {
        **cell.key,
        "value": as_number(cell.value),
        "unknown_parts": cell.unknown_parts,
        "at_least": cell.at_least,
        "comparator": cell.comparator,
        "not_confirmed": cell.not_confirmed,
        "reason": cell.reason,
    }


def figure_json(figure: Figure) -> dict[str, Any]:
    """The plain values of a figure: for JSON, and to freeze it."""
    cell = cell_json(figure)
    found: dict[str, Any] = {"code": figure.code, "title": figure.title, "unit": figure.unit, "measure": figure.measure}
    found |= {name: cell[name] for name in cell if name not in figure.key}
    found |= {"planned": [one.as_json() for one in figure.planned], "note": figure.note}
    if figure.rows is not None:
        found["rows"] = [cell_json(row) for row in figure.rows]
    return found
