"""A seat in the whole organisation works on every page, and opens no closed circle: not in a list, a trail or a number."""

import html
import re
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from ligzda.access import audit
from ligzda.access.actions.seats import seat_sample
from ligzda.access.actor import Actor, Guarded
from ligzda.access.models import Circle, ReadEntry, Seat, User
from ligzda.access.permissions import Permission
from ligzda.access.queries import trail, who_can_see
from ligzda.access.queries.users import file_seats
from ligzda.kernel import clock
from ligzda.kernel.refused import Refused
from ligzda.people.models import Family, Person
from ligzda.projects.models import Project
from ligzda.safeguarding.actions import concerns
from ligzda.safeguarding.models import Concern
from tests.cases.world import World, make_world
from tests.cast import make_circle, make_family_case, make_seat, make_user

LINK = re.compile(r"""<a\b[^>]*?\bhref=["'](/[^"'#]*)""")
WIDE = ("coordinator", "project_manager", "auditor", "designated_person")
MOST = 150  # pages of one walk
# Guarded by something narrower than circles: readers named one by one, or circles that are never closed.
NEVER_CLOSED = {"AddressNotice", "HiddenAddress", "Project"}


@pytest.fixture
def world(db: None) -> World:
    """Something on most pages, and a concern about the mother."""
    world = make_world()
    Project.objects.update(start_date=world.ago(400))
    world.active(on=world.ago(20))
    world.noted()
    world.meeting()
    world.letter()
    return world


def seated(role: str) -> User:
    user = make_user(f"Visur {role}")
    make_seat(Circle.objects.get(kind=Circle.Kind.ORGANISATION), user, role, because=Seat.Because.APPOINTED)
    if role == "auditor":  # never works but in a sample
        for circle in Circle.objects.filter(kind__in=[Circle.Kind.PROJECT, Circle.Kind.CASE]):
            make_seat(circle, user, role, because=Seat.Because.SAMPLE)
    return user


def concern(world: World) -> Concern:
    mother = world.cast.family.memberships.order_by("id")[0].person
    return concerns.raise_concern(by=world.worker_in, people=[mother], seen="Zilumi.", is_danger_now=False, noticed_at=clock.now())[0]


def walked(client: Client) -> dict[str, int]:
    """Every page that can be reached by links, with its answer."""
    waiting, found = ["/"], dict[str, int]()
    while waiting and len(found) < MOST:
        path = waiting.pop(0)
        answer = client.get(path)
        found[path] = answer.status_code
        links = [answer["Location"]] if answer.status_code in {301, 302} else []
        if "html" in answer.get("Content-Type", ""):
            links += [html.unescape(link) for link in LINK.findall(answer.content.decode())]
        waiting += [link for link in dict.fromkeys(links) if link not in {*found, *waiting} and not link.startswith("/account")]
    return found


@pytest.mark.parametrize("role", WIDE)
def test_a_role_seated_at_the_organisation_works_on_every_page(world: World, client: Client, role: str) -> None:
    client.force_login(seated(role))
    found = walked(client)
    assert {path: status for path, status in found.items() if status >= 400} == {}
    if role == "coordinator":
        assert len(found) > 100 and reverse("desk:family", args=[world.cast.family.key]) in found


@pytest.mark.parametrize("word", [Permission.SEE_CASE, Permission.SEE_CONTACT, Permission.NOTE, Permission.MERGE])
def test_every_guarded_list_asks_whether_a_circle_is_closed(world: World, word: Permission) -> None:
    actor = Actor(seated("coordinator"))
    guarded = [model for model in apps.get_models() if isinstance(model._default_manager.all(), Guarded)]
    assert len(guarded) > 20
    open_to_all = [
        model.__name__
        for model in guarded
        if "is_closed" not in str(model._default_manager.all().visible_to(actor, word).query)  # type: ignore[attr-defined]
    ]
    assert set(open_to_all) <= NEVER_CLOSED


def test_who_stands_in_a_closed_circle_alone_is_not_seen_from_the_organisation(world: World) -> None:
    shut = make_family_case(world.cast.site, world.cast.project)
    Circle.objects.filter(pk=shut.circle_id).update(is_closed=True)
    actor, member = Actor(seated("coordinator")), shut.family.memberships.get().person
    assert not Family.objects.visible_to(actor, Permission.SEE_CONTACT).filter(pk=shut.family_id).exists()
    assert not Person.objects.visible_to(actor, Permission.SEE_CONTACT).filter(pk=member.pk).exists()
    assert Family.objects.visible_to(actor, Permission.SEE_CONTACT).filter(pk=world.cast.family.pk).exists()
    assert Family.objects.visible_to(Actor.system("test"), Permission.SEE_CONTACT).filter(pk=shut.family_id).exists()


@pytest.mark.parametrize("role", ["coordinator", "project_manager"])
def test_the_trail_shows_no_act_of_a_closed_circle_to_a_seat_at_the_organisation(world: World, role: str) -> None:
    raised, actor = concern(world), Actor(seated(role))
    ReadEntry.objects.create(
        user_id=world.cast.users["coordinator"].pk,
        circle_id=raised.circle_id,
        thing="safeguarding.concern",
        thing_id=raised.pk,
        page="x",  # type: ignore[union-attr]
    )
    asked = trail.TrailFilter(actor.on.replace(day=1), actor.on)
    shown = [line.circle for line in trail.lines(actor, asked, 0, 500)]
    assert shown and not any(str(raised.circle_id) in where for where in shown)
    only_there = make_user("Tikai Tur")
    audit.record(Actor(only_there), "concern.added", raised, circle=raised.circle)
    assert only_there.key not in dict(trail.people(actor, asked))
    make_seat(raised.circle, actor.user, role)  # type: ignore[arg-type]
    again = trail.lines(Actor(actor.user), asked, 0, 500)
    assert any(str(raised.circle_id) in line.circle for line in again)


def test_who_can_see_a_closed_circle_are_those_who_sit_in_it(world: World) -> None:
    shut = make_circle(Circle.Kind.GROUP, parent=world.cast.site.circle, is_closed=True)
    leader = make_user("Vada Grupu")
    make_seat(shut, leader, "group_leader")
    seated("coordinator")
    assert [one.name for one in who_can_see(Actor(leader), shut)] == ["Vada Grupu"]


def test_an_administrators_count_of_somebodys_files_counts_no_closed_circle(world: World) -> None:
    admin, coordinator = world.admin, world.cast.users["coordinator"]
    before = file_seats(admin, coordinator)  # type: ignore[arg-type]
    raised = concern(world)
    assert raised.circle.seats.filter(user=coordinator).exists()
    assert file_seats(admin, coordinator) == before  # type: ignore[arg-type]


def test_nobody_hands_a_closed_circle_on_in_a_sample(world: World) -> None:
    raised, by = concern(world), Actor(seated("coordinator"))
    values: dict[str, Any] = {"user": world.cast.users["auditor"], "from_date": world.today, "until_date": world.today}
    with pytest.raises(Refused):
        seat_sample([raised.circle], by=by, **values)
    assert seat_sample([world.cast.circle], by=by, **values)
