"""Age bands at entry, frozen at the first qualifying fact in the project."""

import datetime as dt

import pytest

from ligzda.measure import engine
from ligzda.measure.dimensions import AGE_BANDS
from tests.measure.world import START, World, ask, question, rows

DAY = dt.date(2014, 6, 15)
BOUNDARIES = [
    (dt.date(2014, 6, 15), "0-2"),
    (dt.date(2011, 6, 16), "0-2"),
    (dt.date(2011, 6, 15), "3-6"),
    (dt.date(2007, 6, 16), "3-6"),
    (dt.date(2007, 6, 15), "7-12"),
    (dt.date(2001, 6, 16), "7-12"),
    (dt.date(2001, 6, 15), "13-17"),
    (dt.date(1996, 6, 16), "13-17"),
    (dt.date(1996, 6, 15), "18-29"),
    (dt.date(1984, 6, 16), "18-29"),
    (dt.date(1984, 6, 15), "30-54"),
    (dt.date(1959, 6, 16), "30-54"),
    (dt.date(1959, 6, 15), "55+"),
    (None, "unknown"),
]


def test_every_boundary_lies_on_the_birthday(world: World) -> None:
    for number, (birth, _) in enumerate(BOUNDARIES, 1):
        world.person(number, birth=birth)
        world.contact(number, 1, DAY)
    for number, (_, expected) in enumerate(BOUNDARIES, 1):
        assert engine.units(question("w_persons", where={"age": expected}), limit=None).count(number) == 1
    figure = ask("w_persons", by=("age",))
    assert list(rows(figure)) == list(AGE_BANDS)
    assert sum(row.value or 0 for row in figure.rows or ()) == figure.value == len(BOUNDARIES)
    assert figure.note is None
    assert (ask("w_children").value, ask("w_adults").value) == (8, 5)


@pytest.mark.parametrize(
    ("day", "expected"), [(dt.date(2014, 2, 28), "13-17"), (dt.date(2014, 3, 1), "18-29"), (dt.date(2016, 2, 29), "18-29")]
)
def test_born_on_29_february_has_the_birthday_on_1_march(world: World, day: dt.date, expected: str) -> None:
    world.person(1, birth=dt.date(1996, 2, 29))
    world.contact(1, 1, day)
    assert rows(ask("w_persons", by=("age",), as_of=dt.date(2016, 12, 31))) == {expected: 1}


def test_the_band_stays_that_of_entry_whatever_period_is_asked(world: World) -> None:
    world.person(1, birth=dt.date(1996, 6, 15))
    world.contact(1, 1, DAY - dt.timedelta(days=1))
    world.contact(1, 1, DAY + dt.timedelta(days=90), service="legal")
    for more in ({"since": DAY}, {"where": {"service": "legal"}}, {}):
        assert rows(ask("w_persons", by=("age",), **more)) == {"13-17": 1}  # type: ignore[arg-type]
        assert ask("w_children", **more).value == 1  # type: ignore[arg-type]


def test_a_planned_or_missed_session_is_no_entry(world: World) -> None:
    world.person(1, birth=dt.date(1996, 6, 15))
    world.contact(1, 1, START, state="planned")
    world.contact(1, 1, START, status="absent")
    world.contact(1, 1, DAY)
    assert rows(ask("w_persons", by=("age",))) == {"18-29": 1}


def test_entry_is_per_project(world: World) -> None:
    world.person(1, birth=dt.date(1996, 6, 15))
    world.contact(1, 1, DAY - dt.timedelta(days=1), project_id=2)
    world.contact(1, 1, DAY)
    assert rows(ask("w_persons", by=("age",))) == {"18-29": 1}
    assert rows(ask("w_persons", by=("age",), project=2)) == {"13-17": 1}
    assert rows(ask("w_persons", by=("age",), project=None)) == {"13-17": 1}


def test_municipality_and_family_type_are_those_of_entry_so_rows_add_up(world: World) -> None:
    world.family(1, "single_parent")
    world.family(2)
    world.contact(1, 1, START, territory="bauskas")
    world.contact(1, 1, DAY, territory="cesu")
    world.contact(2, 2, DAY)
    by_territory = ask("w_families", by=("territory",), since=DAY)
    assert rows(by_territory) == {"bauskas": 1, "unknown": 1}
    assert by_territory.note is None
    assert rows(ask("w_families", by=("family_type",))) == {"single_parent": 1, "unknown": 1}
    assert engine.units(question("w_families", where={"territory": "unknown"})) == [2]


def test_people_of_another_fact_enter_with_their_first_service(world: World) -> None:
    world.person(1, birth=dt.date(1996, 6, 15))
    world.contact(1, 1, DAY - dt.timedelta(days=1))
    world.add("w_enrolment", project_id=1, date=DAY, person_id=1, attended=True, completed=False)
    world.add("w_enrolment", project_id=1, date=DAY, person_id=2, attended=True, completed=False)
    assert rows(ask("w_enrolled", by=("age",))) == {"13-17": 1, "unknown": 1}
