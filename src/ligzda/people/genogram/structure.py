"""Who was brought up by whom, as brackets under couples and bars over children, each in a lane of its own."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from ligzda.people.genogram.layout import GAP, HEIGHT, WIDTH, Placed
from ligzda.people.genogram.values import COUPLES, UPBRINGING, Tie

LANE, FREE, STUB = 16, 20, 13
TOP = 34  # above the first row: the name of a household


@dataclass
class Bracket:
    """Two or more people joined under their names: a couple, parents of the same child, or one parent alone."""

    people: tuple[str, ...]
    couple: Tie | None = None
    ends: dict[str, int] = field(default_factory=dict)
    drops: list[int] = field(default_factory=list)
    lane: int = 0


@dataclass
class Bar:
    """Children of one bracket, brought up in one way."""

    bracket: Bracket | None
    kind: str
    is_ended: bool
    word: str
    children: list[str]
    ends: dict[str, int] = field(default_factory=dict)
    drop: int = 0
    lane: int = 0


@dataclass(frozen=True)
class Structure:
    """Brackets and bars with their places, and the top of each row."""

    brackets: list[Bracket]
    bars: list[Bar]
    tops: list[int]
    gaps: list[int]  # the middle of the free room under each row
    height: int


def structure(placed: Placed, ties: Sequence[Tie]) -> Structure:
    """Everything that joins people by birth, law or upbringing."""
    brackets = {people: Bracket(people, tie) for people, tie in _couples(ties).items()}
    bars = _bars(placed, ties, brackets)
    found = sorted(brackets.values(), key=lambda one: (min(placed.x[key] for key in one.people), one.people))
    _stubs(placed, found, bars)
    _drops(placed, bars)
    rows = len(placed.rows)
    under, over = [0] * (rows + 1), [0] * (rows + 1)
    for row in range(rows + 1):
        those = [one for one in found if max(placed.row[key] for key in one.people) == row]
        under[row] = _lanes(those, [_span([*one.ends.values(), *one.drops]) for one in those])
        children = [one for one in bars if placed.row[one.children[0]] == row]
        over[row] = _lanes(children, [_span([*one.ends.values(), one.drop] if one.bracket else [*one.ends.values()]) for one in children])
    tops, gaps, y = [], [], TOP + over[0] * LANE
    for row in range(rows):
        tops.append(y)
        free = y + HEIGHT + under[row] * LANE + FREE
        gaps.append(free)
        y = free + FREE + over[row + 1] * LANE
    return Structure(found, bars, tops, gaps, y if rows else TOP)


def _couples(ties: Sequence[Tie]) -> dict[tuple[str, ...], Tie]:
    """The latest tie of each couple; one that lasts goes before one that ended."""
    found: dict[tuple[str, ...], Tie] = {}
    for tie in ties:
        if tie.kind in COUPLES:
            pair = (min(tie.first, tie.second), max(tie.first, tie.second))
            if pair not in found or found[pair].is_ended:
                found[pair] = tie
    return found


def _bars(placed: Placed, ties: Sequence[Tie], brackets: dict[tuple[str, ...], Bracket]) -> list[Bar]:
    found: dict[tuple[object, ...], Bar] = {}
    by_child: dict[tuple[str, str, bool, str], list[str]] = {}
    for tie in ties:
        if tie.kind in (*UPBRINGING, "grandparent"):
            by_child.setdefault((tie.second, tie.kind, tie.is_ended, tie.word), []).append(tie.first)
    for (child, kind, ended, word), parents in by_child.items():
        people = tuple(sorted(set(parents)))
        bracket = brackets.setdefault(people, Bracket(people))
        key = (people, kind, ended, word, placed.row[child])
        found.setdefault(key, Bar(bracket, kind, ended, word, [])).children.append(child)
    known = {frozenset((a, b)) for bar in found.values() for a in bar.children for b in bar.children}
    for tie in ties:
        if tie.kind == "sibling" and frozenset((tie.first, tie.second)) not in known and placed.row[tie.first] == placed.row[tie.second]:
            found[tie.first, tie.second, "sibling"] = Bar(None, "sibling", tie.is_ended, tie.word, [tie.first, tie.second])
    return list(found.values())


def _stubs(placed: Placed, brackets: list[Bracket], bars: list[Bar]) -> None:
    """Lines that begin at the same person begin beside each other."""
    for key, x in placed.x.items():
        mine = [one for one in brackets if key in one.people]
        for bracket, place in zip(mine, _beside(x, len(mine)), strict=True):
            bracket.ends[key] = place
        own = [one for one in bars if key in one.children]
        for bar, place in zip(own, _beside(x, len(own)), strict=True):
            bar.ends[key] = place


def _beside(x: int, count: int) -> list[int]:
    step = min(STUB, (WIDTH - 8) // max(count, 1))
    return [x + step * n - step * (count - 1) // 2 for n in range(count)]


def _drops(placed: Placed, bars: list[Bar]) -> None:
    """Where a line leaves the bracket: between its ends, and where it runs into nobody on the way down."""
    for bar in bars:
        if bar.bracket is None:
            continue
        ends = list(bar.bracket.ends.values())
        wanted = sum(bar.ends.values()) // len(bar.ends)
        x = ends[0] if len(ends) == 1 else min(max(wanted, min(ends) + 10), max(ends) - 10)
        x += 14 * len(bar.bracket.drops)
        first = max(placed.row[key] for key in bar.bracket.people) + 1
        bar.drop = _clear(placed, x, range(first, placed.row[bar.children[0]]))
        bar.bracket.drops.append(bar.drop)


def _clear(placed: Placed, wanted: int, rows: range) -> int:
    boxes = [placed.x[key] for row in rows for key in placed.rows[row]]
    half = WIDTH // 2 + 5
    choices = [wanted, *(x + side * (WIDTH + GAP) // 2 for x in boxes for side in (-1, 1))]
    open_ones = [x for x in choices if all(abs(x - other) > half for other in boxes)]
    return min(open_ones, key=lambda x: (abs(x - wanted), x), default=wanted)


def _span(values: Sequence[int]) -> tuple[int, int]:
    return min(values, default=0), max(values, default=0)


def _lanes(things: Sequence[Bracket | Bar], spans: Sequence[tuple[int, int]]) -> int:
    """Give each the first lane where it touches nobody; how many lanes there are."""
    taken: list[list[tuple[int, int]]] = []
    for thing, (left, right) in sorted(zip(things, spans, strict=True), key=lambda pair: (pair[1][1] - pair[1][0], pair[1])):
        thing.lane = next((n for n, lane in enumerate(taken) if all(right + 8 < a or b + 8 < left for a, b in lane)), len(taken))
        if thing.lane == len(taken):
            taken.append([])
        taken[thing.lane].append((left, right))
    return len(taken)
