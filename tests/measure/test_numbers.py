"""From counted rows to printed numbers, from values alone: what is divided, taken out, run up, put in order, hidden and said."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import translation

from ligzda.measure import answers, explanations, shown, snapshot
from ligzda.measure.figure import Cell, Figure, Planned, cell_json, in_words
from ligzda.measure.indicators import Indicator
from ligzda.measure.periods import Slice
from ligzda.measure.request import FigureRequest, Statement

DAY = dt.date(2026, 6, 30)
D = Decimal


@pytest.fixture(autouse=True)
def _english() -> Any:
    with translation.override("en"):
        yield


def plain(**more: Any) -> Indicator:
    return Indicator("not_ours", "Ours", **more)


def figure(value: Any = 26, **more: Any) -> Figure:
    return Figure(**{"code": "not_ours", "title": "Ours", "unit": "", "measure": "total", "as_of": DAY, "value": value, **more})


# --- divided --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("top", "bottom", "said"),
    [
        (Cell(value=1), Cell(value=8), "0.13"),
        (Cell(value=0), Cell(value=8), "0.00"),
        (Cell(value=9), Cell(value=4), "2.25"),
        (Cell(value=9), Cell(value=0), None),
        (Cell(), Cell(value=4), None),
        (Cell(value=9), Cell(), None),
        (Cell(value=9, at_least=True), Cell(value=4), None),
        (Cell(value=9), Cell(value=4, unknown_parts=1), None),
    ],
)
def test_a_ratio_is_of_two_plain_numbers_and_rounded_halves_up(top: Cell, bottom: Cell, said: str | None) -> None:
    made = answers._divide(plain(), top, bottom)
    assert (made.value, made.recorded) == ((D(said), D(said)) if said else (None, None))
    assert made.over == (bottom.value if said else None)


def test_a_ratio_tells_the_reason_of_the_first_of_its_numbers_that_has_one() -> None:
    lost, late = Cell(reason="lost"), Cell(reason="late")
    assert [answers._divide(plain(), *two).reason for two in ((lost, late), (Cell(), late), (Cell(), Cell()))] == [
        "lost", "late", explanations.ratio_unknown(),
    ]  # fmt: skip
    assert answers._divide(plain(), Cell(value=9, reason="lost"), Cell(value=4)).reason is None


def test_the_places_of_a_ratio_are_two_unless_it_says_otherwise() -> None:
    thirds = Cell(value=1), Cell(value=3)
    assert [answers._divide(plain(decimals=n), *thirds).value for n in (0, 1, 3)] == [D("0.33"), D("0.3"), D("0.333")]


@pytest.mark.parametrize(("top", "bottom", "fewest"), [(7, 3, 3), (3, 7, 3), (None, 7, 7), (7, None, 7), (None, None, None), (0, 7, 0)])
def test_behind_a_ratio_stand_as_many_as_behind_the_smaller_number(top: Any, bottom: Any, fewest: Any) -> None:
    assert answers._fewest(Cell(touched=top), Cell(touched=bottom)) == fewest
    assert answers._divide(plain(), Cell(value=9, touched=top), Cell(value=4, touched=bottom)).touched == fewest


@pytest.mark.parametrize(("minutes", "hours"), [(90, "1.5"), (93, "1.6"), (92, "1.5"), (0, "0.0")])
def test_minutes_become_hours_halves_up(minutes: int, hours: str) -> None:
    assert answers._scaled(plain(divide_by=60, decimals=1), minutes) == D(hours)
    assert answers._scaled(plain(decimals=1), minutes) == minutes


# --- parts and rows -------------------------------------------------------------------------------------------------------


def test_a_row_lies_in_a_part_where_every_value_is_the_same() -> None:
    row = {"site": "ba", "service": "camp", "sex": None}
    for part, lies in (({}, True), ({"site": "ba"}, True), ({"site": "ba", "service": "camp"}, True), ({"site": "va"}, False),
                       ({"site": "ba", "service": "talk"}, False), ({"age": "0-2"}, False), ({"sex": "female"}, False)):  # fmt: skip
        assert answers._inside(row, part) is lies, part


@pytest.mark.parametrize(
    ("name", "values", "is_out"),
    [
        ("camp", {"group": "x"}, True),
        ("camp", {"camp": "x"}, False),
        ("camp", {"site": "x"}, False),
        ("site", {"group": "x"}, False),
        ("event", {"site": "x", "camp": "y"}, True),
        ("camp", {}, False),
    ],
)
def test_what_is_said_of_a_camp_is_no_part_of_a_groups_row(name: str, values: dict[str, str], is_out: bool) -> None:
    assert answers._excluded(name, values) is is_out


def test_a_running_number_grows_within_each_of_the_other_lines() -> None:
    keys = [("ba", "1"), ("ba", "2"), ("va", "1"), ("va", "2"), ("ba", "3")]
    new = {("ba", "1"): 1, ("ba", "3"): 2, ("va", "2"): 5}
    assert answers._running(new, keys, 1) == {("ba", "1"): 1, ("ba", "2"): 1, ("ba", "3"): 3, ("va", "1"): 0, ("va", "2"): 5}
    turned = {key[::-1]: number for key, number in new.items()}
    assert answers._running(turned, [key[::-1] for key in keys], 0)["3", "ba"] == 3


def test_a_row_without_a_value_stands_in_the_line_unknown_and_of_a_camp_in_none() -> None:
    ends = (Slice("2026-Q1", DAY, DAY), Slice("2026-Q2", DAY, DAY))
    assert [answers.name_of("site", one, ends) for one in ("ba", None)] == ["ba", "unknown"]
    assert [answers.name_of("camp", one, ends) for one in (7, None)] == ["7", None]
    assert [answers.name_of("quarter", one, ends) for one in (0, 1, None)] == ["2026-Q1", "2026-Q2", None]


def test_bands_stand_in_their_order_and_unknown_at_the_end() -> None:
    bands = ["unknown", "55+", "3-6", "18-29", "0-2", "13-17"]
    assert sorted(bands, key=lambda band: answers._rank("age", band)) == ["0-2", "3-6", "13-17", "18-29", "55+", "unknown"]
    assert sorted(["unknown", "va", "ba"], key=lambda site: answers._rank("site", site)) == ["ba", "va", "unknown"]


def test_the_slice_of_a_row_is_that_of_its_period() -> None:
    ends = (Slice("2026-Q1", DAY, DAY), Slice("2026-Q2", DAY, DAY))
    assert answers._slice({"quarter": "2026-Q2", "site": "2026-Q1"}, "quarter", ends) is ends[1]
    assert answers._slice({"quarter": "2027-Q1"}, "quarter", ends) is None and answers._slice({"quarter": "2026-Q2"}, None, ends) is None


# --- floors, and what is never one number ---------------------------------------------------------------------------------


def stated(comparator: str, floor: int | None, note: str = "") -> Statement:
    return Statement("not_ours", state="at_least", comparator=comparator, floor=floor, note=note)


@pytest.mark.parametrize(
    ("floors", "partial", "value", "comparator"),
    [
        ([stated(">", 40)], False, 50 - 3 + 40, ">"),
        ([stated("≥", 40)], False, 50 - 3 + 40, "≥"),
        ([stated(">", None)], False, 50, "≥"),
        ([stated(">", 40)], True, 50, "≥"),
        ([stated(">", 40), stated("≥", 5)], False, 50 - 3 + 40 - 3 + 5, "≥"),
    ],
)
def test_the_floor_of_a_part_stands_in_the_sum_in_place_of_its_records(floors: Any, partial: bool, value: int, comparator: str) -> None:
    """Fifty are recorded, three of them in the camp that the statement speaks of."""
    kept = [({"camp": "x"}, answers.Sums(value=3)), ({"camp": "y"}, answers.Sums(value=47)), ({"camp": "x"}, answers.Sums())]
    ask = FigureRequest("not_ours", as_of=DAY)
    made = answers._with_floors(plain(), ask, Cell(value=50, reason="lost"), [({"camp": "x"}, one) for one in floors], kept, partial)
    assert (made.value, made.at_least, made.comparator) == (value, True, comparator)
    assert made.reason == f"lost; {explanations.declared_floor()}"


def test_each_reason_is_told_once() -> None:
    ask = FigureRequest("not_ours", as_of=DAY)
    said = [stated("", None, "lost"), stated("", None, "lost"), stated("", None)]
    assert answers._parts_reason(plain(), ask, said, 0) == f"lost; {explanations.declared_unknown()}"
    assert answers._parts_reason(plain(), ask, said[:1], 2) == f"lost; {explanations.parts_unknown(2)}"
    assert answers._parts_reason(plain(unknown_reason=lambda n: f"{n} lists"), ask, [], 2) == "2 lists"
    assert answers._parts_reason(plain(), ask, [], 0) is None


def test_what_is_never_put_into_one_number_has_one_by_its_part_only() -> None:
    made = figure(3.5, recorded=3, at_least=True, unknown_parts=2, planned=(Planned(1, 4, None, None, D("87.5")),))
    ask = FigureRequest("not_ours", as_of=DAY)
    whole = answers.apart(plain(per="area"), ask, made)
    assert (whole.value, whole.recorded, whole.at_least, whole.unknown_parts) == (None, None, False, 0)
    assert whole.planned[0].attainment is None and whole.reason
    assert answers.apart(plain(per="area"), replace(ask, where={"area": "p1"}), made) is made
    assert answers.apart(plain(), ask, made) is made


# --- hidden ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "threshold", "said"),
    [(4, 5, "< 5"), (1, 5, "< 5"), (5, 5, "hidden"), (0, 5, "hidden"), (None, 5, "hidden"), (4, 0, "hidden"), (D("2.5"), 5, "hidden")],
)
def test_a_small_number_is_said_to_be_small_and_nothing_else_of_it_stays(value: Any, threshold: int, said: str) -> None:
    cell = Cell(
        value=value, recorded=9, touched=3, over=7, unknown_parts=2, at_least=True, comparator=">", reason="lost", key={"site": "ba"}
    )
    left = shown.hide(cell, threshold)
    assert left == Cell(key={"site": "ba"}, suppressed=said, reason="hidden to protect people")


def test_a_hidden_figure_gives_up_how_far_it_came_and_of_a_ratio_its_note() -> None:
    plan = (Planned(1, 100, None, None, D("4.0")),)
    whole = figure(4, planned=plan, note="Rows exceed the total.")
    kept = shown._whole(whole, whole, ())
    assert (kept.planned, kept.note, kept.rows) == (plan, "Rows exceed the total.", ())
    gone = shown._whole(whole, shown.hide(whole, 5), None)
    assert (gone.planned[0].attainment, gone.note, gone.value) == (None, "Rows exceed the total.", None)
    ratio = figure(D("2.0"), code="persons_per_family", note="8 persons : 4 families")
    assert shown._whole(ratio, shown.hide(ratio, 0), None).note is None
    assert shown._whole(ratio, ratio, None).note == "8 persons : 4 families"


@pytest.mark.parametrize(
    ("one", "cell", "is_held"),
    [
        (None, Cell(value=1, touched=1), False),
        (plain(counts="median:days"), Cell(value=90, touched=4), True),
        (plain(counts="median:days"), Cell(value=90, touched=5), False),
        (plain(counts="median:days"), Cell(value=90, touched=0), False),
        (plain(counts="median:days"), Cell(touched=4), False),
        (plain(per="area"), Cell(value=90, touched=4), True),
        (plain(per="area"), Cell(value=90, touched=5), False),
        (plain(ratio=("sessions", "families")), Cell(value=90, touched=9, over=9), True),
        (plain(ratio=("sessions", "families")), Cell(value=90, touched=9, over=10), False),
        (plain(ratio=("sessions", "families")), Cell(value=90, touched=4, over=10), True),
        (plain(ratio=("families", "sessions")), Cell(value=90, touched=9, over=9), False),
        (plain(ratio=("families", "sessions")), Cell(value=90, touched=4, over=90), True),
    ],
)
def test_what_stands_in_no_sum_is_judged_by_how_many_stand_behind_it(one: Indicator | None, cell: Cell, is_held: bool) -> None:
    assert shown.held_back(one, cell, 5) is is_held


# --- said -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (Cell(value=1200), "1,200"),
        (Cell(value=0), "0"),
        (Cell(), "unknown"),
        (Cell(value=D("2.50"), decimals=2), "2.50"),
        (Cell(value=D("2.5")), "2.5"),
        (Cell(value=D("2.0")), "2"),
        (Cell(value=40, at_least=True, comparator=">"), "> 40"),
        (Cell(value=40, at_least=True, comparator="≥", unknown_parts=3), "≥ 40"),
        (Cell(value=25, unknown_parts=4), "25 + 4 unknown"),
        (Cell(value=25, unknown_parts=4, not_confirmed=2), "25 + 4 unknown; 2 not confirmed as held"),
        (Cell(not_confirmed=1), "unknown; 1 not confirmed as held"),
        (Cell(value=25, suppressed="< 5"), "< 5"),
        (figure(25, exists=False), "not counted yet"),
        (figure(None), "unknown"),
    ],
)
def test_a_number_is_said_with_what_it_does_not_know(cell: Cell, said: str) -> None:
    assert in_words(cell, "en") == said


def test_of_what_is_never_one_number_only_the_parts_are_said() -> None:
    change = figure(None, code="area_change")
    assert in_words(change, "en") == "by parts only" and change.is_apart
    for other in (replace(change, where={"area": "p1"}), replace(change, value=2), replace(change, suppressed="hidden"), figure(None)):
        assert not other.is_apart


def test_a_row_says_its_own_values_first_and_never_what_is_recorded() -> None:
    cell = Cell(key={"site": "ba"}, value=D("2.0"), recorded=9, touched=3, over=7)
    assert cell_json(cell) == {
        "site": "ba", "value": 2, "unknown_parts": 0, "at_least": False, "comparator": None, "not_confirmed": 0, "reason": None,
    }  # fmt: skip


# --- changed since --------------------------------------------------------------------------------------------------------


def frozen(value: int | None = 9, **more: Any) -> dict[str, Any]:
    printed = {"value": value, "unknown_parts": 0, "at_least": False, "comparator": None, "not_confirmed": 0}
    same = {"code": "x", "counted": "abc", "definition": 1, "statements": [], "recorded": value, "by": [], "rows": []}
    return printed | same | more


def row(site: str, value: int) -> dict[str, Any]:
    return {"site": site, "value": value, "unknown_parts": 0, "at_least": False, "comparator": None, "not_confirmed": 0}


@pytest.mark.parametrize(
    ("now", "because"),
    [
        (frozen(), None),
        (frozen(10, counted="def"), ("records",)),
        (frozen(10, recorded=10), ("records",)),
        (frozen(10, recorded=9, definition=2), ("definition",)),
        (frozen(None, recorded=9, statements=["s"]), ("statements",)),
        (frozen(10, counted="def", statements=["s"]), ("records", "statements")),
        (frozen(9, counted="def"), ("records",)),
        (frozen(9, definition=2), None),
        (frozen(9, recorded=10, statements=["s"]), ("records", "statements")),
    ],
)
def test_a_change_names_what_moved_also_where_others_stand_behind_the_same_number(now: Any, because: Any) -> None:
    found = snapshot._changes(frozen(), now)
    assert [one.because for one in found] == ([because] if because else [])
    assert all((one.was["value"], one.now["value"], one.key) == (9, now["value"], {}) for one in found)


def test_behind_an_unknown_number_nothing_is_seen_to_move() -> None:
    assert snapshot._changes(frozen(None), frozen(None, counted="def", recorded=4)) == []


def test_rows_that_came_went_or_moved_are_named_and_others_are_not() -> None:
    split = {"by": ["site"]}
    was = frozen(**split, rows=[row("ba", 7), row("va", 2), row("og", 1)])
    now = frozen(**split, counted="def", rows=[row("ba", 7), row("va", 3), row("ce", 4)])
    found = {tuple(one.key.items()): (one.was["value"], one.now["value"]) for one in snapshot._changes(was, now)}
    assert found == {(): (9, 9), (("site", "va"),): (2, 3), (("site", "og"),): (1, None), (("site", "ce"),): (None, 4)}


def test_a_mark_is_the_place_of_the_figure_and_of_its_row() -> None:
    gone: dict[str, Any] = {"value": None, "suppressed": "< 5"}
    listed = [figure(9), figure(rows=(Cell(value=7), Cell(**gone))), figure(**gone, rows=(Cell(**gone),)), figure(9, rows=())]
    assert snapshot.hidden(listed) == [[1, 1], [2, -1], [2, 0]]


def test_the_sentence_under_rows_says_why_they_are_no_total() -> None:
    people = plain(counts="family")
    lines = (Cell(value=7), Cell(value=4), Cell())
    total = SimpleNamespace(value=9)

    def said(one: Indicator, by: tuple[str, ...], measure: str = "total", whole: Any = total) -> str | None:
        return explanations.additivity(one, by, measure, whole, lines)

    assert said(people, ("family_type",)) is None
    assert "exceed the total because one family may be served at several sites" in str(said(people, ("site",)))
    assert "may not be added, because" in str(said(people, ("site",), whole=SimpleNamespace(value=11)))
    assert "may not be added, because" in str(said(people, ("site",), whole=SimpleNamespace(value=None)))
    assert "one person" in str(said(plain(counts="person"), ("site",)))
    assert str(said(people, ("quarter",), "cumulative")).endswith("each contains the ones before it")
    assert str(said(replace(people, span=("a", "b")), ("quarter",))).endswith("each shows one day")
    assert str(said(plain(ratio=("a", "b")), ("site",))) == "the rows may not be added"
