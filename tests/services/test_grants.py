"""A family assistant's hours: by a decision, used by visits, beyond it only with a reason; nothing typed is lost."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from ligzda.access.actor import Actor
from ligzda.access.models import AuditEntry, Seat
from ligzda.kernel.refused import Refused
from ligzda.services import rules
from ligzda.services.actions import corrections, grants, sessions
from ligzda.services.catalogue import ensure_catalogue
from ligzda.services.models import AssistantGrant, ServiceType, Session
from ligzda.services.queries.grants import grants_waiting, hours_now, hours_of, my_hours, week_told
from tests.cases.world import DAY, World, make_world
from tests.cast import holds, make_family_case, make_seat
from tests.services.granted import granted

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    ensure_catalogue()
    made = make_world()
    make_seat(made.cast.case.circle, made.cast.users["nobody"], "family_assistant")  # type: ignore[arg-type]
    return made


def visit(world: World, *, ago: int = 1, minutes: int = 60, who: str = "nobody", **values: Any) -> Session:
    service = ServiceType.objects.get(key="home_visit")
    return sessions.log(
        world.cast.case, by=world.cast.actor(who), date=world.ago(ago), service=service, minutes=minutes, outcome="held", **values
    )


def test_used_planned_and_left_come_from_the_visits_of_the_assistant_alone(world: World) -> None:
    granted(world)  # 6 hours a week for 42 days: 36 hours
    visit(world, minutes=90)
    visit(world, ago=2, minutes=60, who="worker_in")  # the case worker's own visit
    visit(world, ago=40, minutes=60, because="Pirms lēmuma.")  # before the grant
    service = ServiceType.objects.get(key="home_visit")
    sessions.plan_meeting(world.cast.case, by=world.nobody, date=world.today + DAY, service=service, minutes=120)
    found = hours_now(world.worker_in, world.cast.case.pk)
    assert found is not None
    assert (found.granted, found.used, found.planned, found.left) == (36 * 60, 90, 120, 36 * 60 - 210)


def test_a_void_visit_gives_its_hours_back(world: World) -> None:
    granted(world)
    sessions.void(visit(world), by=world.nobody, reason="Nepareizā diena.")
    found = hours_now(world.worker_in, world.cast.case.pk)
    assert found is not None and found.used == 0


def test_an_assistant_of_one_family_who_is_something_else_in_another_uses_no_hours_there(world: World) -> None:
    other = make_family_case(world.cast.site, world.cast.project)
    make_seat(other.circle, world.cast.users["nobody"], "social_rehabilitator")  # type: ignore[arg-type]
    (
        granted(world),
        AssistantGrant.objects.create(
            case=other, number="X", decided_date=world.ago(9), body="B", from_date=world.ago(9), until_date=world.today, hours_week=4
        ),
    )
    service = ServiceType.objects.get(key="home_visit")
    sessions.log(other, by=world.nobody, date=world.ago(1), service=service, minutes=60)
    assert [one.used for one in hours_of(world.coordinator, other)] == [0]


def test_hours_beyond_the_grant_are_a_sentence_and_kept_with_a_reason(world: World) -> None:
    granted(world, hours_week=4, until_date=world.ago(4))  # a week: 4 hours
    visit(world, ago=8, minutes=230)
    with pytest.raises(Refused) as refused:
        visit(world, ago=7, minutes=30)
    assert refused.value.warning and refused.value.field == "because"
    assert "BA-17" in str(refused.value.sentences[0]) and "20" in str(refused.value.sentences[0])
    kept = visit(world, ago=7, minutes=30, because="Bērns saslima.")
    assert kept.outside_grant_because == "Bērns saslima."
    assert hours_of(world.worker_in, world.cast.case)[0].beyond == 20
    mended = corrections.correct(kept, by=world.nobody, reason="mistake", minutes=40)
    assert mended.outside_grant_because == "Bērns saslima.", "given once, it holds for the next correction"


def test_a_visit_on_a_day_without_hours_is_asked_about_also_when_planned(world: World) -> None:
    granted(world, until_date=world.ago(4))
    for act in (lambda: visit(world, ago=2), lambda: planned(world)):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.warning
    visit(world, ago=2, who="worker_in")  # whoever is no assistant is asked nothing


def planned(world: World) -> Session:
    service = ServiceType.objects.get(key="home_visit")
    return sessions.plan_meeting(world.cast.case, by=world.nobody, date=world.today + DAY, service=service, minutes=60)


def test_without_any_decision_there_is_nothing_to_go_beyond(world: World) -> None:
    assert visit(world, minutes=600).outside_grant_because == ""


def test_the_form_gives_back_what_was_typed_beside_the_sentence(world: World, client: Client) -> None:
    granted(world, until_date=world.ago(4))
    client.force_login(world.cast.users["nobody"])  # type: ignore[arg-type]
    person = world.cast.case.family.memberships.first().person_id
    typed = {"date": world.ago(2), "start_time": "10:00", "minutes_other": "60", "place": "home", "service": "home_visit"}
    typed |= {"outcome": "held", "persons": str(person), "note": "Kopā gatavojām zupu."}
    url = f"{reverse('services:log')}?family={world.cast.case.family.key}"
    answer = client.post(url, typed)
    page = answer.content.decode()
    assert answer.status_code == 422 and "Kopā gatavojām zupu." in page and 'name="because"' in page
    assert client.post(url, typed | {"because": "Māte lūdza."}).status_code == 302
    assert Session.objects.get(date=world.ago(2)).outside_grant_because == "Māte lūdza."


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"hours_week": 3}, "hours_week"),
        ({"hours_week": 13}, "hours_week"),
        ({"until_date": dt.date(2000, 1, 1)}, "until_date"),
        ({"until_date": dt.date(2100, 1, 1)}, "until_date"),
        ({"decided_date": dt.date(2100, 1, 1)}, "decided_date"),
    ],
)
def test_a_decision_that_cannot_be_is_refused_at_its_field(world: World, change: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as refused:
        granted(world, **change)
    assert refused.value.field == field


def test_six_months_end_on_the_day_before_and_at_the_end_of_a_shorter_month(world: World) -> None:
    granted(world, from_date=dt.date(2026, 8, 31), until_date=dt.date(2027, 2, 27), decided_date=dt.date(2026, 8, 20))
    assert AssistantGrant.objects.count() == 1
    with pytest.raises(Refused):
        granted(world, from_date=dt.date(2027, 3, 1), until_date=dt.date(2027, 9, 1), decided_date=dt.date(2026, 8, 20))


def test_two_decisions_do_not_give_the_same_days(world: World) -> None:
    first = granted(world)
    with pytest.raises(Refused) as refused:
        granted(world, number="BA-18", from_date=first.until_date)
    assert "BA-17" in str(refused.value.sentences[0])
    grants.void(first, by=world.worker_in, reason="Cita ģimene.")
    granted(world, number="BA-18", from_date=first.until_date)


def test_the_assistant_enters_no_decision(world: World) -> None:
    with pytest.raises(Refused):
        grants.grant(
            world.cast.case, by=world.nobody, number="1", decided_date=world.today, body="B", from_date=world.today,
            until_date=world.today + DAY, hours_week=6,
        )  # fmt: skip


@pytest.mark.parametrize(("days", "waits"), [(29, True), (41, False)])
def test_the_end_of_a_grant_is_announced_a_month_before_until_another_follows(world: World, days: int, waits: bool) -> None:
    first = granted(world, from_date=world.ago(5), until_date=world.today + days * DAY)
    for who in (world.nobody, world.worker_in, world.coordinator):
        assert bool(grants_waiting(who)) is waits
    assert grants_waiting(world.worker_out) == [] == grants_waiting(world.auditor)
    granted(world, number="BA-18", from_date=first.until_date + DAY)
    assert grants_waiting(world.worker_in) == []


def test_few_hours_left_are_announced_too(world: World) -> None:
    granted(world, hours_week=4, until_date=world.today + 60 * DAY)
    assert grants_waiting(world.worker_in) == []
    visit(world, minutes=1320), visit(world, ago=2, minutes=600)
    assert hours_now(world.worker_in, world.cast.case.pk).left == 514  # type: ignore[union-attr]  # 71 days of 4 hours a week, less 32 hours
    assert grants_waiting(world.worker_in) == []
    while hours_now(world.worker_in, world.cast.case.pk).left > 8 * 60:  # type: ignore[union-attr]
        visit(world, minutes=120)
    assert len(grants_waiting(world.nobody)) == 1


def test_the_assistants_page_costs_the_same_for_five_families_and_fifty(world: World, django_assert_num_queries: Any) -> None:
    def add(count: int) -> None:
        for _n in range(count):
            case = make_family_case(world.cast.site, world.cast.project)
            make_seat(case.circle, world.cast.users["nobody"], "family_assistant")  # type: ignore[arg-type]
            world_grant = {"decided_date": world.ago(9), "from_date": world.ago(9), "until_date": world.today + 5 * DAY}
            AssistantGrant.objects.create(case=case, number="X", body="B", hours_week=4, **world_grant)

    for count, total in ((5, 5), (45, 50)):
        add(count)
        with django_assert_num_queries(3):  # seats, grants, visits
            assert len(my_hours(Actor(world.cast.users["nobody"]))) == total
        with django_assert_num_queries(3):
            assert len(grants_waiting(Actor(world.cast.users["nobody"]))) == total


def test_hours_of_a_family_that_is_not_mine_are_not_there(world: World) -> None:
    granted(world)
    assert hours_of(world.worker_out, world.cast.case) == [] and hours_now(world.worker_out, world.cast.case.pk) is None
    assert not Seat.objects.filter(user=world.cast.worker_out, circle=world.cast.case.circle).exists()


def given(grant: AssistantGrant, **values: Any) -> dict[str, Any]:
    return {name: getattr(grant, name) for name in grants.GIVEN} | values


def test_a_correction_keeps_what_was_entered_before_with_the_reason_and_counts_the_visits_anew(world: World) -> None:
    wrong = granted(world)
    visit(world, minutes=90)
    right = grants.correct(
        wrong, by=world.worker_in, reason="Lēmumā ir 4 stundas.", **given(wrong, hours_week=4, number="BA-71", until_date=world.today)
    )
    [one] = hours_of(world.worker_in, world.cast.case)
    assert (one.key, one.number, one.hours_week, one.used, one.until_date) == (right.key, "BA-71", 4, 90, world.today)
    assert "Lēmumā ir 4 stundas." in one.correction and "BA-17" in one.correction and "6" in one.correction
    entry = AuditEntry.objects.get(act="correct_grant")
    assert set(entry.digests) == {"hours_week", "number", "until_date"} and entry.circle == world.cast.case.circle
    with pytest.raises(Refused):  # somebody still has the old page open
        grants.correct(wrong, by=world.worker_in, reason="Vēlreiz.", **given(wrong, hours_week=5))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"hours_week": 99}, "hours_week"),
        ({"until_date": dt.date(2100, 1, 1)}, "until_date"),
        ({"decided_date": dt.date(2100, 1, 1)}, "decided_date"),
        ({"reason": " "}, "reason"),
        ({"number": "  "}, "number"),
        ({}, None),
    ],
)
def test_a_correction_that_cannot_be_is_refused_at_its_field(world: World, change: dict[str, Any], field: str | None) -> None:
    made = granted(world)
    with pytest.raises(Refused) as refused:
        grants.correct(made, by=world.worker_in, **{"reason": "Kļūda.", **given(made), **({"hours_week": 5} if change else {}), **change})
    assert refused.value.field == field and AssistantGrant.objects.get().voided_at is None
    with pytest.raises(Refused):
        grants.correct(made, by=world.nobody, reason="Mani.", **given(made, hours_week=12))


def test_a_correction_does_not_reach_into_another_decision(world: World) -> None:
    first = granted(world)
    granted(world, number="BA-18", from_date=first.until_date + DAY)
    with pytest.raises(Refused) as refused:
        grants.correct(first, by=world.worker_in, reason="Ilgāk.", **given(first, until_date=first.until_date + DAY))
    assert refused.value.field == "from_date" and "BA-18" in str(refused.value.sentences[0])


def test_the_correction_is_typed_on_one_page(world: World, client: Client) -> None:
    made = granted(world)
    client.force_login(world.cast.users["worker_in"])  # type: ignore[arg-type]
    url = reverse("services:correct_grant", args=[world.cast.case.family.key, world.cast.case.key, made.key])
    typed = given(made, hours_week="5", reason="Pārrakstīšanās.", form_key="k1")
    assert 'value="BA-17"' in client.get(url).content.decode()
    refused = client.post(url, {**typed, "hours_week": "50"})
    assert refused.status_code == 422 and "Pārrakstīšanās." in refused.content.decode()
    for _twice in range(2):
        assert client.post(url, typed).status_code == 302
    assert [one.hours_week for one in hours_of(world.worker_in, world.cast.case)] == [5]


def test_a_week_above_the_hours_of_the_decision_is_told_after_the_visit_and_on_the_page(world: World, client: Client) -> None:
    made = granted(world, hours_week=4, from_date=dt.date(2026, 9, 7), decided_date=dt.date(2026, 9, 1))  # a Monday
    service = ServiceType.objects.get(key="home_visit")

    def on(day: int, minutes: int, who: str = "nobody") -> Session:
        return sessions.log(
            world.cast.case, by=world.cast.actor(who), date=dt.date(2026, 9, day), service=service, minutes=minutes, because="Jā."
        )

    assert week_told(world.nobody, on(14, 240)) == ""  # the week is full
    assert week_told(world.worker_in, on(15, 300, "worker_in")) == ""  # no hours of the assistant
    over = on(20, 15)
    assert "BA-17" in week_told(world.nobody, over) and "4" in week_told(world.nobody, over)
    assert week_told(world.nobody, on(21, 30)) == ""  # a new week
    holds("grant_week_over", 1)
    assert week_told(world.nobody, over) == ""
    holds("grant_week_over", 0)
    client.force_login(world.cast.users["nobody"])  # type: ignore[arg-type]
    person = made.case.family.memberships.first().person_id
    typed = {
        "date": "2026-09-19",
        "start_time": "10:00",
        "minutes_other": "60",
        "place": "home",
        "service": "home_visit",
        "outcome": "held",
    }
    url = f"{reverse('services:log')}?family={made.case.family.key}"
    saved = client.post(url, typed | {"persons": str(person)}, follow=True)
    assert "alert-warning" in saved.content.decode() and "BA-17" in saved.content.decode()


def passes(*answers: Any) -> list[bool]:
    return [answer is None for answer in answers]


def test_a_grant_gives_its_hours_for_each_of_its_days() -> None:
    first = dt.date(2026, 1, 1)
    assert rules.granted_minutes(first, dt.date(2026, 1, 7), 7) == 7 * 60
    assert rules.granted_minutes(first, dt.date(2026, 1, 8), 7) == 8 * 60
    assert rules.granted_minutes(first, first, 7) == 60


def test_a_grant_at_the_borders_of_what_one_decision_gives() -> None:
    same = dt.date(2026, 11, 22)
    days = (same - DAY, same, same + DAY)
    assert passes(*(rules.grant_ends_before(same, day) for day in days)) == [False, True, True]
    assert passes(*(rules.grant_too_long(day, same) for day in days)) == [True, True, False]
    assert passes(*(rules.grant_hours(hours, 4, 12) for hours in (3, 4, 12, 13))) == [False, True, True, False]
