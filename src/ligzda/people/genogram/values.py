"""What a genogram is drawn from, on one day and for one reader. The list beside the drawing is made of the same values."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

COUPLES = frozenset({"partner", "spouse"})
UPBRINGING = ("parent", "adoptive_parent", "foster_parent", "guardian")
UNKNOWN = "?"


@dataclass(frozen=True)
class Somebody:
    """One person as drawn. ``line`` is the age in words, ``age`` the same as short as it stands in the symbol."""

    key: str
    first: str
    last: str = ""
    sex: str = "unknown"
    line: str = ""
    is_dead: bool = False
    age: str = ""
    years: str = ""
    born: str = ""  # the exact day, where it is known: twins
    is_index: bool = False  # whom the work is about

    @property
    def name(self) -> str:
        return f"{self.first} {self.last}".strip()

    @property
    def is_unknown(self) -> bool:
        return self.key.startswith(UNKNOWN)


@dataclass(frozen=True)
class Tie:
    """``first`` is the <kind> of ``second``. ``word`` says how and when it ended; ``cuts``: one slash separated, two divorced."""

    first: str
    second: str
    kind: str
    is_ended: bool = False
    word: str = ""
    cuts: int = 0
    row: int = 0


@dataclass(frozen=True)
class Home:
    """A household: who lives together on the day. It has a name and never an address."""

    name: str
    members: tuple[str, ...]
    key: str = ""


@dataclass(frozen=True)
class Link:
    """How close somebody (``whose`` "" : the family) is to a person (``other``) or to something around (``around``)."""

    whose: str
    kind: str
    other: str = ""
    around: str = ""
    flow: str = "none"
    words: str = ""
    is_ended: bool = False
    row: int = 0
    word: str = ""  # until when


@dataclass(frozen=True)
class Scene:
    """Everything that is drawn. ``words`` say what each sign means; ``left_out`` says for how many people there was no room."""

    people: tuple[Somebody, ...]
    ties: tuple[Tie, ...] = ()
    homes: tuple[Home, ...] = ()
    links: tuple[Link, ...] = ()
    family: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    left_out: str = ""


def with_unknown(scene: Scene, asked: Collection[str], word: str) -> Scene:
    """A child with one known parent by birth has another one, drawn as "?". ``asked``: of whom all ties are known here.

    Whether two children have the same unknown parent is known of twins and of those written down as brother and sister; else they are two.
    Ties with people who have no place on the drawing are heard and then left out.
    """
    known: dict[str, list[str]] = {}
    for tie in scene.ties:
        if tie.kind == "parent":
            known.setdefault(tie.second, []).append(tie.first)
    here = {one.key for one in scene.people}
    alone = {
        child: parents[0] for child, parents in known.items() if len(set(parents)) == 1 and child in asked and {child, parents[0]} <= here
    }
    group = _same_unknown(scene, alone)
    people = [Somebody(UNKNOWN + key, UNKNOWN, line=word) for key in dict.fromkeys(group.values())]
    ties = [tie for tie in scene.ties if {tie.first, tie.second} <= here]
    ties += [Tie(UNKNOWN + group[child], child, "parent") for child in alone]
    return replace(scene, people=(*scene.people, *people), ties=tuple(ties))


def _same_unknown(scene: Scene, alone: dict[str, str]) -> dict[str, str]:
    """Child → the first child that has the same unknown parent."""
    group = {child: child for child in alone}
    born = {one.key: one.born for one in scene.people if one.born}
    same = {frozenset((tie.first, tie.second)) for tie in scene.ties if tie.kind == "sibling"}
    children = list(alone)
    for n, second in enumerate(children):
        for first in children[:n]:
            twins = first in born and born[first] == born.get(second)
            if alone[first] == alone[second] and (twins or frozenset((first, second)) in same):
                stays, goes = group[first], group[second]
                group = {child: stays if one == goes else one for child, one in group.items()}
    return group


def twins(scene: Scene, key: str) -> list[Somebody]:
    """Who was born on the same day of the same parents."""
    parents: dict[str, set[str]] = {}
    for tie in scene.ties:
        if tie.kind == "parent":
            parents.setdefault(tie.second, set()).add(tie.first)
    me = next(one for one in scene.people if one.key == key)
    if not me.born or key not in parents:
        return []
    return [one for one in scene.people if one.key != key and one.born == me.born and parents.get(one.key) == parents[key]]


def only(scene: Scene, home: Home) -> Scene:
    """One household by itself: who lives there, an unknown parent of theirs, and what is between them."""
    here = set(home.members)
    here |= {
        tie.first for tie in scene.ties if tie.first.startswith(UNKNOWN) and tie.second in here and _has_parent(scene, tie.second, here)
    }
    return replace(
        scene,
        people=tuple(one for one in scene.people if one.key in here),
        ties=tuple(tie for tie in scene.ties if {tie.first, tie.second} <= here),
        homes=(home,),
        links=tuple(link for link in scene.links if link.whose in here | {""} and link.other in here | {""}),
    )


def _has_parent(scene: Scene, child: str, here: Collection[str]) -> bool:
    return any(tie.kind == "parent" and tie.second == child and tie.first in here for tie in scene.ties)
