"""The worked example: nine facts, four families, five people, three quarters."""

import datetime as dt

from ligzda.measure import engine
from ligzda.measure.request import Cases
from tests.measure.world import ENDS, START, World, ask, question, rows

QUARTERS = ("2014-Q1", "2014-Q2", "2014-Q3")
THIRD = {"as_of": ENDS[2]}


def test_people_and_families_in_each_quarter(example: World) -> None:
    assert rows(ask("w_persons", by=("quarter",), **THIRD)) == dict(zip(QUARTERS, (3, 3, 3)))
    assert rows(ask("w_families", by=("quarter",), **THIRD)) == dict(zip(QUARTERS, (2, 3, 3)))


def test_the_new_are_counted_once_and_add_up_to_the_whole(example: World) -> None:
    assert rows(ask("w_persons", "new", by=("quarter",), **THIRD)) == dict(zip(QUARTERS, (3, 1, 1)))
    assert rows(ask("w_families", "new", by=("quarter",), **THIRD)) == dict(zip(QUARTERS, (2, 1, 1)))
    assert ask("w_persons", **THIRD).value == 5
    assert ask("w_families", **THIRD).value == 4


def test_new_between_two_days_is_the_difference_of_the_curve(example: World) -> None:
    figure = ask("w_families", "new", since=dt.date(2014, 4, 1), **THIRD)
    assert figure.value == 2


def test_the_curve_by_series_and_by_rows(example: World) -> None:
    for code, expected in (("w_persons", [3, 4, 5]), ("w_families", [2, 3, 4])):
        assert [cell.value for _, cell in engine.series(question(code), ENDS)] == expected
        assert list(rows(ask(code, "cumulative", by=("quarter",), **THIRD)).values()) == expected


def test_services_and_sites_say_why_the_rows_exceed_the_total(example: World) -> None:
    figure = ask("w_families", by=("service",))
    assert rows(figure) == {"camp": 1, "legal": 3, "psychologist": 3}
    assert figure.note == "the rows exceed the total because one family may receive several services"
    assert rows(ask("w_persons", by=("service",))) == {"camp": 1, "legal": 3, "psychologist": 4}
    sites = ask("w_persons", by=("site",))
    assert rows(sites) == {"bauska": 3, "valmiera": 2}
    assert sites.note == "the rows may not be added, because one person may be served at several sites"


def test_merging_two_people_and_their_families_and_taking_it_back(example: World) -> None:
    example.set("w_person", 5, root_id=2)
    example.set("w_family", 4, root_id=1)
    assert [cell.value for _, cell in engine.series(question("w_persons"), ENDS)] == [3, 4, 4]
    assert [cell.value for _, cell in engine.series(question("w_families"), ENDS)] == [2, 3, 3]
    example.set("w_person", 5, root_id=None)
    example.set("w_family", 4, root_id=None)
    assert [cell.value for _, cell in engine.series(question("w_persons"), ENDS)] == [3, 4, 5]
    assert [cell.value for _, cell in engine.series(question("w_families"), ENDS)] == [2, 3, 4]


def test_the_ids_behind_a_cell_in_pages(example: World) -> None:
    asked = question("w_persons", where={"service": "psychologist"})
    assert engine.units(asked) == [1, 2, 3, 4]
    assert engine.units(asked, limit=2) == [1, 2]
    assert engine.units(asked, after=2, limit=2) == [3, 4]
    assert engine.units(question("w_persons", "new", where={"quarter": "2014-Q2"})) == [4]
    assert len(engine.units(question("w_participations", where={"site": "bauska"}))) == 5


def test_only_permitted_rows_are_counted(example: World) -> None:
    example.contact(9, 9, START, circle_id=7)
    assert ask("w_families").value == 5
    assert ask("w_families", cases=Cases.of((7,))).value == 1
    assert ask("w_families", cases=Cases("SELECT %s AS id", (7,)), by=("site",)).value == 1
    assert ask("w_families", cases=Cases.of(())).value == 0


def test_several_figures_in_one_statement(example: World, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        found = engine.table(("w_persons", "w_participations"), question("w_persons", by=("service", "quarter"), as_of=ENDS[2]))
    assert ({"service": "psychologist", "quarter": "2014-Q1"}, {"w_persons": 2, "w_participations": 2}) in found
    assert sum(numbers["w_participations"] for _, numbers in found) == 9


def test_filter_and_split_together(example: World) -> None:
    figure = ask("w_families", by=("service", "site"), where={"quarter": "2014-Q1"})
    assert rows(figure) == {("legal", "valmiera"): 1, ("psychologist", "bauska"): 1}
    assert figure.value == 2


def test_ratio_has_two_decimals(example: World) -> None:
    figure = ask("w_per_family")
    assert str(figure.value) == "1.25"
    assert figure.as_json()["value"] == 1.25


def test_figures_with_different_conditions_in_one_statement(example: World) -> None:
    example.contact(1, 1, START, status="absent")
    found = engine.table(("w_persons", "w_all_rows"), question("w_persons", by=("site",)))
    assert found == [({"site": "bauska"}, {"w_persons": 3, "w_all_rows": 6}), ({"site": "valmiera"}, {"w_persons": 2, "w_all_rows": 4})]
