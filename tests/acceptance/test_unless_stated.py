"""Nothing of the five programmes prints as reported that nobody reported."""

from typing import Any

import pytest

from ligzda.demo.coverage import STATEMENTS
from ligzda.measure.indicators import exists
from ligzda.projects.indicators.coming import COMING
from tests.acceptance.ask import Registry, figure, figures, row, value

FINAL = ("--as-of", "2015-07-31")
KNOWN = {
    "cesis": {
        "families", "persons", "children", "adults", "consultations", "camps", "admitted", "active", "children_per_family", "persons_per_family",
    },
    "mac150": {"families", "children", "sessions", "completions", "camps", "event_attendance", "children_per_family"},
    "lli405": set(),
    "ngslv623": set(),
}  # fmt: skip
POSTS = {"posts_planned", "posts_filled", "posts_full_time"}
LAST = {"cesis": "2012-12-31", "mac150": "2015-07-31", "lli405": "2019-12-31", "ngslv623": "2021-03-31"}


@pytest.mark.parametrize("key", KNOWN)
def test_only_what_the_texts_name_is_a_number(registry: Registry, key: str) -> None:
    found = {one["code"]: one for one in figures(key, "--as-of", LAST[key])["figures"] if exists(one["code"])}
    assert {code for code, one in found.items() if one["value"] is not None} - POSTS == KNOWN[key]
    assert all(one["reason"] for code, one in found.items() if one["value"] is None and code not in ("levels_changed", "area_change"))


@pytest.mark.parametrize("code", ["children_removed", "children_kept", "children_returned", "exits", "reopened"])
def test_what_became_of_children_and_families_was_never_reported(registry: Registry, code: str) -> None:
    assert value("mac150", code, *FINAL) is None
    assert value("cesis", code, "--as-of", "2012-12-31") is None


def test_families_by_service_are_known_for_the_services_that_were_counted(registry: Registry) -> None:
    rows = {one["service"]: one["value"] for one in figure("mac150", "families", "--by", "service", *FINAL)["rows"]}
    assert {service: count for service, count in rows.items() if count is not None} == {"psychologist": 88, "lawyer": 81, "fgc": 6}


def test_enrolled_by_camp_was_never_reported(registry: Registry) -> None:
    assert {one["value"] for one in figure("mac150", "enrolled", "--by", "camp", *FINAL)["rows"]} == {None}


def test_sessions_of_both_groups_are_at_least_what_was_reported(registry: Registry) -> None:
    found = figure("mac150", "sessions", "--measure", "cumulative", *FINAL)
    assert (found["value"], found["at_least"], found["unknown_parts"], found["comparator"]) == (33, True, 1, "≥")
    assert found["reason"]
    assert row("mac150", "sessions", "group", *FINAL, group="b")["value"] is None, "nobody knows how often group b met"


def test_a31_the_parents_group_averages_six_until_the_text_that_says_so(registry: Registry) -> None:
    def average(group: str, as_of: str) -> Any:
        return row("mac150", "average_attendance", "group", "--as-of", as_of, group=group).get("value")

    assert (average("b", "2015-02-28"), average("b", "2015-07-31")) == (6, None)
    assert (average("a", "2014-06-30"), average("a", "2015-07-31")) == (6, None)
    assert value("mac150", "average_attendance", *FINAL) is None, "a figure that rests on an unknown one is unknown"


def test_a27_ten_women_completed(registry: Registry) -> None:
    assert row("mac150", "completions", "group", *FINAL, group="a")["value"] == 10


def test_every_statement_speaks_of_a_figure_that_exists_or_is_to_come() -> None:
    assert [one[1] for one in STATEMENTS if not (one[1] == "*" or exists(one[1]) or one[1] in COMING)] == []
