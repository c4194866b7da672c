"""What was sent from two tabs at one moment is written once, on a server and in a file."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from ligzda.access.actions.seats import seat as give_seat
from ligzda.access.models import Seat
from ligzda.kernel import clock
from ligzda.kernel.refused import Refused, Repeated
from ligzda.services.actions import events, groups, sessions
from ligzda.services.actions.sameness import Said, plan_for
from ligzda.services.models import Attendance, Invitation, Session
from tests.racing import Racing
from tests.services.test_groups import announce, running
from tests.services.world import World, make

DAY = dt.timedelta(days=1)
ROUNDS = 8


def form(world: World, hour: int, **more: Any) -> dict[str, Any]:
    return {
        "date": f"{clock.today() - DAY:%d.%m.%Y}.", "start_time": f"{hour:02}:00", "minutes_other": "60", "place": "centre",
        "service": "social_work", "outcome": "held", "persons": [str(world.people["agnese"].pk)], "note": "Runājām par skolu.", **more,
    }  # fmt: skip


def log_address(world: World) -> str:
    return f"{reverse('services:log')}?family={world.cases['vitolini'].family.key}"


def tab(world: World, address: str, data: dict[str, Any]) -> Callable[[], Any]:
    """A window of one worker, signed in before the race begins."""
    client = Client()
    client.force_login(world.users["worker"])
    return lambda: client.post(address, data)


def said(answer: Any) -> list[str]:
    return [str(message) for message in get_messages(answer.wsgi_request)]


# --- two windows ---------------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_a_meeting_sent_from_two_tabs_at_one_moment_is_stored_once_and_the_second_is_told_so(tmp_path: Path) -> None:
    world = make()
    pairs = [
        [tab(world, log_address(world), form(world, 8 + turn, form_key=f"{turn}-{window}")) for window in range(2)]
        for turn in range(ROUNDS)
    ]
    racing = Racing(tmp_path)
    for pair in pairs:
        assert sorted(answer.status_code for answer in racing.race(*pair)) == [302, 302]
    rows = racing.look(lambda: list(Session.objects.values_list("start_time", flat=True)))
    assert sorted(rows) == [dt.time(8 + turn) for turn in range(ROUNDS)]
    assert racing.look(Attendance.objects.count) == ROUNDS


@pytest.mark.django_db(transaction=True)
def test_what_came_of_a_plan_is_told_once_from_two_tabs(tmp_path: Path) -> None:
    world = make()
    on = clock.today() - DAY
    planned = Session.objects.create(
        case=world.cases["vitolini"], circle=world.cases["vitolini"].circle, project=world.project, service=world.service("social_work"),
        site=world.sites["bauska"], date=on, start_time=dt.time(9), minutes=60, status="planned", worker=world.users["worker"],
    )  # fmt: skip
    address = f"{log_address(world)}&planned={planned.key}"
    pair = [tab(world, address, form(world, 9, form_key=f"window-{window}")) for window in range(2)]
    racing = Racing(tmp_path)
    assert [answer.status_code for answer in racing.race(*pair)] == [302, 302]
    assert racing.look(lambda: list(Session.objects.values_list("status", flat=True))) == ["held"]


@pytest.mark.django_db(transaction=True)
def test_a_series_of_a_group_sent_from_two_tabs_is_planned_once(tmp_path: Path) -> None:
    world = make()
    cohort = running(world)
    data = {"date": f"{clock.today() + DAY:%d.%m.%Y}.", "times": "3", "every": "7", "start_time": "17:00", "minutes_other": "60"}
    address = reverse("services:plan_sessions", args=[cohort.group.key, cohort.key])
    clients = [Client(), Client()]
    for client in clients:
        client.force_login(world.users["leader"])
    racing = Racing(tmp_path)
    before = racing.look(Session.objects.count)
    answers = racing.race(*(lambda c=c, n=n: c.post(address, {**data, "form_key": f"w{n}"}) for n, c in enumerate(clients)))  # type: ignore[misc]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert racing.look(Session.objects.count) == before + 3


@pytest.mark.django_db(transaction=True)
def test_two_who_seat_the_same_colleague_at_one_moment_leave_one_seat(tmp_path: Path) -> None:
    world = make()
    circle, colleague = world.cases["vitolini"].circle, world.users["other"]
    values = {"by": world.actor("coordinator"), "user": colleague, "role": "case_worker", "because": "assigned", "from_date": clock.today()}
    racing = Racing(tmp_path)
    racing.race(*(lambda: give_seat(circle, **values),) * 2)
    assert racing.look(Seat.objects.filter(circle=circle, user=colleague).count) == 1


# --- one window after the other ------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_second_tab_hears_that_it_is_saved_and_not_added_twice(world: World) -> None:
    first, second = (tab(world, log_address(world), form(world, 10, form_key=key))() for key in ("one", "two"))
    assert (first.status_code, second.status_code) == (302, 302)
    assert said(second) == ["Šis ieraksts jau ir saglabāts. Otrreiz tas netika pievienots."]
    assert second.headers["Location"] == Session.objects.get().get_absolute_url()


@pytest.mark.django_db
def test_a_second_tab_that_says_something_else_is_refused_and_keeps_what_was_typed(world: World) -> None:
    tab(world, log_address(world), form(world, 10, form_key="one"))()
    answer = tab(world, log_address(world), form(world, 10, form_key="two", note="Vēl kas cits, ko neviens nav pierakstījis."))()
    assert answer.status_code == 422
    assert "Vēl kas cits, ko neviens nav pierakstījis." in answer.content.decode()
    assert Session.objects.count() == 1


@pytest.mark.django_db
def test_a_record_at_the_time_of_a_plan_becomes_what_came_of_the_plan(world: World) -> None:
    on = clock.today() - DAY
    world.held("vitolini", "social_work", on, status="planned", start_time=dt.time(10), worker=world.users["worker"])
    assert tab(world, log_address(world), form(world, 10, form_key="one"))().status_code == 302
    assert list(Session.objects.values_list("status", flat=True)) == ["held"]


def log(world: World, **values: Any) -> Session:
    kept = {"date": clock.today() - DAY, "service": world.service("social_work"), "minutes": 60, "start_time": dt.time(10), **values}
    return sessions.log(world.cases["vitolini"], by=world.actor("worker", clock.today()), persons=[], **kept)


@pytest.mark.django_db
@pytest.mark.parametrize("outcome", ["held", "no_show", "cancelled"])
def test_every_outcome_is_a_repeat_of_itself(world: World, outcome: str) -> None:
    because = "Slims bērns" if outcome == "cancelled" else ""
    log(world, outcome=outcome, cancelled_because=because)
    with pytest.raises(Repeated):
        log(world, outcome=outcome, cancelled_because=because)


@pytest.mark.django_db
def test_the_hour_of_what_was_called_off_voided_or_moved_is_free(world: World) -> None:
    log(world, outcome="cancelled", cancelled_because="Slims bērns")
    first = log(world)
    sessions.void(first, by=world.actor("worker", clock.today()), reason="Kļūda")
    assert log(world).status == "held"


@pytest.mark.django_db
def test_no_way_past_the_acts_writes_the_same_meeting_twice(world: World) -> None:
    values = {"start_time": dt.time(10), "worker": world.users["worker"]}
    world.held("vitolini", "social_work", clock.today(), **values)
    for status in ("held", "planned", "no_show"):
        with pytest.raises(IntegrityError), transaction.atomic():
            world.held("vitolini", "social_work", clock.today(), status=status, **values)
    assert world.held("vitolini", "home_visit", clock.today(), **values)


@pytest.mark.django_db
def test_a_groups_session_is_planned_once_a_day_and_corrected_onto_no_other(world: World) -> None:
    cohort = running(world)
    by, day = world.actor("leader", clock.today()), clock.today() + DAY
    groups.plan_session(cohort, by=by, date=day, start_time=dt.time(17))
    with pytest.raises(Repeated):
        groups.plan_session(cohort, by=by, date=day, start_time=dt.time(17))
    with pytest.raises(Refused):
        groups.plan_session(cohort, by=by, date=day, start_time=dt.time(18))
    other = groups.plan_session(cohort, by=by, date=day + DAY, start_time=dt.time(17))
    with pytest.raises(Refused):
        sessions.correct(other, by=world.actor("coordinator", clock.today()), reason="Cita diena", date=day)


@pytest.mark.django_db
def test_nobody_is_invited_twice_to_one_event(world: World) -> None:
    event = announce(world, "coordinator", site=world.sites["bauska"])
    by, agnese, kristers = world.actor("coordinator"), world.people["agnese"], world.people["kristers"]
    events.invite(event, by=by, persons=[agnese])
    events.invite(event, by=by, persons=[agnese, kristers])
    assert Invitation.objects.filter(event=event).count() == 2
    with pytest.raises(Refused):
        events.invite(event, by=by, persons=[agnese])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("column", "other"),
    [
        ("status", "no_show"),
        ("minutes", 45),
        ("place", "home"),
        ("place_note", "Pagalms"),
        ("warned", True),
        ("cancelled_because", "Slims"),
    ],
)
def test_a_second_record_that_says_anything_else_is_no_repeat(column: str, other: Any) -> None:
    """Taken for one it would be lost."""
    world = make()
    kept = Session.objects.create(
        case=world.cases["vitolini"], circle=world.cases["vitolini"].circle, project=world.project, service=world.service("social_work"),
        site=world.sites["bauska"], date=clock.today() - DAY, start_time=dt.time(9), minutes=60, status="planned", worker=world.users["worker"],
        place="centre",
    )  # fmt: skip
    again = Session.objects.get(pk=kept.pk)
    assert Said(again).stands_in(kept)
    setattr(again, column, other)
    assert not Said(again).stands_in(kept)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("status", "is_plan"), [("planned", True), ("unconfirmed", True), ("held", False), ("no_show", False), ("cancelled", False)]
)
def test_a_record_is_the_outcome_of_what_was_planned_and_of_nothing_that_was_told(status: str, is_plan: bool) -> None:
    world = make()
    there = Session.objects.create(
        case=world.cases["vitolini"], circle=world.cases["vitolini"].circle, project=world.project, service=world.service("social_work"),
        site=world.sites["bauska"], date=clock.today() - DAY, start_time=dt.time(9), minutes=60, status=status, worker=world.users["worker"],
    )  # fmt: skip
    told = Session(
        case=there.case, service=there.service, date=there.date, start_time=there.start_time, worker=there.worker, status="held", minutes=60
    )
    assert plan_for(told) == (there if is_plan else None)
