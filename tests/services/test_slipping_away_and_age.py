"""Families that miss more than three in ten of their meetings, and how old the people are: over real rows, each border by hand."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from ligzda.access.actor import Actor
from ligzda.kernel import clock
from ligzda.measure import engine
from ligzda.measure.request import FigureRequest
from ligzda.people.models import Membership
from ligzda.projects.actions import coverage, plan
from ligzda.projects.queries.drill import receipt
from ligzda.projects.queries.figures import figures
from ligzda.projects.queries.overview import known_codes
from ligzda.projects.queries.reports import content
from ligzda.services.models import Session
from tests.services.test_figures import ask, cohort, group_session, rows, value
from tests.services.world import START, TODAY, World

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
FIRST = dt.date(2026, 5, 4)
SYSTEM = Actor.system("test")
RATE, AGE = "families_no_show_rate", "average_age"


def meetings(world: World, case: str, held: int = 0, day: dt.date = FIRST, **missed: Any) -> None:
    """``missed``: how many by what was written down, ``without``, ``told`` or ``unknown``."""
    warned = {"without": False, "told": True, "unknown": None}
    for _n in range(held):
        world.held(case, "psychologist", day)
    for how, count in missed.items():
        for _n in range(count):
            world.held(case, "psychologist", day, status="no_show", warned=warned[how])


# meetings missed without a word


@pytest.mark.parametrize(
    ("held", "missed", "families"),
    [
        (7, {"without": 3}, 0),  # three in ten is not above
        (69, {"without": 31}, 1),
        (2, {"without": 1}, 1),
        (0, {"without": 1}, 1),
        (1, {"told": 9}, 0),  # who tells is not missing
        (1, {"unknown": 9}, 0),  # nobody knows: left out on both sides
        (2, {"without": 1, "unknown": 9, "told": 9}, 1),
        (0, {"unknown": 1, "told": 1}, 0),  # nothing to take a rate of
        (0, {}, 0),
    ],
)
def test_more_than_three_in_ten_without_a_word(world: World, held: int, missed: dict[str, int], families: int) -> None:
    meetings(world, "vitolini", held, **missed)
    assert value(world, RATE) == families


@pytest.mark.parametrize("status", ["planned", "cancelled", "unconfirmed"])
def test_what_was_called_off_or_is_still_open_is_neither_kept_nor_missed(world: World, status: str) -> None:
    meetings(world, "vitolini", 2, without=1)
    for _n in range(9):
        world.held("vitolini", "psychologist", FIRST, status=status)
    assert value(world, RATE) == 1


@pytest.mark.parametrize("gone", ["voided_at", "moved_to"])
def test_void_and_moved_meetings_fall_out_of_the_rate(world: World, gone: str) -> None:
    meetings(world, "vitolini", 2, without=1)
    other = world.held("zarini", "lawyer", FIRST)
    for missed in (False, True):
        found = Session.objects.filter(case=world.cases["vitolini"], status="no_show" if missed else "held")
        put = {"voided_at": clock.now()} if gone == "voided_at" else {"moved_to": other}
        if not missed:
            extra = [world.held("vitolini", "lawyer", FIRST) for _n in range(8)]
            assert value(world, RATE) == 0
            Session.objects.filter(pk__in=[one.pk for one in extra]).update(**put)
            assert value(world, RATE) == 1
        else:
            found.update(**put)
            assert value(world, RATE) == 0


def test_groups_have_their_own_attendance(world: World) -> None:
    meetings(world, "vitolini", 1)
    group_session(world, cohort(world, "a"), FIRST, {"agnese": "absent"})
    assert value(world, RATE) == 0


def test_two_files_of_one_family_are_one_rate(world: World) -> None:
    meetings(world, "vitolini", 1, without=1)
    meetings(world, "zarini", 5)
    assert value(world, RATE) == 1
    zarini = world.cases["zarini"].family
    zarini.root = world.cases["vitolini"].family
    zarini.save()
    assert value(world, RATE) == 0
    zarini.root = None
    zarini.save()
    assert value(world, RATE) == 1


def test_on_each_day_the_rate_is_that_of_the_meetings_so_far(world: World) -> None:
    meetings(world, "vitolini", without=1, day=FIRST)
    meetings(world, "vitolini", 3, day=dt.date(2026, 7, 1))
    assert [value(world, RATE, as_of=day) for day in (FIRST - DAY, FIRST, dt.date(2026, 7, 1))] == [0, 1, 0]
    assert rows(world, RATE, "quarter") == {"2026-Q1": 0, "2026-Q2": 1, "2026-Q3": 0, "2026-Q4": 0}
    assert rows(world, RATE, "quarter", measure="cumulative") == {"2026-Q1": 0, "2026-Q2": 1, "2026-Q3": 0, "2026-Q4": 0}


def test_rows_by_service_and_by_what_the_file_says(world: World) -> None:
    meetings(world, "vitolini", 3, without=1)
    world.held("vitolini", "lawyer", FIRST, status="no_show", warned=False)
    meetings(world, "zarini", without=1)
    assert rows(world, RATE, "service") == {"lawyer": 1, "psychologist": 1}
    assert rows(world, RATE, "family_type") == {"single_parent": 1, "two_parent": 1}
    assert rows(world, RATE, "site") == {"bauska": 2}
    assert ask(world, RATE, by=("family_type",)).note is None


def test_behind_the_number_stand_the_families(world: World) -> None:
    meetings(world, "vitolini", 3, without=1)
    meetings(world, "zarini", 1, without=1)
    found = receipt(SYSTEM, world.project, RATE, TODAY)
    assert (found.kind, found.figure.value, found.counted, [row.quarter for row in found.rows]) == ("family", 1, 1, ["2026-Q2"])
    asked = FigureRequest(RATE, TODAY, project=world.project.pk, project_start=START)
    assert engine.units(asked) == [world.cases["zarini"].family_id]


# how old people are


@pytest.mark.parametrize(("day", "age"), [(dt.date(2026, 5, 5), 11), (dt.date(2026, 5, 6), 12), (TODAY, 12)])
def test_the_birthday_itself_is_a_year_more(world: World, day: dt.date, age: int) -> None:
    world.held("vitolini", "psychologist", dt.date(2026, 1, 9), "kristers")  # born on 6 May 2014
    assert value(world, AGE, as_of=day) == age


def test_each_person_once_and_who_was_not_there_never(world: World) -> None:
    world.held("vitolini", "psychologist", FIRST, "agnese", "kristers")  # 36 and 12 on the day of the data
    world.held("vitolini", "lawyer", FIRST, "kristers")
    world.held("zarini", "lawyer", FIRST, "baiba", status="no_show")
    figure = ask(world, AGE)
    assert (figure.value, figure.note) == (Decimal("24.0"), "48 years of age : 2 people of known age")
    assert rows(world, AGE, "service") == {"psychologist": Decimal(24), "lawyer": Decimal(12)}
    assert ask(world, AGE, since=FIRST + DAY).value is None


def test_an_unknown_birth_date_is_left_out_and_a_known_year_is_its_middle(world: World) -> None:
    world.held("vitolini", "psychologist", FIRST, "agnese", "kristers", "elina")
    toms = world.people["elina"]
    toms.birth_date, toms.birth_precision = None, "unknown"
    toms.save()
    assert (value(world, AGE), value(world, "people_of_known_age"), value(world, "persons")) == (24, 2, 3)
    toms.birth_date, toms.birth_precision = dt.date(2016, 12, 31), "year"  # as if born on 1 July
    toms.save()
    assert [value(world, "years_of_age", as_of=day) for day in (dt.date(2026, 6, 30), dt.date(2026, 7, 1))] == [36 + 12 + 9, 36 + 12 + 10]


def test_two_records_of_one_person_are_one_age(world: World) -> None:
    world.held("vitolini", "psychologist", FIRST, "agnese", "kristers")
    world.held("zarini", "psychologist", FIRST, "toms")  # 14, and merged into Kristers 12
    assert value(world, AGE) == Decimal("20.7")
    toms = world.people["toms"]
    toms.root = world.people["kristers"]
    toms.save()
    assert value(world, AGE) == 24


def test_behind_the_mean_stand_its_two_numbers_and_behind_these_the_people(world: World) -> None:
    world.held("vitolini", "psychologist", FIRST, "agnese", "kristers")
    found = receipt(SYSTEM, world.project, AGE, TODAY)
    assert (found.kind, [(one.code, one.value) for one in found.parts]) == ("", [("years_of_age", 48), ("people_of_known_age", 2)])
    for code in ("years_of_age", "people_of_known_age"):
        behind = receipt(SYSTEM, world.project, code, TODAY)
        assert (behind.kind, behind.counted, {row.quarter for row in behind.rows}) == ("person", 2, {"2026-Q2"})


def test_it_stands_in_the_report_of_a_programme_that_asks_for_it(world: World) -> None:
    for n in range(6):
        person = world.person(f"p{n}", dt.date(2000, 1, 1))
        Membership.objects.create(family=world.cases["vitolini"].family, person=person, role="other")
        world.held("vitolini", "psychologist", FIRST, f"p{n}")

    def told() -> dict[str, str]:
        return {one.code: one.in_words("lv") for one in content(world.project, TODAY, "lv", is_public=True).figures}

    assert "persons" in told() and AGE not in told()
    assert AGE in known_codes(SYSTEM, world.project)  # it is offered to whoever makes a statement or a plan
    coverage.state_coverage(world.project, by=SYSTEM, measure=AGE, state="complete", from_date=START, reason="Finansētājs to prasa.")
    world.project.refresh_from_db()
    assert told()[AGE] == "26,0"
    assert AGE in {one.code for one in figures(SYSTEM, world.project, as_of=TODAY)}


def test_a_target_asks_for_it_too(world: World) -> None:
    world.held("vitolini", "psychologist", FIRST, "agnese", "kristers")
    plan.set_target(world.project, by=SYSTEM, code=AGE, value=12)
    world.project.refresh_from_db()
    assert AGE in {one.code for one in figures(SYSTEM, world.project, as_of=TODAY)}


def test_children_that_are_few_are_not_what_the_mean_and_the_adults_leave(world: World) -> None:
    """Its note says of how many people the mean is: children and adults together."""
    grown, unknown = [f"p{n}" for n in range(9)], [f"u{n}" for n in range(7)]
    for name in (*grown, *unknown):
        world.person(name, dt.date(2000, 1, 1) if name in grown else None)
    world.held("vitolini", "psychologist", FIRST, *grown, *unknown, "kristers")
    told = {one.code: one for one in content(world.project, TODAY, "lv", is_public=True).figures}
    assert (told["persons"].value, told["adults"].value, told["children"].suppressed) == (17, 9, "< 5")
    coverage.state_coverage(world.project, by=SYSTEM, measure=AGE, state="complete", from_date=START, reason="Finansētājs to prasa.")
    world.project.refresh_from_db()
    told = {one.code: one for one in content(world.project, TODAY, "lv", is_public=True).figures}
    assert told["children"].suppressed and (told["adults"].suppressed or told[AGE].suppressed)
    told = {one.code: one for one in content(world.project, TODAY, "lv", is_public=False).figures}
    assert (told["children"].value, told[AGE].value) == (1, Decimal("24.6"))
