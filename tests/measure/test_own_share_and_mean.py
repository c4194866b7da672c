"""Units whose own share of rows exceeds a line, and a mean over units: each border by hand."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from ligzda.measure import engine
from ligzda.measure.figure import Cell, Figure
from ligzda.measure.request import Statement
from ligzda.measure.shown import shown_to_everybody
from tests.measure.world import END, ENDS, Q1, Q2, Q3, START, World, ask, question, rows

DAY = dt.timedelta(days=1)
ENDED_Q1 = ENDS[0]


def meetings(world: World, family: int, came: int, missed: int, day: dt.date = Q1, **more: Any) -> None:
    """So many of each, one a day."""
    for n in range(came + missed):
        world.contact(None, family, day + n * DAY, status="present" if n < came else "absent", **more)


# a share of one's own


@pytest.mark.parametrize(
    ("came", "missed", "counts"), [(10, 0, 0), (7, 3, 0), (69, 31, 1), (6, 4, 1), (2, 1, 1), (3, 1, 0), (0, 1, 1), (0, 0, 0)]
)
def test_exactly_thirty_in_a_hundred_is_not_above(world: World, came: int, missed: int, counts: int) -> None:
    meetings(world, 1, came, missed)
    assert ask("w_often_absent").value == counts
    assert engine.units(question("w_often_absent")) == [1] * counts


def test_what_was_not_held_is_no_meeting(world: World) -> None:
    meetings(world, 1, 7, 3)
    world.contact(None, 1, Q2, status="absent", state="planned")
    assert ask("w_often_absent").value == 0


def test_each_row_goes_by_its_own_meetings_as_its_filter_does(world: World) -> None:
    meetings(world, 1, 1, 2, site="bauska")
    meetings(world, 1, 10, 0, site="valmiera")
    meetings(world, 2, 0, 1, site="valmiera")
    figure = ask("w_often_absent", by=("site",))
    assert (figure.value, rows(figure)) == (1, {"bauska": 1, "valmiera": 1})
    assert figure.note == "the rows may not be added: each goes by what was counted in it"
    assert [engine.units(question("w_often_absent", where={"site": site})) for site in ("bauska", "valmiera")] == [[1], [2]]
    assert engine.units(question("w_often_absent")) == [2]


def test_by_family_type_at_entry_the_rows_add_up(world: World) -> None:
    world.family(1, "single_parent"), world.family(2)
    meetings(world, 1, 1, 2), meetings(world, 2, 1, 2)
    figure = ask("w_often_absent", by=("family_type",))
    assert (figure.value, rows(figure), figure.note) == (2, {"single_parent": 1, "unknown": 1}, None)


def test_the_share_rises_and_falls_so_nobody_is_counted_for_good(world: World) -> None:
    meetings(world, 1, 1, 1, Q1)
    meetings(world, 1, 3, 0, Q2)
    meetings(world, 2, 1, 4, Q3)
    quarters = ("2014-Q1", "2014-Q2", "2014-Q3")
    by_quarter = {
        measure: rows(ask("w_often_absent", measure, by=("quarter",), as_of=ENDS[2])) for measure in ("total", "new", "cumulative")
    }
    assert by_quarter["total"] == by_quarter["new"] == dict(zip(quarters, (1, 0, 1), strict=True))
    assert by_quarter["cumulative"] == dict(zip(quarters, (1, 0, 1), strict=True))
    assert [ask("w_often_absent", "cumulative", as_of=day).value for day in ENDS] == [1, 0, 1]
    assert engine.units(question("w_often_absent", "cumulative", where={"quarter": "2014-Q3"})) == [2]
    assert ask("w_often_absent", "new", since=Q2 - DAY).value == ask("w_often_absent", since=Q2 - DAY).value == 1


def test_two_records_of_one_family_are_one_share(world: World) -> None:
    world.family(1)
    other = world.add("w_family", id=2, root_id=None)
    meetings(world, 1, 5, 0), meetings(world, 2, 1, 2)
    assert ask("w_often_absent").value == 1
    world.set("w_family", other, root_id=1)
    assert ask("w_often_absent").value == 0
    world.set("w_family", other, root_id=None)
    assert engine.units(question("w_often_absent")) == [2]


def test_an_unknown_statement_prints_unknown_and_a_row_says_how_many_families_it_touches(world: World) -> None:
    meetings(world, 1, 1, 2), meetings(world, 2, 5, 0)
    unknown = ask("w_often_absent", statements=(Statement("w_often_absent", note="never"),))
    assert (unknown.value, unknown.recorded, unknown.reason) == (None, 1, "never")
    figure = engine.compute(question("w_often_absent", by=("site",), for_everybody=True))
    assert (figure.touched, [row.touched for row in figure.rows or ()]) == (1, [1])


# a mean


def person(world: World, id: int, birth: dt.date | None, sex: str = "female", day: dt.date = Q1, **more: Any) -> None:
    world.person(id, sex=sex, birth=birth)
    world.contact(id, 1, day, **more)


@pytest.mark.parametrize(("birth", "age"), [(dt.date(2004, 12, 31), 10), (dt.date(2005, 1, 1), 9), (dt.date(2004, 12, 30), 10)])
def test_the_birthday_itself_is_a_year_more(world: World, birth: dt.date, age: int) -> None:
    person(world, 1, birth)
    assert ask("w_average_age", as_of=END).value == age


def test_the_age_is_that_of_the_day_of_the_data_and_not_of_the_first_meeting(world: World) -> None:
    person(world, 1, dt.date(2004, 6, 15))
    assert [ask("w_average_age", as_of=day).value for day in (dt.date(2014, 6, 14), dt.date(2014, 6, 15), dt.date(2020, 6, 15))] == [
        9,
        10,
        16,
    ]
    assert rows(ask("w_average_age", as_of=END, by=("quarter",)))["2014-Q1"] == 10
    assert ask("w_average_age", as_of=END, where={"quarter": "2014-Q1"}).value == 10


def test_everybody_counts_once_and_whose_age_is_unknown_not_at_all(world: World) -> None:
    person(world, 1, dt.date(1984, 1, 1))
    for n in range(5):
        world.contact(1, 1, Q2 + n * DAY)
    person(world, 2, dt.date(2004, 1, 1), "male")
    person(world, 3, dt.date(2009, 1, 1), "male")
    person(world, 4, None)
    figure = ask("w_average_age", by=("sex",))
    assert (figure.value, figure.note) == (Decimal("15.0"), "the rows may not be added")
    assert rows(figure) == {"female": 30, "male": Decimal("7.5")}
    assert ask("w_average_age").note == "45 years : 3 people"
    assert engine.units(question("w_years")) == engine.units(question("w_known_age")) == [1, 2, 3]


def test_rounded_half_up_to_one_digit(world: World) -> None:
    for n, years in enumerate((10, 10, 10, 11), 1):
        person(world, n, dt.date(2014 - years, 1, 1))
    assert ask("w_average_age").value == Decimal("10.3")


def test_a_mean_of_nobody_is_unknown_and_not_0(world: World) -> None:
    person(world, 1, None)
    figure = ask("w_average_age")
    assert (figure.value, figure.reason) == (None, "one of the two numbers is not known")


def test_two_records_of_one_person_are_one_age(world: World) -> None:
    person(world, 1, dt.date(1984, 1, 1)), person(world, 2, dt.date(1984, 1, 1)), person(world, 3, dt.date(2004, 1, 1))
    assert ask("w_average_age").value == Decimal("23.3")
    world.set("w_person", 2, root_id=1)
    assert ask("w_average_age").value == 20


def test_what_the_new_bring_adds_up_to_what_all_bring(world: World) -> None:
    for n, (day, birth) in enumerate(((Q1, 1984), (Q1, 2004), (Q2, 2009), (Q3, 1964)), 1):
        person(world, n, dt.date(birth, 1, 1), day=day)
        world.contact(n, 1, Q3 + DAY)
    new, running = (rows(ask("w_years", measure, by=("quarter",), as_of=ENDS[2])) for measure in ("new", "cumulative"))
    assert new == {"2014-Q1": 40, "2014-Q2": 5, "2014-Q3": 50}
    assert running == {"2014-Q1": 40, "2014-Q2": 45, "2014-Q3": 95}
    assert rows(ask("w_years", by=("quarter",), as_of=ENDS[2]))["2014-Q3"] == 95
    assert ask("w_years", "new", since=Q2 - DAY).value == 55
    assert rows(ask("w_average_age", "cumulative", by=("quarter",), as_of=ENDS[2]))["2014-Q2"] == 15


def test_a_sum_of_ages_says_how_many_people_it_touches(world: World) -> None:
    person(world, 1, dt.date(1984, 1, 1)), person(world, 2, dt.date(2004, 1, 1), "male"), person(world, 3, dt.date(2006, 1, 1), "male")
    figure = engine.compute(question("w_years", by=("sex",), for_everybody=True))
    assert (figure.value, figure.touched) == (48, 3)
    assert {row.key["sex"]: row.touched for row in figure.rows or ()} == {"female": 1, "male": 2}
    mean = engine.compute(question("w_average_age", by=("sex",), for_everybody=True))
    assert [(row.touched, row.over) for row in mean.rows or ()] == [(1, 1), (2, 2)]


def test_an_unknown_statement_on_the_mean_makes_it_unknown(world: World) -> None:
    person(world, 1, dt.date(1984, 1, 1))
    assert ask("w_average_age", statements=(Statement("w_average_age", note="never"),)).value is None


def test_the_middle_up_to_each_quarter_is_a_middle_and_no_sum_of_middles(world: World) -> None:
    for day, minutes in ((Q1, 30), (Q1, 60), (Q2, 90), (Q3, 60)):
        world.session(day, minutes=minutes)
    assert rows(ask("w_median_minutes", "cumulative", by=("quarter",), as_of=ENDS[2])) == {"2014-Q1": 45, "2014-Q2": 60, "2014-Q3": 60}


# what everybody reads


def mean(of: int, rows: tuple[tuple[str, int], ...] = (), **more: Any) -> Figure:
    cells = tuple(Cell(key={"sex": key}, value=Decimal(20), over=n, touched=n, decimals=1) for key, n in rows) or None
    values = {"code": "w_average_age", "measure": "total", "as_of": END, "title": "", "unit": "", "by": ("sex",) if rows else ()} | more
    return Figure(value=Decimal(20), over=of, touched=of, decimals=1, rows=cells, note=f"x : {of} people", **values)


def people(value: int, code: str = "w_known_age", **more: Any) -> Figure:
    return Figure(**({"code": code, "measure": "total", "as_of": END, "title": "", "unit": "", "value": value, "touched": value} | more))


def printed(*figures: Figure, **more: Any) -> list[Any]:
    with translation.override("en"):
        return [(one.value is not None, [row.value is not None for row in one.rows or ()]) for one in shown_to_everybody(figures, **more)]


def test_a_mean_of_four_is_hidden_with_its_two_numbers_and_of_five_printed() -> None:
    assert printed(mean(5)) == [(True, [])]
    with translation.override("en"):
        (hidden,) = shown_to_everybody([mean(4)])
    assert (hidden.value, hidden.note, hidden.suppressed) == (None, None, "hidden")


def test_the_mean_of_few_is_not_what_the_total_and_the_others_leave() -> None:
    assert printed(mean(23, (("female", 3), ("male", 20)))) == [(True, [False, False])]
    assert printed(mean(13, (("female", 2), ("male", 2), ("other", 9)))) == [(True, [False, False, False])]
    assert printed(mean(21, (("female", 2), ("male", 2), ("other", 9), ("unknown", 8)))) == [(True, [False, False, True, False])]
    assert printed(mean(40, (("female", 20), ("male", 20)))) == [(True, [True, True])]


def test_two_reports_do_not_tell_the_age_of_the_few_who_came_between() -> None:
    earlier = mean(20, as_of=ENDED_Q1)
    assert printed(mean(22), published=[earlier]) == [(False, [])]
    assert printed(mean(26), published=[earlier]) == [(True, [])]
    assert printed(mean(20), published=[earlier]) == [(True, [])]


def test_a_family_may_stand_in_a_row_and_not_in_the_total(world: World) -> None:
    for n in range(1, 7):
        meetings(world, n, 1, 2, site="bauska")
        meetings(world, n, 10, 0, site="valmiera")
    meetings(world, 7, 0, 1, site="valmiera")
    with translation.override("en"):
        (found,) = shown_to_everybody([engine.compute(question("w_often_absent", by=("site",), for_everybody=True))])
    assert found.suppressed == "< 5" and [row.value for row in found.rows or ()] == [6, None]


def test_a_share_of_ones_own_is_no_curve_of_which_two_days_could_be_subtracted() -> None:
    earlier, later = people(7, "w_often_absent", as_of=ENDED_Q1), people(8, "w_often_absent")
    assert printed(later, published=[earlier]) == [(True, [])]
    assert START < ENDED_Q1
