"""Dashed loops around households: the outline of what belongs together, going round everybody else."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

Box = tuple[int, int, int, int]  # left, top, right, bottom
Point = tuple[int, int]
THROAT = 14


def outline(boxes: Sequence[Box]) -> str:
    """The path around the union of the boxes."""
    xs = sorted({value for box in boxes for value in (box[0], box[2])})
    ys = sorted({value for box in boxes for value in (box[1], box[3])})
    inside = {
        (i, j)
        for i in range(len(xs) - 1)
        for j in range(len(ys) - 1)
        if any(left <= xs[i] < right and top <= ys[j] < bottom for left, top, right, bottom in boxes)
    }
    edges: dict[Point, list[Point]] = {}
    for i, j in sorted(inside):
        around = (
            ((i, j - 1), (i, j), (i + 1, j)),
            ((i + 1, j), (i + 1, j), (i + 1, j + 1)),
            ((i, j + 1), (i + 1, j + 1), (i, j + 1)),
            ((i - 1, j), (i, j + 1), (i, j)),
        )
        for neighbour, start, end in around:
            if neighbour not in inside:
                edges.setdefault((xs[start[0]], ys[start[1]]), []).append((xs[end[0]], ys[end[1]]))
    return "".join(_walk(edges))


def _walk(edges: dict[Point, list[Point]]) -> Iterable[str]:
    while edges:
        start = min(edges)
        here, path, last = start, f"M{start[0]} {start[1]}", ""
        while here in edges:
            there = edges[here].pop(0)
            if not edges[here]:
                del edges[here]
            step = "H" if there[1] == here[1] else "V"
            value = str(there[0] if step == "H" else there[1])
            path = path[: path.rindex(step)] + step + value if step == last else path + step + value
            here, last = there, step
        yield path + "Z"


def around(runs: Sequence[Sequence[Box]], gaps: Sequence[int]) -> list[list[Box]]:
    """``runs``: for each row the boxes of neighbours; ``gaps``: the middle of the free room under each row. Boxes of each loop."""
    found: list[list[Box]] = []
    current: list[Box] = []
    before: Sequence[Box] = ()
    for row, boxes in enumerate(runs):
        if not boxes:
            if current:
                found.append(current)
            current, before = [], ()
            continue
        current += boxes
        for first, second in pairwise(boxes):
            current += _throat(first, second, gaps[row])
        if before:
            current += _neck(before, boxes, gaps[row - 1])
        before = boxes
    return [*found, current] if current else found


def _neck(above: Sequence[Box], below: Sequence[Box], gap: int) -> list[Box]:
    shared = [(max(a[0], b[0]), min(a[2], b[2]), a[3], b[1]) for a in above for b in below]
    left, right, top, bottom = max(shared, key=lambda one: one[1] - one[0])
    if right - left >= THROAT:
        return [(left, top, right, bottom)]
    return _throat(above[0], below[0], gap)


def _throat(first: Box, second: Box, gap: int) -> list[Box]:
    """A narrow way between two boxes through the free room at ``gap``."""
    half = THROAT // 2
    a, b = (first[0] + first[2]) // 2, (second[0] + second[2]) // 2
    down = [(x - half, min(box[3], gap - half), x + half, max(box[1], gap + half)) for x, box in ((a, first), (b, second))]
    return [*down, (min(a, b) - half, gap - half, max(a, b) + half, gap + half)]
