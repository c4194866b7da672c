"""How facts become numbers: distinct people and families, sums, stocks, middles; new, in the period, cumulative; by any axis.

Written from the rules of counting, for any number of facts that a definition hands over. Nothing here knows how the product counts.
"""

import datetime as dt
import statistics
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from tests.recount.records import Records

PERIODS = ("quarter", "month")
OPTIONAL = ("group", "camp", "event")
AT_ENTRY = ("territory", "family_type", "age")
BANDS = ((3, "0-2"), (7, "3-6"), (13, "7-12"), (18, "13-17"), (30, "18-29"), (55, "30-54"))


@dataclass(frozen=True)
class Fact:
    """One countable thing. ``until``: the last day on which a stock contains it; ``missing``: nobody knows its number."""

    unit: Any
    day: dt.date
    project: int
    dims: dict[str, Any] = field(default_factory=dict)
    amount: Any = 1
    missing: bool = False
    waits: bool = False
    until: dt.date | None = None


@dataclass(frozen=True)
class Definition:
    """``kind``: people, families, sum, distinct, median, stock (rows on a date), families_on (a stock of families), ratio."""

    kind: str
    facts: Callable[[Records, dt.date], Iterable[Fact]] | None = None
    who: str = ""
    part: str = ""
    ratio: tuple[str, str] = ("", "")
    places: int = 0
    minutes: bool = False
    without_camps: bool = False
    sees_cut_off: bool = False  # the facts themselves depend on the day of the data
    enters_by: str = "service"  # what fixes the values at entry: the first service, or the first fact of this figure itself
    per: str = ""
    above: int = 0  # people or families of whose own facts more than so many in a hundred have an amount
    adds: bool = False  # what each person or family brings, once, instead of how many they are

    @property
    def is_stock(self) -> bool:
        return self.kind in ("stock", "families_on")

    @property
    def is_units(self) -> bool:
        return self.kind in ("people", "families", "families_on")


@dataclass(frozen=True)
class Question:
    project: int | None
    start: dt.date | None
    as_of: dt.date
    since: dt.date | None = None
    measure: str = "total"
    by: tuple[str, ...] = ()
    where: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Number:
    """``value`` None: unknown."""

    value: Any = 0
    missing: int = 0
    waits: int = 0


Key = tuple[str, ...]
Entry = tuple[dt.date, dict[str, Any]]


def _grouped(one: Definition, records: Records, cut_off: dt.date) -> dict[int, list[Fact]]:
    assert one.facts is not None
    found: dict[int, list[Fact]] = defaultdict(list)
    for fact in one.facts(records, cut_off):
        found[fact.project].append(fact)
    return found


def key_of(name: str, day: dt.date) -> str:
    return f"{day.year}-Q{(day.month + 2) // 3}" if name == "quarter" else f"{day.year}-{day.month:02}"


def band(age: int | None) -> str:
    if age is None:
        return "unknown"
    return next((name for below, name in BANDS if age < below), "55+")


class Count:
    """One question to one definition over one reading of the records."""

    def __init__(self, records: Records, definition: Definition, question: Question, entries: Callable[..., dict[Any, Entry]]) -> None:
        self.records, self.definition, self.question = records, definition, question
        q = question
        self.first = q.start if q.measure == "cumulative" else max((day for day in (q.since, q.start) if day), default=None)
        self.last = q.as_of
        self.unit = {"people": "person", "families": "family", "families_on": "family"}.get(definition.kind, "person")
        own = definition.enters_by == "own"
        self.entries = self._own_entries() if own else entries(records, self.unit, q.project, q.start, q.as_of)
        for name, value in q.where:
            if name in PERIODS:
                self.first, self.last = _narrowed(name, value, self.first, self.last)

    def total(self) -> Number:
        return self._number(self._facts(), self._within)

    def rows(self) -> dict[Key, Number]:
        """By the axes asked for; a running sum where cumulative numbers are split by a period."""
        q, period = self.question, next((name for name in self.question.by if name in PERIODS), None)
        groups: dict[Key, list[Fact]] = defaultdict(list)
        for fact in self._facts():
            others = [self._value(fact, name) for name in q.by if name != period]
            if None not in others:
                groups[tuple(others)].append(fact)
        if period is None:
            return {key: self._number(facts, self._within) for key, facts in groups.items()}
        place = q.by.index(period)
        found: dict[Key, Number] = {}
        for first, last in _slices(period, q.start if q.measure == "cumulative" else self.first, self.last):
            for key, facts in groups.items():
                whole = (*key[:place], key_of(period, first), *key[place:])
                found[whole] = self._in_slice(facts, first, last)
        return found

    def _in_slice(self, facts: list[Fact], first: dt.date, last: dt.date) -> Number:
        if self.definition.is_stock:
            return self._stock(facts, last)
        if self.question.measure == "cumulative":
            return self._number(facts, lambda fact: self._after_start(fact) and fact.day <= last)
        if self.question.measure == "new" and self._has_firsts():
            return self._new(facts, first, last)
        return self._number(facts, lambda fact: first <= fact.day <= last)

    def _own_entries(self) -> dict[Any, Entry]:
        q, found = self.question, dict[Any, Entry]()
        for fact in self._of_project():
            if self._after_start(fact) and fact.day <= q.as_of:
                day, words = found.get(fact.unit, (fact.day, fact.dims))
                if fact.day < day:
                    day, words = fact.day, fact.dims
                elif fact.day == day:
                    words = {name: min((v for v in (words.get(name), fact.dims.get(name)) if v), default=None) for name in AT_ENTRY}
                found[fact.unit] = (day, words)
        return found

    # which facts, and where they stand

    def _facts(self) -> list[Fact]:
        q, one = self.question, self.definition
        found = self._of_project()
        if one.without_camps and "camp" not in (*q.by, *dict(q.where)):
            found = [fact for fact in found if fact.dims.get("camp") is None]
        if one.who:
            found = [fact for fact in found if self._is(fact, one.who)]
        for name, value in q.where:
            if name not in PERIODS:
                found = [fact for fact in found if self._value(fact, name) == value]
        return found

    def _of_project(self) -> list[Fact]:
        """Facts are made once for a reading, and kept by project."""
        one, q = self.definition, self.question
        name = ("facts", one.facts, q.as_of if one.sees_cut_off else None)
        by_project: dict[int, list[Fact]] = self.records.keep(name, lambda: _grouped(one, self.records, q.as_of))
        if q.project is not None:
            return by_project.get(q.project, [])
        return [fact for facts in by_project.values() for fact in facts]

    def _is(self, fact: Fact, who: str) -> bool:
        age = self._age(fact)
        return age is not None and (age < 18 if who == "child" else age >= 18)

    def _age(self, fact: Fact) -> int | None:
        person = fact.unit if self.unit == "person" and self.definition.kind == "people" else fact.dims.get("person")
        entry = self.entries.get(person)
        return self.records.age(person, entry[0]) if entry and person is not None else None

    def _value(self, fact: Fact, name: str) -> Any:
        """The place of a fact on an axis; people and families stand where they stood when they entered."""
        if name == "age":
            return band(self._age(fact))
        if name in AT_ENTRY and self.definition.is_units:
            entry = self.entries.get(fact.unit)
            return (entry[1].get(name) if entry else None) or "unknown"
        value = fact.dims.get(name)
        return value if name in OPTIONAL else value or "unknown"

    # numbers

    def _after_start(self, fact: Fact) -> bool:
        return self.question.start is None or fact.day >= self.question.start

    def _within(self, fact: Fact) -> bool:
        return fact.day <= self.last and (self.first is None or fact.day >= self.first)

    def _number(self, facts: list[Fact], within: Callable[[Fact], bool]) -> Number:
        if self.definition.is_stock:
            return self._stock(facts, self.last)
        if self._has_firsts() and self.question.measure == "new" and self.question.since:
            return self._new(facts, self.first or dt.date.min, self.last)
        if self.definition.is_units:
            return self._units([fact for fact in facts if within(fact)])
        return self._sum([fact for fact in facts if within(fact)])

    def _has_firsts(self) -> bool:
        """Whoever was counted stays counted; a share of one's own rises and falls."""
        return self.definition.is_units and not self.definition.above

    def _new(self, facts: list[Fact], first: dt.date, last: dt.date) -> Number:
        new = {unit for unit, day in self._firsts(facts).items() if first <= day <= last}
        return self._units([fact for fact in facts if fact.unit in new])

    def _units(self, facts: list[Fact]) -> Number:
        """How many people or families there are; of those whose own share is large enough; or what each of them brings."""
        one, amounts = self.definition, defaultdict[Any, list[Any]](list)
        for fact in facts:
            if fact.unit is not None:
                amounts[fact.unit].append(fact.amount)
        if one.above:
            return Number(sum(Fraction(sum(own), len(own)) > Fraction(one.above, 100) for own in amounts.values()))
        return Number(sum(own[0] for own in amounts.values()) if one.adds else len(amounts))

    def _firsts(self, facts: list[Fact]) -> dict[Any, dt.date]:
        found: dict[Any, dt.date] = {}
        for fact in facts:
            if fact.unit is not None and self._after_start(fact):
                found[fact.unit] = min(fact.day, found.get(fact.unit, fact.day))
        return found

    def _stock(self, facts: list[Fact], on: dt.date) -> Number:
        there = [fact for fact in facts if fact.day <= on and (fact.until is None or on <= fact.until)]
        return Number(len({fact.unit for fact in there}) if self.definition.kind == "families_on" else len(there))

    def _sum(self, facts: list[Fact]) -> Number:
        waits = sum(fact.waits and fact.day < self.last for fact in facts)
        missing = sum(fact.missing for fact in facts)
        known = [fact for fact in facts if not fact.waits and not fact.missing]
        if self.definition.kind == "median":
            middle = Decimal(str(statistics.median(fact.amount for fact in known))) if known else None
            return Number(middle)
        if self.definition.kind == "distinct":
            return Number(len({fact.unit for fact in known}), missing, waits)
        value = Decimal(str(sum(fact.amount for fact in known)))
        if self.definition.minutes:
            value = (value / 60).quantize(Decimal("0.1"), ROUND_HALF_UP)
        return Number(value, missing, waits)


def divided(top: Number, bottom: Number, places: int) -> Number:
    if top.value is None or bottom.value is None or top.missing or bottom.missing or not bottom.value:
        return Number(None)
    return Number((Decimal(top.value) / Decimal(bottom.value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))


def without_periods(question: Question) -> Question:
    return replace(question, by=tuple(name for name in question.by if name not in PERIODS))


def _next_month(day: dt.date, months: int) -> dt.date:
    count = day.year * 12 + day.month - 1 + months
    return dt.date(count // 12, count % 12 + 1, 1)


def _slices(name: str, first: dt.date | None, last: dt.date) -> Iterable[tuple[dt.date, dt.date]]:
    step = 3 if name == "quarter" else 1
    assert first is not None
    month = dt.date(first.year, (first.month - 1) // step * step + 1, 1)
    while month <= last:
        following = _next_month(month, step)
        yield max(month, first), min(following - dt.timedelta(days=1), last)
        month = following


def _narrowed(name: str, key: str, first: dt.date | None, last: dt.date) -> tuple[dt.date, dt.date]:
    year, number = int(key[:4]), int(key[6:] if name == "quarter" else key[5:])
    step = 3 if name == "quarter" else 1
    begins = dt.date(year, (number - 1) * step + 1, 1)
    return max(begins, first or begins), min(_next_month(begins, step) - dt.timedelta(days=1), last)
