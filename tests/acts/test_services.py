"""What meetings, groups, camps and events leave in the trail."""

import datetime as dt
from typing import Any

import pytest

from ligzda.access.actor import Actor
from ligzda.access.homes import organisation
from ligzda.access.models import Circle, Seat
from ligzda.cases.models import Case
from ligzda.kernel.translated import Translated
from ligzda.people.models import Person
from ligzda.services.actions import attendance, camps, catalogue, corrections, entry, events, groups, leaving, sessions
from ligzda.services.models import Cohort, Event, Group, GroupLeader, ServiceType, Session, Topic
from tests.acts.trail import Trail, line, seated, unseated
from tests.services.world import START, TODAY, World

DAY = dt.timedelta(days=1)
LATER = TODAY + 14 * DAY


@pytest.fixture
def worker(at_work: World) -> Actor:
    return at_work.actor("worker")


@pytest.fixture
def boss(at_work: World) -> Actor:
    return at_work.actor("coordinator")


@pytest.fixture
def leader(at_work: World) -> Actor:
    return at_work.actor("leader")


@pytest.fixture
def case(at_work: World) -> Case:
    return at_work.cases["vitolini"]


@pytest.fixture
def social_work(at_work: World) -> ServiceType:
    return at_work.service("social_work")


@pytest.fixture
def mother(at_work: World) -> Person:
    return at_work.people["agnese"]


# --- meetings ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def planned(case: Case, worker: Actor, social_work: ServiceType) -> Session:
    """For today at nine."""
    return sessions.plan_meeting(case, by=worker, date=TODAY, service=social_work, minutes=60, start_time=dt.time(9))


@pytest.fixture
def held(case: Case, worker: Actor, social_work: ServiceType, mother: Person) -> Session:
    return sessions.log(case, by=worker, date=TODAY, service=social_work, minutes=60, persons=[mother])


def lapsed(session: Session) -> Session:
    Session.objects.filter(pk=session.pk).update(status="unconfirmed")
    session.refresh_from_db()
    return session


def test_a_meeting_that_was(trail: Trail, case: Case, worker: Actor, social_work: ServiceType) -> None:
    session = trail.call(sessions.log, case, date=TODAY, service=social_work, minutes=60, by=worker)
    trail.leaves(line("log", session, case.circle, status=("", "held"), date=("", TODAY)))


def test_a_meeting_that_is_planned(trail: Trail, case: Case, worker: Actor, social_work: ServiceType) -> None:
    session = trail.call(sessions.plan_meeting, case, date=LATER, service=social_work, minutes=60, by=worker)
    trail.leaves(line("plan_meeting", session, case.circle, date=("", LATER)))


def test_a_planned_meeting_that_was(trail: Trail, case: Case, worker: Actor, planned: Session) -> None:
    trail.call(sessions.confirm_held, planned, by=worker)
    trail.leaves(line("confirm_held", planned, case.circle, status=("planned", "held")))


def test_a_meeting_that_nobody_confirmed_in_time_and_that_was(trail: Trail, case: Case, worker: Actor, planned: Session) -> None:
    trail.call(sessions.confirm_held, lapsed(planned), by=worker)
    trail.leaves(line("confirm_held", planned, case.circle, status=("unconfirmed", "held")))


def test_a_meeting_to_which_nobody_came(trail: Trail, case: Case, worker: Actor, planned: Session) -> None:
    trail.call(sessions.mark_no_show, lapsed(planned), warned=None, by=worker)
    trail.leaves(line("no_show", planned, case.circle, status=("unconfirmed", "no_show")))


def test_a_meeting_that_is_cancelled(trail: Trail, case: Case, worker: Actor, planned: Session) -> None:
    trail.call(sessions.cancel, planned, because="Slimo.", by=worker)
    trail.leaves(line("cancel", planned, case.circle, status=("planned", "cancelled")))


def test_the_one_save_of_the_log_leaves_what_it_becomes(trail: Trail, case: Case, worker: Actor, planned: Session) -> None:
    said: dict[str, Any] = {"service": "social_work", "minutes": 60, "date": TODAY}
    new = trail.call(entry.record, case, planned=None, outcome="held", by=worker, **said)
    trail.leaves(line("log", new, case.circle, status=("", "held"), date=("", TODAY)))
    trail.call(entry.record, case, planned=planned, outcome="no_show", start_time=dt.time(9), by=worker, **said)
    trail.leaves(line("no_show", planned, case.circle, status=("planned", "no_show")))


def test_a_record_that_is_corrected(trail: Trail, case: Case, worker: Actor, held: Session) -> None:
    trail.call(corrections.correct, held, reason="Ilgāk.", minutes=90, by=worker)
    trail.leaves(line("correct", held, case.circle, record=(1, 2)))


def test_a_record_that_is_voided(trail: Trail, case: Case, worker: Actor, held: Session) -> None:
    trail.call(corrections.void, held, reason="Nebija.", by=worker)
    trail.leaves(line("void", held, case.circle, voided=(False, True)))


def test_a_record_that_is_moved_is_told_in_the_file_it_leaves(trail: Trail, at_work: World, case: Case, boss: Actor, held: Session) -> None:
    there = at_work.cases["zarini"]
    trail.call(corrections.move, held, to_case=there, reason="Cita ģimene.", by=boss)
    trail.leaves(line("move", held, case.circle, case=(case.pk, there.pk)))


# --- groups --------------------------------------------------------------------------------------------------------------


@pytest.fixture
def group(at_work: World, boss: Actor) -> Group:
    return groups.open_group(
        by=boss, kind="support", name="Otrdienas", project=at_work.project, service=at_work.service("support_group"),
        site=at_work.sites["bauska"], leaders=[at_work.users["leader"]], from_date=START,
    )  # fmt: skip


@pytest.fixture
def circle(group: Group) -> Circle:
    return group.circle


@pytest.fixture
def forming(group: Group, leader: Actor) -> Cohort:
    return groups.open_cohort(group, by=leader)


@pytest.fixture
def running(forming: Cohort, leader: Actor) -> Cohort:
    return groups.start(forming, by=leader, on=START)


@pytest.fixture
def sheet(running: Cohort, leader: Actor) -> Session:
    return groups.plan_session(running, by=leader, date=TODAY)


def test_a_group_and_the_seats_of_those_who_lead_it(trail: Trail, at_work: World, boss: Actor) -> None:
    said: dict[str, Any] = {"kind": "support", "name": "Otrdienas", "project": at_work.project, "service": at_work.service("support_group")}
    said |= {"site": at_work.sites["bauska"], "leaders": [at_work.users["leader"]], "from_date": START}
    group = trail.call(groups.open_group, by=boss, **said)
    trail.leaves(seated(Seat.objects.get(circle=group.circle)), line("open_group", group, group.circle, is_closed=("", False)))


def test_somebody_else_leads_a_group(trail: Trail, at_work: World, boss: Actor, group: Group, circle: Circle) -> None:
    other = at_work.users["other"]
    trail.call(groups.add_leader, group, user=other, from_date=TODAY, by=boss)
    trail.leaves(seated(Seat.objects.get(circle=circle, user=other)), line("add_leader", group, circle, leader=("", other.pk)))


def test_somebody_leads_a_group_no_more(trail: Trail, boss: Actor, group: Group, circle: Circle) -> None:
    leads = GroupLeader.objects.get(group=group)
    trail.call(groups.end_leader, leads, on=TODAY, by=boss)
    trail.leaves(unseated(Seat.objects.get(circle=circle), TODAY), line("end_leader", group, circle, leader=(leads.user_id, "")))


def test_a_run_of_a_group(trail: Trail, leader: Actor, group: Group, circle: Circle) -> None:
    cohort = trail.call(groups.open_cohort, group, by=leader)
    trail.leaves(line("open_cohort", cohort, circle))


def test_a_run_that_starts(trail: Trail, leader: Actor, forming: Cohort, circle: Circle) -> None:
    trail.call(groups.start, forming, on=START, by=leader)
    trail.leaves(line("start", forming, circle, state=("forming", "running"), start_date=(None, START)))


def test_a_run_that_pauses(trail: Trail, leader: Actor, running: Cohort, circle: Circle) -> None:
    trail.call(groups.pause, running, reason="Vasara", from_date=TODAY, by=leader)
    trail.leaves(line("pause", running, circle, from_date=("", TODAY)))


def test_a_run_that_goes_on(trail: Trail, leader: Actor, running: Cohort, circle: Circle) -> None:
    groups.pause(running, by=leader, reason="Vasara", from_date=TODAY)
    trail.call(groups.resume, running, on=LATER, by=leader)
    trail.leaves(line("resume", running, circle, on=("", LATER)))


def test_a_run_that_ends_and_meets_on_alone(trail: Trail, leader: Actor, running: Cohort, circle: Circle) -> None:
    ended = trail.call(groups.end_cohort, running, on=TODAY, by=leader)
    trail.leaves(line("end", running, circle, state=("running", "ended"), end_date=(None, TODAY)))
    trail.call(groups.go_on_alone, ended, by=leader)
    trail.leaves(line("go_on_alone", running, circle, state=("ended", "self_help")))


def test_a_run_that_never_starts(trail: Trail, leader: Actor, forming: Cohort, circle: Circle) -> None:
    trail.call(groups.call_off, forming, because="Nav neviena.", by=leader)
    trail.leaves(line("call_off", forming, circle, state=("forming", "cancelled")))


def test_somebody_who_is_enrolled_is_seen_from_then_on(
    trail: Trail, case: Case, boss: Actor, running: Cohort, circle: Circle, mother: Person
) -> None:
    row = trail.call(groups.enrol, running, person=mother, case=case, from_date=TODAY, by=boss)
    trail.leaves(line("give_sight", mother, circle), line("enrol", row, circle, person=("", mother.pk)))


def test_somebody_who_belongs_to_a_group_no_more(trail: Trail, boss: Actor, running: Cohort, circle: Circle, mother: Person) -> None:
    row = groups.enrol(running, by=boss, person=mother, from_date=START)
    trail.call(groups.end_enrolment, row, on=TODAY, by=boss)
    trail.leaves(line("end_enrolment", row, circle, until_date=("", TODAY)))


def test_a_session_and_a_series(trail: Trail, leader: Actor, running: Cohort, circle: Circle) -> None:
    trail.call(groups.plan_session, running, date=TODAY, by=leader)
    trail.leaves(line("plan_sessions", running, circle, count=(0, 1)))
    trail.call(groups.plan_sessions, running, dates=[TODAY + 7 * DAY, LATER], by=leader)
    trail.leaves(line("plan_sessions", running, circle, count=(0, 2)))


def test_a_sheet(trail: Trail, boss: Actor, leader: Actor, running: Cohort, sheet: Session, circle: Circle, mother: Person) -> None:
    groups.enrol(running, by=boss, person=mother, from_date=START)
    trail.call(attendance.mark, sheet, marks={mother: "present"}, by=leader)
    trail.leaves(line("mark_attendance", sheet, circle, marks=("", 1)))


def test_somebody_who_is_enrolled_by_coming(
    trail: Trail, boss: Actor, running: Cohort, sheet: Session, circle: Circle, mother: Person
) -> None:
    Group.objects.update(is_open=True)
    trail.call(attendance.mark, Session.objects.get(pk=sheet.pk), marks={mother: "present"}, by=boss)
    row = running.enrolments.get()
    trail.leaves(line("enrol", row, circle, person=("", mother.pk)), line("mark_attendance", sheet, circle, marks=("", 1)))


def test_whoever_leaves_the_house_leads_nothing_and_meets_nobody(
    trail: Trail, at_work: World, leader: Actor, case: Case, group: Group, circle: Circle, sheet: Session, social_work: ServiceType
) -> None:
    other, gone = at_work.users["other"], at_work.users["leader"]
    groups.add_leader(group, by=leader, user=other, from_date=START)
    Session.objects.filter(pk=sheet.pk).update(worker=gone)
    said = {"date": LATER, "service": social_work, "minutes": 60, "status": "planned", "worker": gone}
    mine = Session.objects.create(case=case, circle=case.circle, project=case.project, site=case.site, **said)
    trail.call(leaving.end_work, gone, by=at_work.actor("admin"))
    trail.leaves(
        line("end_leader", group, circle, leader=(gone.pk, "")),
        line("handed_on", sheet, circle, worker=(gone.pk, other.pk)),
        line("cancel", mine, case.circle, status=("planned", "cancelled")),
    )


# --- camps and events ----------------------------------------------------------------------------------------------------


@pytest.fixture
def camp(group: Group) -> Group:
    group.kind = Group.Kind.CAMP
    group.save()
    return group


def test_a_camp_and_its_days(trail: Trail, leader: Actor, camp: Group, circle: Circle) -> None:
    cohort = trail.call(camps.plan_camp, camp, start_date=LATER, end_date=LATER + 2 * DAY, by=leader)
    trail.leaves(line("open_cohort", cohort, circle), line("plan_sessions", cohort, circle, count=(0, 3)))


def test_a_camp_that_is_known_to_have_been(trail: Trail, leader: Actor, forming: Cohort, circle: Circle) -> None:
    trail.call(camps.confirm_as_held, forming, known_by="Fotogrāfijas", by=leader)
    trail.leaves(line("confirm_camp", forming, circle))


def test_a_number_that_was_told_and_another_one(trail: Trail, leader: Actor, forming: Cohort, circle: Circle) -> None:
    trail.call(camps.state_number, forming, unit="children", value=20, source="Vēstule", by=leader)
    trail.leaves(line("state_number", forming, circle, children=("", 20)))
    trail.call(camps.state_number, forming, unit="children", value=25, source="Saraksts", by=leader)
    trail.leaves(line("state_number", forming, circle, children=(20, 25)))


@pytest.fixture
def event(at_work: World, boss: Actor) -> Event:
    site = at_work.sites["bauska"]
    said: dict[str, Any] = {"title": "Ģimeņu diena", "kind": "joint_activity", "audience": "families", "start_date": TODAY}
    return events.announce(by=boss, project=at_work.project, site=site, **said)


def test_an_event(trail: Trail, at_work: World, boss: Actor) -> None:
    said: dict[str, Any] = {"title": "Ģimeņu diena", "kind": "joint_activity", "audience": "families", "site": at_work.sites["bauska"]}
    event = trail.call(events.announce, project=at_work.project, by=boss, **said)
    trail.leaves(line("announce", event, event.circle))


def test_who_is_invited(trail: Trail, boss: Actor, event: Event) -> None:
    trail.call(events.invite, event, described="Visas ģimenes", by=boss)
    trail.leaves(line("invite", event, event.circle, count=(0, 1)))


def test_an_event_that_took_place(trail: Trail, boss: Actor, event: Event) -> None:
    trail.call(events.hold, event, presence="unknown", by=boss)
    trail.leaves(line("hold", event, event.circle, state=("announced", "held"), presence=("", "unknown")))


def test_an_event_that_is_called_off(trail: Trail, boss: Actor, event: Event) -> None:
    trail.call(events.cancel, event, because="Lietus.", by=boss)
    trail.leaves(line("cancel", event, event.circle, state=("announced", "cancelled")))


def test_what_nobody_confirmed_in_time(trail: Trail, event: Event, sheet: Session, circle: Circle) -> None:
    clock = Actor.system("clock", TODAY)
    assert trail.call(events.mark_unconfirmed, on=TODAY + 8 * DAY, by=clock) == 2
    trail.leaves(line("lapse", event, event.circle), line("lapse", sheet, circle))


# --- lists ---------------------------------------------------------------------------------------------------------------


def test_an_entry_of_a_list(trail: Trail, at_work: World) -> None:
    topic = trail.call(catalogue.add, Topic, key="sleep", name=Translated(lv="Miegs", en="Sleep", lt="Miegas"), by=at_work.actor("admin"))
    trail.leaves(line("add_to_list", topic, organisation()))


def test_an_entry_of_a_list_that_is_called_otherwise(trail: Trail, at_work: World, social_work: ServiceType) -> None:
    before = social_work.name
    trail.call(catalogue.change, social_work, name=Translated(before | {"lv": "Sociālais atbalsts"}), by=at_work.actor("admin"))
    trail.leaves(line("change_list", social_work, organisation(), name_lv=(before["lv"], "Sociālais atbalsts")))
