"""Suspected doubles among those who were counted are named before a report; who may decide about them finds the way there."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from ligzda.kernel.text import fold
from ligzda.people.models import Merge, Person
from ligzda.projects.models import Project
from ligzda.projects.queries.figures import terms
from ligzda.projects.queries.overview import unresolved
from tests.cast import Cast
from tests.projects.world import END, SYSTEM, make_mac150, serve_families

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(cast: Cast) -> Project:
    found = make_mac150(cast)
    families = serve_families(cast, found, 13, 20)
    first, second = (one.memberships.filter(person__birth_date__year=1980).get().person for one in families[:2])
    for one in (first, second):
        Person.objects.filter(pk=one.pk).update(
            first_name="Dace", last_name="Upe", folded=f" {fold('Dace Upe')} ", birth_date=dt.date(1981, 2, 3), birth_precision="day"
        )
    Merge.objects.create(first_family=families[2], second_family=families[3], decided="open")
    return found


def test_pairs_that_are_alike_count_as_well_as_those_somebody_asked_about(project: Project) -> None:
    assert unresolved(terms(SYSTEM, project), END) == 2


def test_only_who_may_decide_is_led_to_the_pairs(cast: Cast, project: Project, client: Client) -> None:
    for who, is_led in (("manager", False), ("coordinator", True)):
        client.force_login(cast.users[who])
        page = client.get("/projects/mac150/?as-of=2015-07-31").content.decode()
        assert "Iespējami dublikāti: 2" in page
        assert ("Salīdzināt" in page, f'href="{reverse("people:duplicates")}"' in page) == (is_led, is_led), who
        assert "Dace" not in page
