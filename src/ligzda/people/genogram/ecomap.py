"""What stands around a family: the family in the middle, a box for each tie, the line between them says of what kind it is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from ligzda.documents.charts import MUTED, SURFACE, TEXT
from ligzda.people.genogram import line_styles
from ligzda.people.genogram.line_styles import Spot
from ligzda.people.genogram.svg_paths import DASHES, Ink, short
from ligzda.people.genogram.values import Link, Scene

BOX = (224, 46)
MIDDLE = (190, 60)
REACH, GAP, MARGIN = 120, 16, 24


@dataclass(frozen=True)
class Around:
    """One box and the line to it; ``start`` is at the family."""

    link: Link
    box: Spot  # its upper left corner
    start: Spot
    end: Spot


@dataclass(frozen=True)
class Map:
    """The drawn parts, and how wide and how far down the whole drawing is with them."""

    parts: tuple[str, ...]
    width: int
    height: int


def ecomap(ink: Ink, scene: Scene, top: int, width: int) -> Map:
    """Half of the ties left, half right of the family, below ``top``; centred in ``width``. Nothing where there is no such tie."""
    links = [link for link in scene.links if not link.other]
    if not links:
        return Map((), width, top - 20)
    wide = 2 * (MARGIN + BOX[0] + REACH) + MIDDLE[0]
    left = max((width - wide) // 2, 0) + MARGIN
    rows = (len(links) + 1) // 2
    height = max(rows * (BOX[1] + GAP), MIDDLE[1] + GAP)
    middle = (left + BOX[0] + REACH, top + (height - MIDDLE[1]) // 2)
    around = tuple(_placed(links, left, top, height, middle))
    for one in around:
        ink.sign(one.link.kind, *(("flow",) if one.link.flow != "none" else ()), *(("ended",) if one.link.is_ended else ()))
    return Map((*_boxes(around, middle), *_drawn(around, middle, scene.family)), max(width, wide), top + height + MARGIN)


def _placed(links: Sequence[Link], left: int, top: int, height: int, middle: tuple[int, int]) -> Iterator[Around]:
    rows = (len(links) + 1) // 2
    for n, link in enumerate(links):
        right, row = bool(n % 2), n // 2
        count = len(links) // 2 if right else rows
        y = top + (height - count * (BOX[1] + GAP)) // 2 + row * (BOX[1] + GAP)
        x = middle[0] + MIDDLE[0] + REACH if right else left
        start = (middle[0] + MIDDLE[0] if right else middle[0], middle[1] + MIDDLE[1] * (row + 1) // (count + 1))
        yield Around(link, (x, y), start, (x if right else x + BOX[0], y + BOX[1] // 2))


def _drawn(around: Sequence[Around], middle: Spot, family: str) -> Iterator[str]:
    ink = Ink()
    for one in around:
        link = one.link
        ink.line(line_styles.tie([one.start, one.end], link.kind), DASHES.get(link.kind, ""), faded=link.is_ended)
        if link.flow in {"in", "both"}:
            ink.line(line_styles.arrow(one.start, one.end), faded=link.is_ended)
        if link.flow in {"out", "both"}:
            ink.line(line_styles.arrow(one.end, one.start), faded=link.is_ended)
        ink.text(one.box[0] + 10, one.box[1] + 19, short(link.around, 28), f' font-size="12.5" font-weight="600" fill="{TEXT}"')
        ink.text(one.box[0] + 10, one.box[1] + 36, short(link.words, 38), f' font-size="11" fill="{MUTED}"')
    yield from ink.drawn()
    x, y = middle[0] + MIDDLE[0] / 2, middle[1] + MIDDLE[1] / 2 + 5
    name = escape(short(family, 24))
    yield f'<text x="{x:g}" y="{y:g}" text-anchor="middle" font-size="13" font-weight="600" fill="{TEXT}">{name}</text>'


def _boxes(around: Sequence[Around], middle: Spot) -> Iterator[str]:
    yield f'<g fill="{SURFACE}" stroke="{MUTED}" stroke-width="1.5">'
    yield f'<rect x="{middle[0]}" y="{middle[1]}" width="{MIDDLE[0]}" height="{MIDDLE[1]}" rx="30" stroke="{TEXT}"/>'
    for one in around:
        yield f'<rect x="{one.box[0]}" y="{one.box[1]}" width="{BOX[0]}" height="{BOX[1]}" rx="10"/>'
    yield "</g>"
