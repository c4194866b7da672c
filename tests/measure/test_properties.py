"""Properties that hold for any records, on whichever database the tests run."""

import datetime as dt
from itertools import accumulate
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ligzda.measure import engine
from ligzda.measure.request import Statement
from tests.measure.world import START, World, ask, question, rows

END = dt.date(2014, 12, 31)
EXAMPLES = 12
SERVICES, SITES, SEXES = ("psychologist", "legal", "camp"), ("bauska", "valmiera"), ("female", "male", "other", None)
DAYS = st.integers(0, 364).map(lambda n: START + dt.timedelta(days=n))
QUARTER_ENDS = tuple(dt.date(2014, m, d) for m, d in ((3, 31), (6, 30), (9, 30), (12, 31)))
CONTACTS = st.lists(st.tuples(st.integers(1, 8), DAYS, st.sampled_from(SERVICES), st.sampled_from(SITES)), min_size=0, max_size=18)
MERGES = st.lists(st.tuples(st.integers(2, 8), st.integers(1, 1)), max_size=3, unique_by=lambda pair: pair[0])
UNITS = ("w_persons", "w_families", "w_children")


@pytest.fixture(autouse=True, scope="module")
def _fewer_on_postgresql(django_db_setup: None) -> None:
    if connection.vendor == "postgresql":
        settings.register_profile("measure", max_examples=5)
    else:
        settings.register_profile("measure", max_examples=EXAMPLES)
    settings.load_profile("measure")


def many(function: Any) -> Any:
    return settings(
        deadline=None,
        max_examples=EXAMPLES,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
        database=None,
    )(function)


def family_of(person: int) -> int:
    return (person + 1) // 2


def enter(world: World, contacts: list[tuple[int, dt.date, str, str]]) -> None:
    world.clear()
    for person in range(1, 9):
        birth = None if person == 8 else dt.date(2014 - person * 4, 1 + person, 1)
        world.person(person, SEXES[person % 4], birth)
    for family in range(1, 5):
        world.family(family)
    for person, day, service, site in contacts:
        world.contact(person, family_of(person), day, service, site)


def curve(code: str) -> list[int]:
    return [cell.value for _, cell in engine.series(question(code, as_of=END), QUARTER_ENDS)]  # type: ignore[misc]


def by(code: str, dimension: str, measure: str = "total") -> list[int]:
    return list(rows(ask(code, measure, by=(dimension,))).values())


@many
@given(contacts=CONTACTS)
def test_new_used_and_ever_in_each_quarter(world: World, contacts: list[Any]) -> None:
    """The curve is the sum of the new, never falls, and 0 ≤ new ≤ in the quarter ≤ ever."""
    enter(world, contacts)
    for code in UNITS:
        new, used, ever = by(code, "quarter", "new"), by(code, "quarter"), by(code, "quarter", "cumulative")
        assert list(accumulate(new)) == ever == curve(code)
        assert all(0 <= n <= u <= c for n, u, c in zip(new, used, ever, strict=True))


@many
@given(contacts=CONTACTS)
def test_rows_that_may_not_be_added_lie_between(world: World, contacts: list[Any]) -> None:
    """max ≤ union ≤ Σ on forbidden axes; the new of each row too, because they are new to that row."""
    enter(world, contacts)
    for code in UNITS:
        for axis in ("service", "site", "quarter"):
            figure = ask(code, by=(axis,))
            values = [row.value for row in figure.rows or ()]
            assert max(values, default=0) <= figure.value <= sum(values)  # type: ignore[operator, type-var]


@many
@given(contacts=CONTACTS)
def test_rows_that_may_be_added_give_the_total(world: World, contacts: list[Any]) -> None:
    """Sex and age at entry add up, including unknown; every person is in exactly one band."""
    enter(world, contacts)
    for measure in ("total", "new", "cumulative"):
        for axis in ("sex", "age", "territory", "family_type"):
            figure = ask("w_persons", measure, by=(axis,))
            assert sum(row.value for row in figure.rows or ()) == figure.value  # type: ignore[misc]
            assert figure.note is None
    figure = ask("w_persons", by=("age",), since=dt.date(2014, 7, 1))
    assert sum(row.value for row in figure.rows or ()) == figure.value  # type: ignore[misc]
    for code in ("w_sessions", "w_consultations", "w_participations", "w_contacts"):
        for axis in ("site", "service", "quarter"):
            figure = ask(code, by=(axis,))
            assert sum(row.value for row in figure.rows or ()) == figure.value == len(contacts)  # type: ignore[misc]
    unknown = rows(ask("w_persons", by=("age",))).get("unknown", 0)
    assert ask("w_children").value + ask("w_adults").value + unknown == ask("w_persons").value  # type: ignore[operator]


@many
@given(contacts=CONTACTS, data=st.data())
def test_order_and_repetition_do_not_matter_to_people(world: World, contacts: list[Any], data: Any) -> None:
    enter(world, contacts)
    before = [curve(code) for code in UNITS]
    enter(world, data.draw(st.permutations(contacts)) + contacts)
    assert [curve(code) for code in UNITS] == before


@many
@given(contacts=CONTACTS, merges=MERGES, data=st.data())
def test_merging_in_any_order_and_taking_it_back(world: World, contacts: list[Any], merges: list[Any], data: Any) -> None:
    enter(world, contacts)
    before = [curve(code) for code in UNITS]
    found = []
    for order in (merges, data.draw(st.permutations(merges))):
        for person, root in order:
            world.set("w_person", person, root_id=root)
        found.append([curve(code) for code in UNITS])
        for person, _ in order:
            world.set("w_person", person, root_id=None)
    assert found[0] == found[1]
    assert all(merged <= single for merged, single in zip(found[0][0], before[0], strict=True))
    assert [curve(code) for code in UNITS] == before


@many
@given(spans=st.lists(st.tuples(DAYS, st.none() | st.integers(0, 200), st.booleans()), max_size=10))
def test_the_stock_changes_by_entries_and_exits(world: World, spans: list[Any]) -> None:
    """A_q = A_(q-1) + admitted + reopened - closed."""
    world.clear()
    for family, (start, days, again) in enumerate(spans, 1):
        world.episode(family, start, None if days is None else start + dt.timedelta(days=days), int(again))
    stock = by("w_active", "quarter")
    entries, exits = by("w_admitted", "quarter"), by("w_exits", "quarter")
    before = [0, *stock]
    assert stock == [a + i - o for a, i, o in zip(before, entries, exits, strict=False)]
    assert [ask("w_active", as_of=day).value for day in QUARTER_ENDS] == stock


@many
@given(contacts=CONTACTS)
def test_families_are_no_more_than_people(world: World, contacts: list[Any]) -> None:
    """Facts on the family record alone are what families may have beyond people."""
    enter(world, contacts)
    world.contact(None, 99, START)
    assert ask("w_families").value <= ask("w_persons").value + 1  # type: ignore[operator]


@many
@given(people=st.lists(st.tuples(st.integers(1, 6), st.booleans(), st.booleans()), max_size=10))
def test_completed_is_within_attended_within_enrolled(world: World, people: list[Any]) -> None:
    world.clear()
    for person, attended, completed in people:
        world.add("w_enrolment", project_id=1, date=START, person_id=person, attended=attended, completed=completed)
    assert ask("w_completed").value <= ask("w_attended_once").value <= ask("w_enrolled").value  # type: ignore[operator]


@many
@given(contacts=CONTACTS, state=st.sampled_from(("planned", "announced", "unconfirmed", "cancelled")))
def test_what_did_not_take_place_reaches_nobody(world: World, contacts: list[Any], state: str) -> None:
    enter(world, contacts)
    codes = (*UNITS, "w_sessions", "w_consultations", "w_participations", "w_hours")
    before = [ask(code).value for code in codes]
    world.contact(1, 1, START, state=state)
    world.contact(55, 55, END, state=state)
    world.contact(56, 56, END, status="absent")
    world.contact(57, 57, END, status="unknown")
    after = [ask(code).value for code in codes]
    assert after[:3] == before[:3]
    assert after[5] == before[5]
    assert ask("w_sessions").value == before[3] + 2  # type: ignore[operator]


@many
@given(numbers=st.lists(st.none() | st.integers(0, 40), max_size=8))
def test_unknown_changes_the_label_of_a_sum_and_never_its_value(world: World, numbers: list[int | None]) -> None:
    world.clear()
    for n, number in enumerate(numbers):
        world.event(f"e{n}", START, present=number)
    figure = ask("w_event_attendance")
    known = [number for number in numbers if number is not None]
    assert figure.unknown_parts == len(numbers) - len(known)
    assert figure.value == (sum(known) if known or not numbers else None)
    silent = ask("w_event_attendance", statements=(Statement("*", since=START, note="never"),))
    assert (silent.value, silent.recorded) == (None, sum(known))


@many
@given(contacts=CONTACTS, years=st.sampled_from((-4, 4, 8)))
def test_shifting_everything_by_whole_years_keeps_the_numbers(world: World, contacts: list[Any], years: int) -> None:
    """For spans of years that keep the leap day where it was."""
    enter(world, contacts)

    def shifted(day: dt.date) -> dt.date:
        return day.replace(year=day.year + years)

    moments = [("new", dt.date(2014, 4, 1), QUARTER_ENDS[1]), ("cumulative", None, QUARTER_ENDS[2]), ("total", dt.date(2014, 7, 1), END)]
    before = [ask(code, m, as_of=e, since=s).value for code in UNITS for m, s, e in moments]
    world.clear()
    for person in range(1, 9):
        world.person(person, None, None if person == 8 else dt.date(2014 + years - person * 4, 1 + person, 1))
    for person, day, service, site in contacts:
        world.contact(person, family_of(person), shifted(day), service, site)
    after = [
        ask(code, m, as_of=shifted(e), since=s and shifted(s), project_start=shifted(START)).value for code in UNITS for m, s, e in moments
    ]
    assert after == before


def test_date_parts_are_the_same_whole_numbers_on_every_database(world: World) -> None:
    """The only calendar functions in use: year, month and day of a date, for the age at entry."""
    for number, day in enumerate((dt.date(1999, 12, 31), dt.date(2000, 2, 29), dt.date(2014, 1, 1)), 1):
        world.person(number, birth=day)
        world.contact(number, 1, dt.date(2014, 6, 1))
    assert rows(ask("w_persons", by=("age",))) == {"0-2": 1, "13-17": 2}
