"""By what each figure can be split: a stock by no period, a meeting by its service and who held it, a stay by what the family was."""

from types import SimpleNamespace

import pytest

from ligzda.measure.indicators import indicator, indicators
from ligzda.measure.seatless_parts import _enter_sums
from ligzda.measure.suppression import Problem

PERIOD, GROUPS, WHO = "quarter month", "group camp", "sex age"
MET, FAMILY = "site service function", "territory family_type"
STAY = f"site {FAMILY}"
SPLITS = {
    f"{MET} {PERIOD} {FAMILY}": "consultations contacts families_no_show_rate",
    f"{MET} {PERIOD} {FAMILY} {GROUPS}": "families",
    f"{MET} {PERIOD} {FAMILY} {GROUPS} {WHO}": "persons children adults services participations",
    f"{MET} {PERIOD} {FAMILY} {GROUPS} sex": "years_of_age people_of_known_age average_age",
    f"{MET} {PERIOD} {GROUPS}": "hours",
    f"{MET} {PERIOD} group": "sessions group_participations known_sessions average_attendance",
    f"site service {PERIOD} {FAMILY} {GROUPS} {WHO}": "enrolled attended completions",
    f"site {PERIOD} territory camp": "camps",
    f"site {PERIOD} territory event": "event_attendance",
    "site quarter": "children_per_family persons_per_family",
    STAY: "active carried first_worker one_worker families_active with_valid_plan valid_plan_share",
    f"{STAY} {PERIOD}": "admitted children_kept children_removed children_returned worker_changes reviews_due reviews_on_time reviewed_on_time",
    f"{STAY} {PERIOD} exit_type": "exits median_months reopened reopened_share",
    f"{STAY} {PERIOD} area": "areas_compared levels_changed area_change",
    "site function": "posts_planned posts_full_time posts_filled",
}
BY = {code: set(split.split()) for split, codes in SPLITS.items() for code in codes.split()}


@pytest.mark.parametrize("code", BY)
def test_a_figure_is_split_by_what_its_rows_know_and_by_nothing_else(code: str) -> None:
    assert set(indicator(code).by) == BY[code]


def test_every_figure_has_its_line_here() -> None:
    assert {one.code for one in indicators() if not one.code.startswith("w_")} == set(BY)  # those are of the small world of other tests


@pytest.mark.parametrize(
    ("rows", "hidden"),
    [
        ((8, 4), {8, 4}),  # 12 and 8 would leave at least 4, and "< 5" says at most 4
        ((8, 5), set()),
        ((9, 4), {4}),  # families that were served twice: 3 or 4
    ],
)
def test_rows_that_happen_to_add_up_are_still_no_less_than_the_total(rows: tuple[int, int], hidden: set[int]) -> None:
    names = [("families", (("service", key),)) for key in ("lawyer", "psychologist")]
    found = Problem(values={("families", ()): 12, **dict(zip(names, rows, strict=True))})
    _enter_sums(found, indicator("families"), SimpleNamespace(measure="total"), ("service",))  # type: ignore[arg-type]
    assert {found.values[name] for name in found.solve()} == hidden
