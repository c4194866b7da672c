"""A room that is not built yet needs one function of the agreed name and its place in a tuple, and speaks on every page that asks rooms."""

import datetime as dt
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from ligzda.access.actor import Actor
from ligzda.cases.models import Case
from ligzda.cases.queries.waiting import Waiting
from ligzda.desk.client_file import paper
from ligzda.desk.queries import client_file, day
from ligzda.documents.paper import Block, Heading, Paragraph
from tests.cases.world import World, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


def waiting(actor: Actor, on: dt.date) -> list[Waiting]:
    return [Waiting("Atrast mentoru", "Liepu ģimene", on, 0, "/mentoring/", "coordinator")]


def test_what_waits_in_it_stands_in_my_day_and_in_the_own_calendar(world: World, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(day, "PLANNED", (*day.PLANNED, waiting))
    client.force_login(world.cast.worker_in)
    assert "Atrast mentoru" in client.get(reverse("desk:day")).content.decode()
    assert "Atrast mentoru" in [row.title for row in day.planned_work(world.worker_in)]


def test_what_it_says_of_a_file_stands_among_the_further_data_of_the_copy(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def say(actor: Actor, case: Case) -> Iterator[Block]:
        yield from (Heading("Mentors", 2), Paragraph(f"Tiekas reizi nedēļā ({case.number})."))

    monkeypatch.setattr(client_file, "FURTHER", (*client_file.FURTHER, say))
    blocks = paper(client_file.client_file(world.worker_in, world.cast.case), "Tester").blocks
    assert blocks[blocks.index(Heading("Mentors", 2)) + 1] == Paragraph(f"Tiekas reizi nedēļā ({world.cast.case.number}).")
