"""What a report says where a number is missing, hidden or taken back, from values alone: no record is read here."""

import datetime as dt
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import translation

from ligzda.measure.figure import Planned
from ligzda.measure.shown import Shown, ShownCell
from ligzda.projects import report_document, report_page, withheld
from ligzda.projects.models import Report
from ligzda.projects.queries import reports as queries
from ligzda.projects.rules import split

DAY = dt.date(2026, 6, 30)


@pytest.fixture(autouse=True)
def _in_english() -> Any:
    with translation.override("en"):
        yield


def figure(value: int | None = 26, **more: Any) -> Shown:
    return Shown(**{"code": "not_ours", "title": "Families", "unit": "family", "measure": "total", "as_of": DAY, "value": value, **more})


HIDDEN: dict[str, Any] = {"value": None, "suppressed": "< 5", "reason": "hidden to protect people"}


# --- what is written ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "beside", "said"),
    [
        (ShownCell(value=7), [None], "7"),
        (None, [ShownCell(value=7), None], "0"),
        (None, [None, None], "0"),
        (None, [ShownCell(value=7), ShownCell()], "unknown"),
        (None, [ShownCell(**HIDDEN), None], "0"),
        (ShownCell(**HIDDEN), [ShownCell()], "< 5"),
    ],
)
def test_a_cell_without_a_row_is_nought_and_unknown_only_beside_what_is_unknown(cell: Any, beside: Any, said: str) -> None:
    assert report_document._cell(cell, beside, "en") == said


@pytest.mark.parametrize(
    ("total", "bauska", "valmiera", "words"),
    [
        (12, 7, 5, ["7", "5", "12"]),
        (12, None, None, ["not split", "not split", "12"]),
        (12, 7, None, ["7", "unknown", "12"]),
        (None, None, None, ["unknown", "unknown", "unknown"]),
        (None, 7, 5, ["7", "5", "unknown"]),
    ],
)
def test_a_service_is_not_split_where_only_its_total_is_known(
    monkeypatch: pytest.MonkeyPatch, total: int | None, bauska: int | None, valmiera: int | None, words: list[str]
) -> None:
    monkeypatch.setattr(report_document, "labels", lambda _name, _lang: {"legal": "lawyer"})
    sites = [SimpleNamespace(site=SimpleNamespace(key=key, name=key.title())) for key in ("bauska", "valmiera")]
    stand = SimpleNamespace(select_related=lambda _name: SimpleNamespace(order_by=lambda _name: sites))
    by_site = [ShownCell(key={"service": "legal", "site": key}, value=value) for key, value in (("bauska", bauska), ("valmiera", valmiera))]
    splits = (figure(total, rows=(ShownCell(key={"service": "legal"}, value=total),)), figure(total, rows=tuple(by_site)))
    said: Any = SimpleNamespace(splits=splits, lang="en", project=SimpleNamespace(project_sites=stand))
    assert report_document._services(said)["rows"] == [["Lawyer", *words]]


def test_nought_and_what_is_hidden_are_known() -> None:
    said: Any = SimpleNamespace(figures=[figure(3), figure(0), figure(None), figure(**HIDDEN)])
    assert report_document._known(said) == 3


def test_unknown_is_what_is_counted_and_neither_known_nor_hidden() -> None:
    about: Any = None
    figures = [figure(None), figure(None), figure(0), figure(**HIDDEN), figure(None, exists=False)]
    assert queries.Content(about, DAY, "en", True, figures, [], [], [], None, 0).unknown == 2


@pytest.mark.parametrize(
    ("is_public", "hidden", "duplicates", "said"),
    [
        (True, 2, 0, ["It does not mean 0", "< 5"]),
        (True, 0, 0, ["It does not mean 0"]),
        (False, 2, 0, ["It does not mean 0"]),
        (False, 0, 3, ["It does not mean 0", "3 pairs"]),
        (True, 1, 1, ["It does not mean 0", "< 5", "1 pair of"]),
    ],
)
def test_a_note_stands_for_what_is_there(is_public: bool, hidden: int, duplicates: int, said: list[str]) -> None:
    about: Any = SimpleNamespace(is_public=is_public, hidden=hidden, duplicates=duplicates)
    notes = report_document._notes(about)
    assert len(notes) == len(said) and all(part in note for part, note in zip(said, notes))


def test_money_says_what_its_parts_leave_unexplained() -> None:
    parts: list[Any] = [("EEA", "grant", Decimal(85), False), ("Own", "own", Decimal(15), False)]

    def rows(total: int) -> list[list[str]]:
        budget = SimpleNamespace(split=split(parts, Decimal(total), "EUR"))
        about: Any = SimpleNamespace(money=SimpleNamespace(budget=budget))
        found = report_document._money(about)
        assert found is not None and found["columns"] == ["Source", "EUR", "Share"]
        return found["rows"]  # type: ignore[no-any-return]

    assert rows(100) == [["EEA", "85.00", "85.0%"], ["Own", "15.00", "15.0%"], ["Total", "100.00", ""]]
    assert rows(125)[2:] == [["Unexplained", "25.00", ""], ["Total", "125.00", ""]]


@pytest.mark.parametrize("money", [None, SimpleNamespace(budget=None)])
def test_without_a_budget_there_is_no_table_of_money(money: Any) -> None:
    about: Any = SimpleNamespace(money=money)
    assert report_document._money(about) is None


def test_the_target_in_force_stands_first_and_the_first_one_is_called_so() -> None:
    first = Planned(1, 200, None, None, Decimal("13.0"), original=True)
    now = Planned(2, 116, "≥", None, Decimal("22.4"), in_force=True)
    assert report_document._figure(figure(planned=(first, now)))["targets"] == ["Target ≥ 116: 22.4%", "First target 200: 13.0%"]
    only = Planned(1, 116, None, None, None, original=True, in_force=True)
    assert report_document._figure(figure(planned=(only,)))["targets"] == ["Target 116"]
    assert report_document._figure(figure(planned=(now,), at_least=True, comparator="≥"))["targets"] == ["Target ≥ 116: ≥ 22.4%"]


def test_a_reason_is_told_of_what_is_counted_once_for_all_it_speaks_of() -> None:
    lost = "The list was lost."
    told = [figure(None, title="Families", reason=lost), figure(None, title="People", reason=lost)]
    others = [
        figure(None, title="Later", reason=lost, exists=False),
        figure(2, title="Average", note="26 and 13"),
        figure(3, title="Plain"),
    ]
    split_up = figure(4, title="By site", note="Rows exceed the total.", rows=())
    about: Any = SimpleNamespace(figures=[*told, *others, split_up], promised=[])
    assert report_document._reasons(about) == [[lost, "Families; People"], ["26 and 13", "Average"]]
    assert [report_document._figure(one)["reason"] for one in (told[0], others[0], others[2])] == [lost, "", ""]


# --- what is withheld since -----------------------------------------------------------------------------------------------


def test_a_number_that_is_withheld_takes_along_how_far_it_came() -> None:
    said = {"title": "Families", "text": "3", "targets": ["Target 10: 30.0%", "Target 12"], "reason": "", "code": "x"}
    assert withheld._line(said, figure(**HIDDEN), "en") == {
        "title": "Families", "text": "< 5", "targets": ["Target 10", "Target 12"], "reason": "hidden to protect people", "code": "x",
    }  # fmt: skip


def test_a_reason_goes_with_the_figure_it_spoke_of() -> None:
    reasons = [["26 and 13", "Average"], ["The list was lost.", "Families; People"]]
    gone = [{"title": "People", "reason": "hidden"}, {"title": "Average", "reason": "hidden"}]
    assert withheld._reasons(reasons, gone) == [["The list was lost.", "Families"], ["hidden", "Average; People"]]
    assert withheld._reasons(reasons, []) == reasons


TABLE: dict[str, Any] = {
    "columns": ["Service", "Bauska", "Valmiera", "Total"],
    "rows": [["Camp", "7", "2", "9"], ["Talk", "3", "0", "3"]],
    "note": "",
}


@pytest.fixture
def named(monkeypatch: pytest.MonkeyPatch) -> list[Shown]:
    """Two figures of the table: by service, and by service and site. ``yoga`` stands in no printed row, Ogre in no column."""
    names = {"service": {"camp": "camp", "talk": "talk"}, "site": {"ba": "Bauska", "va": "Valmiera", "og": "Ogre"}}
    monkeypatch.setattr(withheld, "labels", lambda name, lang: names[name])
    keys = [("camp", "va"), ("talk", "ba"), ("camp", "og"), ("yoga", "ba")]
    whole = tuple(ShownCell(key={"service": key}, **HIDDEN) for key in ("camp", "talk"))
    parts = tuple(ShownCell(key={"service": key, "site": site}, **HIDDEN) for key, site in keys)
    return [figure(by=("service",), rows=whole), figure(by=("service", "site"), rows=parts)]


@pytest.mark.parametrize(
    ("newly", "rows"),
    [
        (set(), [["Camp", "7", "2", "9"], ["Talk", "3", "0", "3"]]),
        ({(0, -1)}, [["Camp", "7", "2", "9"], ["Talk", "3", "0", "3"]]),
        ({(0, 1)}, [["Camp", "7", "2", "9"], ["Talk", "3", "0", "< 5"]]),
        ({(1, 0), (1, 1)}, [["Camp", "7", "< 5", "9"], ["Talk", "< 5", "0", "3"]]),
        ({(1, 2)}, []),
        ({(1, 3)}, []),
    ],
)
def test_in_the_table_the_number_gives_way_and_where_names_changed_the_table_does(named: Any, newly: Any, rows: Any) -> None:
    before = [list(row) for row in TABLE["rows"]]
    assert withheld._services(TABLE, named, newly, "en") == TABLE | {"rows": rows}
    assert TABLE["rows"] == before


CURVE: dict[str, Any] = {
    "finding": "26 families", "description": "From 3 to 26.", "svg": "<svg/>", "narrow": "<svg/>", "rows": [["1", "3"], ["2", "26"]],
}  # fmt: skip


def test_a_curve_with_a_withheld_point_is_told_as_a_table_only() -> None:
    shown = [figure(**HIDDEN), figure(26)]
    assert withheld._curve(None, shown, {0}, "en") is None
    assert withheld._curve(CURVE, shown, set(), "en") == CURVE
    left = withheld._curve(CURVE, shown, {0}, "en")
    assert left is not None and left["rows"] == [["1", "< 5"], ["2", "26"]]
    assert (left["svg"], left["narrow"], left["description"]) == ("", "", "") and "26" not in left["finding"]


def kept(*marks: list[int]) -> dict[str, Any]:
    """A frozen page: two figures, the table, two points of the curve, one part that was promised."""
    lines = [{"title": name, "text": "3", "targets": [], "reason": ""} for name in ("Families", "People", "Families – Bauska")]
    said = {"figures": lines, "reasons": [], "services": TABLE, "curve": CURVE, "counts": {"hidden": 1}, "notes": ["Read so."]}
    return {"printed": {"en": said}, "hidden": list(marks)}


@pytest.mark.parametrize(("place", "line"), [(0, 0), (1, 1), (6, 2)])
def test_what_is_withheld_today_is_taken_out_of_its_own_line_and_said(named: list[Shown], place: int, line: int) -> None:
    shown = [figure(3), figure(3), *named, figure(3), figure(26), figure(3)]
    shown[2:4] = [figure(3, by=("service",), rows=()), figure(3, by=("service", "site"), rows=())]
    shown[place] = figure(**HIDDEN)
    page = withheld.page(kept(), shown, "en")
    assert [one["text"] for one in page["figures"]] == ["< 5" if n == line else "3" for n in range(3)]
    assert (page["services"], page["curve"], page["counts"]) == (TABLE, CURVE, {"hidden": 2})
    assert len(page["notes"]) == 2 and "1 more number" in page["notes"][1]


def test_a_point_of_the_curve_and_a_row_of_the_table_are_found_at_their_places(named: list[Shown]) -> None:
    page = withheld.page(
        kept(), [figure(3), figure(3), named[0], figure(by=("service", "site"), rows=()), figure(3), figure(**HIDDEN), figure(3)], "en"
    )
    assert [row[-1] for row in page["services"]["rows"]] == ["< 5", "< 5"]
    assert page["curve"]["rows"] == [["1", "3"], ["2", "< 5"]]
    assert [one["text"] for one in page["figures"]] == ["3", "3", "3"] and page["counts"] == {"hidden": 4}


def test_what_was_withheld_when_it_was_printed_changes_nothing() -> None:
    shown = [figure(**HIDDEN), figure(3), figure(3, by=("service",), rows=()), figure(3, by=("service", "site"), rows=()), figure(3)]
    there = kept([0, -1])
    assert withheld.page(there, shown, "en") == there["printed"]["en"]


# --- what has changed -----------------------------------------------------------------------------------------------------


def test_a_row_that_is_no_longer_there_says_nothing() -> None:
    whole = figure(9, by=("site",), rows=(ShownCell(key={"site": "ba"}, value=7), ShownCell(key={"site": "va"}, value=2)))
    assert queries._cell_of(whole, {}).value == 9
    assert queries._cell_of(whole, {"site": "va"}).value == 2
    assert queries._cell_of(whole, {"site": "og"}).value is None
    assert queries._cell_of(figure(9), {"site": "va"}).value is None


def test_marks_of_what_was_hidden_hold_for_the_same_rows_in_the_same_order_only() -> None:
    def frozen(*sites: str) -> dict[str, Any]:
        return {"figures": [{"by": [], "rows": []}, {"by": ["site"], "rows": [{"site": one, "value": 1} for one in sites]}]}

    assert queries._same_rows(frozen("ba", "va"), frozen("ba", "va"))
    for other in (frozen("va", "ba"), frozen("ba"), frozen("ba", "va", "og")):
        assert not queries._same_rows(frozen("ba", "va"), other)


# --- before publishing ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("own", ["lv", "lt", "en"])
@pytest.mark.parametrize("asked", ["lv", "lt", "en", "", "de"])
def test_a_report_speaks_the_language_asked_for_or_else_its_own(asked: str, own: str) -> None:
    assert report_page.language(Report(language=own), asked) == (asked if asked in {"lv", "lt", "en"} else own)


@pytest.mark.parametrize(
    ("narrative", "counts", "duplicates", "tones"),
    [
        ({"done": "x", "families": "x", "hard": "x", "next": "x"}, {"unknown": 0, "hidden": 0}, 0, ["success"]),
        ({"done": "x"}, {"unknown": 0, "hidden": 0}, 0, ["success", "warning"]),
        ({"done": "x", "families": "", "hard": "x", "next": "x"}, {"unknown": 2, "hidden": 0}, 0, ["success", "warning", "info"]),
        ({"done": "x", "families": "x", "hard": "x", "next": "x"}, {"unknown": 0, "hidden": 3}, 1, ["success", "info", "warning"]),
    ],
)
def test_what_is_still_missing_is_listed_and_nothing_else(narrative: Any, counts: Any, duplicates: int, tones: list[str]) -> None:
    said = {"counts": {"known": 3, "all": 5, **counts}, "duplicates": duplicates}
    lines = report_page.checklist(Report(key="abcd2345", narrative=narrative), said)
    assert [one["tone"] for one in lines] == tones
    assert str(lines[0]["text"]) == "Figures: 3 of 5"
    numbers = [n for n in (4 - sum(map(bool, narrative.values())), counts["unknown"], counts["hidden"], duplicates) if n]
    assert [str(one["text"]).rpartition(" ")[2] for one in lines[1:]] == [str(n) for n in numbers]


def test_no_drawing_stands_where_none_is_left() -> None:
    assert report_page._inline(None) == report_page._inline({**CURVE, "svg": ""}) == ()
