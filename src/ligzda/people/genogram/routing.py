"""Ways past people: a line that has to get from one row to another goes between the boxes, never through one."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from ligzda.people.genogram.layout import GAP, WIDTH, Placed

HALF = WIDTH // 2
CLEAR = 6  # between a line and a box
APART = (10, 5)  # between two lines: as they like it, and where it is narrow


@dataclass
class Way:
    """``xs[0]`` is left in the free room ``zones[0]`` for ``xs[1]``, and so on. A zone lies under the row of its number; -1 above all."""

    zones: list[int]
    xs: list[int]
    lanes: dict[int, int] = field(default_factory=dict)

    def turns(self) -> list[tuple[int, int, int, int]]:
        """Place on the way, zone, and from where to where it goes sideways there."""
        steps = zip(self.zones, self.xs, self.xs[1:], strict=False)
        return [(n, zone, a, b) for n, (zone, a, b) in enumerate(steps) if a != b]


class Channels:
    """The free room in each row: between two people, and outside. Each line gets a place of its own as long as there is one."""

    def __init__(self, placed: Placed) -> None:
        self.placed = placed
        self.free = [self._spans(sorted(placed.x[key] for key in keys)) for keys in placed.rows]
        self.taken: dict[int, list[int]] = {}

    def _spans(self, middles: Sequence[int]) -> list[tuple[int, int]]:
        edges = [-(10**6), *(edge for x in middles for edge in (x - HALF, x + HALF)), 10**6]
        return list(zip(edges[::2], edges[1::2], strict=True))

    def past(self, row: int, wanted: int) -> int:
        """Where a line that would like to go at ``wanted`` passes this row."""
        x, (left, right) = min(((_into(wanted, span), span) for span in self.free[row]), key=lambda one: (abs(one[0] - wanted), one[0]))
        taken = self.taken.setdefault(row, [])
        aside = [x + side * n * apart for apart in APART for n in range(GAP) for side in (1, -1)]
        inside = [one for one in aside if left + CLEAR <= one <= right - CLEAR]
        roomy = [one for one in inside if all(abs(one - other) >= APART[0] for other in taken)]
        close = [one for one in inside if all(abs(one - other) >= APART[1] for other in taken)]
        found = next(iter([*roomy, *close]), x)
        taken.append(found)
        return found

    def through(self, start: int, rows: Sequence[int], zones: Sequence[int]) -> Way:
        """From ``start`` past each of the rows; ``zones[n]`` is the room before ``rows[n]``."""
        xs = [start]
        for row in rows:
            xs.append(self.past(row, xs[-1]))
        return Way(list(zones), xs)

    def between(self, first: str, second: str) -> Way | None:
        """From the side of one person to the side of another; None when they stand beside each other. ``first`` stands not lower."""
        placed = self.placed
        above, below = placed.row[first], placed.row[second]
        if above == below:
            keys = placed.rows[above]
            if abs(keys.index(first) - keys.index(second)) == 1:
                return None
        sides = [(one, other) for one in (1, -1) for other in (1, -1)]
        one, other = min(sides, key=lambda pair: _far(placed.x[first], placed.x[second], *pair))
        start = self.past(above, placed.x[first] + one * (HALF + GAP // 2))
        end = self.past(below, placed.x[second] + other * (HALF + GAP // 2))
        if above == below:
            return Way([above - 1], [start, end])
        return Way(list(range(above, below)), [start, *(self.past(row, end) for row in range(above + 1, below)), end])


def _far(first: int, second: int, one: int, other: int) -> int:
    """How far it is sideways from one symbol out on this side, over, and in to the other symbol on that side."""
    return abs(first + one * (HALF + GAP // 2) - second - other * (HALF + GAP // 2))


def _into(wanted: int, span: tuple[int, int]) -> int:
    left, right = span[0] + GAP // 2, span[1] - GAP // 2
    return (left + right) // 2 if left > right else min(max(wanted, left), right)
