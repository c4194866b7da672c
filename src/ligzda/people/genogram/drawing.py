"""The drawing as one SVG for page, file and paper. Light colours of the house; a page exchanges them for its own."""

import math
from dataclasses import dataclass, field
from itertools import pairwise

from ligzda.documents.charts import PAPER_FONT
from ligzda.people.genogram import line_styles
from ligzda.people.genogram.ecomap import ecomap
from ligzda.people.genogram.homes import homes
from ligzda.people.genogram.layout import HEIGHT, WIDTH, layout
from ligzda.people.genogram.legend import legend
from ligzda.people.genogram.line_styles import Spot
from ligzda.people.genogram.structure import LANE, Bar, Bracket, Route, Structure, structure
from ligzda.people.genogram.svg_paths import DASHES, LABEL, Ink
from ligzda.people.genogram.symbols import MIDDLE, edge, symbols
from ligzda.people.genogram.values import Scene, Somebody

Box = tuple[int, int, int, int]
BELOW_UNKNOWN = 72  # where the words under a "?" end
PORTS = (0, -9, 9, -15, 15)


@dataclass(frozen=True)
class DrawnLine:
    """One line as drawn: whom it joins, and its corners."""

    ends: frozenset[str]
    spots: tuple[Spot, ...]


@dataclass(frozen=True)
class Drawing:
    """The picture, its size, each person's box, every line, and which signs occur."""

    svg: str
    width: int
    height: int
    boxes: dict[str, Box]
    lines: tuple[DrawnLine, ...]
    signs: tuple[str, ...]


@dataclass
class _Board:
    """What the parts of a drawing share."""

    built: Structure
    boxes: dict[str, Box]
    people: dict[str, Somebody]
    ink: Ink = field(default_factory=Ink)
    lines: list[DrawnLine] = field(default_factory=list)
    ports: dict[tuple[str, int], int] = field(default_factory=dict)

    def run(self, ends: tuple[str, ...], spots: list[Spot]) -> str:
        """An upright and level line through the spots; remembered with whom it joins."""
        self.lines.append(DrawnLine(frozenset(ends), tuple(spots)))
        self.ink.reach += [x for x, _y in spots]
        return "M" + "L".join(f"{x:g} {y:g}" for x, y in spots)

    def under(self, key: str) -> int:
        return self.boxes[key][1] + (BELOW_UNKNOWN if self.people[key].is_unknown else HEIGHT)

    def x(self, key: str) -> int:
        return (self.boxes[key][0] + self.boxes[key][2]) // 2

    def port(self, key: str, side: int, slot: int) -> Spot:
        """Where a line leaves the symbol on one side."""
        aside = PORTS[slot % len(PORTS)]
        return self.x(key) + side * (edge(self.people[key], aside) + 3), self.boxes[key][1] + MIDDLE + aside

    def next_slot(self, *ports: tuple[str, int]) -> int:
        slot = max(self.ports.get(port, 0) for port in ports)
        self.ports |= dict.fromkeys(ports, slot + 1)
        return slot


def draw(scene: Scene) -> Drawing:
    """Everybody once, with what joins them; what stands around the family below, and what the signs mean."""
    placed = layout(scene)
    built = structure(placed, scene.ties, scene.links)
    boxes = {
        key: (x - WIDTH // 2, built.tops[placed.row[key]], x + WIDTH // 2, built.tops[placed.row[key]] + HEIGHT)
        for key, x in placed.x.items()
    }
    board = _Board(built, boxes, {one.key: one for one in scene.people})
    ink = board.ink
    for bracket in built.brackets:
        _bracket(board, bracket)
    for bar in built.bars:
        _bar(board, bar)
    for route in built.routes:
        _route(board, route)
    parts = [*homes(ink, scene.homes, placed, built.gaps, boxes), *ink.drawn(), *symbols(ink, scene.people, boxes)]
    left = min(0, math.floor(min(ink.reach, default=0)) - 12)
    width = math.ceil(max([*(box[2] for box in boxes.values()), *ink.reach], default=0)) + 24
    around = ecomap(ink, scene, built.height + 20, width)
    parts += around.parts
    width, height = max(width, around.width), around.height
    signs, height = legend(ink.signs, scene, left, width, height)
    box = f"{left} 0 {width - left} {height}"
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width - left}" height="{height}" viewBox="{box}"'
    svg = f'{head} font-family="{PAPER_FONT}">{"".join([*parts, *signs])}</svg>'
    return Drawing(svg, width - left, height, boxes, tuple(board.lines), tuple(name for name in scene.words if name in ink.signs))


def _bracket(board: _Board, one: Bracket) -> None:
    """Down from each, joined in their lane; a slash for separated, two for divorced, and the word."""
    built, ink = board.built, board.ink
    y = built.tops[one.row] + HEIGHT + LANE * (one.lane + 1)
    if len(one.people) == 1 and not one.drops:
        return
    kind = one.couple.kind if one.couple else "parents" if len(one.people) > 1 else ""
    faded = one.couple is not None and one.couple.is_ended
    path = ""
    for key, x in one.ends.items():
        way = one.ways.get(key)
        spots: list[Spot] = [(x, board.under(key)), *(built.corners(way) if way else ()), (way.xs[-1] if way else x, y)]
        path += board.run(one.people, spots)
    xs = [*one.reaches(), *one.drops]
    if min(xs) != max(xs):
        path += board.run(one.people, [(min(xs), y), (max(xs), y)])
    ink.line(path, DASHES.get(kind, ""), faded=faded)
    ink.sign(*([kind] if kind else []))
    if one.couple:
        _end(ink, one, y)


def _end(ink: Ink, one: Bracket, y: int) -> None:
    tie, ends = one.couple, sorted(one.reaches())
    if tie is None:
        return
    at = ends[0] + (ends[-1] - ends[0]) // 4
    for n in range(tie.cuts):
        ink.line(line_styles.slash(at + n * 6, y))
    ink.sign(*(("separated", "divorced")[tie.cuts - 1 : tie.cuts] if tie.cuts else ()), *(("ended",) if tie.is_ended else ()))
    ink.text(at + 16, y - 3, tie.word, LABEL)


def _bar(board: _Board, one: Bar) -> None:
    """From the bracket to a bar and down to each child: solid by birth, dashed adopted, dotted foster. Twins hang on one point."""
    built, ink = board.built, board.ink
    top = built.tops[one.row]
    y = top - LANE * (one.lane + 1) + 2
    joined = (*(one.bracket.people if one.bracket else ()), *one.children)
    hung = _hung(board, one)
    path = "".join(board.run(joined, [(hung[key], y), (x, top)]) for key, x in one.ends.items())
    xs = list(hung.values())
    if one.bracket:
        start = built.tops[one.bracket.row] + HEIGHT + LANE * (one.bracket.lane + 1)
        path += board.run(joined, [(one.way.xs[0], start), *built.corners(one.way), (one.way.xs[-1], y)])
        xs.append(one.way.xs[-1])
    if min(xs) != max(xs):
        path += board.run(joined, [(min(xs), y), (max(xs), y)])
    ink.line(path, DASHES.get(one.kind, ""), faded=one.is_ended)
    ink.sign(one.kind, *(("ended",) if one.is_ended else ()), *(("twins",) if len(set(hung.values())) < len(hung) else ()))
    for x in one.ends.values() if one.word else ():
        ink.text(x + 4, top - 4, one.word, LABEL)


def _hung(board: _Board, one: Bar) -> dict[str, int]:
    """Where on the bar each child's line begins: born on the same day of the same parents, at the same point."""
    by_day: dict[str, list[str]] = {}
    for key in one.ends:
        day = board.people[key].born if one.kind == "parent" else ""
        by_day.setdefault(day or key, []).append(key)
    return {key: sum(one.ends[twin] for twin in keys) // len(keys) for keys in by_day.values() for key in keys}


def _route(board: _Board, one: Route) -> None:
    """From symbol to symbol, round whoever stands between."""
    ink, what = board.ink, one.what
    first, second = one.first, one.second
    if (board.boxes[first][1], board.x(first)) > (board.boxes[second][1], board.x(second)):
        first, second = second, first
    spots = _spots(board, one, first, second)
    kind = what.kind if what.kind != "sibling" else "related"
    ink.line(line_styles.tie(spots, kind), DASHES.get(kind, ""), faded=what.is_ended)
    board.lines.append(DrawnLine(frozenset((first, second)), tuple(spots)))
    ink.reach += [x for x, _y in spots]
    ink.sign(kind, *(("ended",) if what.is_ended else ()))
    longest = max(pairwise(spots), key=lambda pair: abs(pair[0][0] - pair[1][0]))
    ink.text((longest[0][0] + longest[1][0]) / 2 + 8, longest[0][1] - 5, what.word, LABEL)
    flow = getattr(what, "flow", "none")
    start, end = (spots, spots[::-1]) if one.first == first else (spots[::-1], spots)
    if flow in {"in", "both"}:
        ink.line(line_styles.arrow(start[0], start[1]), faded=what.is_ended)
    if flow in {"out", "both"}:
        ink.line(line_styles.arrow(end[0], end[1]), faded=what.is_ended)
    ink.sign(*(("flow",) if flow != "none" else ()))


def _spots(board: _Board, one: Route, first: str, second: str) -> list[Spot]:
    if one.way is None:
        slot = board.next_slot((first, 1), (second, -1))
        return [board.port(first, 1, slot), board.port(second, -1, slot)]
    xs = one.way.xs
    sides = [1 if x > board.x(key) else -1 for x, key in ((xs[0], first), (xs[-1], second))]
    start = board.port(first, sides[0], board.next_slot((first, sides[0])))
    end = board.port(second, sides[1], board.next_slot((second, sides[1])))
    return [start, (xs[0], start[1]), *board.built.corners(one.way), (xs[-1], end[1]), end]
