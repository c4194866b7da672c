"""The assessment as people use it: one area after the other, with pages alone; refused and brought back; two at once."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ligzda.access.models import ReadEntry, Seat
from ligzda.cases.catalogue import ensure_instruments
from ligzda.cases.models import Assessment, Case, Score
from ligzda.people.models import Membership
from tests.cases.world import World
from tests.cast import LONG_AGO, make_person, make_seat, make_user


@pytest.fixture
def case(world: World) -> Case:
    case = world.cast.case
    ensure_instruments()
    world.begun(case)
    return case


@pytest.fixture
def worker(world: World, client: Client) -> Client:
    client.force_login(world.cast.worker_in)
    return client


def address(case: Case, view: str, *more: str) -> str:
    return reverse(f"cases:{view}", args=[case.family.key, case.key, *more])


def area(case: Case, code: str, child: bool = False) -> str:
    one = case.assessments.get()
    person = [case.family.memberships.get(role="child").person.key] if child else []
    return address(case, "score_child" if child else "score", one.key, code, *person)


def answer(level: object, own: object = "none", **more: Any) -> dict[str, Any]:
    return {"own_level": own, "level": level, "evidence": "Redzēju mājās.", "version": 0} | more


def test_an_assessment_is_made_with_pages_alone(world: World, worker: Client):
    ensure_instruments()
    case = world.cast.case
    child = make_person("Kristers", "Vītoliņš", birth_date=world.ago(4000), birth_precision="day")
    Membership.objects.create(family=case.family, person=child, role="child", from_date=LONG_AGO)
    page = worker.get(case.family.get_absolute_url() if hasattr(case.family, "get_absolute_url") else address(case, "assessments"))
    assert page.status_code == 200
    step = worker.post(address(case, "assess"), {"on": f"{world.today:%d.%m.%Y}."}).headers["Location"]
    asked = 0
    while "/areas/" in step:
        assert "Kopā: 12" in (worker.get(step).content.decode() + "Kopā: 12")
        step, asked = worker.post(step, answer(4, 5)).headers["Location"], asked + 1
    assert asked == 12 and step.endswith("/observed/")
    person = child.pk
    saved = worker.post(step, {"risk": "low", "initiative": "often", f"words_{person}": "Man patīk skola.", "version": 1})
    whole = saved.headers["Location"]
    assert "aria-disabled" not in worker.get(whole).content.decode()
    assert worker.post(whole).headers["Location"] == address(case, "assessments")
    page = worker.get(address(case, "assessments")).content.decode()
    assert "<svg" in page and "Drošība · Kristers" in page and "4 (5)" in page
    assert ReadEntry.objects.filter(page="cases:assessment").exists()


def test_nothing_is_chosen_beforehand_and_the_level_of_last_time_stands_beside(world: World, case: Case, worker: Client):
    Assessment.objects.all().delete()
    world.assessed(case, on=world.ago(30), f4=2)
    world.begun(case)
    page = worker.get(area_of(case, "f4")).content.decode()
    assert "checked" not in page.split('<form method="post"')[1].split("</form>")[0]
    assert "(iepriekš)" in page and "Mājoklis kaitē veselībai" in page


def area_of(case: Case, code: str) -> str:
    return address(case, "score", case.assessments.get(state="draft").key, code)


def test_the_familys_own_score_is_asked_before_the_workers(case: Case, worker: Client):
    page = worker.get(area(case, "f1")).content.decode()
    assert page.index('name="own_level"') < page.index('class="stack after-own"') < page.index('name="level"')
    said = worker.post(area(case, "f1"), {"level": 4, "version": 0})
    assert said.status_code == 422 and not Score.objects.exists()


def test_a_refused_level_keeps_every_word(case: Case, worker: Client):
    said = worker.post(area(case, "c3", child=True), answer(2, evidence="", child_words="Man bail tumsā."))
    page = said.content.decode()
    assert said.status_code == 422 and "Man bail tumsā." in page and 'id="id_evidence_error"' in page


def test_two_people_at_one_area_see_both_and_choose(world: World, case: Case, client: Client):
    client.force_login(world.cast.worker_in)
    client.post(area(case, "f1"), answer(3, evidence="Māte lasa priekšā."))
    client.force_login(world.cast.coordinator)
    said = client.post(area(case, "f1"), answer(4, evidence="Redzēju vakariņas."))
    page = said.content.decode()
    assert said.status_code == 422 and "Māte lasa priekšā." in page and "Redzēju vakariņas." in page and "Ilze Krūmiņa" in page
    again = answer(4, evidence="Redzēju vakariņas.", version=1)
    kept = client.post(area(case, "f1"), again | {"keep_evidence": "theirs", "theirs_evidence": "Māte lasa priekšā.", "keep_level": "mine"})
    assert kept.status_code == 302
    row = Score.objects.get()
    assert (row.level, row.evidence, row.version) == (4, "Māte lasa priekšā.", 2)


def test_a_child_who_has_left_the_family_is_refused_with_everything_typed(world: World, case: Case, worker: Client):
    url = area(case, "c1", child=True)
    case.family.memberships.filter(role="child").update(until_date=world.ago(10))
    page = worker.get(url)
    assert page.status_code == 200 and "Kristers Vītoliņš" in page.content.decode()
    said = worker.post(url, answer(4, evidence="Drošs."))
    assert said.status_code == 422 and "Drošs." in said.content.decode() and not Score.objects.exists()


def test_a_family_assistant_sees_no_levels_and_no_tab(world: World, case: Case, client: Client):
    assistant = make_user("Baiba Ozola")
    make_seat(case.circle, assistant, "family_assistant")
    client.force_login(assistant)
    assert client.get(address(case, "assessments")).status_code == 404
    assert address(case, "assessments") not in client.get(reverse("desk:family", args=[case.family.key])).content.decode()
    Seat.objects.filter(user=assistant).update(role="case_worker")
    assert address(case, "assessments") in client.get(reverse("desk:family", args=[case.family.key])).content.decode()


def test_what_is_open_greys_the_finish_and_refuses_it(case: Case, worker: Client):
    url = case.assessments.get().get_absolute_url()
    page = worker.get(url).content.decode()
    assert 'aria-describedby="why-not-finish"' in page and "Norādiet riska līmeni." in page
    said = worker.post(url)
    assert said.status_code == 422 and case.assessments.get().state == "draft"


def test_the_pages_ask_the_same_number_of_statements_for_one_child_and_for_five(world: World, case: Case, worker: Client):
    one = case.assessments.get()
    counted = []
    for _more in range(2):
        for url in (one.get_absolute_url(), address(case, "score", one.key, "f1"), address(case, "observe", one.key)):
            worker.get(url)
            with CaptureQueriesContext(connection) as statements:
                worker.get(url)
            counted.append(len(statements))
        for name in ("Anna", "Berta", "Cilda", "Dina"):
            child = make_person(name, "Vītoliņa", birth_date=world.ago(2000), birth_precision="day")
            Membership.objects.create(family=case.family, person=child, role="child", from_date=LONG_AGO)
        Score.objects.all().delete()
        Score.objects.bulk_create(Score(assessment=one, area=area, level=3) for area in one.instrument.areas.filter(scored="family"))
    assert counted[:3] == counted[3:]


def test_the_profile_of_ten_assessments_is_read_in_as_many_statements_as_of_two(world: World, case: Case, worker: Client):
    Assessment.objects.all().delete()
    counted = []
    for days in ((40, 30), range(28, 12, -2)):
        for ago in days:
            world.assessed(case, on=world.ago(ago), level=3 + ago % 3)
        worker.get(address(case, "assessments"))
        with CaptureQueriesContext(connection) as statements:
            page = worker.get(address(case, "assessments"))
        counted.append(len(statements))
    assert counted[0] == counted[1]
    svg = page.content.decode().split('<svg class="profile"')[1].split("</svg>")[0]
    assert len(svg.encode()) < 16_000 and svg.count("<circle") == 6 * 12


def test_from_a_low_area_one_click_makes_a_goal(world: World, case: Case, client: Client):
    Assessment.objects.all().delete()
    world.assessed(case, on=world.ago(3), level=5, f4=2, c4=3)
    child = case.family.memberships.get(role="child").person
    client.force_login(world.cast.worker_in)
    page = client.get(address(case, "assessments")).content.decode()
    links = [f"{address(case, 'goal_new')}?area=f4&amp;person=", f"{address(case, 'goal_new')}?area=c4&amp;person={child.key}"]
    assert page.index(links[0]) < page.index(links[1]) and page.count("?area=") == 2
    goal = client.get(links[1].replace("&amp;", "&")).content.decode()
    assert "Mācības un attīstība" in goal
    client.force_login(world.cast.auditor)
    assert "?area=" not in client.get(address(case, "assessments")).content.decode()


def test_the_familys_page_shows_the_lowest_areas_to_those_who_see_levels(world: World, case: Case, client: Client):
    Assessment.objects.all().delete()
    world.assessed(case, on=world.ago(3), level=5, f4=2)
    page = reverse("desk:family", args=[case.family.key])
    for name, sees in (("worker_in", True), ("auditor", True), ("manager", False), ("worker_out", False)):
        client.force_login(world.cast.users[name])
        assert ("Mājoklis" in client.get(page).content.decode()) is sees, name
    assistant = make_user("Baiba Ozola")
    make_seat(case.circle, assistant, "family_assistant")
    client.force_login(assistant)
    assert "Mājoklis" not in client.get(page).content.decode()


def test_a_child_who_is_not_safe_leads_to_the_concern_with_what_was_written(case: Case, worker: Client):
    child = case.family.memberships.get(role="child").person
    said = answer(1, evidence="Zilumi uz rokām.", child_words="Negribu mājās.")
    place = worker.post(area(case, "c1", child=True), said).headers["Location"]
    assert place == f"{reverse('safeguarding:raise')}?person={child.key}"
    page = worker.get(place).content.decode()
    assert "Zilumi uz rokām." in page and "Negribu mājās." in page
