"""The client file on paper: in the order of the Regulation, and nothing in it that its reader may not read."""

import datetime as dt
import io
import time
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from pypdf import PdfReader

from ligzda.access.models import AuditEntry
from ligzda.cases.actions import notes, reviews
from ligzda.cases.models import Case, Goal, Note, Plan
from ligzda.desk.client_file import paper
from ligzda.desk.queries.client_file import client_file
from ligzda.documents import pdf
from ligzda.people.actions import contact, persons
from ligzda.people.models import Membership, Person
from tests.cases.world import DAY, World, make_world
from tests.cast import make_person, make_seat

ORDER = (
    "1. Information on the client", "2. Documents of the service", "3. Plan", "4. Record of the process", "5. Evaluation of results",
    "6. Further data",
)  # fmt: skip


@pytest.fixture
def world(db: None, settings: Any, tmp_path: Any) -> World:
    settings.MEDIA_ROOT = tmp_path
    return make_world()


def make_person_of(case: Case, name: str, role: str = "child") -> Person:
    born = dt.date(2017, 3, 1) if role == "child" else dt.date(1988, 3, 1)
    person = make_person(name, "Vītoliņš", birth_date=born, birth_precision="day")
    Membership.objects.create(family=case.family, person=person, role=role, from_date=dt.date(2020, 1, 1))
    return person


def text_for(world: World, who: str, case: Case) -> str:
    """What stands on the pages, with the line breaks of the page taken out."""
    actor = world.cast.actor(who)
    with translation.override("en"):
        content = pdf.render(paper(client_file(actor, case), "Tester"))
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages)


def test_the_chapters_stand_in_the_order_of_the_regulation(world: World) -> None:
    case = world.closed().case
    text = text_for(world, "coordinator", case)
    places = [text.index(title) for title in ORDER]
    assert places == sorted(places)
    service, plan, _record, results, further = (text[start:end] for start, end in zip(places[1:], [*places[2:], None], strict=True))
    assert "Bērns bieži kavē stundas." in service and "Bērns kavē skolu." in service
    assert "Bērns skolā katru dienu." in plan and "Saruna ar skolu" in plan
    assert "Ģimene tiek galā pati." in results
    assert "Nothing is recorded." in further


def test_a_protected_note_is_in_its_authors_copy_only(world: World) -> None:
    case = world.cast.case
    make_seat(world.cast.circle, world.cast.leader, "specialist")
    notes.write(case, by=world.cast.actor("leader"), text="Viņa stāstīja par bērnību.", date=world.today, tier="professional")
    notes.write(case, by=world.worker_in, text="Bērns bija mājās.", date=world.today)
    assert "par bērnību" in text_for(world, "leader", case)
    for who in ("worker_in", "coordinator", "auditor"):
        text = text_for(world, who, case)
        assert "par bērnību" not in text and "Bērns bija mājās." in text


def test_an_address_and_a_telephone_number_are_on_no_copy(world: World) -> None:
    case = world.cast.case
    person = case.family.memberships.first().person
    contact.add_contact(person, by=world.worker_in, kind="phone", value="26111222")
    assert "26111222" not in text_for(world, "worker_in", case).replace(" ", "")


def test_a_protected_file_is_named_as_one_and_a_corrected_note_says_so(world: World) -> None:
    case = world.cast.case
    make_seat(world.cast.circle, world.cast.leader, "specialist")
    world.filed(by=world.cast.actor("leader"), tier="professional", title="Psihologa atzinums")
    note = world.noted()
    notes.correct(note, by=world.worker_in, text="Bērns bija skolā.", reason="Pārskatījos.", expected_version=1)
    text = text_for(world, "coordinator", case)
    assert "Psihologa atzinums" not in text and "a protected file" in text
    assert "Notes that were corrected: 1." in text and "Bērns bija mājās." not in text


def test_the_copy_is_a_download_and_written_to_the_trail(world: World, client: Client) -> None:
    client.force_login(world.cast.users["worker_in"])
    case = world.cast.case
    answer = client.get(reverse("desk:client_file", args=[case.family.key, case.key]))
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert answer["Content-Disposition"].startswith("attachment")
    assert AuditEntry.objects.filter(act="case.exported", thing_id=case.pk).count() == 1


def test_three_hundred_entries_cost_as_many_statements_as_three_and_little_more_than_the_typesetting(world: World) -> None:
    case, actor = world.cast.case, world.coordinator
    world.noted()
    client_file(actor, case)
    with CaptureQueriesContext(connection) as few:
        client_file(actor, case)
    author = world.cast.users["worker_in"]
    Note.objects.bulk_create(
        Note(case=case, date=world.ago(n % 200), text=f"Ieraksts nr. {n}. " + "Runājām par skolu. " * 12, author=author) for n in range(300)
    )
    with CaptureQueriesContext(connection) as many:
        begun = time.perf_counter()
        laid_out = paper(client_file(actor, case), "Tester")
        gathered = time.perf_counter() - begun
    assert len(many) == len(few)
    begun = time.perf_counter()
    content = pdf.render(laid_out)
    typeset = time.perf_counter() - begun
    assert "Ieraksts nr. 299." in " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    assert gathered + typeset <= 3 * typeset


def test_the_words_of_an_assessment_and_of_a_child_are_in_the_copy_of_who_sees_levels(world: World) -> None:
    case = world.active(on=world.ago(40)).case
    make_person_of(case, "Kristers")
    world.assessed(case, on=world.ago(3), f4=2)
    text = text_for(world, "worker_in", case)
    service = text[text.index("2. Documents of the service") : text.index("3. Plan")]
    assert "Tā teica un rādīja paši." in service and "Kristers: „Man te patīk.”" in service and "Risk: low" in service
    make_seat(case.circle, world.cast.users["nobody"], "family_assistant")
    hidden = text_for(world, "nobody", case)
    assert "Levels of the assessment are not open" in hidden
    assert "rādīja paši" not in hidden and "Man te patīk" not in hidden


def test_the_genogram_of_the_day_is_drawn_and_told_in_words(world: World) -> None:
    case = world.cast.case
    assert "Genogram" not in text_for(world, "worker_in", case)  # nobody is tied to anybody
    mother, child = make_person_of(case, "Inga", "mother"), make_person_of(case, "Kristers")
    persons.relate(mother, child, by=world.worker_in, kind="parent")
    text = text_for(world, "worker_in", case)
    client = text[: text.index("2. Documents of the service")]
    assert "Genogram, " in client and client.count("Kristers") >= 3
    assert text_for(world, "worker_in", world.admitted()).count("Kristers") == 0


def test_ten_stays_cost_as_many_statements_as_one(world: World) -> None:
    case, actor = world.active(on=world.ago(40)).case, world.coordinator
    client_file(actor, case)
    with CaptureQueriesContext(connection) as few:
        client_file(actor, case)
    plan = case.plans.get()
    stay = plan.episode
    for n in range(2, 6):
        stay.pk, stay.ordinal, stay.is_latest, stay.state = None, n + 10, False, "closed"
        stay.closed_date, stay.exit_type = stay.admitted_date, "moved_away"
        stay.save(force_insert=True)
        older = Plan.objects.create(
            case=case, episode=stay, state="ended", starts_date=plan.starts_date, review_date=plan.review_date, author=plan.author
        )
        Goal.objects.create(plan=older, text=f"Mērķis {n}")
    with CaptureQueriesContext(connection) as many:
        assert len(client_file(actor, case).plans) == 5
    assert len(many) == len(few)


def test_a_review_stands_under_the_results(world: World) -> None:
    case = world.active(on=world.ago(40)).case
    plan = case.plans.get(state="running")
    goals = {goal.pk: ("partly", "Trīs dienas no piecām.") for goal in plan.goals.all()}
    next_date = world.today + 60 * DAY
    reviews.review(
        plan, by=world.worker_in, on=world.today, goals=goals, decision="continue", next_date=next_date, minutes="Runājām par rītiem."
    )
    text = text_for(world, "worker_in", case)
    assert text.index("5. Evaluation") < text.index("Runājām par rītiem.") < text.index("6. Further")
