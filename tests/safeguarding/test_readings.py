"""What is read about a concern stands in its closed circle; outside nothing tells that there is one."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from ligzda.access.models import Circle, ReadEntry
from ligzda.access.pages import page
from ligzda.access.permissions import Permission
from ligzda.people.models import Person
from tests.cases.world import World
from tests.safeguarding.test_concerns import child, raised, world

__all__ = ["world"]
pytestmark = pytest.mark.django_db


def look(world: World, who: str, url: str) -> None:
    client = Client()
    client.force_login(world.cast.users[who])  # type: ignore[arg-type]
    assert client.get(url).status_code == 200


def outside() -> list[tuple[str, str, dict[str, str]]]:
    closed = list(Circle.objects.filter(is_closed=True).values_list("pk", flat=True))
    return list(ReadEntry.objects.exclude(circle_id__in=closed).values_list("page", "thing", "asked"))


def test_a_concern_and_the_list_of_concerns_are_read_in_the_closed_circle(world: World) -> None:
    concern = raised(world)
    look(world, "designated", reverse("safeguarding:concerns"))
    look(world, "designated", concern.get_absolute_url())
    assert ReadEntry.objects.filter(circle_id=concern.circle_id).exists()
    assert outside() == []


def test_ones_day_with_a_concern_leaves_no_other_trace_than_without(world: World) -> None:
    look(world, "designated", reverse("desk:day"))
    before = outside()
    ReadEntry.objects.all().delete()
    raised(world)
    look(world, "designated", reverse("desk:day"))
    assert outside() == before


def test_who_begins_to_raise_a_concern_has_read_a_record_and_no_more_is_said(world: World) -> None:
    person, family = child(world), world.cast.family
    look(world, "worker_in", f"{reverse('safeguarding:raise')}?person={person.key}&family={family.key}")
    assert outside()
    assert not [entry for entry in outside() if "safeguarding" in str(entry) or "concern" in str(entry) or entry[2]]


def test_a_pure_list_of_names_on_the_pages_of_concerns_is_a_reading_of_a_list(world: World) -> None:
    @page(Permission.RAISE_CONCERN)
    def planted(request: Any) -> HttpResponse:
        return HttpResponse(" ".join(one.first_name for one in Person.objects.visible_to(request.actor, Permission.SEE_CONTACT)))

    request: Any = RequestFactory().get("/planted/")
    request.user, request.resolver_match = world.cast.users["worker_in"], None
    assert child(world).first_name in planted(request).content.decode()
    assert list(ReadEntry.objects.values_list("page", "thing", "thing_id")) == [("people:person", "people.person", None)]
