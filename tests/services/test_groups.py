"""Stories of groups, camps and their sheets, and of events, through the actions."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from ligzda.access.actor import Actor
from ligzda.access.permissions import Permission
from ligzda.desk.queries.timeline import timeline
from ligzda.kernel.refused import Refused
from ligzda.measure import engine
from ligzda.measure.reported import typed_of
from ligzda.measure.request import FigureRequest
from ligzda.people.models import Person
from ligzda.projects.models import ProjectSite
from ligzda.services.actions import attendance, camps, events, groups
from ligzda.services.models import Attendance, Cohort, Event, Group, Session, SessionVersion
from ligzda.services.queries import choices
from ligzda.services.queries import groups as queries
from tests.services.test_figures import ask, value
from tests.services.world import TODAY, World, seat

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
START = TODAY - 40 * DAY


def open_group(world: World, kind: str = "support", **values: object) -> Group:
    service = world.service("camp" if kind == "camp" else "support_group")
    kept = {"name": "Otrdienas tikšanās", "leaders": [world.users["leader"]], "from_date": START, **values}
    return groups.open_group(
        by=world.actor("coordinator"), kind=kind, project=world.project, service=service, site=world.sites["bauska"], **kept
    )  # type: ignore[arg-type]


def running(world: World, planned: int = 2, **values: object) -> Cohort:
    group = open_group(world, **values)
    cohort = groups.open_cohort(group, by=world.actor("leader"), start_date=START, planned_sessions=planned)
    return groups.start(cohort, by=world.actor("leader"))


def enrol(world: World, cohort: Cohort, *names: str) -> None:
    for name in names:
        case = world.cases["vitolini" if name in ("agnese", "kristers", "elina") else "zarini"]
        groups.enrol(cohort, by=world.actor("coordinator"), person=world.people[name], case=case, from_date=START)


def test_the_leader_sees_who_is_enrolled_and_nothing_of_the_file(world: World) -> None:
    cohort = running(world)
    leader = world.actor("leader")
    assert not Person.objects.visible_to(leader, Permission.SEE_CONTACT).exists()
    enrol(world, cohort, "agnese")
    assert list(Person.objects.visible_to(world.actor("leader"), Permission.SEE_CONTACT)) == [world.people["agnese"]]
    assert not type(world.cases["vitolini"]).objects.visible_to(world.actor("leader"), Permission.SEE_CASE).exists()


def test_a_group_of_others_is_not_there(world: World) -> None:
    group = open_group(world)
    assert queries.group_by_key(world.actor("leader"), group.key) == group
    assert queries.group_by_key(world.actor("worker"), group.key) is None
    with pytest.raises(Refused):
        groups.open_cohort(group, by=world.actor("worker"))
    with pytest.raises(Refused):
        groups.open_group(
            by=world.actor("leader"),
            kind="support",
            name="x",
            project=world.project,
            service=group.service,
            site=group.site,
            from_date=START,
        )


def test_a_closed_circle_has_a_neutral_name_and_stands_in_no_list_of_others(world: World) -> None:
    with pytest.raises(Refused):
        open_group(world, name="Vardarbība: atbalsts", topic="vardarbība", is_closed_circle=True)
    group = open_group(world, name="Ceturtdienas grupa", topic="vardarbība", is_closed_circle=True)
    groups.start(groups.open_cohort(group, by=world.actor("leader"), start_date=START), by=world.actor("leader"))
    assert group.circle.is_closed
    assert queries.groups_nearby(world.actor("worker")) == []
    open_one = open_group(world, name="Mammu skola")
    groups.start(groups.open_cohort(open_one, by=world.actor("leader"), start_date=START), by=world.actor("leader"))
    assert queries.groups_nearby(world.actor("worker")) == [open_one]


def test_a_pause_needs_a_reason_and_the_cohort_goes_on_afterwards(world: World) -> None:
    cohort, leader = running(world), world.actor("leader")
    with pytest.raises(Refused):
        groups.pause(cohort, by=leader, reason="", from_date=TODAY)
    groups.pause(cohort, by=leader, reason="Vasaras darbi", from_date=TODAY, until_date=TODAY + 30 * DAY)
    with pytest.raises(Refused) as refused:
        groups.plan_session(cohort, by=leader, date=TODAY + 7 * DAY)
    assert refused.value.warning
    assert groups.plan_session(cohort, by=leader, date=TODAY + 7 * DAY, because="Kopīga ekskursija").status == "planned"
    cohort = groups.resume(cohort, by=leader, on=TODAY + 8 * DAY)
    assert (cohort.state, cohort.pauses.get().until_date, cohort.group.cohorts.count()) == ("running", TODAY + 7 * DAY, 1)
    cohort = groups.end_cohort(cohort, by=leader, on=TODAY + 20 * DAY)
    assert groups.go_on_alone(cohort, by=leader).state == "self_help"


def test_a_group_does_not_start_without_a_leader_or_a_day(world: World) -> None:
    group = open_group(world, leaders=[])
    cohort = groups.open_cohort(group, by=world.actor("coordinator"))
    with pytest.raises(Refused) as refused:
        groups.start(cohort, by=world.actor("coordinator"))
    assert len(refused.value.sentences) == 2


def test_a_run_that_never_starts_is_called_off_with_a_reason(world: World) -> None:
    cohort = groups.open_cohort(open_group(world), by=world.actor("leader"))
    with pytest.raises(Refused):
        groups.call_off(cohort, by=world.actor("leader"), because=" ")
    assert groups.call_off(cohort, by=world.actor("leader"), because="Nepieteicās neviens").state == "cancelled"


def test_one_save_marks_everybody_and_the_unmarked_stay_unknown(world: World) -> None:
    cohort = running(world)
    enrol(world, cohort, "agnese", "kristers", "baiba")
    session = groups.plan_session(cohort, by=world.actor("leader"), date=TODAY)
    marks = {world.people["agnese"]: "present", world.people["kristers"]: "late"}
    session = attendance.mark(session, by=world.actor("leader"), marks=marks, expected_version=1)
    assert dict(session.attendances.values_list("person__first_name", "status")) == {
        "Agnese": "present",
        "Kristers": "late",
        "Baiba": "unknown",
    }
    assert (session.status, value(world, "sessions"), ask(world, "participations").unknown_parts) == ("held", 1, 1)
    assert set(session.attendances.values_list("case__number", flat=True)) == {"BA-0001", "BA-0002"}
    line = timeline(world.actor("worker"), world.cases["vitolini"].family, kind="groups")
    assert line.count == 2
    assert "Baiba" not in str(line.groups)


def test_two_people_saving_one_sheet_the_second_is_told(world: World) -> None:
    cohort = running(world)
    enrol(world, cohort, "agnese")
    session = groups.plan_session(cohort, by=world.actor("leader"), date=TODAY)
    attendance.mark(session, by=world.actor("leader"), marks={world.people["agnese"]: "present"}, expected_version=1)
    with pytest.raises(Refused):
        attendance.mark(session, by=world.actor("coordinator"), marks={world.people["agnese"]: "absent"}, expected_version=1)
    attendance.mark(session, by=world.actor("coordinator"), marks={world.people["agnese"]: "absent"}, expected_version=2)
    assert SessionVersion.objects.count() == 1
    assert Attendance.objects.get().status == "absent"


def test_a_stranger_comes_only_to_an_open_group_and_is_enrolled_by_coming(world: World) -> None:
    cohort = running(world)
    session = groups.plan_session(cohort, by=world.actor("coordinator"), date=TODAY)
    with pytest.raises(Refused):
        attendance.mark(session, by=world.actor("coordinator"), marks={world.people["agnese"]: "present"})
    Group.objects.update(is_open=True)
    attendance.mark(Session.objects.get(), by=world.actor("coordinator"), marks={world.people["agnese"]: "present"})
    assert cohort.enrolments.get().person == world.people["agnese"]


def test_a_closed_group_wants_a_reason_for_a_late_newcomer(world: World) -> None:
    cohort = running(world, planned=5)
    enrol(world, cohort, "agnese")
    for n in range(3):
        attendance.mark(
            groups.plan_session(cohort, by=world.actor("leader"), date=TODAY - n * DAY),
            by=world.actor("leader"),
            marks={world.people["agnese"]: "present"},
        )
    with pytest.raises(Refused) as refused:
        enrol(world, cohort, "baiba")
    assert refused.value.warning
    groups.enrol(cohort, by=world.actor("coordinator"), person=world.people["baiba"], from_date=TODAY, because="Pārcēlās no citas grupas")


def test_averages_know_over_how_many_sessions_they_were_made(world: World) -> None:
    cohort = running(world, planned=3)
    enrol(world, cohort, "agnese", "baiba")
    for n, marks in enumerate(({"agnese": "present", "baiba": "present"}, {"agnese": "present", "baiba": "absent"}, {"agnese": "present"})):
        session = groups.plan_session(cohort, by=world.actor("leader"), date=TODAY - n * DAY)
        attendance.mark(session, by=world.actor("leader"), marks={world.people[name]: mark for name, mark in marks.items()})
    run = queries.cohorts(world.actor("leader"), cohort.group)[0]
    assert (run.held, run.known, str(run.average), run.attended, run.completed) == (3, 2, "1.5", 2, 1)


def test_sixty_people_cost_as_many_statements_as_six(world: World, django_assert_num_queries: object) -> None:
    cohort = running(world)
    counts = []
    for size in (6, 60):
        for n in range(size - cohort.enrolments.count()):
            person = world.person(f"cilveks{size}x{n}")
            groups.enrol(cohort, by=Actor.system("test", TODAY), person=person, from_date=START)
        session = groups.plan_session(cohort, by=world.actor("leader"), date=TODAY - size * DAY)
        session = Session.objects.select_related("cohort__group", "circle").get(pk=session.pk)
        by = world.actor("leader")
        marks = {row.person: "present" for row in cohort.enrolments.select_related("person")}
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(
            connection,
        ) as seen:
            queries.sheet(by, session)
            attendance.mark(session, by=by, marks=marks)
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_a_camp_has_days_and_numbers_that_were_told(world: World) -> None:
    by = world.actor("coordinator")
    camp = open_group(world, "camp", name="Piedzīvojums", key="staicele")
    cohort = camps.plan_camp(camp, by=by, start_date=START, end_date=START + 3 * DAY)
    assert cohort.sessions.count() == 4
    camps.state_number(cohort, by=by, unit="children", value=15, territory=world.sites["bauska"].territory, source="gada pārskats")
    camps.state_number(cohort, by=by, unit="children", value=None, territory=world.sites["valmiera"].territory, source="gada pārskats")
    told = engine.compute(
        FigureRequest(
            "children",
            as_of=TODAY,
            project=world.project.pk,
            project_start=START,
            by=("camp", "territory"),
            typed=typed_of(world.project.pk),
        )
    )
    assert [(row.key["territory"], row.value, row.typed) for row in told.rows] == [("bauska", 15, True)]
    assert (value(world, "camps"), value(world, "children")) == (0, 0)
    camps.confirm_as_held(cohort, by=by, known_by="gada pārskats")
    assert value(world, "camps") == 1
    with pytest.raises(Refused):
        camps.plan_camp(camp, by=by, start_date=TODAY, end_date=TODAY - DAY)


# --- events -------------------------------------------------------------------------------------------------------------


def announce(world: World, who: str = "manager", **values: object) -> Event:
    kept = {"title": "Projekta prezentācija", "kind": "presentation", "audience": "partners", "start_date": TODAY - 10 * DAY, **values}
    return events.announce(by=world.actor(who), project=world.project, **kept)  # type: ignore[arg-type]


def test_an_event_keeps_invited_apart_from_present(world: World) -> None:
    event = announce(world, "coordinator", site=world.sites["bauska"])
    by = world.actor("coordinator")
    events.invite(event, by=by, persons=[world.people["agnese"], world.people["baiba"]], described="visi pirmklasnieki")
    assert value(world, "event_attendance") == 0, "an announced event changes no figure"
    events.hold(event, by=by, presence="persons", persons=[world.people["agnese"]], guests=["Viesis", " "])
    assert (value(world, "event_attendance"), event.invitations.count(), value(world, "persons")) == (2, 3, 0)


def test_a_stated_number_needs_a_source_and_unknown_stays_unknown(world: World) -> None:
    by = world.actor("manager")
    with pytest.raises(Refused):
        events.hold(announce(world), by=by, presence="stated", number=25)
    events.hold(Event.objects.get(), by=by, presence="stated", number=25, source="starpziņojums")
    events.hold(announce(world), by=by, presence="unknown")
    figure = ask(world, "event_attendance")
    assert (figure.value, figure.unknown_parts) == (25, 1)


def test_seven_days_later_what_nobody_confirmed_is_named_apart(world: World) -> None:
    old, fresh = announce(world, start_date=TODAY - 7 * DAY), announce(world, start_date=TODAY - 6 * DAY)
    assert events.mark_unconfirmed(by=Actor.system("clock", TODAY), on=TODAY) == 1
    old.refresh_from_db(), fresh.refresh_from_db()
    assert (old.state, fresh.state) == ("unconfirmed", "announced")
    assert ask(world, "event_attendance").not_confirmed == 2
    with pytest.raises(Refused):
        events.hold(old, by=world.actor("manager"), presence="unknown")
    assert events.confirm(old, by=world.actor("manager"), known_by="protokols", presence="unknown").state == "held"


def test_a_cancelled_event_counts_nowhere_and_a_future_one_is_not_held(world: World) -> None:
    by = world.actor("manager")
    events.cancel(announce(world), by=by, because="Slimība")
    assert ask(world, "event_attendance").not_confirmed == 0
    with pytest.raises(Refused):
        events.hold(announce(world, start_date=TODAY + DAY), by=by, presence="unknown")


def test_who_manages_the_project_sees_the_event_and_not_who_came(world: World) -> None:
    from ligzda.services.queries.events import event_by_key, event_page

    event = announce(world, "coordinator", site=world.sites["bauska"])
    events.hold(event, by=world.actor("coordinator"), presence="persons", persons=[world.people["agnese"]])
    seen = event_page(world.actor("manager"), event_by_key(world.actor("manager"), event.key))
    assert (seen.present, seen.presences) == (1, [])
    assert event_by_key(world.actor("worker"), event.key) is None
    assert len(event_page(world.actor("coordinator"), event).presences) == 1


def test_who_opens_a_group_is_offered_as_its_leader_and_always_sees_it(world: World) -> None:
    seat(world.sites["bauska"].circle, world.users["leader"], "group_leader")
    ProjectSite.objects.create(project=world.project, site=world.sites["bauska"])
    client = Client()
    client.force_login(world.users["leader"])
    address = reverse("services:new_group")
    offered = client.get(address).context["form"]
    assert offered["leader"].value() == world.users["leader"].key
    for leader in ("leader", "coordinator"):
        data = {
            "kind": "support", "name": f"Rīta tikšanās {leader}", "project": world.project.key, "site": "bauska", "from_date": "20.11.2026.",
            "leader": world.users[leader].key, "is_open": "no", "circle": "open",
        }  # fmt: skip
        answer = client.post(address, data)
        assert answer.status_code == 302, answer.context["form"].errors
        assert client.get(answer.headers["Location"]).status_code == 200, leader


def test_a_partner_or_an_auditor_is_not_offered_as_a_leader(world: World) -> None:
    seat(world.sites["bauska"].circle, world.users["nobody"], "municipal_partner")
    seat(world.cases["vitolini"].circle, world.users["manager"], "auditor")
    offered = dict(choices.for_group(world.actor("coordinator"))["leader"])
    assert not offered.keys() & {world.users["nobody"].key, world.users["manager"].key}
    assert world.users["worker"].key in offered


def test_two_who_enrol_one_person_get_one_enrolment_and_a_sentence(world: World) -> None:
    cohort = running(world)
    enrol(world, cohort, "agnese")
    with pytest.raises(Refused, match="Agnese"):
        enrol(world, cohort, "agnese")
    assert cohort.enrolments.count() == 1


def test_a_groups_page_says_what_is_only_recorded_so_far(world: World) -> None:
    group, day = running(world).group, START
    run = queries.cohorts(world.actor("leader"), group)
    assert run[0].unsaid == frozenset(), "complete unless stated"
    world.project.unless_stated = "unknown"
    world.project.save()
    for measure in ("sessions", "average_attendance"):
        world.project.coverage_statements.create(measure=measure, dimensions=[f"group={group.key}"], from_date=day, state="complete")
    again = queries.group_by_key(world.actor("leader"), group.key)
    assert again is not None
    assert queries.cohorts(world.actor("leader"), again)[0].unsaid == {"enrolled", "attended", "completions", "families"}


def test_who_left_before_the_end_is_not_among_the_families_at_the_end(world: World) -> None:
    cohort = running(world)
    enrol(world, cohort, "agnese", "kristers", "baiba")
    cohort.enrolments.filter(person=world.people["baiba"]).update(until_date=TODAY - 2 * DAY)
    Cohort.objects.filter(pk=cohort.pk).update(end_date=TODAY - DAY)
    (run,) = queries.cohorts(world.actor("leader"), cohort.group)
    assert (len(run.members), run.families) == (3, 1)
