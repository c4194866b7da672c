"""Behind each number stand as many rows as it says, and behind a share its two numbers."""

import datetime as dt

import pytest

from ligzda.access.actor import Actor
from ligzda.cases.actions import team
from ligzda.cases.models import Episode, Plan
from ligzda.closure.actions import closing
from ligzda.measure.indicators import indicator
from ligzda.places.models import Territory
from ligzda.projects.models import Project
from ligzda.projects.queries.drill import all_rows, receipt
from ligzda.projects.queries.figures import figures
from tests.care.world import decided, separated, status
from tests.cases.world import ENOUGH, World, latest

D = dt.date
ON, SINCE = D(2026, 6, 30), D(2025, 1, 1)
# admitted in 2025: one stays, one is closed, comes back and is closed again, one moves away; the child's family is here since 2020
EXPECTED = {
    "active": 2,
    "admitted": 3,
    "exits": 3,
    "median_months": 3,  # ended stays: 4, 3 and 2 calendar months
    "reopened": 1,
    "with_valid_plan": 1,
    "families_active": 2,
    "reviews_due": 1,
    "reviews_on_time": 0,
    "areas_compared": 8,
    "worker_changes": 1,
    "carried": 1,
    "first_worker": 0,
    "children_removed": 1,
    "children_returned": 1,
    "children_kept": 0,
}


@pytest.fixture
def told(world: World) -> World:
    Episode.objects.exclude(case=world.cast.case).update(admitted_date=D(2099, 1, 1))  # the other file the cast brings along
    Project.objects.filter(pk=world.cast.project.pk).update(start_date=D(2020, 1, 1))
    world.cast.project.refresh_from_db()
    child = separated(world, D(2025, 2, 1))
    status(world, child, "returned", D(2025, 9, 1), decision=decided(D(2025, 8, 20)))
    end = {"by": world.coordinator, "sentence": "Labi.", "accept_because": ENOUGH}
    comes_back = world.active(on=D(2025, 3, 10))
    closing.close(comes_back, on=D(2025, 6, 10), exit_type="self_reliant", **end)
    again = closing.reopen(latest(comes_back.case), by=world.coordinator, on=D(2026, 1, 10), sentence="Atkal.")
    closing.close(again, on=D(2026, 2, 10), exit_type="moved_away", **end)
    closing.close(world.active(on=D(2025, 10, 1)), on=D(2025, 12, 1), exit_type="moved_away", **end)
    stays = world.active(on=D(2025, 12, 1))

    world.assessed(stays.case, on=D(2026, 5, 1), f4=2)
    Plan.objects.filter(case=stays.case).update(review_date=D(2026, 9, 1))
    Plan.objects.filter(case=comes_back.case).update(review_date=D(2025, 5, 1))  # passed, and nobody looked
    team.hand_over(stays.case, by=world.coordinator, user=world.colleague(), on=D(2026, 3, 1))
    return world


def test_as_many_rows_stand_behind_a_number_as_it_says(told: World) -> None:
    project, wrong = told.cast.project, {}
    for code, expected in EXPECTED.items():
        since = None if indicator(code).is_stock else SINCE
        found = receipt(Actor.system("test"), project, code, ON, since=since)
        behind = len(all_rows(Actor.system("test"), project, found, ON, "lv", since=since))
        rows = 3 if code == "median_months" else expected
        if (found.figure.value, behind) != (expected, rows) or not found.kind:
            wrong[code] = (found.figure.value, behind, found.kind)
    assert wrong == {}


def test_two_ends_of_one_family_are_two_rows_by_the_way_they_ended(told: World) -> None:
    actor = told.coordinator
    found = receipt(actor, told.cast.project, "exits", ON, since=SINCE, by=("exit_type",))
    assert {row.key["exit_type"]: row.value for row in found.figure.rows or ()} == {"self_reliant": 1, "moved_away": 2}
    assert len(found.rows) == 3 and len({row.key for row in found.rows}) == 2 and all(row.name for row in found.rows)
    first, second = (
        receipt(actor, told.cast.project, "exits", ON, since=SINCE, where={"exit_type": way}) for way in ("self_reliant", "moved_away")
    )
    assert (len(first.rows), len(second.rows)) == (1, 2)


@pytest.mark.parametrize(
    ("code", "top", "bottom"),
    [
        ("valid_plan_share", "with_valid_plan", "families_active"),
        ("reviewed_on_time", "reviews_on_time", "reviews_due"),
        ("reopened_share", "reopened", "exits"),
        ("one_worker", "first_worker", "carried"),
    ],
)
def test_a_share_leads_to_its_two_numbers(told: World, code: str, top: str, bottom: str) -> None:
    since = None if indicator(top).is_stock else SINCE
    found = receipt(told.coordinator, told.cast.project, code, ON, since=since)
    assert [(one.code, one.value) for one in found.parts] == [(top, EXPECTED[top]), (bottom, EXPECTED[bottom])]


def test_children_stand_by_the_municipality_of_their_file(told: World) -> None:
    case = told.cast.case
    case.territory = Territory.objects.exclude(key="").order_by("id")[0]
    case.save()
    for code in ("children_removed", "children_returned"):
        [found] = figures(Actor.system("test"), told.cast.project, codes=[code], as_of=ON, since=SINCE, by=("territory",))
        assert {row.key["territory"]: row.value for row in found.rows or () if row.value} == {case.territory.key: 1}
