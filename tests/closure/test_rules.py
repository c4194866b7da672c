"""Each rule on its last day that is fine and its first that is not; the numbers come from the practice, not from the code."""

import datetime as dt
from typing import Any

import pytest

from ligzda.closure import rules

DAY = dt.timedelta(days=1)
TODAY = dt.date(2026, 11, 22)


@pytest.mark.parametrize(
    ("profiles", "high", "reasons"),
    [
        ([[4, 5], [4, 4]], False, 0),
        ([[4, 5], [4, 4]], True, 1),
        ([[4, 3], [4, 4]], False, 1),
        ([[4, 4], [4, 3]], False, 1),
        ([[4, None], [4, 4]], False, 1),
        ([[5, 5]], False, 1),
        ([], True, 2),
        ([[3, 3], [3, 3]], True, 2),
    ],
)
def test_self_reliant_is_four_or_more_everywhere_twice_and_no_high_risk(profiles: Any, high: bool, reasons: int) -> None:
    assert len(rules.not_self_reliant_yet(profiles, has_high_risk=high)) == reasons


def test_the_final_levels_are_at_most_thirty_days_old() -> None:
    days = (TODAY, TODAY - 30 * DAY, TODAY - 31 * DAY, None)
    assert [rules.final_scores_missing(day, TODAY, 30) is None for day in days] == [True, True, False, False]


def test_exits_that_need_a_plan() -> None:
    answers = [rules.exit_without_plan(needs, ran) is None for needs in (True, False) for ran in (True, False)]
    assert answers == [True, False, True, True]
