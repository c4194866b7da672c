"""What stands around a family: the family in the middle, a box for each tie, the line between them says of what kind it is."""

from collections.abc import Sequence
from dataclasses import dataclass

from ligzda.people.genogram.strokes import Spot
from ligzda.people.genogram.values import Link

BOX = (212, 46)
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
    around: tuple[Around, ...]
    middle: Spot  # upper left corner of the family's box
    width: int
    height: int


def ecomap(links: Sequence[Link], top: int, width: int) -> Map:
    """Half of the ties left, half right of the family, below ``top``; centred in ``width``."""
    wide = 2 * (MARGIN + BOX[0] + REACH) + MIDDLE[0]
    left = max((width - wide) // 2, 0) + MARGIN
    rows = (len(links) + 1) // 2
    height = max(rows * (BOX[1] + GAP), MIDDLE[1] + GAP)
    middle = (left + BOX[0] + REACH, top + (height - MIDDLE[1]) // 2)
    found = []
    for n, link in enumerate(links):
        right, row = bool(n % 2), n // 2
        count = len(links) // 2 if right else rows
        y = top + (height - count * (BOX[1] + GAP)) // 2 + row * (BOX[1] + GAP)
        x = middle[0] + MIDDLE[0] + REACH if right else left
        start = (middle[0] + MIDDLE[0] if right else middle[0], middle[1] + MIDDLE[1] * (row + 1) // (count + 1))
        found.append(Around(link, (x, y), start, (x if right else x + BOX[0], y + BOX[1] // 2)))
    return Map(tuple(found), middle, max(width, wide), top + height + MARGIN)
