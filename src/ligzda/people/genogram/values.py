"""What a genogram is drawn from, on one day and for one reader. The list beside the drawing is made of the same values."""

from dataclasses import dataclass

COUPLES = frozenset({"partner", "spouse"})
UPBRINGING = ("parent", "adoptive_parent", "foster_parent", "guardian")
UNKNOWN = "?"


@dataclass(frozen=True)
class Somebody:
    """One person as drawn. ``line`` is the age in words."""

    key: str
    first: str
    last: str = ""
    sex: str = "unknown"
    line: str = ""
    is_dead: bool = False

    @property
    def name(self) -> str:
        return f"{self.first} {self.last}".strip()


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


@dataclass(frozen=True)
class Scene:
    """Everything that is drawn."""

    people: tuple[Somebody, ...]
    ties: tuple[Tie, ...] = ()
    homes: tuple[Home, ...] = ()
    links: tuple[Link, ...] = ()
    family: str = ""


def with_unknown(scene: Scene, word: str) -> Scene:
    """Beside a parent whose child has no other known parent by birth stands a "?"."""
    known: dict[str, list[str]] = {}
    for tie in scene.ties:
        if tie.kind == "parent":
            known.setdefault(tie.second, []).append(tie.first)
    alone = {child: parents[0] for child, parents in known.items() if len(set(parents)) == 1}
    people = [Somebody(UNKNOWN + key, UNKNOWN, line=word) for key in dict.fromkeys(alone.values())]
    ties = [Tie(UNKNOWN + parent, child, "parent") for child, parent in alone.items()]
    return Scene((*scene.people, *people), (*scene.ties, *ties), scene.homes, scene.links, scene.family)
