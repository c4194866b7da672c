"""Words are found in what one may read, without diacritics, page by page; what is protected leaves no trace in a search."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from ligzda.access.models import ReadEntry
from ligzda.cases.actions import notes, reviews
from ligzda.cases.models import Case, ChildView, Note, Score
from ligzda.cooperation.models import AgendaItem, CaseMeeting, InformationRequest, Letter
from ligzda.desk.queries import text_search
from ligzda.desk.queries.text_search import Hit, search_texts
from ligzda.safeguarding.actions import addresses
from tests.cases.world import DAY, World, make_world
from tests.cast import make_person, make_seat


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


def everything(world: World, who: str, text: str) -> list[Hit]:
    """All pages, one after the other."""
    rows, after = [], ""
    for _page in range(50):
        hits = search_texts(world.cast.actor(who), text, after=after)
        assert len(hits.rows) <= 25
        rows += hits.rows
        if not hits.next_after:
            return rows
        after = hits.next_after
    raise AssertionError("The pages do not end.")


def kinds(rows: list[Hit]) -> list[str]:
    with translation.override("en"):
        return sorted({str(hit.kind) for hit in rows})


def test_thousand_texts_cost_as_many_statements_as_one_and_each_is_on_one_page(world: World) -> None:
    write(world, "Skola zvanīja.")
    with CaptureQueriesContext(connection) as few:
        assert len(found(world, "coordinator", "skola")) == 1
    author = world.cast.users["worker_in"]
    Note.objects.bulk_create(
        Note(case=world.cast.case, date=world.ago(n % 9), text=f"{n}. Skola zvanīja.", author=author) for n in range(1000)
    )
    with CaptureQueriesContext(connection) as many:
        assert len(found(world, "coordinator", "skola")) == 25
    assert len(many) <= len(few)
    rows = everything(world, "coordinator", "skola")
    assert len(rows) == len({hit.place for hit in rows}) == 1001
    assert rows == sorted(rows, key=lambda hit: hit.place, reverse=True)


def test_minutes_letters_requests_and_words_of_an_assessment_are_found_where_they_stand(world: World, client: Client) -> None:
    case = world.active(on=world.ago(40)).case
    plan = case.plans.get(state="running")
    goals = {goal.pk: ("partly", "Sniegavīrs pagalmā.") for goal in plan.goals.all()}
    reviews.review(
        plan, by=world.worker_in, on=world.today, goals=goals, decision="continue", next_date=world.today + 60 * DAY,
        minutes="Runājām par sniegavīru.",
    )  # fmt: skip
    score = Score.objects.filter(assessment__case=case).first()
    Score.objects.filter(pk=score.pk).update(evidence="Bērns zīmēja sniegavīru.")
    ChildView.objects.create(assessment=case.assessments.get(), person=make_person("Kristers"), words="Es gribu SNIEGAVĪRU.")
    values = {"case": case, "author": world.cast.users["worker_in"]}
    meeting = CaseMeeting.objects.create(date=world.today, purpose="Sākums", minute="Teica par sniegavīriem.", **values)
    AgendaItem.objects.create(meeting=meeting, order=1, text="Sniegavīrs")
    ground = {"ground_kind": "law", "ground": "Likums"}
    InformationRequest.objects.create(institution="Skola", what="Kur ir sniegavīrs?", due_date=world.today, **ground, **values)
    Letter.objects.create(
        kind="school", institution="Skola", subject="Par ziemu", body="Sniegavīrs ir lūdzams.", date=world.today, **values
    )
    rows = everything(world, "coordinator", "SNIEGAVIR")
    assert kinds(rows) == [
        "Agenda of a meeting", "Assessment", "Child's own words", "Letter", "Meeting", "Minutes of a review", "Request for information",
    ]  # fmt: skip
    assert all("niegav" in hit.match.lower() for hit in rows)
    client.force_login(world.cast.users["coordinator"])
    assert {client.get(hit.url.partition("#")[0]).status_code for hit in rows} == {200}
    assert found(world, "coordinator", "sniegavir ludzams") == ["Par ziemu · Skola · Sniegavīrs ir lūdzams."]
    make_seat(case.circle, world.cast.users["nobody"], "family_assistant")
    seen = kinds(everything(world, "nobody", "sniegavir"))
    assert "Letter" in seen and not set(seen) & {
        "Assessment",
        "Child's own words",
    }  # levels and what is said of them are not an assistant's
    assert everything(world, "worker_out", "sniegavir") == []


def test_what_lies_encrypted_is_opened_a_bounded_number_at_a_time_and_the_page_says_how_far_it_went(
    world: World, client: Client, monkeypatch: Any
) -> None:
    monkeypatch.setattr(text_search, "OPENED", 10)
    case, author = world.cast.case, world.cast.users["worker_in"]
    for n in range(25):
        Letter.objects.create(
            case=case, kind="school", institution="Skola", subject="Ziema", body="Par zirgu." if n % 12 == 0 else "Par govi.",
            date=world.ago(n), author=author,
        )  # fmt: skip
    write(world, "Zirgs bija vakar.", date=world.ago(1))
    write(world, "Zirgs bija sen.", date=world.ago(20))
    first = search_texts(world.worker_in, "zirg")
    assert [hit.date for hit in first.rows] == [world.today, world.ago(1)] and first.looked_until == world.ago(9)
    assert [hit.date for hit in everything(world, "worker_in", "zirg")] == [world.ago(n) for n in (0, 1, 12, 20, 24)]
    client.force_login(author)
    page = client.get(reverse("desk:search"), {"q": "zirg"}).content.decode()
    assert "10" in page and f"after={world.ago(9).isoformat()}" in page
    nothing = client.get(reverse("desk:search"), {"q": "nekas tāds"}).content.decode()
    assert f"after={world.ago(9).isoformat()}" in nothing  # nothing here does not mean nothing anywhere


@pytest.mark.parametrize(
    "mark", ["", "x", "2026-01-01.1", "2026-13-01.1.1", "9999-12-31.9999.99999999999999999999999", "0001-01-01.-1.-5", "١.٢.٣"]
)
def test_a_mark_that_is_none_shows_a_page(world: World, client: Client, mark: str) -> None:
    write(world, "Skola zvanīja.")
    client.force_login(world.cast.users["worker_in"])
    assert client.get(reverse("desk:search"), {"q": "skola", "after": mark}).status_code == 200


def test_nobody_finds_or_reads_a_hidden_address_that_was_typed_before_it_was_hidden(world: World) -> None:
    cast = world.cast
    text = "Viņa dzīvo Liepu ielā 12-4, otrajā stāvā."
    Note.objects.create(case=cast.case, date=world.today, text=text, author=cast.users["worker_in"])
    reader = cast.actor("worker_in")
    assert search_texts(reader, "Liepu").rows
    addresses.hide(cast.family.memberships.get().person, by=cast.actor("coordinator"), text="Liepu iela 12-4, Bauska")
    assert not search_texts(reader, "Liepu").rows
    (hit,) = search_texts(reader, "stāvā").rows
    assert "Liepu" not in f"{hit.before}{hit.match}{hit.after}" and "aizsargāta adrese" in hit.before
