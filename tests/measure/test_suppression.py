"""Small numbers cannot be worked out from what is printed. The attacker is a linear program of another house."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ligzda.measure import equations
from ligzda.measure import shown as out
from ligzda.measure.figure import Cell, Figure, Planned, in_words
from ligzda.measure.request import FigureRequest, Statement
from ligzda.measure.shown import shown_to_everybody as suppress
from tests.measure import world as small_world
from tests.projects.attacker import WIDE, Attacker

DAY = dt.date(2014, 12, 31)
assert small_world.PERSONS


@pytest.fixture(autouse=True)
def _english() -> Any:
    with translation.override("en"):
        yield


def figure(values: dict[Any, int], by: tuple[str, ...] = ("sex",), total: int | None = None, **more: Any) -> Figure:
    rows = tuple(
        Cell(key=dict(zip(by, key if isinstance(key, tuple) else (key,), strict=True)), value=value) for key, value in values.items()
    )
    given = {"code": "w_persons", "measure": "total", "as_of": DAY, "title": "", "unit": "", "by": by} | more
    return Figure(value=sum(values.values()) if total is None else total, rows=rows, **given)


def shown(one: Figure) -> list[str]:
    return [in_words(row, "en") for row in one.rows or ()]


def test_a_small_number_and_the_smallest_beside_it_are_hidden_zero_is_printed() -> None:
    (printed,) = suppress([figure({"female": 3, "male": 20, "other": 0, "unknown": 8})])
    assert shown(printed) == ["< 5", "20", "0", "hidden"]
    assert printed.value == 31


def test_a_hidden_number_gives_no_reason_and_no_record_away() -> None:
    (printed,) = suppress([figure({"female": 3, "male": 20})])
    assert printed.rows
    for row in printed.rows or ():
        assert (row.value, row.recorded) == (None, None)
        assert row.as_json()["reason"] == "hidden to protect people"


def test_two_small_numbers_that_the_total_gives_away_are_not_left_alone() -> None:
    (printed,) = suppress([figure({"female": 1, "male": 1, "other": 9})])
    assert shown(printed)[2] == "hidden"


def test_unknown_is_printed_as_such() -> None:
    one = figure({"female": 30, "male": 20})
    (printed,) = suppress([Figure(**{**one.__dict__, "rows": (*(one.rows or ()), Cell(key={"sex": "other"}, reason="never"))})])
    assert shown(printed)[2] == "unknown"


def test_related_tables_are_checked_together() -> None:
    by_both = figure({("female", "0-2"): 3, ("female", "3-6"): 4, ("male", "0-2"): 30, ("male", "3-6"): 40}, ("sex", "age"))
    by_sex = figure({"female": 7, "male": 70})
    by_age = figure({"0-2": 33, "3-6": 44}, ("age",))
    printed = suppress([by_both, by_sex, by_age])
    hidden = sum(row.suppressed is not None for one in printed for row in one.rows or ())
    assert hidden > 2


def test_two_points_of_a_curve_do_not_give_a_small_new_away() -> None:
    earlier = figure({}, (), 100, measure="cumulative", as_of=dt.date(2014, 9, 30))
    later = figure({}, (), 102, measure="cumulative")
    (printed,) = suppress([later], published=[earlier])
    assert printed.suppressed == "hidden"
    (printed,) = suppress([figure({}, (), 120, measure="cumulative")], published=[earlier])
    assert printed.value == 120


def test_two_reports_subtracted_do_not_give_a_small_new_away() -> None:
    """A total of people up to a day is a point of the curve, also where a report prints it as a total."""
    before = figure({"female": 60, "male": 40}, as_of=dt.date(2014, 9, 30))
    printed = suppress([figure({"female": 62, "male": 70})], published=[before])[0]
    assert (shown(printed), printed.value) == (["hidden", "hidden"], 132)  # with the 70 printed, 132 − 70 − 60 would be the two
    assert shown(suppress([figure({"female": 80, "male": 70})], published=[before])[0]) == ["80", "70"]


def test_what_an_earlier_report_hid_stays_hidden_in_the_next() -> None:
    before = figure({"female": 4, "male": 7, "other": 20}, as_of=dt.date(2014, 9, 30))
    rows = tuple(replace(row, suppressed=word) for row, word in zip(before.rows or (), ("< 5", "hidden", None), strict=True))
    later = figure({"female": 30, "male": 7, "other": 50})
    assert shown(suppress([later])[0]) == ["30", "7", "50"]
    (printed,) = suppress([later], published=[replace(before, rows=rows)])
    assert printed.rows is not None
    # 31 were printed, 20 of them "other": 11 are female and male. Seven males at most would leave four females and no less.
    assert "7" not in shown(printed)


def test_a_number_that_was_printed_before_another_correction_gives_the_correction_away() -> None:
    before = figure({}, (), 40)
    (printed,) = suppress([figure({}, (), 41)], published=[before])
    assert printed.suppressed == "hidden"
    (printed,) = suppress([figure({}, (), 40)], published=[before])
    assert printed.value == 40


def test_what_was_printed_small_is_public_and_cannot_be_called_back() -> None:
    (printed,) = suppress([figure({"female": 3, "male": 20})], published=[figure({"female": 3, "male": 20})])
    assert shown(printed) == ["3", "20"]


def test_what_a_statement_calls_public_already_is_exempt_and_nothing_beside_it() -> None:
    told = Statement("w_persons", (("sex", "female"),), state="complete", exempt=True)
    asked = FigureRequest("w_persons", DAY, by=("sex",), statements=(told,))
    (printed,) = suppress([figure({"female": 3, "male": 20}, asked=asked)])
    assert shown(printed) == ["3", "20"]
    (printed,) = suppress([figure({"female": 3, "male": 20, "other": 4}, asked=asked)])
    assert shown(printed) == ["3", "hidden", "< 5"]
    (printed,) = suppress([figure({"female": 3, "male": 20}, asked=replace(asked, statements=(replace(told, exempt=False),)))])
    assert shown(printed) == ["< 5", "hidden"]


def test_a_ratio_of_a_hidden_number_is_hidden() -> None:
    ratio = figure({}, (), 2, code="w_per_family")
    printed = suppress([figure({}, (), 3), ratio])
    assert printed[1].suppressed


def test_small_percentages_and_averages_are_not_printed() -> None:
    assert not out.percentage_may_be_printed(9)
    assert out.percentage_may_be_printed(10)
    assert not out.average_may_be_printed(4)


def attack(cells: list[int], hidden: list[str | None], sums: list[tuple[int, list[int]]], target: int) -> float:
    """The width of the interval that is left for one hidden number."""
    from scipy.optimize import linprog

    bounds = [(v, v) if h is None else ((1, 4) if h == "< 5" else (1, None)) for v, h in zip(cells, hidden, strict=True)]
    equations = [[1.0 if i == total else -1.0 if i in parts else 0.0 for i in range(len(cells))] for total, parts in sums]
    goal = [1.0 if i == target else 0.0 for i in range(len(cells))]
    found = [linprog([s * g for g in goal], A_eq=equations, b_eq=[0.0] * len(sums), bounds=bounds) for s in (1, -1)]
    assert found[0].status == 0
    return float("inf") if found[1].status == 3 else -found[1].fun - found[0].fun


@settings(deadline=None, max_examples=40, database=None)
@given(values=st.lists(st.lists(st.integers(0, 12), min_size=3, max_size=3), min_size=2, max_size=3))
@example(values=[[0, 0, 1], [1, 1, 1]])  # four people in four cells: "< 5" for the total would tell each of them
@example(values=[[0, 0, 0], [0, 0, 1]])
def test_an_attacker_with_all_totals_cannot_solve_for_a_hidden_number(values: list[list[int]]) -> None:
    """On tables with margins."""
    sexes, bands = ["female", "male", "other"][: len(values)], ["0-2", "3-6", "7-12"]
    both = {(s, b): values[i][j] for i, s in enumerate(sexes) for j, b in enumerate(bands)}
    tables = [
        figure(both, ("sex", "age")),
        figure({s: sum(values[i]) for i, s in enumerate(sexes)}),
        figure({b: sum(row[j] for row in values) for j, b in enumerate(bands)}, ("age",)),
    ]
    printed = suppress(tables)
    cells = [tables[0].value, *(row.value for one in tables for row in one.rows or ())]
    hidden = [printed[0].suppressed, *(row.suppressed for one in printed for row in one.rows or ())]
    assert len({one.suppressed for one in printed}) == 1
    n, m = len(sexes), len(bands)
    at = {(i, j): 1 + i * m + j for i in range(n) for j in range(m)}
    row_at, column_at = [1 + n * m + i for i in range(n)], [1 + n * m + n + j for j in range(m)]
    sums = [(row_at[i], [at[i, j] for j in range(m)]) for i in range(n)] + [(column_at[j], [at[i, j] for i in range(n)]) for j in range(m)]
    sums += [(0, row_at), (0, column_at), (0, list(at.values()))]
    for place, word in enumerate(hidden):
        if word == "< 5":
            assert attack(cells, hidden, sums, place) > 1e-9  # type: ignore[arg-type]


@settings(deadline=None, max_examples=30, database=None)
@given(before=st.lists(st.integers(0, 12), min_size=3, max_size=3), more=st.lists(st.integers(0, 8), min_size=3, max_size=3))
def test_an_attacker_with_two_reports_cannot_solve_for_the_new_between_them(before: list[int], more: list[int]) -> None:
    """On successive reports: C and its rows by sex twice; neither a small cell nor a small new may be left without doubt."""
    sexes = ("female", "male", "other")
    earlier = suppress([figure(dict(zip(sexes, before, strict=True)), as_of=dt.date(2014, 9, 30))])[0]
    true = zip(earlier.rows or (), before, strict=True)
    kept = replace(earlier, value=sum(before), rows=tuple(replace(row, value=value) for row, value in true))
    after = [one + new for one, new in zip(before, more, strict=True)]
    later = suppress([figure(dict(zip(sexes, after, strict=True)))], published=[kept])[0]
    cells = [sum(before), *before, sum(after), *after, sum(more), *more]
    printed = [
        earlier.suppressed,
        *(row.suppressed for row in earlier.rows or ()),
        later.suppressed,
        *(row.suppressed for row in later.rows or ()),
    ]
    sums = [(0, [1, 2, 3]), (4, [5, 6, 7]), (8, [9, 10, 11]), *((i + 4, [i, i + 8]) for i in range(4))]
    open_ones = {i for i, word in enumerate(printed) if not word}
    for target in (*(i for i, word in enumerate(printed) if word == "< 5"), *(i for i in range(8, 12) if 0 < cells[i] < 5)):
        if known_before(target, open_ones, printed):
            continue
        assert width(cells, printed, sums, target) > 1e-9


def known_before(target: int, open_ones: set[int], printed: list[str | None]) -> bool:
    """Both ends were printed by the first report alone: nothing that the second one hides could help."""
    return target >= 8 and {target - 8} <= open_ones and not printed[target - 4]


def width(cells: list[int], printed: list[str | None], sums: list[tuple[int, list[int]]], target: int) -> float:
    from scipy.optimize import linprog

    bounds = [(v, v) if not word else ((1, 4) if word == "< 5" else (1, None)) for v, word in zip(cells, printed, strict=False)]
    bounds += [(0, None)] * (len(cells) - len(bounds))
    equations = [[1.0 if i == total else -1.0 if i in parts else 0.0 for i in range(len(cells))] for total, parts in sums]
    goal = [1.0 if i == target else 0.0 for i in range(len(cells))]
    found = [linprog([s * g for g in goal], A_eq=equations, b_eq=[0.0] * len(sums), bounds=bounds) for s in (1, -1)]
    return float("inf") if found[1].status == 3 else -found[1].fun - found[0].fun


# what a stay, a plan or an enrolment says of a family


def whole(code: str, value: int, touched: int | None = None, **more: Any) -> Figure:
    return figure({}, (), value, code=code, touched=touched, **more)


def test_eight_stays_of_three_families_are_three_families() -> None:
    (printed,) = suppress([whole("exits", 8, 3)])
    assert (printed.value, printed.suppressed) == (None, "hidden")
    (printed,) = suppress([whole("exits", 8, 5)])
    assert printed.value == 8
    assert [one.suppressed for one in suppress([whole("reopened", 1, 1), whole("active", 3, 3), whole("worker_changes", 2, 2)])] == [
        "< 5"
    ] * 3


def test_hidden_adults_are_not_what_the_children_leave_of_the_people() -> None:
    printed = suppress([whole("persons", 8), whole("children", 5), whole("adults", 3)])
    people, children, adults = (one.value for one in printed)
    assert adults is None and {people, children} in ({8, None}, {5, None}), "one of the two goes with them, and no more"


def test_the_stock_of_families_is_what_came_less_what_left() -> None:
    came, here, left = suppress([whole("admitted", 14, 14), whole("active", 10, 10), whole("exits", 4, 4)])
    assert left.suppressed == "< 5"
    assert None in (came.value, here.value)


def test_children_are_not_what_the_bands_of_a_table_add_up_to() -> None:
    bands = {"0-2": 6, "3-6": 7, "7-12": 2, "18-29": 9, "30-54": 8}
    rows = tuple(Cell(key={"age": band}, value=value, touched=value) for band, value in bands.items())
    people, children = suppress([replace(whole("persons", 32), by=("age",), rows=rows), whole("children", 15)])
    told = {row.key["age"]: row.value for row in people.rows or ()}
    assert told["7-12"] is None
    assert [children.value, told["0-2"], told["3-6"]].count(None) == 1


def test_the_rest_of_a_share_is_a_number_of_few_as_well() -> None:
    """Eleven of twelve on time: of one family everybody would know that its review was late."""
    due, on_time, share = suppress(
        [whole("reviews_due", 12, 12), whole("reviews_on_time", 11, 11), whole("reviewed_on_time", 1, 11, over=12)]
    )
    assert None in (due.value, on_time.value) and share.value is None
    due, on_time = suppress([whole("reviews_due", 20, 20), whole("reviews_on_time", 12, 12)])
    assert (due.value, on_time.value) == (20, 12)


@pytest.mark.parametrize("code", ["one_worker", "valid_plan_share", "reviewed_on_time", "reopened_share"])
def test_a_share_asked_for_alone_says_nothing_of_the_few_who_are_left(code: str) -> None:
    """Its note prints both numbers: 38 of 40 tell of two families as plainly as if each number stood in the report."""
    few, many = (suppress([whole(code, 1, part, part=part, over=40, note=f"{part} : 40")])[0] for part in (38, 20))
    assert (few.suppressed, few.note) == ("hidden", None)
    assert (many.suppressed, many.note) == (None, "20 : 40")


def test_the_rows_of_a_share_beside_the_whole_say_nothing_of_few_either() -> None:
    families = figure({"a": 40, "b": 20}, ("site",), code="families_active")
    rows = tuple(Cell(key={"site": at}, value=Decimal(1), part=part, over=over) for at, part, over in (("a", 38, 40), ("b", 12, 20)))
    share = figure({}, ("site",), total=1, code="valid_plan_share", part=50, over=60)
    printed = suppress([families, replace(share, rows=rows)])[1]
    assert shown(printed)[0] == "hidden"


def test_a_rate_on_fewer_than_ten_and_an_average_of_fewer_than_five_are_not_printed() -> None:
    nine, ten = (whole("reopened_share", 0, 9, over=n) for n in (9, 10))
    assert [one.suppressed for one in suppress([nine, ten])] == ["hidden", None]
    few, enough = (whole("average_attendance", 2, n, over=12) for n in (4, 5))
    assert [one.suppressed for one in suppress([few, enough])] == ["hidden", None]
    few, enough = (whole("median_months", 7, n) for n in (4, 5))
    assert [one.suppressed for one in suppress([few, enough])] == ["hidden", None]


def test_the_note_of_a_hidden_rate_does_not_say_three_of_three() -> None:
    (printed,) = suppress([whole("reviewed_on_time", 1, 3, over=3, note="3 : 3")])
    assert (printed.suppressed, printed.note) == ("hidden", None)


def test_attainment_is_printed_for_a_figure_that_is_and_hidden_with_one_that_is_not() -> None:
    plan = Planned(1, 5, None, None, Decimal("120.0"), in_force=True)
    shown_one, hidden = suppress([whole("exits", 6, 6, planned=(plan,)), whole("admitted", 4, 4, planned=(plan,))])
    assert (shown_one.planned[0].attainment, hidden.planned[0].attainment) == (Decimal("120.0"), None)


def test_a_floor_under_five_is_hidden() -> None:
    (printed,) = suppress([whole("families", 3, at_least=True, comparator="≥")])
    assert printed.suppressed


def read(figures: list[Any]) -> Attacker:
    attacker = Attacker()
    lines = [{"code": one.code, "title": one.title, "text": in_words(one, "en"), "targets": []} for one in figures]
    attacker.read({"figures": lines, "services": {"columns": [], "rows": []}, "curve": None})
    return attacker


@settings(deadline=None, max_examples=60, database=None)
@given(
    children=st.integers(0, 9), adults=st.integers(0, 9), of_unknown_age=st.integers(0, 1), left=st.integers(0, 9), here=st.integers(0, 9)
)
@example(children=5, adults=3, of_unknown_age=0, left=4, here=3)
def test_an_attacker_who_knows_the_identities_cannot_solve_for_a_hidden_number(
    children: int, adults: int, of_unknown_age: int, left: int, here: int
) -> None:
    values = {"persons": children + adults + of_unknown_age, "children": children, "adults": adults, "exits": left, "active": here}
    values["admitted"] = left + here
    attacker = read(suppress([whole(code, value, value) for code, value in values.items()]))
    attacker.add_up(("persons",), ("children", "adults"), rest=of_unknown_age)
    attacker.add_up(("active", "exits"), ("admitted",), rest=0)
    for code, value in values.items():
        if 0 < value < 5:
            assert attacker.width((code,)) > WIDE, (code, attacker.known)


def test_the_attacker_finds_what_is_hidden_by_itself_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """A planted fault: whoever forgets that people are children and adults gives the adults away."""
    monkeypatch.setattr(equations, "_IDENTITIES", [])
    attacker = read(suppress([whole("persons", 8), whole("children", 5), whole("adults", 3)]))
    attacker.add_up(("persons",), ("children", "adults"), rest=0)
    assert attacker.known[("adults",)] == (1, 4)
    assert attacker.width(("adults",)) < WIDE
