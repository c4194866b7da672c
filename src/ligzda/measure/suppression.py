"""Public reports hide small numbers of people so that nobody can work them out. A step of printing, never of counting.

Every printed number is a variable, every total an equation. A hidden number is safe when an attacker who knows all printed numbers,
all totals and that "< 5" means 1 to 4 is left with an interval wider than 0. While one is not, the smallest number beside it is hidden as well.
What earlier reports printed is known to the attacker for good, and what they hid must stay hidden: two reports subtracted give the new between them.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from ligzda.measure.linear_program import may_move

THRESHOLD = 5
SINCE = dt.date(2026, 11, 30)  # the law as it is today
Name = tuple[object, ...]


@dataclass
class Problem:
    """What an attacker knows: values by name, and sums (total, parts) among them. ``exact`` False: the parts are at least the total."""

    threshold: int = THRESHOLD
    values: dict[Name, int] = field(default_factory=dict)
    sums: list[tuple[Name, tuple[Name, ...], bool]] = field(default_factory=list)
    hidden: set[Name] = field(default_factory=set)
    fixed: set[Name] = field(default_factory=set)
    virtual: set[Name] = field(default_factory=set)
    free: set[Name] = field(default_factory=set)  # virtual ones that are nobody's secret
    touched: dict[Name, int] = field(default_factory=dict)  # how many people or families stand behind rows about them
    veiled: set[Name] = field(default_factory=set)  # small, but printed as "hidden": "< 5" itself would say how much it is
    safe: dict[Name, frozenset[Name]] = field(default_factory=dict)

    def is_small(self, name: Name) -> bool:
        """A number of few people; eight stays of three families are three."""
        return 0 < self.touched.get(name, self.values[name]) < self.threshold

    def solve(self) -> set[Name]:
        """The names to hide: the small ones, and as many others as are needed that none can be recomputed."""
        self.hidden |= {name for name in self.values if self._is_secret(name) and name not in self.fixed}
        while (found := self._unsafe()) is not None:
            self.hidden.add(found)
        return self.hidden - self.virtual

    def _unsafe(self) -> Name | None:
        """The next number to hide, because a hidden one beside it could be recomputed; None when all are safe."""
        rows, names = self._equations()
        for name in sorted(self.hidden & {n for n in names if self._is_secret(n)}, key=repr):
            near, columns = _connected(rows, names.index(name))
            around = frozenset(names[i] for i in columns)
            if self.safe.get(name) == around:
                continue
            if may_move(near, columns.index(names.index(name)), self._signs([names[i] for i in columns])):
                self.safe[name] = around
                continue
            beside = self._beside(name) or self._veil([names[i] for i in columns])
            if beside is not None:
                return beside
        return None

    def _veil(self, names: Sequence[Name]) -> Name | None:
        """Nothing is left to hide beside it: then a number at its upper bound, a total first, no longer says that it is below 5."""
        tight = [n for n in names if n in self.values and n not in self.fixed and self._sign(n) == -1]
        totals = {total for total, _, _ in self.sums}
        found = min(tight, key=lambda n: (n not in totals, repr(n)), default=None)
        if found is not None:
            self.veiled.add(found)
        return found

    def _is_secret(self, name: Name) -> bool:
        return name in self.values and name not in self.free and self.is_small(name)

    def _equations(self) -> tuple[list[list[Fraction]], list[Name]]:
        """Only hidden numbers are unknown to the attacker; an inequality has a slack that is always unknown."""
        slacks: list[Name] = [("slack", i) for i, (_, _, exact) in enumerate(self.sums) if not exact]
        names = sorted(self.hidden, key=repr) + slacks
        place = {name: i for i, name in enumerate(names)}
        rows = []
        for i, (total, parts, exact) in enumerate(self.sums):
            row = [Fraction(0)] * len(names)
            for name, sign in [(total, 1), *((part, -1) for part in parts)]:
                if name in place:
                    row[place[name]] += sign
            if not exact:
                row[place[("slack", i)]] += 1
            if any(row):
                rows.append(row)
        return rows, names

    def _signs(self, names: Sequence[Name]) -> list[int]:
        """+1 where a number stands at its lower bound, -1 at its upper bound, 0 in between."""
        return [self._sign(name) for name in names]

    def _sign(self, name: Name) -> int:
        if name[0] == "slack":
            total, parts, _ = self.sums[int(str(name[1]))]
            return 1 if sum(self.values[part] for part in parts) == self.values[total] else 0
        value = self.values[name]
        if name in self.virtual:
            return 1 if value == 0 else 0
        if name in self.veiled:
            return 1 if value == 1 else 0
        if value in (1, self.threshold):  # "hidden" instead of "< 5" says that it is at least 5
            return 1
        return -1 if value == self.threshold - 1 else 0

    def _beside(self, name: Name) -> Name | None:
        """The smallest number that still shows in a sum with this one or with what hangs on it; zeros are printed as such."""
        reach, seen = {name}, set[Name]()
        while reach - seen:
            seen |= reach
            touching = [(total, *parts) for total, parts, _ in self.sums if {total, *parts} & seen]
            open_ones = {n for one in touching for n in one} - self.hidden - self.fixed
            candidates = [n for n in open_ones if self.values[n]]
            if candidates:
                return min(candidates, key=lambda n: (self.values[n], repr(n)))
            reach = seen | {n for one in touching for n in one if n in self.hidden}
        return None


def _connected(rows: list[list[Fraction]], target: int) -> tuple[list[list[Fraction]], list[int]]:
    """The equations that hang together with one number, over their own numbers only: the rest says nothing about it."""
    columns, found, waiting = {target}, set[int](), True
    while waiting:
        waiting = False
        for i, row in enumerate(rows):
            touched = {j for j, factor in enumerate(row) if factor} if i not in found else set()
            if touched & columns:
                found.add(i)
                columns |= touched
                waiting = True
    order = sorted(columns)
    return [[rows[i][j] for j in order] for i in sorted(found)], order
