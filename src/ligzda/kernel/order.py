"""One order for what several rooms hand over."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Protocol, TypeVar


class Placed(Protocol):
    """``behind``: the name of the thing it follows, where that is another room's; empty where it follows its own room's."""

    @property
    def behind(self) -> str: ...


Thing = TypeVar("Thing", bound=Placed)


def by_room(things: Mapping[str, Thing]) -> list[Thing]:
    """As they were handed over, room by room; one that names another stands right behind that. Several behind one keep their order."""
    following: dict[str, list[str]] = defaultdict(list)
    for name, thing in things.items():
        following[thing.behind if thing.behind in things else ""].append(name)

    def from_(name: str) -> Iterator[Thing]:
        for one in following[name]:
            yield things[one]
            yield from from_(one)

    return list(from_(""))
