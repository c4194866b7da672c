"""Who may open what, read from the rows of seats: written by hand from what the roles promise, and knowing nothing of ``access``."""

import datetime as dt
from dataclasses import dataclass

from django.db import connection

from tests.doors.things import PLANNED, Thing

# How far a seat reaches below the circle it stands in.
OF_SITE = {"coordinator", "intake_worker", "designated_person"}
OF_PROJECT = {"project_manager"}
# Whose business a kind of thing is at all.
WORKERS = {"coordinator", "case_worker", "family_assistant", "social_rehabilitator", "specialist", "auditor"}
NAMES = WORKERS | {"municipal_partner", "group_leader"}
MONEY = {
    "coordinator",
    "case_worker",
    "specialist",
    "social_rehabilitator",
    "family_assistant",
    "group_leader",
    "project_manager",
    "auditor",
}
OPENS: dict[str, set[str]] = {
    "family": NAMES, "person": NAMES, "person_row": NAMES, "member": NAMES, "contact": NAMES, "relation": NAMES, "bond": NAMES, "flag": NAMES,
    "referral": {"coordinator", "intake_worker", "municipal_partner", "case_worker"},
    "group": WORKERS | {"group_leader"}, "cohort": {"coordinator", "group_leader"}, "sheet": {"coordinator", "group_leader"},
    "enrolment": {"coordinator", "group_leader"}, "event": {"coordinator", "project_manager"},
    "concern": WORKERS | {"designated_person", "intake_worker", "group_leader", "project_manager", "municipal_partner", "family_member"},
    "colleague": {"coordinator"}, "ending": {"coordinator", "designated_person"}, "project": MONEY, "report": MONEY, "statement": MONEY,
    **dict.fromkeys(PLANNED.values(), MONEY),
}  # fmt: skip
HOUSE = {"user", "user_seat", "function", "instrument", "topic", "service", "site", "template", "institution"}
ADDRESSES_OF_HOUSE = (
    "users/", "functions/", "instruments/", "services/types/", "services/topics/", "sites/", "templates/", "settings/timers/",
    "institutions/",
)  # fmt: skip


@dataclass(frozen=True)
class Seat:
    circle: int
    kind: str
    role: str


@dataclass(frozen=True)
class Circle:
    parent: int | None
    project: int | None
    closed: bool


def seats_of(email: str, today: dt.date) -> list[Seat]:
    """The seats in force today of an account that is open: begun, neither over nor ended at once, and not waiting for a second person."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT s.circle_id, c.kind, s.role FROM access_seat s JOIN access_circle c ON c.id = s.circle_id "
            "JOIN access_user u ON u.id = s.user_id WHERE u.email = %s AND u.is_active AND s.from_date <= %s "
            "AND (s.until_date IS NULL OR s.until_date >= %s) AND s.ended_at IS NULL AND NOT s.is_proposed",
            [email, today, today],
        )
        return [Seat(*row) for row in cursor.fetchall()]


def circles() -> dict[int, Circle]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, parent_id, project_id, is_closed FROM access_circle")
        return {row[0]: Circle(row[1], row[2], bool(row[3])) for row in cursor.fetchall()}


def may_open(kind: str, thing: Thing, seats: list[Seat], all_circles: dict[int, Circle]) -> bool:
    """Whether any of these seats leads to the thing. Where this says no, the page has to be one that is not there."""
    if kind in HOUSE:
        return any(seat.role == "administrator" for seat in seats)
    if kind == "proposal":
        return any(seat.role in {"administrator", "coordinator"} for seat in seats)
    if kind == "note_template":
        return bool(seats)
    roles = OPENS.get(kind, WORKERS)
    return any(seat.role in roles and _reaches(kind, seat, circle, all_circles[circle]) for seat in seats for circle in thing.circles)


def _reaches(kind: str, seat: Seat, number: int, circle: Circle) -> bool:
    if seat.circle == number:
        return True
    if kind in {
        "project",
        "report",
        "statement",
        *PLANNED.values(),
    }:  # a project is known where its work is done; its figures are suppressed
        return seat.kind in {"site", "organisation", "project"}
    if circle.closed:
        return False
    if seat.role in OF_PROJECT:
        return seat.kind == "organisation" or circle.project == seat.circle
    return seat.role in OF_SITE and (seat.kind == "organisation" or circle.parent == seat.circle)
