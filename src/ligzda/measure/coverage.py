"""Which coverage statement touches a figure, which one wins, and what is printed then."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from ligzda.measure.explanations import declared_floor, declared_unknown, never_stated
from ligzda.measure.figure import Cell, Number
from ligzda.measure.indicators import Indicator
from ligzda.measure.request import AT_LEAST, COMPLETE, UNKNOWN, FigureRequest, Statement, in_language

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Scope:
    """The figure or row a statement may touch: its days, and the dimensions by which it is split or filtered, with their values."""

    code: str
    last_day: dt.date
    day_before: dt.date | None
    values: Mapping[str, str]
    reach: bool = True

    def at(self, day: dt.date) -> "Scope":
        return Scope(self.code, day, None, self.values, self.reach)


def scope(code: str, first: dt.date | None, last: dt.date, late: bool, values: Mapping[str, str], reach: bool) -> Scope:
    """A *new* or a *total* that starts later than the project is a difference: the day before its first day must be known too."""
    return Scope(code, last, first - ONE_DAY if first and late else None, values, reach)


def concerns(statement: Statement, code: str, reach: bool) -> bool:
    """The same measure, or ``*`` for every reach and service figure."""
    return statement.measure == code or (statement.measure == "*" and reach)


def in_question(ask: FigureRequest, one: Indicator) -> tuple[Statement, ...]:
    """What was stated about a figure, or about one that it rests on; and what holds for it where nobody stated anything.

    That another figure is complete says nothing about this one where only what is stated is known.
    """
    own = [s for s in ask.statements if concerns(s, one.code, one.reach)]
    below = [s for s in ask.statements if s.measure in one.rests_on and (s.state != COMPLETE or ask.unless_stated == COMPLETE)]
    stated = tuple(replace(s, measure=one.code) for s in (*own, *below))
    if ask.unless_stated == UNKNOWN and not one.is_plan:
        return (*stated, Statement(one.code, note=never_stated(), is_default=True))
    return stated


def holds_on(statement: Statement, day: dt.date) -> bool:
    """Does the day lie in the statement's period? An empty end means until further notice."""
    return (statement.since is None or statement.since <= day) and (statement.until is None or day <= statement.until)


def matches(statement: Statement, values: Mapping[str, str]) -> bool:
    """Are all its dimensions among those of the figure, with the values it names?"""
    return all(name in values and value in (None, values[name]) for name, value in statement.dimensions)


def strength(statement: Statement) -> tuple[object, ...]:
    """More dimensions win, then the shorter period, then the later entry; what holds unless stated yields to all of them."""
    is_open = statement.since is None or statement.until is None
    days = dt.date.max.toordinal() if is_open else (statement.until - statement.since).days  # type: ignore[operator]
    return (0,) if statement.is_default else (1, len(statement.dimensions), -days, statement.order)


def winner(statements: Iterable[Statement], where: Scope) -> Statement | None:
    """The one statement that decides on one day; None means complete."""
    touching = [s for s in statements if concerns(s, where.code, where.reach) and holds_on(s, where.last_day) and matches(s, where.values)]
    return max(touching, key=strength, default=None)


def decide(statements: Iterable[Statement], where: Scope) -> Statement | None:
    """The deciding statement over both ends: one unknown end makes a difference unknown. None means complete."""
    statements = tuple(statements)
    ends = [winner(statements, where)]
    if where.day_before is not None:
        ends.append(winner(statements, where.at(where.day_before)))
    for state in (UNKNOWN, AT_LEAST):
        found = next((s for s in ends if s is not None and s.state == state), None)
        if found is not None:
            return found
    return None


def parts(statements: Iterable[Statement], where: Scope, additive: Iterable[str]) -> dict[tuple[tuple[str, str], ...], Statement]:
    """Parts of a sum that statements take out or make a floor: part (dimension values beyond the scope's own) → the statement.

    Only for figures that may be added over these dimensions; a part inside another part that is already out is no further part.
    """
    statements, additive = tuple(statements), set(additive)
    found: dict[tuple[tuple[str, str], ...], Statement] = {}
    for candidate in statements:
        beyond = tuple(sorted((n, v) for n, v in candidate.dimensions if n not in where.values and v is not None))
        if not beyond or not concerns(candidate, where.code, where.reach):
            continue
        inner = {n: v for n, v in candidate.dimensions if n in where.values}
        if any(n not in where.values and v is None for n, v in candidate.dimensions) or any(n not in additive for n, _ in beyond):
            continue
        if any(v not in (None, where.values[n]) for n, v in inner.items()):
            continue
        if any(where.values.get(n, v) != v for n, v in candidate.stands_in):
            continue  # a part of other rows than this one
        values = {**where.values, **dict(beyond)}
        deciding = decide(statements, Scope(where.code, where.last_day, where.day_before, values, where.reach))
        if deciding is not None and any(n in dict(beyond) for n, _ in deciding.dimensions):
            found[beyond] = deciding
    unknown = [set(key) for key, s in found.items() if s.state == UNKNOWN]
    return {key: s for key, s in found.items() if not any(other < set(key) for other in unknown)}


def known_before(statements: Iterable[Statement], where: Scope, start: dt.date | None) -> dt.date | None:
    """The last day before the scope's own on which it was complete; None where it never was since the project's start."""
    statements = tuple(statements)
    ends = {s.since - ONE_DAY for s in statements if s.since} | {s.until for s in statements if s.until}
    days = sorted((day for day in ends if day < where.last_day and (start is None or day >= start)), reverse=True)
    return next((day for day in days if decide(statements, where.at(day)) is None), None)


def apply(cell: Cell, statement: Statement | None, lang: str, partial: bool = False) -> Cell:
    """What is printed: the computed number, the word unknown, or a floor. The recorded number stays beside it.

    ``partial``: the figure starts after the project, so a floor of the whole says nothing about it; the records are then the floor.
    """
    if statement is None or statement.state == COMPLETE:
        return cell
    note = in_language(statement.note, lang)
    if statement.state == UNKNOWN:
        return replace(cell, value=None, unknown_parts=0, at_least=False, comparator=None, typed=False, reason=note or declared_unknown())
    floor: Number | None = cell.recorded
    comparator = "≥"
    if statement.floor is not None and not partial:
        floor, comparator = statement.floor, statement.comparator
    return replace(cell, value=floor, at_least=True, comparator=comparator, typed=False, reason=note or declared_floor())
