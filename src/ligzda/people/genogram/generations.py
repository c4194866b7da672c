"""Generations: a parent stands above a child, a couple and those who bring up the same child stand in one row."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ligzda.people.genogram.values import COUPLES, UPBRINGING, Somebody, Tie


class _Rows:
    """Groups that share a row, and which stands how far above which. What would turn in a circle is left out, not refused."""

    def __init__(self, keys: Sequence[str]) -> None:
        self.group = {key: key for key in keys}
        self.edges: dict[tuple[str, str], int] = {}

    def reaches(self, above: str, below: str) -> bool:
        seen, waiting = {above}, [above]
        while waiting:
            here = waiting.pop()
            for (first, second), _steps in self.edges.items():
                if first == here and second not in seen:
                    seen.add(second)
                    waiting.append(second)
        return below in seen

    def put_above(self, first: str, second: str, steps: int) -> None:
        above, below = self.group[first], self.group[second]
        if not self.reaches(below, above):
            self.edges[above, below] = max(steps, self.edges.get((above, below), 0))

    def put_beside(self, first: str, second: str) -> None:
        stays, goes = self.group[first], self.group[second]
        if stays == goes or self.reaches(stays, goes) or self.reaches(goes, stays):
            return
        self.group = {key: stays if one == goes else one for key, one in self.group.items()}
        edges, self.edges = self.edges, {}
        for (above, below), steps in edges.items():
            pair = stays if above == goes else above, stays if below == goes else below
            self.edges[pair] = max(steps, self.edges.get(pair, 0))

    def levels(self) -> dict[str, int]:
        level = dict.fromkeys(self.group.values(), 0)
        for _round in level:
            for (above, below), steps in self.edges.items():
                level[below] = max(level[below], level[above] + steps)
        roots = set(level) - {below for _above, below in self.edges}
        for root in sorted(roots):  # next to their children, not at the top of the page
            level[root] = min((level[below] - steps for (above, below), steps in self.edges.items() if above == root), default=level[root])
        return level


def generations(people: Sequence[Somebody], ties: Sequence[Tie]) -> dict[str, int]:
    """Key → row, counted from the oldest generation; no row stays empty."""
    here = [one.key for one in people]
    ties = [tie for tie in ties if tie.first in here and tie.second in here]
    rows = _Rows(here)
    for kind in UPBRINGING[:3]:
        for tie in ties:
            if tie.kind == kind:
                rows.put_above(tie.first, tie.second, 1)
    for first, second in _beside(ties):
        rows.put_beside(first, second)
    for kind, steps in (("grandparent", 2), ("guardian", 1)):
        for tie in ties:
            if tie.kind == kind:
                rows.put_above(tie.first, tie.second, steps)
    level = rows.levels()
    found = {key: level[group] for key, group in rows.group.items()}
    number = {one: place for place, one in enumerate(sorted(set(found.values())))}
    return {key: number[one] for key, one in found.items()}


def _beside(ties: Sequence[Tie]) -> Iterator[tuple[str, str]]:
    """Couples first, then those who bring up the same child, then brothers and sisters."""
    yield from ((tie.first, tie.second) for tie in ties if tie.kind in COUPLES)
    parents: dict[str, list[str]] = {}
    for tie in ties:
        if tie.kind in UPBRINGING[:3]:
            parents.setdefault(tie.second, []).append(tie.first)
    for those in parents.values():
        yield from pairwise(those)
    yield from ((tie.first, tie.second) for tie in ties if tie.kind == "sibling")
