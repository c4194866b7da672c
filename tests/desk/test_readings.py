"""The pages that once noted nothing: each asks who read which file, by the trail alone."""

import datetime as dt
from contextlib import ExitStack
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ligzda.access import pages
from ligzda.access.actor import Actor
from ligzda.access.models import AuditEntry, Circle, ReadEntry
from ligzda.access.queries.trail import TrailFilter, lines
from ligzda.cases.models import Plan, Step
from ligzda.people.actions import contact
from ligzda.people.models import ContactDetail
from ligzda.safeguarding.actions import addresses, flags
from ligzda.services.actions import groups
from ligzda.services.catalogue import ensure_catalogue
from ligzda.services.models import Group, ServiceType, Session
from tests.cases.world import World, make_world
from tests.cast import Cast, make_seat

IN_A_FILE = {"cases:plan", "cases:assessments", "desk:case"}
pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db: None) -> World:
    ensure_catalogue()
    return make_world()


def opened(cast: Cast, who: str, url: str) -> list[tuple[str, int | None, str]]:
    """What one page leaves in the trail: page, circle and kind of thing."""
    ReadEntry.objects.all().delete()
    client, user = Client(), cast.users[who]
    assert user is not None
    client.force_login(user)
    assert client.get(url).status_code == 200
    assert set(ReadEntry.objects.values_list("user_id", flat=True)) <= {user.pk}
    return sorted(ReadEntry.objects.values_list("page", "circle_id", "thing"))


def met(cast: Cast) -> Session:
    return Session.objects.create(
        case=cast.case, circle=cast.circle, project=cast.project, service=ServiceType.objects.get(key="social_work"), site=cast.site,
        date=cast.actor("worker_in").on, minutes=60, status="held", worker=cast.users["worker_in"], place_note="pie vecmāmiņas",
    )  # fmt: skip


def test_the_page_of_a_group_is_read_in_the_group(world: World) -> None:
    cast, by = world.cast, Actor.system("test")
    group = Group.objects.create(
        key="g1", kind="support", name="Grupa", project=cast.project, service=ServiceType.objects.get(key="support_group"), site=cast.site,
        circle=cast.group_circle, topic="Kā dzīvot tālāk",
    )  # fmt: skip
    cohort = groups.open_cohort(group, by=by, start_date=world.today)
    groups.enrol(cohort, by=by, person=cast.family.memberships.all()[0].person, case=cast.case, from_date=world.today)
    meeting = groups.plan_session(cohort, by=by, date=world.today)
    assert opened(cast, "leader", reverse("services:group", args=["g1"])) == [("services:group", cast.group_circle.pk, "services.group")]
    sheet = opened(cast, "leader", reverse("services:sheet", args=["g1", meeting.key]))
    assert [(page, circle) for page, circle, _thing in sheet] == [("services:sheet", cast.group_circle.pk)]


@pytest.mark.parametrize("name", ["session", "correct", "void"])
def test_a_meeting_and_its_corrections_are_read_in_the_file(world: World, name: str) -> None:
    session = met(world.cast)
    found = opened(world.cast, "worker_in", reverse(f"services:{name}", args=[session.key]))
    assert [(page, circle) for page, circle, _thing in found] == [(f"services:{name}", world.cast.circle.pk)]


def test_a_goal_and_a_step_are_read_in_the_file(world: World) -> None:
    case = world.active().case
    step = Step.objects.filter(goal__plan=world.drafted(case))[0]
    goal = step.goal
    assert goal is not None
    for name, key in (("goal", goal.key), ("step", step.key), ("step_done", step.key), ("step_drop", step.key)):
        url = reverse(f"cases:{name}", args=[case.family.key, case.key, key])
        found = opened(world.cast, "worker_in", url)
        assert {circle for _page, circle, _thing in found} == {case.circle.pk}, name
        assert {page for page, _circle, _thing in found} == {f"cases:{name}"}


def test_a_step_on_ones_day_is_read_in_its_file(world: World) -> None:
    case = world.active().case
    Step.objects.filter(case=case).update(due_date=world.today - dt.timedelta(days=1))
    found = opened(world.cast, "worker_in", reverse("desk:day"))
    assert ("desk:day", case.circle.pk, "cases.step") in found


def test_the_list_of_records_is_one_reading_where_the_reader_sits(world: World) -> None:
    met(world.cast)
    (found,) = opened(world.cast, "coordinator", reverse("desk:records"))
    assert found[:2] == ("desk:records", world.cast.site.circle.pk)
    assert ReadEntry.objects.get().thing_id is None


def test_a_figure_with_names_is_read_and_one_without_is_not(world: World) -> None:
    cast = world.cast
    make_seat(cast.project.circle, cast.users["coordinator"], "project_manager")  # type: ignore[arg-type]
    url = reverse("projects:figure", args=[cast.project.key, "active"])
    client = Client()
    client.force_login(cast.users["coordinator"])  # type: ignore[arg-type]
    assert cast.family.name in client.get(url).content.decode()
    (entry,) = ReadEntry.objects.all()
    assert (entry.thing_id, entry.page) == (None, "projects:figure")
    assert entry.circle_id in {cast.site.circle.pk, cast.project.circle.pk}
    assert entry.asked["code"] == "active"
    assert opened(cast, "manager", url) == []


@pytest.mark.parametrize(
    "where", ["desk:day", "desk:family", "desk:families", "desk:supervision", "cases:plan", "cases:assessments", "desk:case"]
)
def test_noting_who_reads_costs_a_busy_page_a_look_and_at_first_a_write(world: World, where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """However much is shown: one statement looks, one writes, at most two ask where the texts belong and one whose words they are."""
    case = world.active(on=world.ago(30)).case
    world.assessed(case, f4=2)
    Plan.objects.filter(case=case).update(review_date=world.today - dt.timedelta(days=1))
    Step.objects.filter(case=case).update(due_date=world.today)
    args = {"desk:family": [case.family.key]}.get(where, [case.family.key, case.key] if where in IN_A_FILE else [])
    who = "worker_in" if where == "desk:day" else "coordinator"
    usual, counts = pages._to_be_sent, []

    def counted(*given: Any) -> Any:
        with ExitStack() as stack:
            seen = [stack.enter_context(CaptureQueriesContext(connection)) for connection in connections.all()]
            answer = usual(*given)
        counts.append(sum(len(one) for one in seen))
        return answer

    monkeypatch.setattr(pages, "_to_be_sent", counted)
    for _n in range(2):
        opened_again = Client()
        opened_again.force_login(world.cast.users[who])  # type: ignore[arg-type]
        assert opened_again.get(reverse(where, args=args)).status_code == 200
    assert 2 <= counts[0] <= 5, counts
    assert counts[1] == counts[0] - 1, counts


# who changed what: each entry stands where those can read it who may


def last(act: str) -> AuditEntry:
    return AuditEntry.objects.filter(act=act).latest("id")


def told(cast: Cast, who: str) -> list[Any]:
    return lines(cast.actor(who), TrailFilter(cast.actor(who).on.replace(day=1), cast.actor(who).on), 0, 50)


def test_a_hidden_address_a_flag_and_contact_data_stand_in_the_file(world: World) -> None:
    cast, me = world.cast, world.worker_in
    person = cast.family.memberships.order_by("id")[0].person
    contact.add_contact(person, by=me, kind="phone", value="27880031")
    contact.add_address(person=person, by=me, text="Dārza iela 1, Bauska")
    flags.flag(by=me, person=person, level="high", reason="Draudi.", review_date=world.today + dt.timedelta(days=5))
    addresses.hide(person, by=me, text="Meža iela 7, Bauska", readers=[])
    for act in ("add_contact", "add_address", "risk.flagged", "address.hidden"):
        assert last(act).circle_id == cast.circle.pk, act
    assert len(told(cast, "coordinator")) >= 4
    assert told(cast, "worker_out") == []
    assert ContactDetail.objects.exists()


def test_what_is_done_inside_a_closed_circle_stands_there_alone(world: World) -> None:
    """A group about violence sees the same person as the file does: what its leader changes is not told in the file."""
    cast = world.cast
    person = cast.family.memberships.order_by("id")[0].person
    Circle.objects.filter(pk=cast.group_circle.pk).update(is_closed=True)
    person.circle_access.create(circle=cast.group_circle)
    contact.add_contact(person, by=world.worker_in, kind="phone", value="27880031")
    assert last("add_contact").circle_id == cast.circle.pk
    make_seat(cast.group_circle, cast.users["nobody"], "case_worker")  # type: ignore[arg-type]
    from_inside = cast.actor("nobody")
    AuditEntry.objects.all().delete()
    contact.add_contact(person, by=from_inside, kind="email", value="agnese@example.org")
    assert last("add_contact").circle_id == cast.group_circle.pk
    assert told(cast, "coordinator") == []


def test_somebody_just_entered_stands_at_the_site_and_a_setting_in_the_organisation(cast: Cast) -> None:
    from_site = cast.actor("worker_in")
    assert from_site.user is not None
    AuditEntry.objects.all().delete()
    client = Client()
    client.force_login(from_site.user)
    client.post(reverse("access:account"), {"name": "Ilze Krūmiņa", "language": "en", "theme": "dark"})
    assert not AuditEntry.objects.filter(circle=None).exists()
