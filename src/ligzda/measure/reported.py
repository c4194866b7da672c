"""Reported numbers that rooms above keep beside their records (children of one municipality at a camp), and where a camp or group stands.

Handed over in ``AppConfig.ready()`` like facts; whoever asks for a project's figures puts them into ``Ask.typed`` and its statements.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ligzda.measure.request import Typed

Source = Callable[[int], tuple[Typed, ...]]  # id of the project → its reported numbers
Part = tuple[str, str]  # ("camp", "bauska_1")


@dataclass(frozen=True)
class Place:
    """Where a part stands as well, (("service", "camp"), ("site", "bauska")), and its circle where that is closed."""

    stands_in: tuple[Part, ...] = ()
    closed_circle: int | None = None


Places = Callable[[int], Mapping[Part, Place]]  # id of the project → part → its place
_SOURCES: list[Source] = []
_PLACES: list[Places] = []


def register_typed(source: Source) -> None:
    """Hand a source over; the same one twice is the same one."""
    if source not in _SOURCES:
        _SOURCES.append(source)


def typed_of(project: int) -> tuple[Typed, ...]:
    """Every reported number of a project, from all rooms."""
    return tuple(one for source in _SOURCES for one in source(project))


def register_places(places: Places) -> None:
    """Hand over where parts stand; the same one twice is the same one."""
    if places not in _PLACES:
        _PLACES.append(places)


def places_of(project: int) -> dict[Part, Place]:
    """Where every group, camp and event of a project stands, from all rooms."""
    return {part: where for places in _PLACES for part, where in places(project).items()}
