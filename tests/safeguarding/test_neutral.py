"""What is stored about a concern's circle, seats and trail has codes that others use as well; inside the circle plain words are read."""

import re
from dataclasses import replace
from typing import Any

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import translation

from ligzda.access.homes import organisation
from ligzda.access.models import AuditEntry, Circle, ReadEntry, Seat
from ligzda.access.queries import trail
from ligzda.safeguarding.actions import concerns
from ligzda.safeguarding.models import Concern, HiddenAddress
from ligzda.services.actions import groups
from ligzda.services.catalogue import ensure_catalogue
from ligzda.services.models import Group, ServiceType
from tests.cases.world import World
from tests.cast import make_seat
from tests.safeguarding.test_concerns import raised, reported, world
from tests.safeguarding.test_readings import look

__all__ = ["world"]
pytestmark = pytest.mark.django_db

TELLING = re.compile("concern|safeguarding|noticed|raised", re.IGNORECASE)


def whole_life(world: World) -> Concern:
    """Raised, added to, reported, followed, closed, and looked at by those inside."""
    concern = raised(world)
    concerns.add(concern, by=world.worker_in, text="Vēl kas.")
    one = reported(world, concern)
    for who, move in (("designated", "act"), ("designated", "follow"), ("coordinator", "close_concern")):
        one = concerns.decide(one, by=world.cast.actor(who), move=move, text="Tā.")
    for who in ("designated", "coordinator", "worker_in"):
        for url in (reverse("safeguarding:concerns"), concern.get_absolute_url(), reverse("desk:day")):
            look(world, who, url)
    return concern


def closed_group(world: World) -> Group:
    """A closed group; one of its two leaders leaves, the other opens the list of groups."""
    ensure_catalogue()
    group = groups.open_group(
        by=world.coordinator, site=world.cast.site, project=world.cast.project, name="Pirmdienas", kind="support", from_date=world.today,
        service=ServiceType.objects.get(key="support_group"), leaders=[world.cast.users["leader"], world.cast.users["worker_out"]],
        is_closed_circle=True,
    )  # fmt: skip
    groups.end_leader(group.leaders.get(user=world.cast.users["worker_out"]), by=world.cast.actor("leader"), on=world.today)
    look(world, "leader", reverse("services:groups"))
    return group


def codes(circle: Circle) -> dict[str, set[Any]]:
    """Every code that stands in the rows of one circle."""
    changes, reads = AuditEntry.objects.filter(circle=circle), ReadEntry.objects.filter(circle_id=circle.pk)
    return {
        "kind": {circle.kind},
        "change": set(changes.values_list("act", "thing")),
        "read": set(reads.values_list("thing", flat=True)),
    }


def words(world: World, who: str) -> set[str]:
    """What this reader's lines of the trail are about."""
    return {line.thing for line in trail.lines(world.cast.actor(who), trail.TrailFilter(world.today, world.today), 0, 500)}


def offered(world: World, who: str) -> list[tuple[str, str]]:
    """The kinds this reader may choose from."""
    return trail.things(world.cast.actor(who), trail.TrailFilter(world.today, world.today))


def test_no_code_in_the_rows_of_a_concerns_circle_says_what_it_is(world: World) -> None:
    whole_life(world)
    for model in (Circle, Seat, AuditEntry, ReadEntry):
        with connections["trail" if model is ReadEntry and "trail" in settings.DATABASES else "default"].cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')
            rows = [str(row) for row in cursor.fetchall()]
        assert rows and not [row for row in rows if TELLING.search(row)], model


def test_every_code_of_a_concerns_circle_is_a_code_of_a_closed_groups_as_well(world: World) -> None:
    concern, group = codes(whole_life(world).circle), codes(closed_group(world).circle)
    assert all(concern[name] and concern[name] <= group[name] for name in concern), (concern, group)
    because = set(Seat.objects.filter(circle__concern__isnull=False).values_list("because", flat=True))
    assert because <= set(Seat.objects.filter(circle__concern__isnull=True).values_list("because", flat=True))


def test_whoever_sits_in_the_circle_reads_what_it_is_in_words(world: World) -> None:
    whole_life(world)
    closed_group(world)
    with translation.override("lv"):
        assert "bažas" in words(world, "coordinator") and not {"grupa", "slēgts loks"} & words(world, "coordinator")


def test_an_outsider_is_offered_no_kind_and_no_line_that_only_those_inside_have(world: World, client: Client) -> None:
    make_seat(organisation(), world.cast.users["nobody"], "coordinator")  # type: ignore[arg-type]
    for who in ("designated", "coordinator", "worker_in"):
        look(world, who, reverse("desk:day"))
    outsiders = ("admin", "auditor", "worker_out", "manager", "nobody")
    before = {who: (offered(world, who), words(world, who)) for who in outsiders}
    whole_life(world)
    assert {who: (offered(world, who), words(world, who)) for who in outsiders} == before
    client.force_login(world.cast.users["admin"])  # type: ignore[arg-type]
    table = client.get(reverse("access:audit_file")).content.decode()
    assert not TELLING.search(table) and "bažas" not in table and "slēgt" not in table


def test_that_a_reader_opened_a_hidden_address_tells_nobody_that_there_is_one(world: World) -> None:
    ReadEntry.objects.create(
        user_id=world.cast.users["worker_in"].pk, circle_id=world.cast.circle.pk, thing=HiddenAddress._meta.label_lower, thing_id=7,  # type: ignore[union-attr]
        page="safeguarding:address",
    )  # fmt: skip
    asked = trail.TrailFilter(world.today, world.today)
    with translation.override("lv"):
        found = [(line.thing, line.page) for line in trail.lines(world.coordinator, asked, 0, 500) if line.is_read]
    assert found == [("adrese", "personas ieraksts")]
    assert not any("hidden" in label for label, _words in offered(world, "coordinator"))
    narrowed = replace(asked, kind=HiddenAddress._meta.label_lower)
    assert trail.lines(world.coordinator, narrowed, 0, 500) == []
