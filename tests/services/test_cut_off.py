"""Figures of groups and camps know nothing that happened after their day; the family of a group is the one of the day of the session."""

import datetime as dt

import pytest

from ligzda.access.models import Function
from ligzda.people.models import Membership
from ligzda.projects.models import Post, PostHolder
from ligzda.services.actions import attendance
from ligzda.services.models import Cohort, Enrolment
from tests.services.test_figures import Q1, Q2, ask, cohort, group_session, rows, value
from tests.services.world import World, seat

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def enrol(world: World, run: Cohort, *names: str) -> None:
    for name in names:
        case = world.cases["vitolini" if name in ("agnese", "kristers", "elina") else "zarini"]
        Enrolment.objects.create(cohort=run, person=world.people[name], from_date=Q1, family=case.family, case=case)


def test_a_course_is_completed_on_the_day_its_share_was_reached(world: World) -> None:
    run = cohort(world, "a", planned=4)
    Cohort.objects.filter(pk=run.pk).update(completion_share="0.5")
    enrol(world, run, "agnese")
    for n in range(4):
        group_session(world, run, Q1 + n * 7 * DAY, {"agnese": "present"})
    reached = Q1 + 7 * DAY
    assert [value(world, "completions", as_of=day) for day in (reached - DAY, reached, Q2)] == [0, 1, 1]
    assert value(world, "completions", since=reached + DAY, as_of=Q2) == 0


def test_a_camp_counts_from_the_day_on_which_a_day_of_it_was_held(world: World) -> None:
    camp = cohort(world, "vasara", "camp", planned=3)
    Cohort.objects.filter(pk=camp.pk).update(start_date=Q2)
    group_session(world, camp, Q2, {}, status="cancelled")
    group_session(world, camp, Q2 + 2 * DAY, {"agnese": "present"})
    found = [ask(world, "camps", as_of=Q2 + n * DAY) for n in range(4)]
    assert [(one.value, one.not_confirmed) for one in found] == [(0, 0), (0, 1), (1, 0), (1, 0)]


def test_nobody_enters_by_a_service_after_the_day_of_the_data(world: World) -> None:
    run = cohort(world, "a")
    enrol(world, run, "agnese")
    world.held("vitolini", "psychologist", Q2, "agnese")
    assert rows(world, "enrolled", "age", as_of=Q2 - DAY) == {"unknown": 1}
    assert rows(world, "enrolled", "age", as_of=Q2) == {"30-54": 1}


def test_rows_by_camp_never_exceed_their_total(world: World) -> None:
    run, camp = cohort(world, "a"), cohort(world, "vasara", "camp")
    enrol(world, run, "agnese")
    enrol(world, camp, "kristers", "elina", "baiba", "toms")
    assert value(world, "enrolled") == 1, "a camp is no group"
    split = ask(world, "enrolled", by=("camp",))
    assert (split.value, [row.value for row in split.rows]) == (5, [4])


def test_the_family_of_a_session_is_the_one_of_its_day(world: World) -> None:
    run = cohort(world, "a")
    enrol(world, run, "agnese", "baiba")
    moved = world.people["kristers"]
    enrol(world, run, "kristers")
    first, second = (group_session(world, run, day, {}, status="planned") for day in (Q1, Q2))
    Membership.objects.filter(person=moved).update(until_date=Q2 - DAY)
    Membership.objects.create(family=world.cases["zarini"].family, person=moved, role="child", from_date=Q2)
    seat(run.group.circle, world.users["leader"], "group_leader")
    by = world.actor("leader")
    for session in (first, second):
        attendance.mark(session, by=by, marks={moved: "present", world.people["agnese"]: "absent", world.people["baiba"]: "absent"})
    names = {world.cases[name].family_id: name for name in world.cases}
    found = [session.attendances.get(person=moved) for session in (first, second)]
    assert [names[row.family_id or 0] for row in found] == ["vitolini", "zarini"]
    assert found[1].case == world.cases["zarini"], "and the file is that family's"


def halves(world: World) -> None:
    worker = Function.objects.get(key="social_worker")
    for _n in range(4):
        Post.objects.create(project=world.project, function=worker, planned_from_date=Q1, share="0.5")


def test_four_halves_are_four_posts_and_two_full_time_ones(world: World) -> None:
    halves(world)
    assert (value(world, "posts_planned"), value(world, "posts_full_time")) == (4, 2)
    assert rows(world, "posts_full_time", "function") == {"social_worker": 2}
    assert value(world, "posts_full_time", as_of=Q1 - DAY) == 0


def test_a_post_whose_second_holder_is_known_is_filled_from_that_day(world: World) -> None:
    halves(world)
    first, second, *_rest = Post.objects.order_by("pk")
    for post in (first, second):
        for day in (Q1, Q1 + DAY):
            PostHolder.objects.create(post=post, is_unknown=True, from_date=day)
    PostHolder.objects.create(post=first, user=world.users["worker"], from_date=Q2)
    found = [ask(world, "posts_filled", as_of=day) for day in (Q2 - DAY, Q2)]
    assert [(one.value, one.unknown_parts) for one in found] == [(None, 2), (1, 1)]
