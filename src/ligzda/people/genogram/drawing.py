"""The drawing as one SVG for page, file and paper. Light colours of the house; a page exchanges them for its own."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from ligzda.documents.charts import FIRST, MUTED, PAPER_FONT, SERIES, SURFACE, TEXT
from ligzda.people.genogram import loops, strokes
from ligzda.people.genogram.ecomap import BOX, MIDDLE, Around, ecomap
from ligzda.people.genogram.layout import HEIGHT, WIDTH, Placed, layout
from ligzda.people.genogram.structure import LANE, Bar, Bracket, Structure, structure
from ligzda.people.genogram.values import Home, Link, Scene, Somebody

HALF = 20  # of a symbol
DASHES = {"adoptive_parent": "7 4", "foster_parent": "1 5", "guardian": "9 3 2 3", "grandparent": "2 3", "weak": "1 5"}
LETTERS = 17
LABEL = f' font-size="11" fill="{MUTED}" stroke="{SURFACE}" stroke-width="4" stroke-linejoin="round" paint-order="stroke"'


@dataclass
class _Ink:
    """Lines of one kind are one path: a drawing of forty people has to arrive on a phone."""

    paths: dict[tuple[str, bool], list[str]] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)

    def line(self, path: str, dash: str = "", *, faded: bool = False) -> None:
        self.paths.setdefault((dash, faded), []).append(path)

    def text(self, x: float, y: float, words: str, more: str = "") -> None:
        if words:
            self.texts.append(f'<text x="{round(x)}" y="{round(y)}"{more}>{escape(words)}</text>')

    def lines(self) -> Iterator[str]:
        for (dash, faded), paths in self.paths.items():
            style = f' stroke-dasharray="{dash}"' if dash else ""
            colour = f' stroke="{FIRST}"' if faded else ""
            yield f'<path d="{"".join(paths)}"{style}{colour}/>'


@dataclass(frozen=True)
class Drawing:
    """The picture, its size, and the corner of each person's box."""

    svg: str
    width: int
    height: int
    boxes: dict[str, tuple[int, int, int, int]]


def draw(scene: Scene) -> Drawing:
    """Everybody once, with what joins them; what stands around the family below."""
    placed = layout(scene)
    built = structure(placed, scene.ties)
    boxes = {key: _box(placed, built, key) for key in placed.x}
    ink, width = _Ink(), max((box[2] for box in boxes.values()), default=0) + 24
    for bracket in built.brackets:
        _bracket(ink, placed, built, bracket)
    for bar in built.bars:
        _bar(ink, placed, built, bar)
    for link in scene.links:
        if link.other:
            _between(ink, boxes, link)
    outside = [link for link in scene.links if not link.other]
    around = ecomap(outside, built.height + 20, width)
    parts = [*_homes(scene.homes, placed, built, boxes), *_joined(ink), *_symbols(scene.people, boxes)]
    if outside:
        parts += _ecomap(scene, around.around, around.middle)
        width, height = around.width, around.height
    else:
        height = built.height
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    return Drawing(f'{head} font-family="{PAPER_FONT}">{"".join(parts)}</svg>', width, height, boxes)


def _box(placed: Placed, built: Structure, key: str) -> tuple[int, int, int, int]:
    x, y = placed.x[key], built.tops[placed.row[key]]
    return x - WIDTH // 2, y, x + WIDTH // 2, y + HEIGHT


def _bracket(ink: _Ink, placed: Placed, built: Structure, one: Bracket) -> None:
    """Down from each, joined in their lane; a slash for separated, two for divorced, and the word."""
    row = max(placed.row[key] for key in one.people)
    y = built.tops[row] + HEIGHT + LANE * (one.lane + 1)
    faded = one.couple is not None and one.couple.is_ended
    if len(one.people) == 1 and not one.drops:
        return
    for key, x in one.ends.items():
        ink.line(f"M{x} {built.tops[placed.row[key]] + HEIGHT}V{y}", faded=faded)
    xs = [*one.ends.values(), *one.drops]
    if min(xs) != max(xs):
        ink.line(f"M{min(xs)} {y}H{max(xs)}", faded=faded)
    if one.couple is None:
        return
    ends = sorted(one.ends.values())
    at = ends[0] + (ends[1] - ends[0]) // 4
    for n in range(one.couple.cuts):
        ink.line(f"M{at + n * 6 - 4} {y + 7}L{at + n * 6 + 4} {y - 7}")
    ink.text(at + 16, y - 3, one.couple.word, LABEL)


def _bar(ink: _Ink, placed: Placed, built: Structure, one: Bar) -> None:
    """From the bracket down to a bar and to each child: solid by birth, dashed adopted, dotted foster."""
    dash, top = DASHES.get(one.kind, ""), built.tops[placed.row[one.children[0]]]
    y = top - LANE * (one.lane + 1) + 2
    path = "".join(f"M{x} {y}V{top}" for x in one.ends.values())
    xs = list(one.ends.values())
    if one.bracket:
        row = max(placed.row[key] for key in one.bracket.people)
        path += f"M{one.drop} {built.tops[row] + HEIGHT + LANE * (one.bracket.lane + 1)}V{y}"
        xs.append(one.drop)
    if min(xs) != max(xs):
        path += f"M{min(xs)} {y}H{max(xs)}"
    ink.line(path, dash, faded=one.is_ended)
    if one.word:
        for x in one.ends.values():
            ink.text(x + 4, top - 4, one.word, LABEL)


def _between(ink: _Ink, boxes: dict[str, tuple[int, int, int, int]], link: Link) -> None:
    """A tie of feeling between two people, from symbol to symbol, bent aside so that it stays apart from the others."""
    (ax, ay), (bx, by) = ((boxes[key][0] + WIDTH // 2, boxes[key][1] + HALF + 2) for key in (link.whose, link.other))
    if (ax, ay) > (bx, by):
        ax, ay, bx, by = bx, by, ax, ay
    sign = 1 if bx > ax else -1 if bx < ax else 0
    start, end = (ax + sign * (HALF + 3), ay), (bx - sign * (HALF + 3), by)
    flat = ay == by
    if flat and bx - ax > WIDTH * 2:
        start, end = (ax + 10, ay - HALF - 3), (bx - 10, by - HALF - 3)
    path = strokes.tie(start, end, link.kind, bow=36 if flat and bx - ax > WIDTH * 2 else 0)
    ink.line(path, DASHES.get(link.kind, "") if link.kind == "weak" else "", faded=link.is_ended)
    if link.flow in {"in", "both"}:
        ink.line(strokes.arrow(start, end), faded=link.is_ended)
    if link.flow in {"out", "both"}:
        ink.line(strokes.arrow(end, start), faded=link.is_ended)


def _joined(ink: _Ink) -> Iterable[str]:
    yield f'<g fill="none" stroke="{TEXT}" stroke-width="1.5" stroke-linecap="round">{"".join(ink.lines())}</g>'
    yield "".join(ink.texts)


def _homes(homes: tuple[Home, ...], placed: Placed, built: Structure, boxes: dict[str, tuple[int, int, int, int]]) -> Iterator[str]:
    """A dashed loop for each household, each a little wider than the one before, with its name."""
    for n, home in enumerate(homes):
        pad, colour = 4 + n % 3 * 4, SERIES[n % len(SERIES)]
        runs = [_runs(keys, set(home.members), boxes, pad) for keys in placed.rows]
        pieces = loops.around(runs, [gap + n % 3 * 5 - 5 for gap in built.gaps])
        path = "".join(loops.outline(piece) for piece in pieces)
        yield f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="1.5" stroke-dasharray="8 5"/>'
        for piece in pieces:
            left, top = min(piece, key=lambda box: (box[1], box[0]))[:2]
            yield f'<text x="{left + 2}" y="{top - 4}" font-size="11" font-weight="600" fill="{colour}">{escape(_short(home.name, 30))}</text>'


def _runs(
    keys: tuple[str, ...], members: set[str], boxes: dict[str, tuple[int, int, int, int]], pad: int
) -> list[tuple[int, int, int, int]]:
    """Neighbours who live together share a box; whoever stands between them and lives elsewhere stays outside."""
    found: list[tuple[int, int, int, int]] = []
    before = False
    for key in keys:
        if key in members:
            left, top, right, bottom = boxes[key]
            start = found.pop()[0] if before else left - pad
            found.append((start, top - pad, right + pad, bottom + pad))
        before = key in members
    return found


def _symbols(people: tuple[Somebody, ...], boxes: dict[str, tuple[int, int, int, int]]) -> Iterator[str]:
    yield f'<g fill="{SURFACE}" stroke="{TEXT}" stroke-width="2">'
    for one in people:
        yield _symbol(one, boxes[one.key][0] + WIDTH // 2, boxes[one.key][1] + HALF + 2)
    yield f'</g><g text-anchor="middle" font-size="12.5" fill="{TEXT}">'
    for one in people:
        x, y = boxes[one.key][0] + WIDTH // 2, boxes[one.key][1]
        if one.first == "?":
            yield f'<text x="{x}" y="{y + 28}" font-size="18">?</text>'
        else:
            yield f'<text x="{x}" y="{y + 57}" font-weight="600">{escape(_short(one.first, LETTERS))}</text>'
        if one.last:
            yield f'<text x="{x}" y="{y + 72}">{escape(_short(one.last, LETTERS))}</text>'
        if one.line:
            yield f'<text x="{x}" y="{y + 88}" font-size="11" fill="{MUTED}">{escape(_short(one.line, 20))}</text>'
    yield "</g>"


def _symbol(one: Somebody, x: int, y: int) -> str:
    """Square male, circle female, diamond other or unknown; crossed out who has died."""
    if one.sex == "female":
        shape = f'<circle cx="{x}" cy="{y}" r="{HALF}"/>'
    elif one.sex == "male":
        shape = f'<rect x="{x - HALF}" y="{y - HALF}" width="{2 * HALF}" height="{2 * HALF}"/>'
    else:
        shape = f'<path d="M{x} {y - HALF}L{x + HALF} {y}L{x} {y + HALF}L{x - HALF} {y}Z"/>'
    reach = HALF if one.sex == "male" else HALF * 7 // 10 if one.sex == "female" else HALF // 2
    cross = f'<path d="M{x - reach} {y - reach}L{x + reach} {y + reach}M{x + reach} {y - reach}L{x - reach} {y + reach}"/>'
    return shape + (cross if one.is_dead else "")


def _ecomap(scene: Scene, around: tuple[Around, ...], middle: strokes.Spot) -> Iterator[str]:
    ink = _Ink()
    for one in around:
        link = one.link
        ink.line(strokes.tie(one.start, one.end, link.kind), DASHES["weak"] if link.kind == "weak" else "", faded=link.is_ended)
        if link.flow in {"in", "both"}:
            ink.line(strokes.arrow(one.start, one.end), faded=link.is_ended)
        if link.flow in {"out", "both"}:
            ink.line(strokes.arrow(one.end, one.start), faded=link.is_ended)
        ink.text(one.box[0] + 10, one.box[1] + 19, _short(link.around, 28), f' font-size="12.5" font-weight="600" fill="{TEXT}"')
        ink.text(one.box[0] + 10, one.box[1] + 36, _short(link.words, 34), f' font-size="11" fill="{MUTED}"')
    yield from _joined_boxes(around, middle)
    yield from _joined(ink)
    at = (middle[0] + MIDDLE[0] / 2, middle[1] + MIDDLE[1] / 2 + 5)
    name = escape(_short(scene.family, 24))
    yield f'<text x="{round(at[0])}" y="{round(at[1])}" text-anchor="middle" font-size="13" font-weight="600" fill="{TEXT}">{name}</text>'


def _joined_boxes(around: tuple[Around, ...], middle: strokes.Spot) -> Iterator[str]:
    yield f'<g fill="{SURFACE}" stroke="{MUTED}" stroke-width="1.5">'
    yield f'<rect x="{middle[0]}" y="{middle[1]}" width="{MIDDLE[0]}" height="{MIDDLE[1]}" rx="30" stroke="{TEXT}"/>'
    for one in around:
        yield f'<rect x="{one.box[0]}" y="{one.box[1]}" width="{BOX[0]}" height="{BOX[1]}" rx="10"/>'
    yield "</g>"


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
