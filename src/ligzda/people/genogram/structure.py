"""Who was brought up by whom, as brackets under couples and bars over children, each in a lane of its own; and ties on their ways."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ligzda.people.genogram.layout import HEIGHT, WIDTH, Placed
from ligzda.people.genogram.routing import Channels, Way
from ligzda.people.genogram.values import COUPLES, UPBRINGING, Link, Tie

LANE, FREE, STUB = 16, 20, 13
TOP = 34  # above the first row: the name of a household


@dataclass
class Bracket:
    """Two or more people joined under their names: a couple, parents of the same child, or one parent alone."""

    people: tuple[str, ...]
    couple: Tie | None = None
    ends: dict[str, int] = field(default_factory=dict)  # where each one's line begins
    ways: dict[str, Way] = field(default_factory=dict)  # of those who stand in a higher row
    drops: list[int] = field(default_factory=list)
    row: int = 0
    lane: int = 0

    def reaches(self) -> list[int]:
        return [self.ways[key].xs[-1] if key in self.ways else x for key, x in self.ends.items()]


@dataclass
class Bar:
    """Children of one bracket, brought up in one way."""

    bracket: Bracket | None
    kind: str
    is_ended: bool
    word: str
    children: list[str]
    ends: dict[str, int] = field(default_factory=dict)
    way: Way = field(default_factory=lambda: Way([], []))  # from the bracket; none between brothers and sisters
    row: int = 0
    lane: int = 0

    def reaches(self) -> list[int]:
        return [*self.ends.values(), *self.way.xs[-1:]]


@dataclass
class Route:
    """A line between two people that is no family line: how they are to each other, or another relation."""

    what: Link | Tie
    first: str
    second: str
    way: Way | None


@dataclass(frozen=True)
class Structure:
    """Brackets, bars and routes with their places, and where each row and each free room begins."""

    brackets: list[Bracket]
    bars: list[Bar]
    routes: list[Route]
    tops: list[int]
    gaps: list[int]  # the middle of the free room under each row
    rooms: dict[int, int]  # the first lane for lines that pass, in the room under each row; -1 above the first
    height: int

    def corners(self, way: Way) -> list[tuple[int, int]]:
        """Where the way turns."""
        return [(x, self.rooms[zone] + LANE * way.lanes[n]) for n, zone, a, b in way.turns() for x in (a, b)]


def structure(placed: Placed, ties: Sequence[Tie], links: Sequence[Link]) -> Structure:
    """Everything that joins people."""
    brackets = {people: Bracket(people, tie) for people, tie in _couples(ties).items()}
    bars = _bars(placed, ties, brackets)
    found = sorted(brackets.values(), key=lambda one: (min(placed.x[key] for key in one.people), one.people))
    channels = Channels(placed)
    _stubs(placed, found, bars)
    _ends(placed, channels, found)
    _drops(channels, bars)
    routes = list(_routes(placed, channels, ties, links, bars))
    ways = [way for one in found for way in one.ways.values()] + [bar.way for bar in bars] + [one.way for one in routes if one.way]
    return _heights(len(placed.rows), found, bars, routes, ways)


def _heights(rows: int, brackets: list[Bracket], bars: list[Bar], routes: list[Route], ways: list[Way]) -> Structure:
    under, over, passing = [0] * (rows + 1), [0] * (rows + 1), {}
    for row in range(rows + 1):
        those = [one for one in brackets if one.row == row]
        under[row] = _lanes(those, [_span([*one.reaches(), *one.drops]) for one in those])
        children = [one for one in bars if one.row == row]
        over[row] = _lanes(children, [_span(one.reaches()) for one in children])
        passing[row - 1] = _passing(row - 1, ways)
    rooms = {-1: TOP - LANE}
    tops, gaps, y = [], [], TOP + (passing[-1] + over[0]) * LANE
    for row in range(rows):
        tops.append(y)
        free = y + HEIGHT + under[row] * LANE + FREE
        gaps.append(free)
        rooms[row] = free + LANE
        y = free + passing[row] * LANE + FREE + over[row + 1] * LANE
    return Structure(brackets, bars, routes, tops, gaps, rooms, y if rows else TOP)


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
    known = _raised_together(found.values())
    for tie in ties:
        if tie.kind == "sibling" and frozenset((tie.first, tie.second)) not in known and placed.row[tie.first] == placed.row[tie.second]:
            found[tie.first, tie.second, "sibling"] = Bar(None, "sibling", tie.is_ended, tie.word, [tie.first, tie.second])
    for bar in found.values():
        bar.row = placed.row[bar.children[0]]
    for bracket in brackets.values():
        bracket.row = max(placed.row[key] for key in bracket.people)
    return list(found.values())


def _raised_together(bars: Iterable[Bar]) -> set[frozenset[str]]:
    return {frozenset((a, b)) for bar in bars for a in bar.children for b in bar.children}


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


def _ends(placed: Placed, channels: Channels, brackets: list[Bracket]) -> None:
    """Of two in different rows the line of the higher one goes down past the rows between."""
    for one in brackets:
        for key in one.people:
            row = placed.row[key]
            if row < one.row:
                one.ways[key] = channels.through(one.ends[key], range(row + 1, one.row + 1), range(row, one.row))


def _drops(channels: Channels, bars: list[Bar]) -> None:
    """Where a line leaves the bracket, between its ends, and how it gets to the row of the children."""
    for bar in bars:
        if bar.bracket is None:
            continue
        ends = bar.bracket.reaches()
        wanted = sum(bar.ends.values()) // len(bar.ends)
        x = ends[0] if len(ends) == 1 else min(max(wanted, min(ends) + 10), max(ends) - 10)
        x += 14 * len(bar.bracket.drops)
        bar.bracket.drops.append(x)
        above, below = bar.bracket.row, bar.row
        if above < below:
            bar.way = channels.through(x, range(above + 1, below), range(above, below - 1))
        else:  # what would turn in a circle: up again past the children's own row
            bar.way = channels.through(x, range(above, below - 1, -1), range(above, below - 1, -1))


def _routes(
    placed: Placed, channels: Channels, ties: Sequence[Tie], links: Sequence[Link], bars: list[Bar]
) -> Iterable[Route]:  # fmt: skip
    """Other relations, brothers and sisters in different rows, and the ties of feeling; the short ones first."""
    known = _raised_together(bars)
    pairs: list[tuple[Link | Tie, str, str]] = []
    for tie in ties:
        if tie.kind == "other" or (tie.kind == "sibling" and frozenset((tie.first, tie.second)) not in known):
            pairs.append((tie, tie.first, tie.second))
    pairs += [(link, link.whose, link.other) for link in links if link.other]
    where = {key: (placed.row[key], x) for key, x in placed.x.items()}
    for what, first, second in sorted(pairs, key=lambda one: abs(placed.x[one[1]] - placed.x[one[2]])):
        upper, lower = sorted((first, second), key=lambda key: where[key])
        yield Route(what, first, second, channels.between(upper, lower))


def _passing(zone: int, ways: list[Way]) -> int:
    turns = [(way, n, (min(a, b), max(a, b))) for way in ways for n, where, a, b in way.turns() if where == zone]
    lanes, count = _coloured([span for _way, _n, span in turns])
    for (way, n, _turn), lane in zip(turns, lanes, strict=True):
        way.lanes[n] = lane
    return count


def _span(values: Sequence[int]) -> tuple[int, int]:
    return min(values, default=0), max(values, default=0)


def _lanes(things: Sequence[Bracket | Bar], spans: Sequence[tuple[int, int]]) -> int:
    lanes, count = _coloured(spans)
    for thing, lane in zip(things, lanes, strict=True):
        thing.lane = lane
    return count


def _coloured(spans: Sequence[tuple[int, int]]) -> tuple[list[int], int]:
    """Give each the first lane where it touches nobody, the shortest first; and how many lanes there are."""
    taken: list[list[tuple[int, int]]] = []
    found = [0] * len(spans)
    for place in sorted(range(len(spans)), key=lambda n: (spans[n][1] - spans[n][0], spans[n], n)):
        left, right = spans[place]
        lane = next((n for n, lane in enumerate(taken) if all(right + 8 < a or b + 8 < left for a, b in lane)), len(taken))
        if lane == len(taken):
            taken.append([])
        taken[lane].append((left, right))
        found[place] = lane
    return found, len(taken)
