"""Stories of meetings with a family, through the actions: logged, planned, missed, corrected, voided, moved."""

import datetime as dt
import json

import pytest

from ligzda.access.actor import Actor
from ligzda.access.models import AuditEntry
from ligzda.cases.models import Episode
from ligzda.desk.queries.timeline import timeline
from ligzda.kernel import clock
from ligzda.kernel.refused import Refused
from ligzda.services.actions import sessions
from ligzda.services.models import Attendance, Session, SessionVersion
from ligzda.services.objections import hardly_looked_for
from ligzda.services.queries import meetings, received, unwritten, usual
from tests.services.test_figures import value
from tests.services.world import TODAY, World, seat

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def log(world: World, who: str = "worker", case: str = "vitolini", people: tuple[str, ...] = ("agnese",), **values: object) -> Session:
    kept = {"date": TODAY - DAY, "service": world.service("social_work"), "minutes": 60, **values}
    return sessions.log(world.cases[case], by=world.actor(who), persons=[world.people[name] for name in people], **kept)  # type: ignore[arg-type]


def test_a_logged_meeting_stands_in_the_circle_of_its_case_with_one_audit_entry(world: World) -> None:
    before = AuditEntry.objects.count()
    session = log(world, people=("agnese", "kristers"), note="Runājām par skolu.")
    assert AuditEntry.objects.count() == before + 1
    assert (session.circle, session.project, session.site) == (world.cases["vitolini"].circle, world.project, world.sites["bauska"])
    assert session.mode == "pair"
    assert session.note.text == "Runājām par skolu."
    assert set(Attendance.objects.values_list("family_id", "case_id")) == {(world.cases["vitolini"].family_id, world.cases["vitolini"].pk)}


def test_nobody_records_in_a_file_of_others(world: World) -> None:
    with pytest.raises(Refused):
        log(world, case="zarini", people=())
    with pytest.raises(Refused):
        log(world, people=("baiba",))


def test_a_held_meeting_in_the_future_is_refused_and_can_be_planned(world: World) -> None:
    with pytest.raises(Refused) as refused:
        log(world, date=TODAY + DAY)
    assert refused.value.field == "date"
    planned = sessions.plan_meeting(
        world.cases["vitolini"],
        by=world.actor("worker"),
        date=TODAY + DAY,
        service=world.service("home_visit"),
        minutes=60,
        start_time=dt.time(10),
    )
    assert planned.status == "planned"
    assert [one.title for one in meetings(world.actor("worker"), TODAY + DAY)] == ["vitolini ģimene"]
    assert value(world, "families", as_of=TODAY + 30 * DAY) == 0


def test_a_meeting_outside_the_stay_is_warned_of_and_saved_with_a_reason(world: World) -> None:
    Episode.objects.update(admitted_date=TODAY)
    with pytest.raises(Refused) as refused:
        log(world)
    assert (refused.value.warning, refused.value.field) == (True, "because")
    assert log(world, because="Pirmais kontakts pirms uzņemšanas").outside_episode_because


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"minutes": 0}, "minutes"),
        ({"minutes": 2000}, "minutes"),
        ({"date": dt.date(1700, 1, 1)}, "date"),
        ({"date": dt.date(1985, 1, 1)}, "date"),
    ],
)
def test_impossible_values_are_refused_beside_their_field(world: World, values: dict[str, object], field: str) -> None:
    with pytest.raises(Refused) as refused:
        log(world, **values)
    assert refused.value.field == field


def test_the_same_service_at_the_same_time_is_one_record(world: World) -> None:
    log(world, start_time=dt.time(10))
    with pytest.raises(Refused):
        log(world, start_time=dt.time(10))


def test_a_no_show_is_an_attempt_and_never_reach(world: World) -> None:
    session = log(world, people=("agnese",), outcome="no_show", warned=False)
    assert (session.status, session.warned, session.attendances.count()) == ("no_show", False, 0)
    assert value(world, "families") == 0


def plan(world: World, date: dt.date, hour: int = 10) -> Session:
    by = Actor(world.users["worker"], date)
    return sessions.plan_meeting(
        world.cases["vitolini"], by=by, date=date, service=world.service("home_visit"), minutes=60, start_time=dt.time(hour)
    )


def test_a_planned_meeting_becomes_held_missed_or_cancelled(world: World) -> None:
    by = world.actor("worker")
    held = sessions.confirm_held(plan(world, TODAY - DAY), by=by, persons=[world.people["agnese"]], minutes=45, note="Bija mājās.")
    assert (held.status, held.minutes, value(world, "families")) == ("held", 45, 1)
    assert sessions.mark_no_show(plan(world, TODAY - DAY, 12), by=by, warned=None).status == "no_show"
    assert sessions.cancel(plan(world, TODAY + DAY), by=by, because="Slims bērns").status == "cancelled"
    with pytest.raises(Refused):
        sessions.confirm_held(held, by=by)


def test_what_nobody_wrote_down_waits_with_its_worker(world: World) -> None:
    plan(world, TODAY - 2 * DAY)
    assert [one.key for one in unwritten(world.actor("worker"))]
    assert not unwritten(world.actor("other"))


def test_a_specialists_protected_note_is_read_by_its_author_alone(world: World) -> None:
    log(world, "psychologist", service=world.service("psychologist"), note="Konsultācija notika.", protected_note="Tikai man.")
    family = world.cases["vitolini"].family
    texts = {name: timeline(world.actor(name), family).groups[0]["entries"][0].text for name in ("psychologist", "worker", "coordinator")}
    assert "Tikai man." in texts["psychologist"]
    assert "Konsultācija notika." in texts["worker"]
    assert "Tikai man." not in texts["worker"] + texts["coordinator"]


# --- what is usual ------------------------------------------------------------------------------------------------------


def test_usual_is_what_was_chosen_twice(world: World) -> None:
    case, by = world.cases["vitolini"], world.actor("worker")
    assert usual(by, case).service.key == "social_work"
    log(world, service=world.service("home_visit"), minutes=90, place="home")
    assert usual(by, case).service.key == "home_visit"
    log(world, date=TODAY - 2 * DAY, service=world.service("social_work"), minutes=30)
    log(world, date=TODAY - 3 * DAY, service=world.service("home_visit"), minutes=90, place="home")
    found = usual(by, case)
    assert (found.service.key, found.minutes, found.place) == ("home_visit", 90, "home")
    assert usual(world.actor("psychologist"), case).service.key == "psychologist"


# --- correct, void, move ------------------------------------------------------------------------------------------------


def test_a_correction_keeps_what_was_and_needs_a_reason(world: World) -> None:
    session = log(world, note="Pirmais.")
    with pytest.raises(Refused):
        sessions.correct(session, by=world.actor("worker"), reason=" ", minutes=30)
    sessions.correct(
        session,
        by=world.actor("worker"),
        reason="Kļūda",
        expected_version=1,
        minutes=30,
        persons=[world.people["kristers"]],
        note="Otrais.",
    )
    session.refresh_from_db()
    old = json.loads(SessionVersion.objects.get().content)
    assert (session.minutes, session.version, session.note.text) == (30, 2, "Otrais.")
    assert (old["minutes"], old["note"], len(old["attendances"])) == (60, "Pirmais.", 1)
    assert (value(world, "children"), value(world, "adults")) == (1, 0)
    with pytest.raises(Refused):
        sessions.correct(session, by=world.actor("worker"), reason="Vēl", expected_version=1, minutes=40)


def test_only_author_and_coordinator_correct(world: World) -> None:
    session = log(world)
    with pytest.raises(Refused):
        sessions.correct(session, by=world.actor("psychologist"), reason="x", minutes=30)
    assert sessions.correct(session, by=world.actor("coordinator"), reason="x", minutes=30).minutes == 30


def test_the_author_voids_within_a_day_then_the_coordinator(world: World) -> None:
    session = log(world)
    Session.objects.update(created_at=clock.now() - dt.timedelta(hours=25))
    with pytest.raises(Refused):
        sessions.void(session, by=world.actor("worker"), reason="Dubults")
    assert value(world, "families") == 1
    sessions.void(session, by=world.actor("coordinator"), reason="Dubults")
    assert value(world, "families") == 0
    entry = timeline(world.actor("worker"), world.cases["vitolini"].family).groups[0]["entries"][0]
    assert entry.void


def test_a_moved_record_counts_at_the_target_under_its_date_and_leaves_a_stub(world: World) -> None:
    session = log(world, people=("agnese",), note="Par Zariņiem.", service=world.service("lawyer"))
    by, target = world.actor("coordinator"), world.cases["zarini"]
    new = sessions.move(session, by=by, to_case=target, reason="Cita ģimene", persons=[world.people["baiba"]])
    assert (new.date, new.case, new.circle, new.note.case) == (session.date, target, target.circle, target)
    assert (value(world, "families"), value(world, "consultations"), value(world, "persons")) == (1, 1, 1)
    stub = timeline(world.actor("worker"), world.cases["vitolini"].family).groups[0]["entries"][0]
    assert stub.void
    assert "Zariņ" not in stub.text + stub.meta
    assert "Zariņiem" in str(timeline(world.actor("other"), target.family).groups)
    with pytest.raises(Refused):
        sessions.correct(session, by=by, reason="x", minutes=10)


def test_only_the_coordinator_of_both_files_moves(world: World) -> None:
    session, target = log(world), world.cases["zarini"]
    with pytest.raises(Refused):
        sessions.move(session, by=world.actor("worker"), to_case=target, reason="x")
    world.family("kalni", "valmiera", "toms")
    with pytest.raises(Refused):
        sessions.move(session, by=world.actor("coordinator"), to_case=world.cases["kalni"], reason="x")


# --- services received --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [5, 50])
def test_the_services_cost_the_same_for_five_and_fifty(world: World, size: int, django_assert_max_num_queries: object) -> None:
    for n in range(size):
        world.held("vitolini", "psychologist", TODAY - n * DAY, "agnese", "kristers")
    with django_assert_max_num_queries(3):  # type: ignore[operator]  # whose seats, which files, what was done
        rows = received(world.actor("worker"), world.cases["vitolini"].family)
    assert rows[0].times == size


def test_received_counts_as_the_figures_count(world: World) -> None:
    world.held("vitolini", "psychologist", TODAY, "agnese", count=3)
    world.held("vitolini", "psychologist", TODAY, status="no_show")
    line = received(world.actor("worker"), world.cases["vitolini"].family)[0]
    assert (line.times, line.no_shows, line.minutes) == (3, 1, 60)
    assert value(world, "consultations") == 3


def test_an_auditor_sees_and_cannot_change(world: World) -> None:
    world.users["auditor"] = world.users["nobody"]
    seat(world.cases["vitolini"].circle, world.users["auditor"], "auditor")
    session = log(world)
    assert timeline(world.actor("auditor"), world.cases["vitolini"].family).count == 1
    with pytest.raises(Refused):
        sessions.void(session, by=world.actor("auditor"), reason="x")


def test_a_family_is_lost_only_after_several_attempts_over_some_weeks(world: World) -> None:
    case = world.cases["vitolini"]
    episode = Episode.objects.filter(case=case).first()
    coordinator = world.actor("coordinator")

    def said() -> object:
        return hardly_looked_for(episode, "lost_contact", TODAY, coordinator)

    def missed(days: int) -> None:
        session = log(world, date=TODAY - days * DAY)
        Session.objects.filter(pk=session.pk).update(status="no_show")

    assert hardly_looked_for(episode, "moved_away", TODAY, coordinator) is None
    for days in (20, 12, 5):
        missed(days)
    assert said()  # three, but within three weeks
    missed(31)
    assert said() is None
    log(world, date=TODAY - 15 * DAY)
    assert said()  # they were there since
