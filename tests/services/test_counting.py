"""The properties of counting over real rows: small generated worlds, a few examples each."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ligzda.services.models import Attendance, Session
from tests.services.test_figures import ask, cohort, event, group_session, rows, value
from tests.services.world import START, World

pytestmark = pytest.mark.django_db
FEW = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
FAMILY = {"agnese": "vitolini", "kristers": "vitolini", "elina": "vitolini", "baiba": "zarini", "toms": "zarini"}
SERVICES = ("psychologist", "lawyer", "home_visit")
MEETING = st.tuples(
    st.sampled_from(SERVICES),
    st.integers(0, 320),
    st.sampled_from(sorted(set(FAMILY.values()))),
    st.sets(st.sampled_from(sorted(FAMILY)), max_size=3),
    st.sampled_from(["held", "held", "held", "planned", "no_show", "cancelled", "unconfirmed"]),
)
UNITS = ("families", "persons", "children")
REACH = (*UNITS, "adults", "consultations", "contacts", "hours")


def fill(world: World, meetings: list[Any]) -> None:
    Attendance.objects.all().delete()
    Session.objects.all().delete()
    for service, day, case, people, status in meetings:
        here = [name for name in sorted(people) if FAMILY[name] == case]
        world.held(case, service, START + dt.timedelta(days=day), *here, status=status)


@FEW
@given(meetings=st.lists(MEETING, max_size=14))
def test_new_unique_and_cumulative_agree(world: World, meetings: list[Any]) -> None:
    fill(world, meetings)
    for code in UNITS:
        new, cumulative, unique = (rows(world, code, "quarter", measure=measure) for measure in ("new", "cumulative", "total"))
        running = 0
        for quarter in sorted(cumulative):
            running += new.get(quarter, 0)
            assert cumulative[quarter] == running
            assert 0 <= new.get(quarter, 0) <= unique.get(quarter, 0) <= cumulative[quarter]


@FEW
@given(meetings=st.lists(MEETING, max_size=14))
def test_axes_add_up_or_stay_between_the_largest_and_the_sum(world: World, meetings: list[Any]) -> None:
    fill(world, meetings)
    for code in UNITS:
        total, by = value(world, code), rows(world, code, "service")
        assert max(by.values(), default=0) <= total <= sum(by.values())
    for axis in ("age", "sex", "territory"):
        assert sum(rows(world, "persons", axis).values()) == value(world, "persons")
    for axis in ("service", "site", "quarter", "function"):
        assert sum(rows(world, "consultations", axis).values()) == value(world, "consultations")


@FEW
@given(meetings=st.lists(MEETING, max_size=10), order=st.permutations(["agnese", "baiba", "toms"]))
def test_order_doubles_and_merges_do_not_matter_and_undoing_restores(world: World, meetings: list[Any], order: list[str]) -> None:
    fill(world, meetings)
    before = {code: value(world, code) for code in REACH}
    fill(world, [*reversed(meetings), *meetings])
    assert {code: value(world, code) for code in UNITS} == {code: before[code] for code in UNITS}
    fill(world, meetings)
    kristers = world.people["kristers"]
    seen = []
    for names in (order, order[::-1]):
        for name in names:
            type(kristers).objects.filter(pk=world.people[name].pk).update(root=kristers)
        seen.append(value(world, "persons"))
        type(kristers).objects.update(root=None)
    assert seen[0] == seen[1] <= before["persons"]
    assert {code: value(world, code) for code in REACH} == before


@FEW
@given(meetings=st.lists(MEETING, max_size=12))
def test_families_never_exceed_people_and_families_without_names(world: World, meetings: list[Any]) -> None:
    fill(world, meetings)
    unnamed = Session.objects.filter(status="held", attendances=None).values("case__family").distinct().count()
    assert value(world, "families") <= value(world, "persons") + unnamed


@FEW
@given(
    marks=st.lists(st.lists(st.sampled_from(["present", "late", "absent", "excused", "unknown", ""]), min_size=3, max_size=3), max_size=5),
    planned=st.integers(1, 4),
)
def test_completed_is_at_most_attended_is_at_most_enrolled(world: World, marks: list[list[str]], planned: int) -> None:
    """An unknown mark never changes a sum's value, only its label."""
    from ligzda.services.models import Cohort, Enrolment, Group

    fill(world, [])
    Enrolment.objects.all().delete(), Cohort.objects.all().delete(), Group.objects.all().delete()
    run = cohort(world, "a", planned=planned)
    people = ("agnese", "kristers", "baiba")
    for name in people:
        Enrolment.objects.create(cohort=run, person=world.people[name], from_date=START)
    for n, line in enumerate(marks):
        group_session(world, run, START + dt.timedelta(days=n), {name: mark for name, mark in zip(people, line, strict=True) if mark})
    assert value(world, "completions") <= value(world, "attended") <= value(world, "enrolled") == 3
    before = ask(world, "participations")
    Attendance.objects.filter(status="absent").update(status="unknown")
    after = ask(world, "participations")
    assert (before.value or 0) == (after.value or 0)
    assert after.unknown_parts >= before.unknown_parts


def test_what_is_planned_announced_or_unconfirmed_changes_no_reach(world: World) -> None:
    world.held("vitolini", "psychologist", START, "agnese")
    before = {code: value(world, code) for code in REACH}
    for n, status in enumerate(("planned", "unconfirmed", "cancelled", "no_show")):
        world.held("zarini", "lawyer", START + dt.timedelta(days=n), "baiba", "toms", status=status)
    event(world, "e1", "announced"), event(world, "e2", "unconfirmed"), event(world, "e3", "cancelled")
    assert {code: value(world, code) for code in REACH} == before


def test_an_unduplicated_count_over_two_services_is_their_sum_without_the_overlap(world: World) -> None:
    """Over rows: both services once, the person in both only once."""
    world.held("vitolini", "psychologist", START, "agnese", "kristers")
    world.held("vitolini", "lawyer", START, "agnese")
    by = rows(world, "persons", "service")
    assert value(world, "persons") == by["psychologist"] + by["lawyer"] - 1
