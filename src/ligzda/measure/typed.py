"""Reported numbers that rooms above keep beside their records (children of one municipality at a camp). Rooms register where they lie.

Handed over in ``AppConfig.ready()`` like facts; whoever asks for a project's figures puts them into ``Ask.typed``.
"""

from collections.abc import Callable

from ligzda.measure.ask import Typed

Source = Callable[[int], tuple[Typed, ...]]  # id of the project → its reported numbers
_SOURCES: list[Source] = []


def register_typed(source: Source) -> None:
    """Hand a source over; the same one twice is the same one."""
    if source not in _SOURCES:
        _SOURCES.append(source)


def typed_of(project: int) -> tuple[Typed, ...]:
    """Every reported number of a project, from all rooms."""
    return tuple(one for source in _SOURCES for one in source(project))
