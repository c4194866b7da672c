"""Indicators: what is counted, once per definition. The engine does the rest."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from ligzda.kernel.order import by_room
from ligzda.kernel.refused import Refused
from ligzda.measure.dimensions import dimension

PERIODS = ("quarter", "month")
UNITS = ("family", "person")
NOBODY = "nobody"


@dataclass(frozen=True, eq=False)
class Indicator:
    """One figure.

    ``counts``: ``family`` or ``person`` (unduplicated roots), ``rows`` (facts), ``sum:<column>``, ``median:<column>`` (the middle value;
    unknown where there is no row), or the name of a column whose different values are counted (``session_id``: one consultation however
    many people took part). ``who``: ``child`` or ``adult`` at entry.
    ``exceeds``: of people or families, those only of whose own qualifying rows more than so many in a hundred are such:
    ``(lambda f: f.missed, 30)``. The rows are those that the number is about: at one site, or in one quarter, decides what was there and then.
    ``adds``: what each counted person or family brings to the sum, once, instead of being counted: ``lambda f: f.age``.
    Of several rows of one it is the largest.
    ``ratio``: codes of numerator and denominator instead of a fact; ``people``: whose average it is, where the numerator counts no people.
    A mean over people or families is a ratio: what they add, divided by how many of them are known.
    ``span``: the columns (from, until) of a stock that is counted on a date; somebody who left on that day is no longer there, unless
    ``until_inclusive``. ``divide_by`` turns minutes into hours.

    ``where`` names the rows that qualify. ``unknown`` names, among these, rows whose number was never reported: each is one unknown part of
    dimension ``part``. ``not_confirmed`` names rows whose day, once passed, waits for somebody to say whether they took place.

    ``additive``: dimensions over which rows may be added; None takes the rules of :meth:`may_add`. ``reach``: a statement on ``*`` touches it.
    ``apart``: an optional dimension whose rows count only where the figure is split or filtered by it; a total above such a split contains them.
    ``per``: a dimension whose parts are never put into one number; without a split or filter by it there is a sentence instead.
    ``drills``: each counted row is listed under the number by its family.
    ``touches``: whose privacy the counted rows touch: a stay of one family counts as that family, however many stays there are. The name of
    the column that says which (``family``, ``person``), or ``nobody``; people, families and ratios say it by themselves.
    ``told_of_closed``: may be told of a closed group to somebody who does not sit in its circle.
    ``plain``: units as the fact has them, without what is frozen at entry: for counting whom rows touch.
    ``rests_on``: codes of figures without which this one is not known; what is stated about them is stated about it.
    ``is_plan``: says what was promised and who was engaged, and is known unless somebody states the opposite, whatever the project's default.
    ``listed`` False: one of the two numbers of a ratio, asked for by its code, not printed among the figures of a project.
    ``on_request``: printed among the figures of a project whose plan, or a statement, names it.
    ``behind``: the code it is printed behind, where that is another room's.
    Change ``version`` whenever the same records would give another number.
    """

    code: str
    title: Any
    counts: str = "rows"
    fact: str = ""
    where: Callable[[Any], Any] | None = None
    by: tuple[str, ...] = ()
    unit: Any = ""
    describes: Any = ""
    additive: frozenset[str] | None = None
    version: int = 1
    who: str | None = None
    exceeds: tuple[Callable[[Any], Any], int] | None = None
    adds: Callable[[Any], Any] | None = None
    ratio: tuple[str, str] | None = None
    people: str = ""
    span: tuple[str, str] | None = None
    until_inclusive: bool = False
    divide_by: int = 1
    date: str = "date"
    unknown: Callable[[Any], Any] | None = None
    part: str | None = None
    apart: str | None = None
    per: str | None = None
    unknown_reason: Callable[[int], Any] | None = None
    not_confirmed: Callable[[Any], Any] | None = None
    reach: bool = True
    rests_on: tuple[str, ...] = ()
    is_plan: bool = False
    listed: bool = True
    on_request: bool = False
    drills: bool = False  # each counted row stands under the number by its family
    decimals: int = 0
    touches: str = ""
    told_of_closed: bool = False
    plain: bool = False
    behind: str = ""

    @property
    def is_units(self) -> bool:
        """People and families: a part is never added or taken out."""
        return self.counts in UNITS and not self.plain

    @property
    def accumulates(self) -> bool:
        """Once counted, counted for good: what is new in one period after the other adds up to the cumulative number."""
        return self.is_units and not self.is_stock and self.exceeds is None

    @property
    def stands_each_day(self) -> bool:
        """Does a cumulative number of it say how things stood on a day, rather than add up what came day by day?"""
        return self.is_median or self.exceeds is not None

    @property
    def says_whom(self) -> bool:
        """Is the number itself how many people or families it touches?"""
        return self.is_units and self.adds is None

    @property
    def whose(self) -> str | None:
        """Whose privacy a number of it touches; None where it is nobody's."""
        touched = self.counts if self.is_units else self.touches
        return touched if touched in UNITS else None

    @property
    def column(self) -> str:
        """The column that is summed, or whose middle is sought; empty where rows or units are counted."""
        return self.counts.partition(":")[2]

    @property
    def is_median(self) -> bool:
        return self.counts.startswith("median:")

    @property
    def is_stock(self) -> bool:
        return self.span is not None

    def may_add(self, name: str, measure: str = "total") -> bool:
        """May the rows of this axis be added ?"""
        if self.is_median or (self.exceeds is not None and dimension(name).period):
            return False
        if dimension(name).period:
            return not self.is_stock and not self.ratio and measure != "cumulative" and (measure == "new" or not self.is_units)
        if self.additive is not None:
            return name in self.additive
        if self.ratio:
            return False
        if self.is_units or (self.who and not self.is_units):
            return name == "sex" or dimension(name).at_entry
        return self.counts == "rows" or self.counts.startswith("sum:") or name not in ("sex", "age")


_INDICATORS: dict[str, Indicator] = {}


def register_indicator(one: Indicator) -> None:
    """Hand an indicator over. A code stands for one definition only."""
    if _INDICATORS.get(one.code, one) is not one:
        raise ValueError(f"The indicator {one.code} is registered twice")
    _INDICATORS[one.code] = one


def indicators() -> tuple[Indicator, ...]:
    """All indicators: rooms one after the other as they registered them, and ``behind`` another's what says so."""
    return tuple(by_room(_INDICATORS))


def is_mean(one: Indicator) -> bool:
    """Of people or families: what they add, divided by how many they are."""
    return one.ratio is not None and indicator(one.ratio[0]).adds is not None


def exists(code: str) -> bool:
    """False for a figure of a room that does not exist yet: its target prints "not counted yet"."""
    return code in _INDICATORS


def indicator(code: str) -> Indicator:
    """The indicator of that code."""
    if code not in _INDICATORS:
        raise Refused(_("There is no figure called “%(code)s”.") % {"code": code})
    return _INDICATORS[code]
