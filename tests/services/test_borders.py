"""The first and the last day, the day before and the day after, and the second condition of every rule that has one."""

import datetime as dt
from typing import Any

import pytest

from ligzda.cases.models import Episode
from ligzda.kernel import clock
from ligzda.kernel.refused import Refused, Repeated
from ligzda.people.models import Membership, Person
from ligzda.services.actions import attendance, groups, sessions
from ligzda.services.models import Attendance, Session
from ligzda.services.objections import hardly_looked_for
from tests.services.test_groups import enrol, running
from tests.services.test_meetings import log, plan
from tests.services.world import TODAY, World

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def refused(field: str) -> Any:
    """The sentence stands beside this field."""
    return pytest.raises(Refused, check=lambda error: error.field == field)


# --- the future -----------------------------------------------------------------------------------------------------------


def test_a_meeting_of_today_took_place_and_one_of_tomorrow_did_not(world: World) -> None:
    by = world.actor("worker")
    assert log(world, date=TODAY).status == "held"
    assert sessions.confirm_held(plan(world, TODAY), by=by).status == "held"
    with refused("date"):
        sessions.confirm_held(plan(world, TODAY + DAY), by=by)
    with refused("date"):
        sessions.confirm_held(plan(world, TODAY, 12), by=by, date=TODAY + DAY)
    assert set(Session.objects.values_list("status", flat=True)) == {"held", "planned"}


def test_nobody_can_have_stayed_away_from_a_meeting_of_tomorrow(world: World) -> None:
    by = world.actor("worker")
    with refused("date"):
        sessions.mark_no_show(plan(world, TODAY + DAY), by=by, warned=None)
    assert sessions.mark_no_show(plan(world, TODAY), by=by, warned=True).status == "no_show"


@pytest.mark.parametrize("outcome", ["held", "no_show", "cancelled"])
def test_no_outcome_of_tomorrow_is_recorded(world: World, outcome: str) -> None:
    with refused("date"):
        log(world, people=(), date=TODAY + DAY, outcome=outcome)


def test_a_held_meeting_is_not_corrected_into_tomorrow_and_a_planned_one_is(world: World) -> None:
    by = world.actor("worker")
    held = log(world)
    with refused("date"):
        sessions.correct(held, by=by, reason="Cita diena", date=TODAY + DAY)
    assert sessions.correct(held, by=by, reason="Cita diena", date=TODAY).date == TODAY
    assert sessions.correct(plan(world, TODAY), by=by, reason="Cita diena", date=TODAY + DAY).date == TODAY + DAY


def test_a_meeting_is_planned_for_today_and_not_for_yesterday(world: World) -> None:
    values: dict[str, Any] = {"by": world.actor("worker"), "service": world.service("home_visit"), "minutes": 60}
    with refused("date"):
        sessions.plan_meeting(world.cases["vitolini"], date=TODAY - DAY, **values)
    assert sessions.plan_meeting(world.cases["vitolini"], date=TODAY, **values).status == "planned"


def test_the_sheet_of_tomorrow_is_not_filled_in(world: World) -> None:
    cohort, leader = running(world), world.actor("leader")
    enrol(world, cohort, "agnese")
    tomorrow, today = groups.plan_sessions(cohort, by=leader, dates=[TODAY + DAY, TODAY])
    with refused("date"):
        attendance.mark(tomorrow, by=leader, marks={world.people["agnese"]: "present"})
    tomorrow.refresh_from_db()
    assert (tomorrow.status, tomorrow.attendances.count()) == ("planned", 0)
    assert attendance.mark(today, by=leader, marks={world.people["agnese"]: "present"}).status == "held"


# --- the first and the last day -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "inside"), [(9, False), (10, True), (20, True), (21, False)])
def test_a_stay_holds_its_first_and_its_last_day(world: World, days: int, inside: bool) -> None:
    first = TODAY - 40 * DAY
    Episode.objects.filter(case=world.cases["vitolini"]).update(
        admitted_date=first + 10 * DAY, closed_date=first + 20 * DAY, state="closed", exit_type="self_reliant"
    )
    if inside:
        assert log(world, date=first + days * DAY).outside_episode_because == ""
    else:
        with refused("because"):
            log(world, date=first + days * DAY)


@pytest.mark.parametrize(("days", "inside"), [(29, True), (30, True), (31, False)])
def test_after_care_holds_its_last_day(world: World, days: int, inside: bool) -> None:
    first = TODAY - 40 * DAY
    Episode.objects.filter(case=world.cases["vitolini"]).update(
        admitted_date=first,
        closed_date=first + 20 * DAY,
        aftercare_until_date=first + 30 * DAY,
        state="aftercare",
        exit_type="self_reliant",
    )
    if inside:
        assert log(world, date=first + days * DAY).outside_episode_because == ""
    else:
        with refused("because"):
            log(world, date=first + days * DAY)


def test_a_stay_of_another_family_opens_nothing_here(world: World) -> None:
    Episode.objects.filter(case=world.cases["vitolini"]).update(admitted_date=TODAY)
    with refused("because"):
        log(world, date=TODAY - DAY)


def test_people_take_part_from_the_day_of_birth_to_the_day_of_death(world: World) -> None:
    kristers = world.people["kristers"]
    kristers.birth_date, kristers.death_date = TODAY - 10 * DAY, TODAY - 5 * DAY
    kristers.save()
    for days in (10, 5):
        assert log(world, people=("kristers",), date=TODAY - days * DAY).attendances.count() == 1
    for days in (11, 4):
        with refused("date"):
            log(world, people=("kristers",), date=TODAY - days * DAY)


def test_a_birth_known_by_its_year_alone_refuses_nobody(world: World) -> None:
    kristers = world.people["kristers"]
    kristers.birth_date, kristers.birth_precision = dt.date(TODAY.year, 12, 31), "year"
    kristers.save()
    assert log(world, people=("kristers",)).attendances.count() == 1


@pytest.mark.parametrize(("minutes", "is_fine"), [(0, False), (1, True), (1440, True), (1441, False)])
def test_a_meeting_lasts_from_a_minute_to_a_day(world: World, minutes: int, is_fine: bool) -> None:
    if is_fine:
        assert log(world, minutes=minutes).minutes == minutes
    else:
        with refused("minutes"):
            log(world, minutes=minutes)


def test_the_author_voids_to_the_end_of_a_day_and_not_a_minute_longer(world: World) -> None:
    in_time, too_late = log(world), log(world, date=TODAY - 2 * DAY)
    Session.objects.filter(pk=in_time.pk).update(created_at=clock.now() - dt.timedelta(hours=23, minutes=59))
    Session.objects.filter(pk=too_late.pk).update(created_at=clock.now() - dt.timedelta(hours=24, minutes=1))
    assert sessions.void(in_time, by=world.actor("worker"), reason="Dubults").voided_at
    with pytest.raises(Refused):
        sessions.void(too_late, by=world.actor("worker"), reason="Dubults")


@pytest.mark.parametrize(("days", "family"), [(-1, None), (0, "vitolini"), (5, "vitolini"), (6, "zarini")])
def test_in_a_group_a_person_comes_from_the_family_of_that_day(world: World, days: int, family: str | None) -> None:
    """Elīna lives with the Vītoliņi for six days and then with the Zariņi; she is enrolled through nobody."""
    first, elina = TODAY - 30 * DAY, world.people["elina"]
    Membership.objects.filter(person=elina).update(from_date=first, until_date=first + 5 * DAY)
    Membership.objects.create(family=world.cases["zarini"].family, person=elina, role="child", from_date=first + 6 * DAY)
    cohort, leader = running(world), world.actor("leader")
    groups.enrol(cohort, by=world.actor("coordinator"), person=elina, from_date=TODAY - 40 * DAY)
    [session] = groups.plan_sessions(cohort, by=leader, dates=[first + days * DAY])
    attendance.mark(session, by=leader, marks={elina: "present"})
    row = Attendance.objects.get(session=session)
    wanted = world.cases[family] if family else None
    assert (row.family, row.case) == ((wanted.family, wanted) if wanted else (None, None))


@pytest.mark.parametrize(("days", "is_listed"), [(-1, False), (0, True), (5, True), (6, False)])
def test_who_is_enrolled_stands_on_the_sheets_from_the_first_to_the_last_day(world: World, days: int, is_listed: bool) -> None:
    cohort, leader, first = running(world), world.actor("leader"), TODAY - 30 * DAY
    enrol(world, cohort, "agnese", "baiba")
    cohort.enrolments.filter(person=world.people["baiba"]).update(from_date=first, until_date=first + 5 * DAY)
    [session] = groups.plan_sessions(cohort, by=leader, dates=[first + days * DAY])
    attendance.mark(session, by=leader, marks={world.people["agnese"]: "present"})
    assert session.attendances.filter(person=world.people["baiba"]).exists() is is_listed


# --- second conditions ----------------------------------------------------------------------------------------------------


def test_a_correction_adds_nobody_whom_the_writer_may_not_see(world: World) -> None:
    session, by = log(world), world.actor("worker")
    with refused("persons"):
        sessions.correct(session, by=by, reason="Bija vēl", persons=[world.people["agnese"], world.people["baiba"]])
    assert list(session.attendances.values_list("person", flat=True)) == [world.people["agnese"].pk]
    both = [world.people["agnese"], world.people["baiba"]]
    assert sessions.correct(session, by=world.actor("coordinator"), reason="Bija vēl", persons=both).attendances.count() == 2


def test_who_was_there_stays_in_a_correction_by_somebody_who_no_longer_sees_them(world: World) -> None:
    session = log(world)
    baiba = world.people["baiba"]
    sessions.correct(session, by=world.actor("coordinator"), reason="Bija vēl", persons=[world.people["agnese"], baiba])
    kept = sessions.correct(session, by=world.actor("worker"), reason="Ilgums", persons=[world.people["agnese"], baiba], minutes=30)
    assert kept.attendances.count() == 2


def test_a_correction_is_checked_like_a_record(world: World) -> None:
    session, by = log(world), world.actor("worker")
    with refused("minutes"):
        sessions.correct(session, by=by, reason="Ilgums", minutes=0)
    Person.objects.filter(pk=world.people["elina"].pk).update(birth_date=TODAY)
    with refused("date"):
        sessions.correct(session, by=by, reason="Bija māsa", persons=[Person.objects.get(pk=world.people["elina"].pk)])
    Episode.objects.filter(case=session.case).update(admitted_date=TODAY)
    with refused("because"):
        sessions.correct(session, by=by, reason="Ilgums", minutes=30)
    assert sessions.correct(session, by=by, reason="Ilgums", minutes=30, because="Pirmais kontakts").outside_episode_because


@pytest.mark.parametrize("ended", ["void", "moved"])
def test_what_is_void_or_moved_is_changed_by_nobody_any_more(world: World, ended: str) -> None:
    by, session = world.actor("coordinator"), log(world)
    if ended == "void":
        sessions.void(session, by=by, reason="Dubults")
    else:
        sessions.move(session, by=by, to_case=world.cases["zarini"], reason="Cita ģimene", persons=[])
    session.refresh_from_db()
    with pytest.raises(Refused):
        sessions.correct(session, by=by, reason="x", minutes=30)
    with pytest.raises(Refused):
        sessions.void(session, by=by, reason="x")
    with pytest.raises(Refused):
        sessions.move(session, by=by, to_case=world.cases["zarini"], reason="x", persons=[])


def test_a_record_is_not_moved_to_where_it_stands(world: World) -> None:
    with refused("target"):
        sessions.move(log(world), by=world.actor("coordinator"), to_case=world.cases["vitolini"], reason="x")


def test_a_moved_record_takes_along_whoever_belongs_to_the_right_family_as_they_were_marked(world: World) -> None:
    baiba = world.people["baiba"]
    session = log(world, "coordinator", people=("agnese", "baiba"))
    new = sessions.move(session, by=world.actor("coordinator"), to_case=world.cases["zarini"], reason="Cita ģimene")
    assert list(new.attendances.values_list("person", "family", "case")) == [(baiba.pk, new.case.family_id, new.case_id)]
    assert not session.attendances.exists()


def test_a_meeting_sent_again_with_somebody_else_is_no_repeat(world: World) -> None:
    ten = dt.time(10)
    log(world, start_time=ten, note="Runājām.")
    with pytest.raises(Repeated):
        log(world, start_time=ten, note="Runājām.")
    for more in ({"people": ("kristers",)}, {"people": ("agnese", "kristers")}, {"people": ()}, {"note": "Cits."}, {"minutes": 30}):
        with pytest.raises(Refused) as said:
            log(world, **{"start_time": ten, "note": "Runājām.", **more})  # type: ignore[arg-type]
        assert not isinstance(said.value, Repeated), more


def lost(world: World, *ago: int, **values: Any) -> bool:
    """Is a family with attempts so many days ago lost today? The term: three attempts, the first at least thirty days ago."""
    for days in ago:
        session = world.held("vitolini", "home_visit", TODAY - days * DAY, status="no_show")
        Session.objects.filter(pk=session.pk).update(**values)
    episode = Episode.objects.get(case=world.cases["vitolini"])
    return hardly_looked_for(episode, "lost_contact", TODAY, world.actor("coordinator")) is None


def test_a_family_is_lost_on_the_thirtieth_day_with_the_third_attempt(world: World) -> None:
    assert not lost(world, 29, 10, 5)
    assert lost(world, 30)


def test_two_attempts_are_too_few_however_long_ago(world: World) -> None:
    assert not lost(world, 60, 30)
    assert lost(world, 0)


def test_attempts_that_are_void_or_of_an_earlier_stay_or_still_to_come_count_for_nothing(world: World) -> None:
    assert not lost(world, 40, 35, 31, voided_at=clock.now())
    assert not lost(world, -1, -2, -3)
    Episode.objects.filter(case=world.cases["vitolini"]).update(admitted_date=TODAY - 20 * DAY)
    assert not lost(world, 50, 45, 40)


def test_an_attempt_on_the_day_of_the_last_meeting_counts(world: World) -> None:
    world.held("vitolini", "home_visit", TODAY - 30 * DAY)
    assert lost(world, 30, 20, 10)
