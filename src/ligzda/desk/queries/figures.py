"""Own work and own centre in numbers: people and services per type per quarter, out of the records of the reader's circles."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from ligzda.access.actor import Actor
from ligzda.access.models import Circle
from ligzda.access.words import Word
from ligzda.kernel.clock import add_months
from ligzda.measure.ask import Ask, Cases
from ligzda.measure.engine import table
from ligzda.measure.labels import label, labels
from ligzda.web import words

CODES = ("persons", "services")


@dataclass(frozen=True)
class Line:
    """One service: (people, services) per quarter, in the order of the columns; None where nothing was recorded."""

    service: str
    cells: list[tuple[int, int] | None]


@dataclass(frozen=True)
class Work:
    """The table, with the days it covers. ``whole_site`` tells whether it is a centre's or one's own."""

    since: dt.date
    until: dt.date
    quarters: list[str]
    lines: list[Line]
    whole_site: bool


def own_work(actor: Actor, since: dt.date | None = None, until: dt.date | None = None) -> Work:
    """Counts of what is recorded; people may not be added over services or quarters. One statement for the numbers."""
    last = until or actor.on
    first = since or quarter_start(add_months(last, -9))
    sight = actor.sight(Word.SEE_FIGURES)
    ask = Ask(
        CODES[0], as_of=last, since=first, by=("service", "quarter"), cases=None if sight.everything else _circles(sight.own, sight.sites)
    )
    found = table(CODES, ask)
    quarters = sorted({key["quarter"] for key, _counts in found})
    lang = words.speaking(None)
    names = labels("service", lang)
    by_service: dict[str, dict[str, tuple[int, int]]] = {}
    for key, counts in found:
        by_service.setdefault(label("service", str(key["service"]), lang, names), {})[key["quarter"]] = (
            counts["persons"],
            counts["services"],
        )
    lines = [Line(name, [cells.get(quarter) for quarter in quarters]) for name, cells in by_service.items()]
    return Work(
        first,
        last,
        [label("quarter", key, lang) for key in quarters],
        sorted(lines, key=lambda line: words.sort_key(line.service)),
        sight.everything or bool(sight.sites),
    )


def quarter_start(day: dt.date) -> dt.date:
    return dt.date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def _circles(own: tuple[int, ...], sites: tuple[int, ...]) -> Cases:
    """A coordinator counts all files below the own sites, a worker those with an own seat."""
    if not sites:
        return Cases.of(own)
    marks, every = ", ".join(["%s"] * len(sites)), (*sites, *own)
    table_name: Any = Circle._meta.db_table
    return Cases(f"SELECT id FROM {table_name} WHERE parent_id IN ({marks}) OR id IN ({', '.join(['%s'] * len(every))})", (*sites, *every))  # noqa: S608
