"""The doors of this room: address × person → answer. What may not be seen is not there."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from ligzda.access.actor import Actor
from ligzda.kernel import clock
from ligzda.services.actions import events, groups
from ligzda.services.catalogue import ensure_catalogue
from ligzda.services.models import Group, ServiceType, Session
from tests.cases.world import World
from tests.cast import Cast, make_cast
from tests.services.granted import granted

pytestmark = pytest.mark.django_db
PEOPLE = ("worker_in", "worker_out", "coordinator", "intake", "manager", "leader", "partner", "auditor", "admin", "nobody", "anonymous")
WORKING = {"worker_in", "worker_out", "coordinator", "intake", "manager", "leader"}
RECORDING = {"worker_in", "worker_out", "coordinator"}
LEADING = {"leader", "coordinator"}
ORGANISING = {"coordinator", "manager"}

OPEN_TO: dict[str, set[str]] = {
    "log": RECORDING, "log_family": {"worker_in", "coordinator"}, "plan": RECORDING, "calendar": WORKING,
    "hours": RECORDING, "family_hours": {"worker_in", "coordinator", "auditor"},
    "grant": {"worker_in", "coordinator"}, "correct_grant": {"worker_in", "coordinator"}, "void_grant": {"worker_in", "coordinator"},
    "session": {"worker_in", "coordinator", "auditor"}, "correct": {"worker_in", "coordinator"}, "void": {"worker_in", "coordinator"}, "move": {"coordinator"},
    "groups": RECORDING | LEADING, "new_group": LEADING, "group": LEADING, "new_cohort": LEADING, "plan_sessions": LEADING, "enrol": LEADING,
    "stated": LEADING, "known": LEADING, "step": LEADING, "end_enrolment": LEADING, "sheet": LEADING, "cancel_session": LEADING,
    "events": ORGANISING, "new_event": ORGANISING, "event": ORGANISING, "invite": ORGANISING, "hold": ORGANISING, "cancel_event": ORGANISING,
    "catalogue": {"admin"}, "new_type": {"admin"}, "type": {"admin"}, "topics": {"admin"}, "new_topic": {"admin"}, "topic": {"admin"},
}  # fmt: skip


@pytest.fixture
def world() -> tuple[Cast, dict[str, str]]:
    cast = make_cast()
    ensure_catalogue()
    return cast, addresses(cast)


def addresses(cast: Cast) -> dict[str, str]:
    by, today = Actor.system("test"), clock.today()
    case, service = cast.case, ServiceType.objects.get(key="social_work")
    session = Session.objects.create(
        case=case, circle=case.circle, project=case.project, service=service, site=case.site, date=today, minutes=60, status="held"
    )
    support = ServiceType.objects.get(key="support_group")
    group = Group.objects.create(
        key="g1", kind="support", name="Grupa", project=cast.project, service=support, site=cast.site, circle=cast.group_circle
    )
    cohort = groups.open_cohort(group, by=by, start_date=today)
    member = groups.enrol(cohort, by=by, person=case.family.memberships.first().person, case=case, from_date=today)
    meeting = groups.plan_session(cohort, by=by, date=today)
    event = events.announce(
        by=by, project=cast.project, site=cast.site, title="Konference", kind="conference", audience="public", start_date=today
    )
    hours = granted(World(cast))
    file, run = [case.family.key, case.key], [group.key, cohort.key]
    args: dict[str, list[Any]] = {
        "family_hours": file, "grant": file, "correct_grant": [*file, hours.key], "void_grant": [*file, hours.key],
        "session": [session.key], "correct": [session.key], "void": [session.key], "move": [session.key], "group": [group.key], "new_cohort": [group.key],
        "plan_sessions": run, "enrol": run, "stated": run, "known": run, "step": [*run, "start"], "end_enrolment": [group.key, member.pk],
        "sheet": [group.key, meeting.key], "cancel_session": [group.key, meeting.key], "event": [event.key], "invite": [event.key], "hold": [event.key],
        "cancel_event": [event.key], "type": ["lawyer"], "topic": ["violence"],
    }  # fmt: skip
    found = {name: reverse(f"services:{name}", args=args.get(name, [])) for name in OPEN_TO if name != "log_family"}
    return found | {"log_family": f"{reverse('services:log')}?family={case.family.key}"}


@pytest.mark.parametrize("who", PEOPLE)
def test_each_door_opens_to_those_whose_work_it_is(world: tuple[Cast, dict[str, str]], who: str) -> None:
    cast, doors = world
    client = Client()
    if cast.users[who]:
        client.force_login(cast.users[who])
    wrong = {}
    for name, address in doors.items():
        status = client.get(address).status_code
        expected = 302 if who == "anonymous" else 200 if who in OPEN_TO[name] else 404
        if status != expected:
            wrong[name] = (status, expected)
    assert not wrong


def test_every_address_of_the_room_has_a_row_in_the_table() -> None:
    from ligzda.services.urls import urlpatterns

    assert {str(one.name) for one in urlpatterns} <= set(OPEN_TO)


def test_a_strangers_key_is_not_there(world: tuple[Cast, dict[str, str]]) -> None:
    client = Client()
    client.force_login(world[0].users["coordinator"])
    for name in ("session", "correct", "void", "move", "group", "event"):
        assert client.get(reverse(f"services:{name}", args=["zzzzzzzz"])).status_code == 404
    for key in ("", "'--", "ā" * 300, "x" * 3000):
        assert client.get(reverse("services:log"), {"family": key}).status_code == 404
