"""Figures over real rows: what counts, what never does, and what a merge, a void or a move changes."""

import datetime as dt
from typing import Any

import pytest

from ligzda.access.actor import Actor
from ligzda.kernel import clock
from ligzda.kernel.refused import Refused
from ligzda.measure import engine
from ligzda.measure.dimensions import check_dimensions
from ligzda.measure.request import FigureRequest, Statement
from ligzda.people.actions import merging
from ligzda.services.models import Attendance, Cohort, Enrolment, Event, Group, Presence, Session
from tests.services.world import START, TODAY, World

pytestmark = pytest.mark.django_db
Q1, Q2 = dt.date(2026, 2, 3), dt.date(2026, 5, 4)


def ask(world: World, code: str, **more: Any) -> Any:
    return engine.compute(FigureRequest(code, as_of=more.pop("as_of", TODAY), project=world.project.pk, project_start=START, **more))


def value(world: World, code: str, **more: Any) -> Any:
    return ask(world, code, **more).value


def rows(world: World, code: str, *by: str, **more: Any) -> dict[Any, Any]:
    figure = ask(world, code, by=by, **more)
    return {tuple(row.key.values()) if len(by) > 1 else row.key[by[0]]: row.value for row in figure.rows}


def counted(world: World) -> dict[str, Any]:
    return {
        code: value(world, code)
        for code in ("families", "persons", "children", "adults", "consultations", "contacts", "sessions", "participations")
    }


def test_families_people_and_consultations_are_three_different_counts(world: World) -> None:
    world.held("vitolini", "psychologist", Q1, "agnese", "kristers")
    world.held("vitolini", "psychologist", Q2, "kristers")
    world.held("vitolini", "home_visit", Q2, "agnese", "elina")
    world.held("zarini", "lawyer", Q2, "baiba")
    assert counted(world) == {
        "families": 2, "persons": 4, "children": 2, "adults": 2, "consultations": 3, "contacts": 1, "sessions": 0, "participations": 0,
    }  # fmt: skip
    assert rows(world, "families", "service") == {"home_visit": 1, "lawyer": 1, "psychologist": 1}
    assert rows(world, "consultations", "service", "quarter")[("psychologist", "2026-Q1")] == 1
    assert rows(world, "persons", "age") == {"7-12": 2, "30-54": 2}
    assert rows(world, "persons", "sex") == {"female": 4}
    assert rows(world, "families", "family_type") == {"single_parent": 1, "two_parent": 1}
    assert rows(world, "families", "territory") == {"bauska": 2}
    assert value(world, "children_per_family") == 1
    assert value(world, "hours") == 4
    assert (value(world, "services"), rows(world, "services", "service")["home_visit"]) == (6, 2)


@pytest.mark.parametrize("status", ["planned", "no_show", "cancelled", "unconfirmed"])
def test_what_did_not_take_place_reaches_nobody(world: World, status: str) -> None:
    world.held("vitolini", "psychologist", Q1, "agnese", status=status)
    assert set(counted(world).values()) == {0}


def test_void_records_and_stubs_of_moved_ones_fall_out(world: World) -> None:
    one = world.held("vitolini", "psychologist", Q1, "agnese")
    Session.objects.filter(pk=one.pk).update(voided_at=clock.now())
    stub, right = world.held("vitolini", "lawyer", Q1), world.held("zarini", "lawyer", Q1, "baiba")
    Session.objects.filter(pk=stub.pk).update(moved_to=right)
    assert counted(world) | {"x": 0} == {
        "families": 1, "persons": 1, "children": 0, "adults": 1, "consultations": 1, "contacts": 0, "sessions": 0, "participations": 0, "x": 0,
    }  # fmt: skip


def test_a_meeting_without_names_counts_the_family_and_nobody_else(world: World) -> None:
    world.held("vitolini", "social_work", Q1)
    assert (value(world, "families"), value(world, "persons")) == (1, 0)


def test_a_meeting_at_which_everybody_was_absent_reaches_no_family(world: World) -> None:
    session = world.held("vitolini", "social_work", Q1, "agnese")
    Attendance.objects.filter(session=session).update(status="absent")
    assert value(world, "families") == 0


def test_ten_minutes_are_no_consultation_but_reach_the_family(world: World) -> None:
    world.held("vitolini", "psychologist", Q1, "agnese", minutes=10)
    assert (value(world, "consultations"), value(world, "families")) == (0, 1)


def test_merging_persons_and_families_changes_figures_and_undoing_restores_them(world: World) -> None:
    world.held("vitolini", "psychologist", Q1, "agnese", "kristers")
    world.held("zarini", "psychologist", Q1, "baiba", "toms")
    before = counted(world)
    toms, zarini = world.people["toms"], world.cases["zarini"].family
    toms.root, zarini.root = world.people["kristers"], world.cases["vitolini"].family
    toms.save(), zarini.save()
    assert counted(world) == before | {"families": 1, "persons": 3, "children": 1}
    assert rows(world, "persons", "sex") == {"female": 3}
    toms.root = zarini.root = None
    toms.save(), zarini.save()
    assert counted(world) == before


def cohort(world: World, key: str, kind: str = "support", planned: int | None = 3, **values: Any) -> Cohort:
    from ligzda.access.models import Circle

    site = world.sites["bauska"]
    group = Group.objects.create(
        key=key, kind=kind, name=key, project=world.project, service=world.service("camp" if kind == "camp" else "support_group"), site=site,
        circle=Circle.objects.create(kind="group", parent=site.circle),
    )  # fmt: skip
    return Cohort.objects.create(group=group, planned_sessions=planned, start_date=Q1, **values)


def group_session(world: World, of: Cohort, date: dt.date, marks: dict[str, str], status: str = "held") -> Session:
    group = of.group
    session = Session.objects.create(
        cohort=of, circle=group.circle, project=world.project, service=group.service, site=group.site, date=date, minutes=120, status=status
    )
    for name, mark in marks.items():
        case = world.cases["vitolini" if name in ("agnese", "kristers", "elina") else "zarini"]
        Attendance.objects.create(session=session, person=world.people[name], status=mark, family=case.family, case=case)
    return session


def test_enrolled_attended_and_completed_are_three_counts(world: World) -> None:
    run = cohort(world, "a")
    for name in ("agnese", "baiba", "toms"):
        Enrolment.objects.create(cohort=run, person=world.people[name], from_date=Q1)
    for n in range(3):
        group_session(
            world,
            run,
            Q1 + dt.timedelta(days=7 * n),
            {"agnese": "present" if n else "late", "baiba": "unknown" if n else "present", "toms": "excused"},
        )
    group_session(world, run, Q2, {"toms": "present"}, status="planned")
    assert [value(world, code) for code in ("enrolled", "attended", "completions", "sessions")] == [3, 2, 1, 3]
    assert rows(world, "sessions", "group") == {"a": 3}
    assert rows(world, "completions", "group") == {"a": 1}
    figure = ask(world, "participations")
    assert (figure.value, figure.unknown_parts) == (4, 2)
    assert value(world, "families", where={"group": "a"}) == 2
    assert ask(world, "sessions").not_confirmed == 1
    assert rows(world, "enrolled", "age") == {"30-54": 2, "unknown": 1}


def test_somebody_enrolled_twice_under_two_records_is_one_person(world: World) -> None:
    run = cohort(world, "a", planned=2)
    for name in ("agnese", "baiba"):
        Enrolment.objects.create(cohort=run, person=world.people[name], from_date=Q1)
    group_session(world, run, Q1, {"agnese": "present"})
    group_session(world, run, Q2, {"baiba": "present"})
    assert (value(world, "attended"), value(world, "completions")) == (2, 0)
    baiba = world.people["baiba"]
    baiba.root = world.people["agnese"]
    baiba.save()
    assert (value(world, "enrolled"), value(world, "attended"), value(world, "completions")) == (1, 1, 1)


def test_a_camp_counts_once_and_its_people_through_its_days(world: World) -> None:
    camp = cohort(world, "valmiera_camp", "camp", planned=2)
    for n in range(2):
        group_session(world, camp, Q2 + dt.timedelta(days=n), {"agnese": "present", "kristers": "present"})
    planned = cohort(world, "next_camp", "camp")
    assert ask(world, "camps").not_confirmed == 1
    assert (value(world, "camps"), value(world, "sessions")) == (1, 0)
    assert rows(world, "persons", "camp") == {"valmiera_camp": 2}
    assert rows(world, "families", "camp") == {"valmiera_camp": 1}
    Cohort.objects.filter(pk=planned.pk).update(held_known_by="the final report")
    assert value(world, "camps") == 2
    assert rows(world, "camps", "camp") == {"next_camp": 1, "valmiera_camp": 1}


def event(world: World, key: str, state: str = "held", **values: Any) -> Event:
    from ligzda.access.models import Circle

    return Event.objects.create(
        key=key, title=key, kind="seminar", project=world.project, audience="partners", circle=Circle.objects.create(kind="event"), state=state,
        **{"start_date": Q1, **values},
    )  # fmt: skip


def test_events_add_up_to_a_number_and_its_unknown_parts(world: World) -> None:
    event(world, "stated", presence="stated", stated_number=25)
    for n in range(4):
        event(world, f"unknown-{n}", presence="unknown")
    event(world, "announced", "announced"), event(world, "lapsed", "unconfirmed"), event(world, "off", "cancelled")
    event(world, "later", "announced", start_date=TODAY + dt.timedelta(days=30))
    figure = ask(world, "event_attendance")
    assert (figure.value, figure.unknown_parts, figure.not_confirmed) == (25, 4, 2)
    assert "4" in figure.reason
    by_event = {row.key["event"]: row.value for row in ask(world, "event_attendance", by=("event",)).rows}
    assert by_event["stated"] == 25
    assert by_event["unknown-1"] is None


def test_people_entered_at_an_event_count_once_with_guests_beside(world: World) -> None:
    one = event(world, "names", presence="persons")
    for name in ("agnese", "baiba"):
        Presence.objects.create(event=one, person=world.people[name])
    Presence.objects.create(event=one, name="Viesis")
    assert value(world, "event_attendance") == 3
    assert value(world, "persons") == 0


def test_camps_count_in_the_three_figures_of_groups_only_where_one_asks_by_camp(world: World) -> None:
    for key, kind, name in (("course", "course", "agnese"), ("summer", "camp", "toms")):
        run = cohort(world, key, kind, planned=1)
        Enrolment.objects.create(cohort=run, person=world.people[name], from_date=Q1)
        group_session(world, run, Q1, {name: "present"})
    for code in ("enrolled", "attended", "completions"):
        assert value(world, code) == 1
        assert rows(world, code, "camp") == {"summer": 1}
        assert rows(world, code, "group") == {"course": 1}
        assert value(world, code, where={"camp": "summer"}) == 1


def test_what_is_said_of_a_camp_is_no_unknown_part_of_a_group(world: World) -> None:
    group_session(world, cohort(world, "a"), Q1, {"agnese": "present"})
    said = (Statement("participations", (("camp", "summer"),), note="nobody counted"),)
    figure = ask(world, "participations", by=("group",), statements=said)
    assert (figure.value, figure.unknown_parts) == (1, 1)
    assert [(row.value, row.unknown_parts) for row in figure.rows] == [(1, 0)]


def test_a_ratio_has_no_rows_by_what_it_cannot_be_split_by(world: World) -> None:
    world.held("vitolini", "psychologist", Q1, "agnese", "kristers")
    assert ask(world, "children_per_family", by=("camp",)).rows is None


def test_two_periods_at_once_are_refused() -> None:
    with pytest.raises(Refused):
        check_dimensions(("quarter", "month"))


def test_figures_by_age_and_sex_follow_what_the_merged_records_know_together(world: World) -> None:
    early = world.person("anna", None, "unknown")
    late = world.person("ance", dt.date(2014, 1, 1), "male")
    world.held("vitolini", "psychologist", Q1, "anna")
    world.held("vitolini", "psychologist", Q2, "ance")
    assert rows(world, "persons", "sex") == {"male": 1, "unknown": 1}
    me = Actor.system("test")
    row = merging.merge(early, late, by=me, reason="Viens")
    assert (rows(world, "persons", "sex"), rows(world, "persons", "age")) == ({"male": 1}, {"7-12": 1})
    merging.unmerge(row, by=me, reason="Kļūda")
    assert rows(world, "persons", "sex") == {"male": 1, "unknown": 1}


def test_a_camp_is_counted_at_the_site_of_its_group_and_at_no_other(world: World) -> None:
    cohort(world, "bauska_camp", "camp")
    there = cohort(world, "valmiera_camp", "camp")
    Group.objects.filter(pk=there.group_id).update(site=world.sites["valmiera"])
    second = cohort(world, "second_camp", "camp")
    assert second.group.site == world.sites["bauska"]
    for camp in Cohort.objects.order_by("id"):
        group_session(world, camp, Q1, {"agnese": "present"})
    assert rows(world, "camps", "site") == {"bauska": 2, "valmiera": 1}
