"""My day: what waits on me and by when, most overdue first; what is new in my teams."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from ligzda.access.actor import Actor
from ligzda.access.models import Seat
from ligzda.cases.models import Case, Plan, Step
from ligzda.cases.queries.team_changes import news
from ligzda.desk.queries.day import SHOWN, all_work, day
from tests.cases.world import DAY, World, make_world
from tests.cast import holds, make_family, make_family_case, make_seat
from tests.services.granted import granted

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


def planned(world: World, case: Case, *, review: dt.date, **fields: Any) -> Plan:
    fields = {"version": 1, "state": "running", "starts_date": world.ago(200), "author": world.cast.worker_in} | fields
    return Plan.objects.create(case=case, episode=case.episodes.get(is_latest=True), review_date=review, **fields)


def titles(actor: Actor) -> list[str]:
    return [str(row.title) for row in all_work(actor)]


@pytest.mark.parametrize(("days", "waits"), [(14, True), (15, False), (0, True), (-3, True)])
def test_a_review_waits_from_two_weeks_before_its_day(world: World, days: int, waits: bool) -> None:
    planned(world, world.cast.case, review=world.today + days * DAY)
    rows = all_work(world.worker_in)
    assert bool(rows) is waits
    if waits:
        assert rows[0].due_date == world.today + days * DAY and rows[0].overdue_days == max(-days, 0)


def test_the_reminder_of_a_review_is_a_setting(world: World) -> None:
    planned(world, world.cast.case, review=world.today + 20 * DAY)
    assert titles(world.worker_in) == []
    holds("plan_review_reminder", 21)
    assert len(titles(world.worker_in)) == 1


def test_a_plan_that_is_over_reminds_nobody(world: World) -> None:
    planned(world, world.cast.case, review=world.ago(1), state="ended", ended_date=world.ago(1))
    assert titles(world.worker_in) == []


def test_my_open_steps_wait_and_nobody_elses(world: World) -> None:
    mine = {"case": world.cast.case, "user": world.cast.worker_in, "due_date": world.ago(2)}
    Step.objects.create(text="Piezvanīt skolai", **mine)
    Step.objects.create(text="Jau izdarīts", **mine | {"state": "done", "done_date": world.today})
    Step.objects.create(text="Kolēģes darbs", **mine | {"user": world.cast.coordinator})
    goal = planned(world, world.cast.case, review=world.today + 90 * DAY, state="draft").goals.create(text="Mērķis")
    Step.objects.create(text="Vēl tikai melnrakstā", goal=goal, **mine)
    rows = all_work(world.worker_in)
    assert [row.overdue_days for row in rows] == [2] and "Piezvanīt skolai" in str(rows[0].title)
    assert "Piezvanīt" not in str(rows[0].neutral)


def test_a_step_in_a_file_that_is_not_mine_any_more_is_gone(world: World) -> None:
    Step.objects.create(case=world.cast.case, user=world.cast.worker_in, text="Zvanīt", due_date=world.today)
    Seat.objects.filter(user=world.cast.worker_in).update(until_date=world.ago(1))
    assert titles(world.worker_in) == []


def test_most_overdue_first_seven_rows_then_all(world: World, client: Client) -> None:
    for n in range(9):
        case = make_family_case(world.cast.site, world.cast.project, family=make_family(f"Ģimene {n}"))
        make_seat(case.circle, world.cast.worker_in, "case_worker")  # type: ignore[arg-type]
        planned(world, case, review=world.today + (n - 4) * DAY)
    found = day(world.worker_in)
    assert [row.overdue_days for row in found.waiting] == [4, 3, 2, 1, 0, 0, 0] and found.waiting_count == 9
    client.force_login(world.cast.worker_in)  # type: ignore[arg-type]
    page = client.get(reverse("desk:day")).content.decode()
    assert page.count('class="row-link"') == SHOWN and "?all=1" in page
    assert client.get(reverse("desk:day"), {"all": "1"}).content.decode().count('class="row-link"') == 9


def test_the_page_costs_the_same_for_five_rows_and_fifty(world: World, django_assert_num_queries: Any) -> None:
    def add(count: int) -> None:
        for _n in range(count):
            case = make_family_case(world.cast.site, world.cast.project)
            make_seat(case.circle, world.cast.worker_in, "case_worker")  # type: ignore[arg-type]
            granted(world, case, until_date=world.today + 9 * DAY)
            planned(world, case, review=world.today)
            Step.objects.create(case=case, user=world.cast.worker_in, text="Zvanīt", due_date=world.today)

    counts = []
    for more, total in ((5, 15), (45, 150)):
        add(more)
        actor = Actor(world.cast.worker_in)
        actor.seats  # noqa: B018 - read once a request
        with django_assert_num_queries(counts[0] if counts else 20, exact=bool(counts)) as seen:
            assert day(actor).waiting_count == total
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_news_of_the_team_say_who_joined_took_over_and_stands_in(world: World) -> None:
    new, circle = world.colleague(), world.cast.case.circle
    make_seat(circle, new, "family_assistant", since=world.ago(1))
    make_seat(circle, world.cast.worker_out, "case_worker", since=world.today, instead_of=world.cast.worker_in)  # type: ignore[arg-type]
    rows = news(world.worker_in)
    assert [row.who for row in rows] == ["Dace Liepiņa", "Liene Roze"] and "Ilze Krūmiņa" in str(rows[0].what)
    assert news(world.coordinator) == [] == news(world.auditor)  # of files in whose team one sits
    make_seat(circle, world.colleague("Pavisam Sen"), "specialist", since=world.ago(15))
    assert len(news(world.worker_in)) == 2


def test_a_new_colleagues_first_day_in_a_team_is_news_to_the_colleague_too(world: World) -> None:
    make_seat(world.cast.case.circle, world.cast.worker_out, "specialist", since=world.today)  # type: ignore[arg-type]
    assert [row.who for row in news(world.worker_out)] == ["Dace Liepiņa"]


@pytest.mark.parametrize("state", ["assessment", "planning", "active", "stepping_down", "on_hold", "closed", "aftercare"])
def test_a_row_opens_the_page_where_its_work_is_done(world: World, client: Client, state: str) -> None:
    case, gone = world.cast.case, {"closed_date": world.ago(60), "exit_type": "self_reliant"} if state in {"closed", "aftercare"} else {}
    case.episodes.update(state=state, admitted_date=world.ago(300), before_hold="active" if state == "on_hold" else "", **gone)
    case.episodes.get().spans.update(state=state)
    planned(world, case, review=world.today)
    Step.objects.create(case=case, user=world.cast.worker_in, text="Zvanīt", due_date=world.today)
    make_seat(case.circle, world.cast.worker_in, "coordinator")  # type: ignore[arg-type]
    rows = all_work(world.worker_in)
    assert len(rows) == 2
    client.force_login(world.cast.worker_in)  # type: ignore[arg-type]
    for row in rows:
        assert client.get(row.url).status_code == 200, row.url


def test_an_assistant_sees_at_once_how_many_hours_are_left(world: World, client: Client) -> None:
    make_seat(world.cast.case.circle, world.cast.worker_out, "family_assistant")  # type: ignore[arg-type]
    granted(world, until_date=world.today + 60 * DAY)
    assert [one.left for one in day(world.worker_out).hours] == [day(world.worker_out).hours[0].granted]
    assert day(world.worker_in).hours == []
    client.force_login(world.cast.worker_out)  # type: ignore[arg-type]
    assert reverse("services:hours") in client.get(reverse("desk:day")).content.decode().split("<main")[1]
