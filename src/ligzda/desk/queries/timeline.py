"""One family's life in the register, newest first: what each room that speaks in it has to say, merged.

Each kind of line is cut to one page after the same mark: the number of statements does not grow with the file.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from ligzda.access.actor import Actor
from ligzda.access.models import Circle
from ligzda.access.permissions import Permission
from ligzda.cases.queries.cover import InPlaceOf
from ligzda.cases.queries.timeline import timeline as of_cases
from ligzda.cases.timeline import SIZE, Reading, TimelineEntry
from ligzda.people.models import Family
from ligzda.services.queries.services_received import cases_of_family
from ligzda.services.queries.timeline import timeline as of_services
from ligzda.web import formatting

# Rooms with lines for the timeline: each offers ``timeline`` in its own queries.
ROOMS: tuple[Callable[[Reading], list[TimelineEntry]], ...] = (of_services, of_cases)
KINDS = ("meetings", "notes", "groups", "states")  # what the page can be narrowed to


@dataclass(frozen=True)
class Timeline:
    """25 entries by month; ``next_after`` is empty on the last page."""

    groups: list[dict[str, Any]]
    next_after: str
    count: int


class File(Protocol):
    """A file of the family: its id, and the circle that decides who sees it."""

    @property
    def pk(self) -> int: ...
    @property
    def circle(self) -> Circle: ...


def timeline(
    actor: Actor, family: Family, kind: str = "", person: int | str | None = "", after: str | None = None,
    files: Sequence[File] | None = None,
) -> Timeline:  # fmt: skip
    """One page. ``kind`` is one of KINDS, ``person`` the id of a member's root record. ``files``: the family's, if they have been read."""
    if files is None:
        files = cases_of_family(actor, family)
    who = int(str(person)) if str(person or "").isdigit() else None
    found = _entries(_reading(actor, files, who=who, after=_after(after), kind=kind if kind in KINDS else ""))
    page = found[:SIZE]
    return Timeline(_by_month(page), page[-1].mark if len(found) > SIZE else "", len(page))


def whole_record(actor: Actor, file: File, most: int) -> list[TimelineEntry]:
    """Everything of one file in the order it happened, as far as the reader reads it; the latest ``most`` where there are more."""
    return _entries(_reading(actor, [file], size=most))[:most][::-1]


def _reading(actor: Actor, files: Sequence[File], **how: Any) -> Reading:
    scope = actor.scope(Permission.SEE_CASE)
    seen = [file for file in files if scope.covers(file.circle)]
    for file in seen:
        actor.shown.tell_of(file.circle.pk, "cases.case", file.pk)
    return Reading(
        actor=actor, clear={file.pk: actor.clearance(file.circle) for file in seen}, circles={file.pk: file.circle.pk for file in seen},
        places=InPlaceOf(actor, [file.circle.pk for file in seen]), **how,
    )  # fmt: skip


def _entries(reading: Reading) -> list[TimelineEntry]:
    """The latest first."""
    found = [entry for room in ROOMS for entry in room(reading)]
    return sorted(found, key=lambda one: (one.date, one.kind.rank, one.pk), reverse=True)


def _after(mark: str | None) -> tuple[dt.date, int, int] | None:
    try:
        date, rank, pk = (mark or "").split(".")
        return dt.date.fromisoformat(date), int(rank), int(pk)
    except ValueError:
        return None


def _by_month(entries: list[TimelineEntry]) -> list[dict[str, Any]]:
    groups: dict[tuple[int, int], dict[str, Any]] = {}
    for entry in entries:
        month = (entry.date.year, entry.date.month)
        if month not in groups:
            groups[month] = {"label": formatting.month(entry.date), "entries": []}
        groups[month]["entries"].append(entry)
    return list(groups.values())
