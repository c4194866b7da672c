"""Who is asked at each door of a family's file, and what stands in the addresses of the rooms that have pages of it."""

from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse

from ligzda.cases.actions import cover
from ligzda.cases.models import NoteTemplate, Plan
from ligzda.cooperation.models import CaseMeeting
from ligzda.kernel.translated import Translated
from tests.cases.world import World
from tests.cast import door

ALL = ("worker_in", "worker_out", "coordinator", "intake", "manager", "leader", "partner", "auditor", "admin", "nobody")
FILE = {"worker_in", "coordinator", "auditor"}
WORKS = {"worker_in", "coordinator"}

# What stands in an address, by the name its pattern gives it. A new kind of thing adds one line.
PARTS: dict[str, Callable[[World], Any]] = {
    "key": lambda world: world.cast.case.family.key,
    "case_key": lambda world: world.cast.case.key,
    "seat_id": lambda world: world.cast.case.circle.seats.get(user=world.cast.worker_in).pk,
    "note_key": lambda world: note_key(world),
    "paper_kind": lambda world: "plan",
    "paper_key": lambda world: plan_in(world).key,
    "template_key": lambda world: (
        NoteTemplate.objects.get_or_create(name=Translated(lv="Zvans"), text=Translated(lv="Kurš zvanīja:"))[0].key
    ),
    "file_key": lambda world: (world.cast.case.circle.attachments.first() or world.filed()).key,
    "meeting_key": lambda world: meeting_of(world).key,
    "invitation_id": lambda world: meeting_of(world).invitations.get().pk,
    "request_key": lambda world: (world.cast.case.requests.first() or world.asked()).key,
    "letter_key": lambda world: (world.cast.case.letters.first() or world.letter()).key,
    "absent_key": lambda world: world.cast.users["worker_in"].key,
    "user_key": lambda world: stand_in_key(world),
    "goal_key": lambda world: plan_in(world).goals.get().key,
    "step_key": lambda world: plan_in(world).goals.get().steps.get().key,
    "plan_key": lambda world: plan_in(world).key,
    "old_key": lambda world: plan_in(world).key,
    "new_key": lambda world: plan_in(world).key,
    "assessment_key": lambda world: draft_of(world).key,
    "area": lambda world: "c1",
    "person_key": lambda world: draft_of(world).case.family.memberships.get(role="child").person.key,
}


def address(world: World, room: str, urlpatterns: list[Any], name: str, **own: str) -> str:
    """``move hold``: the last part of the address stands behind the name. ``own``: parts that are not those of the cast's file."""
    view, _blank, last = name.partition(" ")
    [parts] = [list(one.pattern.converters) for one in urlpatterns if one.name == view]
    values = {part: own.get(part) or PARTS[part](world) for part in parts if part in own or part in PARTS}
    return reverse(f"{room}:{view}", kwargs=values | ({parts[-1]: last} if last else {}))


def must_open_to(world: World, client: Client, url: str, people: set[str]) -> None:
    """To these, and to nobody else: for whoever may not see it the page is not there."""
    assert {who: door(client, world.cast.users[who], url) for who in ALL} == {who: 200 if who in people else 404 for who in ALL}
    assert door(client, None, url) == 302


def plan_in(world: World) -> Plan:
    """The plan of the cast's family, being agreed."""
    return world.cast.case.plans.first() or world.drafted(world.cast.case)


def draft_of(world: World) -> Any:
    """An assessment that somebody has begun."""
    return world.cast.case.assessments.first() or world.begun(world.cast.case)


def meeting_of(world: World) -> CaseMeeting:
    """A meeting in the making, with one person on the list."""
    return world.cast.case.meetings.first() or world.meeting()


def stand_in_key(world: World) -> str:
    """A colleague who stands in for the worker of the file."""
    seat = world.cast.circle.seats.filter(because="stand_in").first()
    if seat is None:
        values = {"absent": world.cast.worker_in, "user": world.colleague(), "from_date": world.today, "until_date": world.today}
        seat = cover.stand_in([world.cast.case], by=world.coordinator, **values)[0]
    return seat.user.key


def note_key(world: World) -> str:
    from_there = world.cast.case.notes.first()
    return from_there.key if from_there else world.noted().key
