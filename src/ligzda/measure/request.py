"""What is asked: a figure, for whom, up to which day, split how, under which statements and targets. Plain values."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

COMPLETE, AT_LEAST, UNKNOWN = "complete", "at_least", "unknown"
TOTAL, NEW, CUMULATIVE = "total", "new", "cumulative"
MEASURES = (TOTAL, NEW, CUMULATIVE)
Text = Mapping[str, str] | str


@dataclass(frozen=True)
class Statement:
    """A coverage statement in force. ``dimensions``: ``(("site", None), ("service", "lawyer"))``. ``order`` grows with later entries.

    ``exempt``: the number it is about was published long ago; hiding it would protect nobody.
    ``stands_in``: where the part that it names lies as well (a camp has one service and one site), so that other rows lose nothing.
    """

    measure: str
    dimensions: tuple[tuple[str, str | None], ...] = ()
    since: dt.date | None = None
    until: dt.date | None = None
    state: str = UNKNOWN
    floor: int | Decimal | None = None
    comparator: str = "≥"
    note: Text = ""
    order: Any = 0
    stands_in: tuple[tuple[str, str], ...] = ()
    exempt: bool = False
    is_default: bool = False  # what holds where nobody stated anything; weaker than every statement


@dataclass(frozen=True)
class Target:
    """A planned value in one version. ``valid_from`` may be unknown: then it is in force when it is the latest."""

    version: int
    value: int | Decimal
    comparator: str | None = None
    valid_from: dt.date | None = None
    original: bool = False
    note: Text = ""


@dataclass(frozen=True)
class Typed:
    """A reported number without person rows. Stands only in the row of exactly these dimensions and is never added to counted rows."""

    measure: str
    dimensions: tuple[tuple[str, str], ...]
    value: int | Decimal
    since: dt.date | None = None
    note: Text = ""


@dataclass(frozen=True)
class Cases:
    """The rows a reader may count: a subselect of ids (``SELECT id …`` with ``%s``) met by ``column`` of the fact, before any join."""

    sql: str
    params: tuple[Any, ...] = ()
    column: str = "circle_id"

    @classmethod
    def of(cls, ids: tuple[int, ...], column: str = "circle_id") -> "Cases":
        """A handful of ids."""
        if not ids:
            return cls("SELECT 0 AS id WHERE 1 = 0", (), column)
        return cls("SELECT %s AS id" + " UNION ALL SELECT %s" * (len(ids) - 1), tuple(ids), column)


@dataclass(frozen=True)
class FigureRequest:
    """One question. ``project`` None asks for the whole organisation; ``cases`` None is the system, which may count everything.

    ``unless_stated``: is a figure that no statement touches complete or unknown? ``projects`` names those that count together.
    """

    code: str
    as_of: dt.date
    project: int | None = None
    project_key: str = ""
    project_start: dt.date | None = None
    since: dt.date | None = None
    measure: str = TOTAL
    by: tuple[str, ...] = ()
    where: Mapping[str, str] = field(default_factory=dict)
    statements: tuple[Statement, ...] = ()
    targets: tuple[Target, ...] = ()
    typed: tuple[Typed, ...] = ()
    cases: Cases | None = None
    closed: Mapping[tuple[str, str], int] = field(default_factory=dict)  # part of the project → its closed circle
    gone: frozenset[int] = frozenset()  # closed circles in which whoever reads the answer has no seat (``seatless``)
    cuts: tuple[dt.date, ...] = ()  # beside the ends of quarters: days on which a closed circle's part may move (``growth``)
    unless_stated: str = COMPLETE
    projects: tuple[int, ...] | None = None
    lang: str = "en"
    cut_off: dt.date | None = None  # the day of the data where a filter on a period moved ``as_of``; empty: as_of itself
    for_everybody: bool = False  # will be printed for readers of whom nothing is known: each cell says how many people it touches

    @property
    def first_day(self) -> dt.date | None:
        """The first day that counts: the one asked for, never before the project's start."""
        days = [day for day in (self.since, self.project_start) if day]
        if self.measure == CUMULATIVE:
            return self.project_start
        return max(days) if days else None

    @property
    def starts_late(self) -> bool:
        """Does it start after the project? Then it is a difference, and both its ends must be known."""
        if self.measure == CUMULATIVE or self.since is None:
            return False
        return self.project_start is None or self.since > self.project_start


def in_language(text: Text, lang: str) -> str:
    """A note in the language asked for, else in whatever language it was written."""
    if isinstance(text, str):
        return text
    return text.get(lang) or next((value for value in text.values() if value), "")
