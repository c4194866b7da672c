"""How areas changed, from what was assessed: from the first level to the last, whatever day is asked for."""

from typing import Any

import pytest

from ligzda.access.actor import Actor
from ligzda.cases.actions import assessments
from ligzda.cases.models import Case
from ligzda.projects.queries.drill import receipt
from ligzda.projects.queries.figures import answer, figures, terms
from tests.cases.world import World
from tests.cast import LONG_AGO, make_person


@pytest.fixture
def case(world: World) -> Case:
    """One family without children, assessed three times: home 2 → 3 → 5, food 4 → not assessed → 3, all others 4."""
    case = world.admitted(on=world.ago(300))
    for days, home, food in ((280, 2, 4), (180, 3, None), (80, 5, 3)):
        world.assessed(case, on=world.ago(days), f4=home, f3=food)
    return case


def value(world: World, code: str, days: int = 0, **asked: Any) -> Any:
    found = figures(Actor.system("test"), world.cast.project, codes=[code], as_of=world.ago(days), **asked)
    return found[0]


def changed(world: World, days: int = 0) -> dict[str, Any]:
    rows = value(world, "levels_changed", days, by=("area",)).rows or ()
    return {row.key["area"].removeprefix("areas_of_life_"): row.value for row in rows if row.value}


def test_the_change_is_from_the_first_level_to_the_last_up_to_the_day_asked_for(world: World, case: Case):
    assert value(world, "areas_compared").value == 8
    assert value(world, "levels_changed").value is None  # home 3 up, food 1 down: never one number
    assert [changed(world, days) for days in (279, 179, 79)] == [{}, {"f4": 1}, {"f4": 3, "f3": -1}]
    rows = {row.key["area"]: row.value for row in value(world, "area_change", by=("area",)).rows}
    assert (rows["areas_of_life_f4"], rows["areas_of_life_f3"], rows["areas_of_life_f1"]) == (3, -1, 0)


def test_what_was_voided_or_is_not_finished_changes_nothing(world: World, case: Case):
    last = case.assessments.order_by("date").last()
    assessments.void(last, by=world.coordinator, reason="Cita ģimene.")
    world.begun(case, on=world.ago(10))
    assert changed(world) == {"f4": 1}  # home 2 → 3; food has only one level
    assert value(world, "areas_compared").value == 7


def test_two_records_of_one_child_are_one_child(world: World, case: Case):
    first = world.begun(case, on=world.ago(50))
    child = case.family.memberships.get(role="child").person
    assessments.void(first, by=world.worker_in, reason="Vēlāk.")
    world.assessed(case, on=world.ago(40), c2=2)
    twin = make_person("Kristers", "Vītoliņš", root=child)
    case.family.memberships.filter(role="child").update(person=twin)
    world.assessed(case, on=world.ago(30), c2=4)
    rows = {row.key["area"]: row.value for row in value(world, "levels_changed", by=("area",)).rows}
    assert rows["areas_of_life_c2"] == 2


def test_the_families_stand_behind_the_number_for_those_who_may_know_them(world: World, case: Case):
    world.cast.project.start_date = LONG_AGO
    world.cast.project.save()
    asked = receipt(world.coordinator, world.cast.project, "areas_compared", world.today)
    assert [row.key for row in asked.rows] == [case.family.key] * 8
    assert not [row.name for row in receipt(world.manager, world.cast.project, "areas_compared", world.today).rows if row.name]


def test_areas_are_never_put_into_one_number(world: World, case: Case):
    whole = value(world, "area_change")
    assert whole.value is None and whole.is_apart and "dzīves joma" in whole.reason and "nezin" not in whole.in_words("lv")
    assert whole.as_json()["value"] is None
    about = terms(Actor.system("test"), world.cast.project)
    assert answer(about, "area_change", world.today, where={"area": "areas_of_life_f4"}).value == 3
    asked = receipt(world.coordinator, world.cast.project, "area_change", world.today)  # the page splits by itself
    assert {row.key["area"]: row.value for row in asked.figure.rows or ()}["areas_of_life_f3"] == -1
    assert [one.code for one in asked.parts] == ["levels_changed", "areas_compared"]


def test_a_figure_by_parts_is_listed_once_there_is_something_to_compare(world: World):
    def listed() -> bool:
        found = figures(Actor.system("test"), world.cast.project, as_of=world.today, lang="lv")
        return "area_change" in {one.code for one in found}

    case = world.admitted(on=world.ago(300))
    world.assessed(case, on=world.ago(200))
    assert not listed()
    world.assessed(case, on=world.ago(100))
    assert listed()
