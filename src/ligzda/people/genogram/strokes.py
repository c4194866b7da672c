"""Lines that say by their form how close two are: double close, plain, dotted weak, zigzag conflict, cut broken off. Never by colour."""

import math

Spot = tuple[float, float]


def tie(start: Spot, end: Spot, kind: str, bow: float = 0) -> str:
    """Paths from one to the other; ``bow`` bends the line aside."""
    spots = _curve(start, end, bow, 2 if kind != "conflict" and not bow else max(int(math.dist(start, end) // 7), 8))
    if kind == "close":
        return _path(_beside(spots, 2.5)) + _path(_beside(spots, -2.5))
    if kind == "conflict":
        return _path([_aside(spots, n, (4.5, -4.5)[n % 2] if 0 < n < len(spots) - 1 else 0) for n in range(len(spots))])
    if kind == "broken":
        return _broken(_curve(start, end, bow, 20))
    return _path(spots)


def arrow(at: Spot, towards: Spot) -> str:
    """A head that points from ``towards`` … to ``at``."""
    angle = math.atan2(at[1] - towards[1], at[0] - towards[0])
    left, right = ((at[0] - 10 * math.cos(angle + turn), at[1] - 10 * math.sin(angle + turn)) for turn in (0.45, -0.45))
    return f"{_path([left, at, right])}Z"


def _broken(spots: list[Spot]) -> str:
    """Two ends that do not meet, each with a bar across."""
    middle = len(spots) // 2
    bars = "".join(_path([_aside(spots, n, 8), _aside(spots, n, -8)]) for n in (middle - 1, middle + 1))
    return _path(spots[:middle]) + _path(spots[middle + 1 :]) + bars


def _curve(start: Spot, end: Spot, bow: float, count: int) -> list[Spot]:
    length = math.dist(start, end) or 1
    mid = ((start[0] + end[0]) / 2 + bow * (end[1] - start[1]) / length, (start[1] + end[1]) / 2 - bow * (end[0] - start[0]) / length)
    found = []
    for n in range(count):
        t = n / (count - 1)
        a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t * t
        found.append((a * start[0] + b * mid[0] + c * end[0], a * start[1] + b * mid[1] + c * end[1]))
    return found


def _aside(spots: list[Spot], n: int, by: float) -> Spot:
    before, after = spots[max(n - 1, 0)], spots[min(n + 1, len(spots) - 1)]
    length = math.dist(before, after) or 1
    return spots[n][0] - by * (after[1] - before[1]) / length, spots[n][1] + by * (after[0] - before[0]) / length


def _beside(spots: list[Spot], by: float) -> list[Spot]:
    return [_aside(spots, n, by) for n in range(len(spots))]


def _path(spots: list[Spot]) -> str:
    return "M" + "L".join(f"{round(x)} {round(y)}" for x, y in spots)
