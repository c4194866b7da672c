"""Lines that say by their form how close two are: double close, plain, dotted weak, zigzag conflict, cut broken off. Never by colour."""

import math
from collections.abc import Sequence
from itertools import pairwise

Spot = tuple[float, float]
ROUND, TOOTH = 9, 7


def tie(corners: Sequence[Spot], kind: str) -> str:
    """Paths along the corners, which are rounded off."""
    spots = _rounded(corners)
    if kind == "close":
        return _path(_beside(spots, 2.5)) + _path(_beside(spots, -2.5))
    if kind == "conflict":
        spots = _steps(spots, TOOTH)
        return _path([_aside(spots, n, (4.5, -4.5)[n % 2] if 0 < n < len(spots) - 1 else 0) for n in range(len(spots))])
    if kind == "broken":
        return _broken(_steps(spots, 12))
    return _path(spots)


def arrow(at: Spot, towards: Spot) -> str:
    """A head that points from ``towards`` … to ``at``."""
    angle = math.atan2(at[1] - towards[1], at[0] - towards[0])
    left, right = ((at[0] - 10 * math.cos(angle + turn), at[1] - 10 * math.sin(angle + turn)) for turn in (0.45, -0.45))
    return f"{_path([left, at, right])}Z"


def slash(x: float, y: float) -> str:
    return f"M{round(x) - 4} {round(y) + 7}L{round(x) + 4} {round(y) - 7}"


def _broken(spots: list[Spot]) -> str:
    """Two ends that do not meet, each with a bar across."""
    middle = len(spots) // 2
    bars = "".join(_path([_aside(spots, n, 8), _aside(spots, n, -8)]) for n in (middle - 1, middle + 1) if 0 < n < len(spots) - 1)
    return _path(spots[:middle]) + _path(spots[middle + 1 :]) + bars


def _rounded(corners: Sequence[Spot]) -> list[Spot]:
    found = [corners[0]]
    for before, here, after in zip(corners, corners[1:], corners[2:], strict=False):
        near = min(ROUND, math.dist(before, here) / 2, math.dist(here, after) / 2)
        start, end = _towards(here, before, near), _towards(here, after, near)
        for t in (0, 0.3, 0.7, 1):
            a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t * t
            found.append((a * start[0] + b * here[0] + c * end[0], a * start[1] + b * here[1] + c * end[1]))
    return [*found, corners[-1]]


def _towards(start: Spot, end: Spot, far: float) -> Spot:
    share = far / (math.dist(start, end) or 1)
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def _steps(spots: Sequence[Spot], about: float) -> list[Spot]:
    """The same line in equal steps."""
    whole = sum(math.dist(a, b) for a, b in pairwise(spots))
    count = max(round(whole / about), 6)
    found, gone, wanted = [spots[0]], 0.0, 1
    for a, b in pairwise(spots):
        length = math.dist(a, b)
        while wanted < count and length and gone + length >= whole * wanted / count:
            found.append(_towards(a, b, whole * wanted / count - gone))
            wanted += 1
        gone += length
    return [*found, spots[-1]]


def _aside(spots: Sequence[Spot], n: int, by: float) -> Spot:
    before, after = spots[max(n - 1, 0)], spots[min(n + 1, len(spots) - 1)]
    length = math.dist(before, after) or 1
    return spots[n][0] - by * (after[1] - before[1]) / length, spots[n][1] + by * (after[0] - before[0]) / length


def _beside(spots: Sequence[Spot], by: float) -> list[Spot]:
    return [_aside(spots, n, by) for n in range(len(spots))]


def _path(spots: Sequence[Spot]) -> str:
    if not spots:
        return ""
    return "M" + "L".join(f"{round(x, 1):g} {round(y, 1):g}" for x, y in spots)
