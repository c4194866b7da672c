"""Who may mend which record until when, and what of it goes along: the second condition of every rule that has one."""

import datetime as dt
from typing import Any

import pytest

from ligzda.access.actor import Actor
from ligzda.access.models import Seat
from ligzda.cases.models import Note
from ligzda.kernel import clock
from ligzda.kernel.refused import Refused, Stale
from ligzda.people.models import Family, Membership, Person
from ligzda.services.actions import attendance, corrections, groups, sessions
from ligzda.services.models import Attendance, Session, SessionVersion
from tests.services.test_groups import running
from tests.services.test_meetings import log, plan
from tests.services.world import TODAY, World

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def worker(world: World) -> Actor:
    return world.actor("worker")


@pytest.fixture
def boss(world: World) -> Actor:
    return world.actor("coordinator")


def leave(world: World, who: str) -> None:
    """Somebody sits in this family's circle no more."""
    Seat.objects.filter(circle=world.cases["vitolini"].circle, user=world.users[who]).update(until_date=TODAY - DAY)


def fresh(thing: Any) -> Any:
    return type(thing).objects.get(pk=thing.pk)


# --- who -------------------------------------------------------------------------------------------------------------------


def test_an_author_who_left_the_file_mends_nothing_in_it(world: World) -> None:
    session = log(world)
    assert corrections.objections_to_correcting(session, world.actor("worker")) == []
    leave(world, "worker")
    gone = world.actor("worker")
    assert len(corrections.objections_to_correcting(session, gone)) == 1
    assert len(corrections.objections_to_voiding(session, gone)) == 1


def test_whoever_did_the_work_mends_what_a_colleague_wrote_down(world: World, worker: Actor) -> None:
    session = log(world, "coordinator", worker=world.users["worker"])
    assert (session.created_by, session.worker) == (world.users["coordinator"], world.users["worker"])
    assert corrections.objections_to_correcting(session, worker) == corrections.objections_to_voiding(session, worker) == []
    assert corrections.objections_to_correcting(session, world.actor("psychologist"))
    assert corrections.objections_to_voiding(session, world.actor("psychologist"))


def test_whoever_wrote_it_mends_what_a_colleague_did(world: World, worker: Actor) -> None:
    session = log(world)
    Session.objects.filter(pk=session.pk).update(worker=world.users["psychologist"], created_by=world.users["worker"])
    assert corrections.objections_to_correcting(fresh(session), worker) == []


def test_the_coordinator_voids_at_any_time_and_moves_and_nobody_else_moves(world: World, worker: Actor, boss: Actor) -> None:
    session = log(world)
    Session.objects.filter(pk=session.pk).update(created_at=clock.now() - 90 * DAY)
    assert corrections.objections_to_voiding(fresh(session), boss) == corrections.objections_to_moving(session, boss) == []
    assert len(corrections.objections_to_moving(session, worker)) == 1


def test_of_what_is_void_one_thing_is_said(world: World, worker: Actor, boss: Actor) -> None:
    """That it is void, not also that somebody else may do it."""
    session = corrections.void(log(world), by=worker, reason="Dubults")
    for said in (corrections.objections_to_correcting, corrections.objections_to_voiding, corrections.objections_to_moving):
        assert said(session, world.actor("psychologist")) == said(session, boss) and len(said(session, boss)) == 1


def test_a_groups_session_is_mended_in_its_group_and_moved_nowhere(world: World, boss: Actor) -> None:
    session = groups.plan_session(running(world), by=world.actor("leader"), date=TODAY)
    assert corrections.objections_to_moving(session, boss)
    assert corrections.objections_to_correcting(session, world.actor("leader")) == []


def test_a_groups_session_asks_for_no_reason_of_a_family_that_it_has_not(world: World) -> None:
    [session] = groups.plan_sessions(running(world), by=world.actor("leader"), dates=[TODAY - DAY])
    attendance.mark(session, by=world.actor("leader"), marks={})
    held = fresh(session)
    Session.objects.filter(pk=held.pk).update(status="held")
    mended = corrections.correct(fresh(session), by=world.actor("leader"), reason="mistake", minutes=75)
    assert (mended.minutes, mended.outside_episode_because) == (75, "")


def test_a_void_record_says_who_and_when_and_is_another_version(world: World, boss: Actor) -> None:
    session = corrections.void(log(world), by=boss, reason="  Dubults. ")
    kept = SessionVersion.objects.get()
    assert (fresh(session).voided_by, fresh(session).version) == (boss.user, 2)
    assert (kept.act, kept.version, kept.reason, kept.by_user) == ("voided", 1, "Dubults.", boss.user)


# --- what was seen ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("act", ["void", "move"])
def test_what_was_changed_since_it_was_read_is_neither_voided_nor_moved(world: World, worker: Actor, boss: Actor, act: str) -> None:
    session = log(world)
    corrections.correct(session, by=worker, reason="Ilgāk", minutes=90)
    how: dict[str, Any] = {"to_case": world.cases["zarini"]} if act == "move" else {}
    with pytest.raises(Stale):
        getattr(corrections, act)(session, by=boss, reason="x", expected_version=1, **how)
    assert getattr(corrections, act)(session, by=boss, reason="x", expected_version=2, **how)


@pytest.mark.parametrize(
    ("typed", "theirs"),
    [
        ({"minutes": 90, "theme": "Skola"}, {}),
        ({"minutes": 60, "theme": "Skola"}, {"minutes": 90}),
        ({"note": " Otrais. "}, {}),
        ({"note": "Trešais."}, {"note": "Otrais."}),
        ({"persons": ["agnese", "kristers"]}, {}),
        ({"persons": ["agnese"]}, {"persons": 2}),
        ({"minutes": 60, "note": "Trešais."}, {"minutes": 90, "note": "Otrais."}),
    ],
)
def test_only_what_differs_from_a_colleagues_words_is_shown(world: World, worker: Actor, typed: Any, theirs: Any) -> None:
    """A colleague said: ninety minutes, school, both children's mother and Kristers, another note."""
    session, people = log(world, note="Pirmais."), world.people
    both = [people["agnese"], people["kristers"]]
    corrections.correct(session, by=worker, reason="Precizēju", minutes=90, theme="Skola", note="Otrais.", persons=both)
    if "persons" in typed:
        typed = {**typed, "persons": [people[name] for name in typed["persons"]]}
    if not theirs:
        assert corrections.correct(session, by=worker, reason="Arī es", expected_version=1, **typed).version == 3
        return
    with pytest.raises(Stale) as stale:
        corrections.correct(session, by=worker, reason="Arī es", expected_version=1, **typed)
    told = dict(stale.value.theirs)
    assert told.keys() == theirs.keys()
    assert all(len(told[name]) == 2 if name == "persons" else told[name] == value for name, value in theirs.items())


def test_the_service_of_a_colleague_is_told_by_its_key(world: World, worker: Actor) -> None:
    session = log(world)
    corrections.correct(session, by=worker, reason="Cits", service=world.service("home_visit"))
    with pytest.raises(Stale) as stale:
        corrections.correct(session, by=worker, reason="Cits", service=world.service("lawyer"), expected_version=1)
    assert dict(stale.value.theirs) == {"service": "home_visit"}


def test_people_under_a_merged_record_are_the_same_people(world: World, worker: Actor) -> None:
    session, agnese = log(world), world.people["agnese"]
    double = world.person("agneze")
    Person.objects.filter(pk=agnese.pk).update(root=double)
    corrections.correct(session, by=worker, reason="Ilgāk", minutes=90)
    corrections.correct(session, by=worker, reason="Ilgāk", persons=[fresh(agnese)], minutes=90, expected_version=1)


# --- the note --------------------------------------------------------------------------------------------------------------


def test_a_note_is_another_version_where_its_words_are_others(world: World, worker: Actor) -> None:
    session = log(world, note="Pirmais.")
    assert corrections.correct(session, by=worker, reason="x", note=" Pirmais. ").note.version == 1
    assert corrections.correct(session, by=worker, reason="x", minutes=90).note.text == "Pirmais."
    second = corrections.correct(session, by=worker, reason="x", note=" Otrais. ").note
    assert (second.version, fresh(second).text) == (2, "Otrais.")
    assert fresh(corrections.correct(session, by=worker, reason="x", note="").note).text == ""
    assert Note.objects.count() == 1


def test_a_record_without_a_note_gets_one_only_where_something_is_written(world: World, worker: Actor) -> None:
    session = log(world)
    assert corrections.correct(session, by=worker, reason="x", note="  ").note is None
    note = corrections.correct(session, by=worker, reason="x", note=" Runājām. ").note
    assert (note.text, note.tier, note.author, note.case, note.date) == ("Runājām.", "working", worker.user, session.case, session.date)


# --- who was there ---------------------------------------------------------------------------------------------------------


def test_somebody_named_twice_was_there_once_and_who_is_not_named_was_not(world: World, worker: Actor) -> None:
    session, people = log(world, people=("agnese", "elina")), world.people
    twice = [people["agnese"], people["kristers"], people["kristers"]]
    changed = corrections.correct(session, by=worker, reason="Sajaucu", persons=twice)
    rows = set(changed.attendances.values_list("person", "family", "case", "status"))
    case = world.cases["vitolini"]
    assert rows == {(people[name].pk, case.family_id, case.pk, "present") for name in ("agnese", "kristers")}
    assert corrections.correct(session, by=worker, reason="Neviens", persons=[]).attendances.count() == 0


def test_a_correction_that_names_nobody_leaves_who_was_there(world: World, worker: Actor) -> None:
    session = log(world, people=("agnese", "elina"))
    assert corrections.correct(session, by=worker, reason="Ilgāk", minutes=90).attendances.count() == 2


def test_what_no_correction_may_touch_is_an_error_of_the_program(world: World, worker: Actor) -> None:
    with pytest.raises(TypeError, match="status"):
        corrections.correct(log(world), by=worker, reason="x", status="planned")


# --- why it lies outside ---------------------------------------------------------------------------------------------------


def test_a_reason_that_was_given_once_holds_for_the_next_correction(world: World, worker: Actor) -> None:
    world.cases["vitolini"].episodes.update(admitted_date=TODAY)
    session = log(world, because="Pirmais kontakts")
    assert corrections.correct(session, by=worker, reason="x", minutes=90).outside_episode_because == "Pirmais kontakts"
    assert corrections.correct(session, by=worker, reason="x", minutes=30, because="Cits").outside_episode_because == "Cits"
    assert corrections.correct(session, by=worker, reason="x", date=TODAY).outside_episode_because == ""


def test_a_plan_may_lie_outside_the_stay_and_has_a_length(world: World, worker: Actor) -> None:
    world.cases["vitolini"].episodes.update(admitted_date=TODAY - 10 * DAY, closed_date=TODAY, state="closed", exit_type="moved_away")
    planned = plan(world, TODAY)
    moved = corrections.correct(planned, by=worker, reason="Cita diena", date=TODAY + 5 * DAY)
    assert (moved.date, moved.outside_episode_because) == (TODAY + 5 * DAY, "")
    with pytest.raises(Refused) as refused:
        corrections.correct(planned, by=worker, reason="x", minutes=0)
    assert refused.value.field == "minutes"


# --- moved -----------------------------------------------------------------------------------------------------------------


def test_what_stays_behind_says_nothing_and_what_goes_says_all(world: World, boss: Actor) -> None:
    said = {"theme": "Skola", "place_note": "pie vecmāmiņas", "note": "Runājām.", "because": "Pirmais kontakts"}
    world.cases["vitolini"].episodes.update(admitted_date=TODAY)
    session = log(world, **said)
    new = corrections.move(session, by=boss, to_case=world.cases["zarini"], reason="Cita ģimene", persons=[world.people["baiba"]])
    stub = fresh(session)
    texts = (stub.theme, stub.place_note, stub.cancelled_because, stub.outside_episode_because, stub.outside_grant_because)
    assert not any(texts) and stub.note is None and stub.protected_note is None
    assert (stub.moved_to, stub.version, new.version) == (new, 2, 1)
    assert (new.theme, new.place_note, new.note.text) == ("Skola", "pie vecmāmiņas", "Runājām.")
    assert (new.date, new.minutes, new.service, new.created_by) == (session.date, 60, session.service, world.users["worker"])
    assert (new.project, new.site) == (world.cases["zarini"].project, world.cases["zarini"].site)


def test_a_specialists_protected_note_goes_along_too(world: World, boss: Actor) -> None:
    session = log(world, "psychologist", note="Neitrāli.", protected_note="Tikai man.")
    new = corrections.move(session, by=boss, to_case=world.cases["zarini"], reason="x", persons=[])
    assert {note.case for note in (new.note, new.protected_note)} == {world.cases["zarini"]}
    assert new.protected_note.sealed_text == "Tikai man."


def test_who_goes_along_stays_marked_as_they_were(world: World, boss: Actor) -> None:
    session = log(world, "coordinator", people=("agnese", "baiba", "toms"))
    Attendance.objects.filter(session=session, person=world.people["toms"]).update(status="late")
    new = corrections.move(session, by=boss, to_case=world.cases["zarini"], reason="x")
    assert dict(new.attendances.values_list("person__first_name", "status")) == {"Baiba": "present", "Toms": "late"}


def test_somebody_of_a_family_that_was_merged_into_the_right_one_goes_along(world: World, boss: Actor) -> None:
    target, elina = world.cases["zarini"], world.people["elina"]
    root = Family.objects.create(name="Zariņi", folded=" zarini ")
    Family.objects.filter(pk=target.family_id).update(root=root)
    Membership.objects.create(family=root, person=elina, role="child")
    session = log(world, "coordinator", people=("elina", "agnese"))
    new = corrections.move(session, by=boss, to_case=type(target).objects.get(pk=target.pk), reason="x")
    assert [row.person for row in new.attendances.all()] == [elina]


# --- to which family somebody of a group belongs ---------------------------------------------------------------------------


def families_of(world: World, name: str, session: Session) -> tuple[Any, Any]:
    attendance.mark(session, by=world.actor("leader"), marks={world.people[name]: "present"})
    row = Attendance.objects.get(session=session, person=world.people[name])
    return row.family, row.case


def planned_with_elina(world: World, *dates: dt.date, **enrolled: Any) -> list[Session]:
    """Sessions of a group in which Elīna has been for forty days."""
    cohort = running(world)
    groups.enrol(cohort, by=world.actor("coordinator"), person=world.people["elina"], from_date=TODAY - 40 * DAY, **enrolled)
    return groups.plan_sessions(cohort, by=world.actor("leader"), dates=list(dates))


def test_the_family_of_the_enrolment_stands_while_somebody_belongs_to_it(world: World) -> None:
    """Elīna is enrolled through the Vītoliņi; later she joins the Zariņi as well."""
    elina, zarini, vitolini = world.people["elina"], world.cases["zarini"], world.cases["vitolini"]
    Membership.objects.create(family=zarini.family, person=elina, role="child", from_date=TODAY - 10 * DAY)
    first, second = planned_with_elina(world, TODAY - 2 * DAY, TODAY, case=vitolini)
    assert families_of(world, "elina", first) == (vitolini.family, vitolini)
    Membership.objects.filter(person=elina, family=vitolini.family).update(until_date=TODAY - DAY)
    assert families_of(world, "elina", second) == (zarini.family, zarini)


def test_a_file_of_another_programme_is_not_the_files_of_the_group(world: World) -> None:
    elina, zarini = world.people["elina"], world.cases["zarini"]
    Membership.objects.filter(person=elina).update(until_date=TODAY - 5 * DAY)
    Membership.objects.create(family=zarini.family, person=elina, role="child", from_date=TODAY - 5 * DAY)
    [session] = planned_with_elina(world, TODAY)
    other = type(world.project).objects.create(key="other", title_lv="Cita", circle=world.sites["valmiera"].circle)
    type(zarini).objects.filter(pk=zarini.pk).update(project=other)
    assert families_of(world, "elina", session) == (zarini.family, None)


def test_of_two_families_on_one_day_the_one_joined_last_counts(world: World) -> None:
    elina, zarini = world.people["elina"], world.cases["zarini"]
    Membership.objects.filter(person=elina).update(from_date=TODAY - 20 * DAY)
    Membership.objects.create(family=zarini.family, person=elina, role="child", from_date=TODAY - 30 * DAY)
    [session] = planned_with_elina(world, TODAY)
    assert families_of(world, "elina", session)[0] == world.cases["vitolini"].family


def test_a_repeat_of_what_was_moved_away_is_a_new_record(world: World, boss: Actor) -> None:
    ten = dt.time(10)
    session = log(world, start_time=ten)
    sessions.move(session, by=boss, to_case=world.cases["zarini"], reason="x", persons=[])
    assert log(world, start_time=ten).pk != session.pk


def test_a_family_that_was_merged_into_the_one_of_the_enrolment_is_that_family(world: World) -> None:
    elina, vitolini = world.people["elina"], world.cases["vitolini"]
    double = Family.objects.create(name="Vītoliņi", folded="vitolini", root=vitolini.family)
    [session] = planned_with_elina(world, TODAY, case=vitolini)
    Membership.objects.filter(person=elina).update(family=double)
    assert families_of(world, "elina", session) == (vitolini.family, vitolini)
