"""Public reports hide small numbers of people so that nobody can work them out (counting.md 8). A step of printing, never of counting.

Every printed number is a variable, every total an equation. A hidden number is safe when an attacker who knows all printed numbers,
all totals and that "< 5" means 1 to 4 is left with an interval wider than 0. While one is not, the smallest number beside it is hidden as well.
What earlier reports printed is known to the attacker for good, and what they hid must stay hidden: two reports subtracted give the new between them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import pairwise
from typing import TypeVar

from django.utils.translation import gettext as _

from ligzda.measure.ask import CUMULATIVE, TOTAL
from ligzda.measure.figure import Cell, Figure
from ligzda.measure.indicators import exists, indicator
from ligzda.measure.linear import may_move

THRESHOLD = 5
SMALLEST_DENOMINATOR = 10
Name = tuple[object, ...]
C = TypeVar("C", bound=Cell)


def percentage_may_be_printed(denominator: int) -> bool:
    """Percentages of fewer than ten are not printed."""
    return denominator >= SMALLEST_DENOMINATOR


def average_may_be_printed(people: int, threshold: int = THRESHOLD) -> bool:
    """Averages over fewer than five people are not printed."""
    return people >= threshold


@dataclass
class Problem:
    """What an attacker knows: values by name, and sums (total, parts) among them. ``exact`` False: the parts are at least the total."""

    threshold: int = THRESHOLD
    values: dict[Name, int] = field(default_factory=dict)
    sums: list[tuple[Name, tuple[Name, ...], bool]] = field(default_factory=list)
    hidden: set[Name] = field(default_factory=set)
    fixed: set[Name] = field(default_factory=set)
    virtual: set[Name] = field(default_factory=set)
    veiled: set[Name] = field(default_factory=set)  # small, but printed as "hidden": "< 5" itself would say how much it is
    safe: dict[Name, frozenset[Name]] = field(default_factory=dict)

    def is_small(self, name: Name) -> bool:
        return 0 < self.values[name] < self.threshold

    def solve(self) -> set[Name]:
        """The names to hide: the small ones, and as many others as are needed that none can be recomputed."""
        self.hidden |= {name for name in self.values if self.is_small(name) and name not in self.fixed}
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
        return self.is_small(name) if name in self.values else False

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


def _name(figure: Figure, key: dict[str, str], edition: int = 0) -> Name:
    """Without a first day a total of people is the cumulative number. ``edition``: printed earlier, with another value for the same thing."""
    running = figure.measure == CUMULATIVE or (figure.measure == TOTAL and figure.since is None and not _is_stock(figure))
    measure, since = (CUMULATIVE, None) if running else (figure.measure, figure.since)
    name: Name = (figure.code, measure, since, figure.as_of, tuple(sorted({**figure.where, **key}.items())))
    return (*name, edition) if edition else name


def _is_stock(figure: Figure) -> bool:
    return exists(figure.code) and indicator(figure.code).is_stock


def _is_counted(cell: Cell) -> bool:
    return cell.is_known and isinstance(cell.value, int)


def _is_people(figure: Figure) -> bool:
    return exists(figure.code) and indicator(figure.code).is_units


Known = list[tuple[Figure, int]]


def problem(figures: Iterable[Figure], published: Iterable[Figure] = (), threshold: int = THRESHOLD) -> Problem:
    """All tables of one report and of the reports before it, checked together. A published cell that was hidden keeps its true value here."""
    found = Problem(threshold)
    known: Known = [(one, 0) for one in figures if _is_people(one)]
    for figure, _edition in known:
        _enter(found, figure)
    for n, figure in enumerate((one for one in published if _is_people(one)), 1):
        edition = n if _says_otherwise(found, figure) else 0
        _enter(found, figure, fixed=True, edition=edition)
        known.append((figure, edition))
    _enter_margins(found, known)
    _enter_differences(found)
    return found


def _cells(figure: Figure) -> list[tuple[dict[str, str], Cell]]:
    return [({}, figure), *((dict(row.key), row) for row in figure.rows or ())]


def _says_otherwise(found: Problem, figure: Figure) -> bool:
    """Did the records change since? Then the two numbers for one thing are two things that an attacker knows."""
    names = [(_name(figure, key), cell) for key, cell in _cells(figure) if _is_counted(cell)]
    return any(found.values.get(name, cell.value) != cell.value for name, cell in names)


def _enter(found: Problem, figure: Figure, fixed: bool = False, edition: int = 0) -> None:
    for key, cell in _cells(figure):
        if not _is_counted(cell) or (cell.suppressed and not fixed):
            continue
        name = _name(figure, key, edition)
        found.values[name] = int(cell.value or 0)
        if fixed:
            found.fixed.add(name)
            if cell.suppressed:
                found.hidden.add(name)
    total, parts = _name(figure, {}, edition), [_name(figure, dict(row.key), edition) for row in figure.rows or ()]
    if not parts or indicator(figure.code).apart in figure.by or any(name not in found.values for name in (total, *parts)):
        return
    one = indicator(figure.code)
    exact = all(one.may_add(name, figure.measure) for name in figure.by)
    if exact or sum(found.values[p] for p in parts) >= found.values[total]:
        found.sums.append((total, tuple(parts), exact))
    if not exact:
        found.sums += [(part, (total,), False) for part in parts]


def _enter_margins(found: Problem, known: Known) -> None:
    """A table by a and b beside a table by a: each line of the smaller one is a sum of the larger one where b may be added."""
    for small, edition in known:
        for large, other in known:
            beyond = set(large.by) - set(small.by)
            same = edition == other and _name(small, {}) == _name(large, {})
            if not same or not small.by or not beyond or not set(small.by) < set(large.by):
                continue
            if not all(indicator(large.code).may_add(name, large.measure) for name in beyond):
                continue
            for row in small.rows or ():
                parts = [_name(large, dict(r.key), other) for r in large.rows or () if row.key.items() <= r.key.items()]
                names = (_name(small, dict(row.key), edition), *parts)
                if parts and all(name in found.values for name in names):
                    found.sums.append((names[0], tuple(parts), True))


def _enter_differences(found: Problem) -> None:
    """Two points of one curve, or two reports, give away the new between them, although nobody printed it."""
    lines: dict[tuple[object, ...], list[Name]] = {}
    for name in found.values:
        if name[1] == CUMULATIVE:
            lines.setdefault((name[0], name[4]), []).append(name)
    for line in lines.values():
        line.sort(key=lambda name: (str(name[3]), len(name) == 5, name[5:]))  # of one day: what was printed earlier comes first
        for earlier, later in pairwise(line):
            low, high = (earlier, later) if found.values[later] >= found.values[earlier] else (later, earlier)
            if earlier[3] != later[3] and high == earlier:
                continue  # records that were merged or voided in between, nobody knows how many came as well
            between: Name = ("new", earlier, later)
            found.values[between] = found.values[high] - found.values[low]
            found.virtual.add(between)
            found.hidden.add(between)
            found.sums.append((high, (low, between), True))


def suppress(
    figures: Sequence[Figure], published: Sequence[Figure] = (), threshold: int = THRESHOLD, exempt: frozenset[str] = frozenset()
) -> list[Figure]:
    """The figures as the public may see them. 0 and unknown are printed as such; ``exempt`` codes are public already."""
    found = problem([one for one in figures if one.code not in exempt], published, threshold)
    hidden, veiled = found.solve(), found.veiled
    gone = {name[0] for name in hidden if len(name) == 5 and not name[4]}
    return [_printed(one, hidden, veiled, threshold, gone) for one in figures]


def _printed(figure: Figure, hidden: set[Name], veiled: set[Name], threshold: int, gone: set[object]) -> Figure:
    def shown_as(cell: C, name: Name) -> C:
        return _cell(cell, name in hidden, threshold if name not in veiled else 0)

    rows = None
    if figure.rows is not None:
        rows = tuple(shown_as(row, _name(figure, dict(row.key))) for row in figure.rows)
    one = indicator(figure.code) if exists(figure.code) else None
    of_hidden = one is not None and one.ratio is not None and bool({*one.ratio, one.people} & gone)
    is_hidden = _name(figure, {}) in hidden or of_hidden
    shown = _cell(figure, True, threshold) if of_hidden else shown_as(figure, _name(figure, {}))
    planned = tuple(replace(one, attainment=None) for one in figure.planned) if is_hidden else figure.planned
    return replace(shown, rows=rows, planned=planned, note=None if of_hidden else figure.note)


def _cell(cell: C, is_hidden: bool, threshold: int) -> C:
    """``threshold`` 0: not even that it is small."""
    if not is_hidden:
        return replace(cell, recorded=None)
    small = isinstance(cell.value, int) and 0 < cell.value < threshold
    said = f"< {threshold}" if small else _("hidden")
    return replace(cell, value=None, recorded=None, suppressed=said, reason=_("hidden to protect people"))
