"""Words are found in what one may read, without diacritics; what is protected leaves no trace in a search."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ligzda.access.models import ReadEntry
from ligzda.cases.actions import notes
from ligzda.cases.models import Case, Note
from ligzda.desk.queries.text_search import search_texts
from tests.cases.world import World, make_world
from tests.cast import make_seat


@pytest.fixture
def world(db: None, settings: Any, tmp_path: Any) -> World:
    settings.MEDIA_ROOT = tmp_path
    return make_world()


def found(world: World, who: str, text: str, case: Case | None = None) -> list[str]:
    return [f"{hit.before}{hit.match}{hit.after}" for hit in search_texts(world.cast.actor(who), text, case).rows]


def write(world: World, text: str, **values: Any) -> Note:
    values = {"by": world.worker_in, "date": world.today} | values
    return notes.write(values.pop("case", world.cast.case), text=text, **values)


@pytest.mark.parametrize(
    "typed", ["ŠĶĒRĒJAS", "skerejas", "Šķērēj", "kerej", "zirnekli skerejas", "skerejas, zirnekļi!", "иванова", "ИВАНОВА"]
)
def test_a_part_of_a_word_is_found_without_diacritics_in_any_case_and_order(world: World, typed: str) -> None:
    write(world, "Zīmējām: šķērējas un zirnekļi. Ģimene. Письмо: Иванова.")
    assert len(found(world, "worker_in", typed)) == 1
    assert found(world, "worker_in", f"{typed} nekur") == []


@pytest.mark.parametrize("typed", ["", "ab", "  a ", "%%%", "...", ".*", "\x00\x00\x00"])
def test_too_little_finds_nothing(world: World, typed: str) -> None:
    write(world, "Abas divas. 100 %%% .* ...")
    assert found(world, "worker_in", typed) == []


def test_notes_papers_goals_and_steps_are_searched_and_lead_there(world: World, client: Client) -> None:
    case = world.cast.case
    write(world, "Skola zvanīja.")
    world.filed(title="Skolas izziņa")
    world.drafted(case)  # a goal and a step that name the school
    client.force_login(world.cast.users["worker_in"])
    answer = client.get(reverse("desk:search"), {"q": "skol"})
    assert len({str(hit.kind) for hit in answer.context["hits"].rows}) == 4
    for hit in answer.context["hits"].rows:
        assert client.get(hit.url.partition("#")[0]).status_code == 200
    assert ReadEntry.objects.filter(page="desk:search", thing_id=case.pk).count() == 1


def test_a_stranger_to_the_file_finds_nothing_and_its_key_opens_nothing(world: World, client: Client) -> None:
    write(world, "Skola zvanīja.")
    for who in ("worker_out", "partner", "intake", "manager", "nobody"):
        assert found(world, who, "skola") == []
    client.force_login(world.cast.users["worker_out"])
    assert client.get(reverse("desk:search"), {"q": "skola", "case": world.cast.case.key}).status_code == 404


def test_what_is_protected_or_void_is_not_found_even_by_its_author(world: World) -> None:
    make_seat(world.cast.circle, world.cast.leader, "specialist")
    leader = world.cast.actor("leader")
    write(world, "Terapija bailēm.", by=leader, tier="professional")
    write(world, "Bailes mājās.", tier="safeguarding")
    world.filed(by=leader, tier="professional", title="Bailes – atzinums")
    note = write(world, "Bailes no suņa.")
    notes.void(note, by=world.worker_in, reason="Cits bērns.")
    for who in ("leader", "worker_in", "coordinator", "auditor"):
        assert found(world, who, "bail") == []


def test_in_one_file_only_that_file_is_searched(world: World) -> None:
    other = world.admitted()
    write(world, "Skola zvanīja.")
    write(world, "Cita skola zvanīja.", case=other)
    assert len(found(world, "coordinator", "skola")) == 2
    assert found(world, "coordinator", "skola", other) == ["Cita skola zvanīja."]


def test_thousand_texts_cost_as_many_statements_as_one(world: World) -> None:
    write(world, "Skola zvanīja.")
    with CaptureQueriesContext(connection) as few:
        assert len(found(world, "coordinator", "skola")) == 1
    author = world.cast.users["worker_in"]
    Note.objects.bulk_create(
        Note(case=world.cast.case, date=world.ago(n % 99), text=f"{n}. Skola zvanīja.", author=author) for n in range(1000)
    )
    with CaptureQueriesContext(connection) as many:
        assert len(found(world, "coordinator", "skola")) == 25
    assert len(many) <= len(few)
