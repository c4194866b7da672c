"""Days, floors, parts and small numbers at their borders: every expectation is worked out by hand beside it."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from ligzda.kernel.refused import Refused
from ligzda.measure import coverage, engine, equations, periods
from ligzda.measure.coverage import Scope
from ligzda.measure.figure import Cell, Figure, percent
from ligzda.measure.request import AT_LEAST, COMPLETE, UNKNOWN, FigureRequest, Statement, Target
from ligzda.measure.shown import average_may_be_printed, percentage_may_be_printed, shown_to_everybody
from ligzda.measure.suppression import Problem
from ligzda.measure.targets import planned
from tests.measure.world import END, Q1, Q2, Q3, START, World, ask, question, rows

D = dt.date
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def _english() -> Any:
    with translation.override("en"):
        yield


# --- attainment and floors ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [(1, 3, "33.3"), (2, 3, "66.7"), (49, 400, "12.3"), (0, 7, "0.0"), (12, 10, "120.0"), (None, 10, None), (3, 0, None)],
)
def test_attainment_is_rounded_to_a_tenth_halves_up_and_of_nothing_there_is_none(part: int | None, whole: int, said: str | None) -> None:
    assert percent(part, whole) == (Decimal(said) if said else None)


def test_a_floor_promises_more_than_the_records_only_where_they_are_fewer() -> None:
    floor = Cell(value=40, at_least=True, comparator=">")
    assert replace(floor, recorded=39).discrepancy
    assert not replace(floor, recorded=40).discrepancy and not replace(floor, recorded=41).discrepancy
    assert not floor.discrepancy and not replace(floor, recorded=39, at_least=False).discrepancy
    assert not Cell(at_least=True, recorded=3).discrepancy


def test_a_plain_number_is_one_without_floor_and_without_parts_left_out() -> None:
    assert Cell(value=0).is_known and Cell(value=7).is_known
    assert not Cell().is_known and not Cell(value=7, at_least=True).is_known and not Cell(value=7, unknown_parts=1).is_known


def test_a_part_is_never_held_against_the_target_of_the_whole(example: World) -> None:
    targets = (Target(1, 8, valid_from=START),)
    assert ask("w_families", targets=targets).planned[0].attainment == 50
    assert ask("w_families", targets=targets, where={"site": "bauska"}).planned[0].attainment is None
    assert ask("w_families", targets=targets, since=START).planned[0].attainment == 50, "from the first day of the project is the whole"
    assert ask("w_families", targets=targets, since=START + DAY).planned[0].attainment is None
    assert ask("w_families", "cumulative", targets=targets).planned[0].attainment == 50


@pytest.mark.parametrize(("begins", "is_shown"), [(-1, True), (0, True), (1, False)])
def test_a_target_is_known_from_its_first_day(begins: int, is_shown: bool) -> None:
    asked = FigureRequest("w_families", END, targets=(Target(1, 8, valid_from=START), Target(2, 9, valid_from=END + begins * DAY)))
    found = planned(asked, Cell(value=4))
    assert [one.version for one in found] == ([1, 2] if is_shown else [1])
    assert [one.version for one in found if one.in_force] == [2 if is_shown else 1]
    assert [one.version for one in found if one.original] == [1]


def test_a_hidden_number_takes_its_attainment_and_its_record_along() -> None:
    values: dict[str, Any] = {"code": "w_persons", "measure": "total", "as_of": END, "title": "", "unit": "", "recorded": 3}
    targets = planned(FigureRequest("w_persons", END, targets=(Target(1, 8),)), Cell(value=3))
    small, large = (Figure(value=value, planned=targets, **values) for value in (4, 5))
    for one, attainment in ((small, None), (large, Decimal("37.5"))):
        [told] = shown_to_everybody([one])
        assert [plan.attainment for plan in told.planned] == [attainment] and told.recorded is None
        assert bool(told.suppressed) is (attainment is None)


# --- statements: their days and their parts -------------------------------------------------------------------------------


@pytest.mark.parametrize(("since", "until"), [(Q1, Q2), (None, Q2), (Q1, None), (None, None)])
def test_a_statement_holds_on_its_first_and_its_last_day(since: dt.date | None, until: dt.date | None) -> None:
    said = Statement("x", since=since, until=until)
    holds = {day: coverage.holds_on(said, day) for day in (Q1 - DAY, Q1, Q2, Q2 + DAY)}
    assert list(holds.values()) == [since is None, True, True, until is None]


def test_a_difference_needs_the_day_before_its_first_day() -> None:
    """Unknown until 31 March: what is new from 1 April on is the total less an unknown one; from 2 April on it is known."""
    said = (Statement("x", until=D(2014, 3, 31)),)
    for first, is_known in ((D(2014, 3, 31), False), (D(2014, 4, 1), False), (D(2014, 4, 2), True)):
        asked = coverage.scope("x", first, END, True, {}, True)
        assert (coverage.decide(said, asked) is None) is is_known, first
    assert coverage.decide(said, coverage.scope("x", D(2014, 4, 1), END, False, {}, True)) is None, "a whole has no day before"


def test_unknown_at_one_end_wins_over_a_floor_at_the_other() -> None:
    unknown, floor = Statement("x", until=Q1), Statement("x", since=Q2, state=AT_LEAST, floor=3)
    where = Scope("x", Q3, Q1, {})
    assert coverage.decide((unknown, floor), where) is unknown
    assert coverage.decide((floor,), where) is floor
    assert coverage.decide((replace(unknown, state=COMPLETE), floor), replace(where, last_day=Q1)) is None


def test_a_statement_on_every_figure_touches_those_that_reach_people_and_services_alone() -> None:
    everything, one = Statement("*"), Statement("x")
    assert coverage.concerns(everything, "x", True) and not coverage.concerns(everything, "x", False)
    assert coverage.concerns(one, "x", False) and not coverage.concerns(one, "y", True)


def test_more_dimensions_win_then_the_shorter_time_then_the_later_word() -> None:
    where = Scope("x", Q2, None, {"site": "bauska", "service": "legal"})
    default = Statement("x", is_default=True, order=99)
    whole = Statement("x", order=5)
    half_a_year = Statement("x", since=START, until=D(2014, 6, 30), order=1)
    quarter = Statement("x", since=D(2014, 4, 1), until=D(2014, 6, 30), order=0)
    later = replace(quarter, order=2)
    site = Statement("x", (("site", "bauska"),), order=0)
    both = Statement("x", (("site", "bauska"), ("service", "legal")), order=0)
    ladder = [default, whole, half_a_year, quarter, later, site, both]
    for n in range(1, len(ladder) + 1):
        assert coverage.winner(reversed(ladder[:n]), where) is ladder[n - 1]
    assert coverage.winner([default, both], replace(where, values={"site": "bauska"})) is default
    assert coverage.winner([both], replace(where, values={"site": "bauska", "service": "camp"})) is None


def test_known_before_is_the_last_complete_day_inside_the_project() -> None:
    where = Scope("x", END, None, {})
    unknown = (Statement("x", since=Q2),)
    assert coverage.known_before(unknown, where, START) == Q2 - DAY
    assert coverage.known_before(unknown, where, Q2 - DAY) == Q2 - DAY
    assert coverage.known_before(unknown, where, Q2) is None, "it was never complete since the project began"
    assert coverage.known_before((Statement("x"), Statement("x", since=Q1, until=Q2, state=COMPLETE)), where, START) == Q2


@pytest.mark.parametrize(
    ("state", "partial", "value", "comparator"),
    [(COMPLETE, False, 7, None), (UNKNOWN, False, None, None), (AT_LEAST, False, 40, ">"), (AT_LEAST, True, 7, "≥")],
)
def test_what_a_statement_makes_of_a_number(state: str, partial: bool, value: int | None, comparator: str | None) -> None:
    cell = Cell(value=7, recorded=7, unknown_parts=2, typed=True)
    said = coverage.apply(cell, Statement("x", state=state, floor=40, comparator=">"), "en", partial)
    assert (said.value, said.comparator, said.recorded) == (value, comparator, 7)
    assert said.at_least is (state == AT_LEAST) and bool(said.reason) is (state != COMPLETE)
    assert said.typed is (state == COMPLETE)
    assert coverage.apply(cell, None, "en") == cell


def test_a_floor_without_a_number_is_what_was_recorded() -> None:
    said = coverage.apply(Cell(value=9, recorded=7), Statement("x", state=AT_LEAST), "en")
    assert (said.value, said.comparator, said.at_least) == (7, "≥", True)


# --- periods --------------------------------------------------------------------------------------------------------------


def test_the_first_and_the_last_period_are_cut_to_the_project() -> None:
    found = periods.quarters(D(2014, 2, 15), D(2014, 7, 1))
    assert [(one.key, one.first, one.last) for one in found] == [
        ("2014-Q1", D(2014, 2, 15), D(2014, 3, 31)),
        ("2014-Q2", D(2014, 4, 1), D(2014, 6, 30)),
        ("2014-Q3", D(2014, 7, 1), D(2014, 7, 1)),
    ]
    assert [one.key for one in periods.months(D(2014, 11, 30), D(2015, 1, 1))] == ["2014-11", "2014-12", "2015-01"]


def test_six_hundred_periods_are_enough_and_one_more_is_too_long() -> None:
    assert len(periods.months(D(1950, 1, 1), D(1999, 12, 31))) == 600
    with pytest.raises(Refused):
        periods.months(D(1950, 1, 1), D(2000, 1, 1))


@pytest.mark.parametrize(
    ("name", "key", "first", "last"),
    [
        ("quarter", "2014-Q1", D(2014, 1, 1), D(2014, 3, 31)),
        ("quarter", "2014-Q4", D(2014, 10, 1), D(2014, 12, 31)),
        ("month", "2016-02", D(2016, 2, 1), D(2016, 2, 29)),
    ],
)
def test_a_period_has_its_days(name: str, key: str, first: dt.date, last: dt.date) -> None:
    assert periods.find(name, key) == (first, last)


@pytest.mark.parametrize(("name", "key"), [("quarter", "2014-Q0"), ("quarter", "2014-Q5"), ("quarter", "2014-04"), ("month", "2014-13")])
def test_what_is_no_period_is_refused(name: str, key: str) -> None:
    with pytest.raises(Refused):
        periods.find(name, key)


@pytest.mark.parametrize(("number", "last"), [(1, D(2013, 11, 30)), (6, D(2014, 4, 30)), (21, D(2015, 7, 31))])
def test_a_month_of_a_project_ends_with_a_month(number: int, last: dt.date) -> None:
    assert periods.project_month_end(D(2013, 11, 15), number) == last


def test_a_figure_counts_its_first_and_its_last_day(world: World) -> None:
    for n, day in enumerate((Q2 - DAY, Q2, Q3, Q3 + DAY), 1):
        world.family(n), world.person(n)
        world.contact(n, n, day)
    assert engine.units(question("w_families", as_of=Q3, since=Q2), limit=None) == [2, 3]
    assert ask("w_families", as_of=Q3, since=Q2).value == 2
    assert ask("w_families", "new", as_of=Q3, since=Q2).value == 2
    assert ask("w_families", "cumulative", as_of=Q3).value == 3
    assert rows(ask("w_families", "new", as_of=Q3 + DAY, by=("quarter",))) == {"2014-Q1": 0, "2014-Q2": 2, "2014-Q3": 2}


def test_a_family_is_new_once_also_where_it_came_before_the_days_asked_for(world: World) -> None:
    world.family(1), world.person(1)
    for day in (Q1, Q2, Q3):
        world.contact(1, 1, day)
    assert [ask("w_families", "new", as_of=Q3, since=since).value for since in (Q1, Q1 + DAY, Q2)] == [1, 0, 0]
    assert [ask("w_families", as_of=Q3, since=since).value for since in (Q1, Q1 + DAY, Q3 + DAY)] == [1, 1, 0]


# --- small numbers --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "touched", "is_small"),
    [(0, None, False), (1, None, True), (4, None, True), (5, None, False), (8, 3, True), (3, 5, False), (3, 0, False)],
)
def test_one_to_four_are_small_and_it_is_people_that_are_counted(value: int, touched: int | None, is_small: bool) -> None:
    found = Problem(values={("n",): value}, touched={} if touched is None else {("n",): touched})
    assert found.is_small(("n",)) is is_small


def test_from_ten_on_a_percentage_and_from_five_people_on_an_average_is_printed() -> None:
    assert (percentage_may_be_printed(9), percentage_may_be_printed(10)) == (False, True)
    assert (average_may_be_printed(4), average_may_be_printed(5)) == (False, True)


def figure(code: str, value: int, **more: Any) -> Figure:
    return Figure(code=code, value=value, **{"measure": "total", "as_of": END, "title": "", "unit": "", **more})


def test_a_total_from_the_first_day_is_the_running_number_and_one_from_a_later_day_is_not() -> None:
    running = equations.name_of(figure("w_families", 9), {})
    assert running == equations.name_of(figure("w_families", 9, measure="cumulative", since=START), {})
    assert running != equations.name_of(figure("w_families", 9, since=START), {})
    assert running != equations.name_of(figure("w_families", 9, as_of=END - DAY), {})
    assert running != equations.name_of(figure("w_families", 9), {}, edition=1)
    assert equations.name_of(figure("w_families", 9, where={"site": "a"}), {"sex": "f"}) == equations.name_of(
        figure("w_families", 9, where={"sex": "f"}), {"site": "a"}
    )


@pytest.mark.parametrize(
    ("said", "is_public"),
    [
        ({}, True),
        ({"exempt": False}, False),
        ({"measure": "w_persons"}, False),
        ({"measure": "*"}, False),
        ({"until": END - DAY}, False),
        ({"since": END, "until": END}, True),
        ({"dimensions": ()}, False),
        ({"dimensions": (("site", "valmiera"),)}, False),
        ({"dimensions": (("site", None),)}, True),
        ({"dimensions": (("site", "bauska"), ("service", None))}, False),
    ],
)
def test_only_the_very_number_that_was_published_long_ago_is_public(said: dict[str, Any], is_public: bool) -> None:
    statement = Statement(**{"measure": "w_families", "dimensions": (("site", "bauska"),), "exempt": True, **said})
    one = figure("w_families", 3, asked=question("w_families", statements=(statement,)))
    assert equations.is_public(one, {"site": "bauska"}) is is_public
    assert not equations.is_public(replace(one, asked=None), {"site": "bauska"})


@pytest.mark.parametrize(
    ("stored", "counted"),
    [(5, 5), (5.0, 5), (Decimal("5.00"), 5), (2.5, Decimal("2.5")), (Decimal("2.50"), Decimal("2.50")), (0.1 + 0.2, Decimal("0.3"))],
)
def test_a_whole_number_is_whole_and_a_broken_one_exact_however_it_is_stored(stored: object, counted: object) -> None:
    assert repr(engine._plain(stored)) == repr(counted)
