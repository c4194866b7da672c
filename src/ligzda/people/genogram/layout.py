"""Where everybody stands: rows in an order that keeps couples and their children together, then places that never overlap."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ligzda.people.genogram.generations import generations
from ligzda.people.genogram.values import COUPLES, UPBRINGING, Scene, Tie

WIDTH, HEIGHT, GAP = 108, 98, 32  # of a person with name and age, and between two
STEP = WIDTH + GAP
ROUNDS = 12
ROW = 8  # people without any family tie fill a row up to here before they begin another


@dataclass(frozen=True)
class Placed:
    """Row of each person, middle of each person, and each row from left to right."""

    row: dict[str, int]
    x: dict[str, int]
    rows: tuple[tuple[str, ...], ...]


class _Order:
    """Walks down from the eldest: a couple, what it brought up, the partner's own people beside."""

    def __init__(self, scene: Scene, row: dict[str, int], beside: Sequence[tuple[str, str]]) -> None:
        self.row = row
        self.sex = {one.key: one.sex for one in scene.people}
        self.mates: dict[str, list[str]] = {key: [] for key in row}
        self.above: dict[str, list[str]] = {key: [] for key in row}
        self.below: dict[str, list[str]] = {key: [] for key in row}
        place = {one.key: n for n, one in enumerate(scene.people)}
        for tie in sorted(scene.ties, key=lambda one: (place[one.second], place[one.first])):
            if tie.kind in UPBRINGING or tie.kind == "grandparent":
                self.above[tie.second].append(tie.first)
                self.below[tie.first].append(tie.second)
        for first, second in [*pairs(scene.ties), *beside]:
            if row[first] == row[second]:
                self.mates[first].append(second)
                self.mates[second].append(first)
        self.rows: list[list[str]] = [[] for _row in range(max(row.values(), default=-1) + 1)]
        self.seen: set[str] = set()

    def visit(self, key: str) -> None:
        for parent in self.above[key]:
            if parent not in self.seen and self.row[parent] < self.row[key]:
                self.visit(parent)
        if key not in self.seen:
            self._unfold(self._stand(key))

    def _stand(self, key: str) -> list[str]:
        block = self._block(key)
        self.seen.update(block)
        self.rows[self.row[key]] += block
        return block

    def _unfold(self, block: list[str]) -> None:
        """Parents of those who married in, then all children side by side, then what belongs to each of them."""
        for one in block:
            for parent in self.above[one]:
                if parent not in self.seen:
                    self.visit(parent)
        children = dict.fromkeys(child for one in block for child in self.below[one])
        for stood in [self._stand(child) for child in children if child not in self.seen]:
            self._unfold(stood)

    def _block(self, key: str) -> list[str]:
        """Somebody with partners on both sides; of a couple the man stands left, as is the custom."""
        block, waiting = [key], [key]
        while waiting:
            here = waiting.pop(0)
            for mate in self.mates[here]:
                if mate in block or mate in self.seen:
                    continue
                left = block[0] == here and (len(block) > 1 or self.sex[here] == "female")
                block.insert(0 if left else len(block), mate)
                waiting.append(mate)
        return block


def pairs(ties: Sequence[Tie]) -> list[tuple[str, str]]:
    """Couples and those who have a child by birth together, each pair once."""
    found = [(tie.first, tie.second) for tie in ties if tie.kind in COUPLES]
    for kind in UPBRINGING[:3]:
        parents: dict[str, list[str]] = {}
        for tie in ties:
            if tie.kind == kind:
                parents.setdefault(tie.second, []).append(tie.first)
        found += [(those[0], those[1]) for those in parents.values() if len(set(those)) == 2]
    return list(dict.fromkeys((min(pair), max(pair)) for pair in found))


def layout(scene: Scene) -> Placed:
    """The same people give the same places, whatever the machine."""
    bound = {key for tie in scene.ties if tie.kind != "other" for key in (tie.first, tie.second)}
    row = generations([one for one in scene.people if one.key in bound], scene.ties)
    beside = _beside(scene, bound)
    row |= {key: row[other] for key, other in beside.items()}
    _fill(row, [one.key for one in scene.people if one.key not in row])
    order = _Order(scene, row, [pair for pair in beside.items() if any(set(pair) <= set(home.members) for home in scene.homes)])
    for one in sorted(scene.people, key=lambda one: one.key not in bound):
        order.visit(one.key)
    x: dict[str, float] = {key: n * STEP for keys in order.rows for n, key in enumerate(keys)}
    for turn in range(ROUNDS):
        down = turn % 2 == 0
        for keys in order.rows if down else reversed(order.rows):
            near = order.above if down else order.below
            x |= dict(zip(keys, spread(_wanted(keys, near, order.mates, x)), strict=True))
    least = min(x.values(), default=0)
    places = {key: math.floor(value - least + 0.5) + STEP // 2 + 24 for key, value in x.items()}
    return Placed(row, places, tuple(tuple(keys) for keys in order.rows))


def _beside(scene: Scene, bound: set[str]) -> dict[str, str]:
    """Who has no family tie stands in the row of somebody they live with or have another tie with, if that one has a place already."""
    near = [(key, other) for home in scene.homes for key in home.members for other in home.members]
    near += [(tie.first, tie.second) for tie in scene.ties if tie.kind == "other"]
    near += [(link.whose, link.other) for link in scene.links if link.whose and link.other]
    found: dict[str, str] = {}
    for first, second in near:
        for key, other in ((first, second), (second, first)):
            if key not in bound and other in bound:
                found.setdefault(key, other)
    return found


def _fill(row: dict[str, int], keys: Sequence[str]) -> None:
    """Whoever is left stands where a row has room."""
    count = Counter(row.values())
    most = max([ROW, *count.values()])
    for key in keys:
        row[key] = next(n for n in range(len(row) + 1) if count[n] < most)
        count[row[key]] += 1


def _wanted(keys: Sequence[str], near: dict[str, list[str]], mates: dict[str, list[str]], x: dict[str, float]) -> list[float]:
    """Under the parents or above the children, else by the partner, else close to whoever stands left."""
    found: list[float] = []
    for key in keys:
        alone = found[-1] + STEP if found and not near[key] and not mates[key] else x[key]
        found.append(_middle([x[other] for other in near[key]], _middle([x[mate] for mate in mates[key]], alone)))
    return found


def _middle(values: list[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise


def spread(wanted: Sequence[float]) -> list[float]:
    """As near as can be to where each wants to stand, in this order, never nearer than a step: neighbours that clash move as one."""
    blocks: list[tuple[float, int]] = []
    for place, value in enumerate(wanted):
        blocks.append((value - place * STEP, 1))
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            (second, m), (first, n) = blocks.pop(), blocks.pop()
            blocks.append(((first * n + second * m) / (n + m), n + m))
    flat = [value for value, count in blocks for _one in range(count)]
    return [value + place * STEP for place, value in enumerate(flat)]
