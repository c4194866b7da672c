"""Closed circles among the things a project counts: what a reader without a seat in one may be told of it (counting.md 8.6).

Its part stays in every sum, for the organisation's numbers are the same for everybody. A reader without a seat is told its neutral name
and the figures that say ``told_of_closed``; never a key, a person, a family, a day or a place of it, and nothing leads behind its numbers.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from ligzda.access.actor import Actor
from ligzda.access.models import Circle
from ligzda.access.words import Word
from ligzda.measure.ask import Ask, Cases

Part = tuple[str, str]  # ("group", "a")


def shut(actor: Actor | None, closed: Mapping[Part, int]) -> frozenset[Part]:
    """The closed parts in whose circle this reader does not sit; None is a reader who sits nowhere: a paper for others."""
    if actor is None:
        return frozenset(closed)
    sight = actor.sight(Word.SEE_FIGURES)
    return frozenset() if sight.even_closed else frozenset(part for part, circle in closed.items() if circle not in sight.own)


def without(cases: Cases | None, circles: Iterable[int], column: str = "circle_id") -> Cases | None:
    """The rows one may count, but for those of these circles."""
    ids = sorted(set(circles))
    if not ids:
        return cases
    if cases is None:
        cases = Cases(f"SELECT id FROM {Circle._meta.db_table}", (), column)  # noqa: S608
    marks = ", ".join(["%s"] * len(ids))
    return Cases(f"SELECT id FROM ({cases.sql}) AS permitted WHERE id NOT IN ({marks})", (*cases.params, *ids), cases.column)  # noqa: S608


def open_to(actor: Actor | None, ask: Ask) -> Ask:
    """The same question over the rows that may stand by name before this reader: nothing of a closed circle without a seat in it."""
    gone = [ask.closed[part] for part in shut(actor, ask.closed)]
    return replace(ask, cases=without(ask.cases, gone)) if gone else ask
