"""Records of work in the reader's files, newest first."""

from dataclasses import dataclass
from typing import Any

from ligzda.access.actor import Actor
from ligzda.access.permissions import Permission
from ligzda.kernel.translated import by_name
from ligzda.services.models import Attendance, ServiceType, Session
from ligzda.web import formatting

COLUMNS = ("id", "key", "date", "service__name", "minutes", "worker__name", "status")
PRESENT = (Attendance.Status.PRESENT, Attendance.Status.LATE)


@dataclass(frozen=True)
class Record:
    """One line: when, which service, who was there, how long, who worked."""

    key: str
    date: Any
    service: str
    people: str
    minutes: int
    worker: str
    status: str


class Records:
    """Rows that are read only when they are cut: two statements for a page, whatever stands behind it."""

    def __init__(self, rows: Any) -> None:
        self.rows = rows

    def __getitem__(self, cut: slice) -> list[Record]:
        found = list(self.rows.values_list(*COLUMNS)[cut])
        there = _people([row[0] for row in found])
        return [
            Record(
                row[1],
                row[2],
                str(row[3]),
                formatting.joined(there.get(row[0], [])),
                row[4],
                row[5] or "",
                str(Session.Status(row[6]).label),
            )
            for row in found
        ]


def records(actor: Actor, service: str = "") -> Records:
    """Meetings with families whose files the actor may open; ``service`` is a key of the catalogue."""
    rows = Session.objects.visible_to(actor, Permission.SEE_CASE).filter(case__isnull=False, voided_at=None, moved_to=None)
    return Records((rows.filter(service__key=service) if service else rows).order_by("-date", "-id"))


def service_types(actor: Actor) -> list[ServiceType]:
    """For the filter: the open list is nobody's secret."""
    return sorted(ServiceType.objects.filter(is_active=True), key=by_name)


def _people(sessions: list[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    rows = Attendance.objects.filter(session__in=sessions, status__in=PRESENT).order_by("id")
    for session, first, last in rows.values_list("session_id", "person__first_name", "person__last_name"):
        found.setdefault(session, []).append(f"{first} {last}")
    return found
