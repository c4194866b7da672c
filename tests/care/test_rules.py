"""Each rule of care on its last case that is fine and its first that is not; the law comes from the practice, not from the code."""

import datetime as dt
from typing import Any

import pytest

from ligzda.care import rules

D = dt.date
DAY = dt.timedelta(days=1)
TODAY = D(2026, 11, 22)


def passes(*answers: Any) -> list[bool]:
    return [answer is None for answer in answers]


@pytest.mark.parametrize(
    ("before", "kind", "decided", "is_lawful"),
    [
        ("", "with_parents", True, True),
        ("", "returned", True, False),
        ("with_parents", "returned", True, False),
        ("removed", "returned", True, True),
        ("foster", "returned", True, True),
        ("removed", "removed", True, False),
        ("institution", "removed", True, False),
        ("with_parents", "removed", True, True),
        ("foster", "with_parents", True, False),
        ("foster", "with_parents", False, False),
        ("kin", "with_parents", True, False),
        ("kin", "with_parents", False, True),
        ("kin", "at_risk", False, True),
        ("adopted", "with_parents", True, False),
        ("returned", "with_parents", True, True),
        ("removed", "foster", True, True),
    ],
)
def test_what_may_follow_in_the_care_of_a_child(before: str, kind: str, decided: bool, is_lawful: bool) -> None:
    assert (rules.cannot_follow(before, kind, decided=decided) is None) is is_lawful


@pytest.mark.parametrize(
    ("before", "kind", "is_missing"),
    [
        ("with_parents", "foster", True),
        ("at_risk", "institution", True),
        ("returned", "guardian", True),
        ("with_parents", "kin", False),
        ("removed", "foster", False),
        ("", "foster", False),
        ("with_parents", "removed", False),
    ],
)
def test_a_place_of_care_after_home_asks_for_the_day_of_separation(before: str, kind: str, is_missing: bool) -> None:
    assert bool(rules.separation_missing(before, kind)) is is_missing


@pytest.mark.parametrize(
    ("kind", "body", "number", "date", "field"),
    [
        ("foster", "", "", None, None),
        ("foster", "Bāriņtiesa", "1-7", TODAY, None),
        ("foster", "Bāriņtiesa", "", TODAY, "decision_number"),
        ("foster", "", "1-7", None, "deciding_body"),
        ("foster", "Bāriņtiesa", "1-7", None, "decision_date"),
        ("returned", "", "", None, "deciding_body"),
        ("adopted", "Tiesa", " ", TODAY, "decision_number"),
    ],
)
def test_a_decision_is_whole_or_there_was_none(kind: str, body: str, number: str, date: dt.date | None, field: str | None) -> None:
    found = rules.decision_incomplete(kind, body, number, date)
    assert (found[0] if found else None) == field


def test_a_return_follows_its_decision_and_a_separation_may_go_before() -> None:
    days = (TODAY - DAY, TODAY, TODAY + DAY, None)
    assert passes(*(rules.decided_after("returned", day, TODAY) for day in days)) == [True, True, False, True]
    assert passes(*(rules.decided_after("removed", day, TODAY) for day in days)) == [True] * 4


def test_kept_is_a_risk_that_ended_at_home_and_returned_is_home_after_care_by_a_decision() -> None:
    assert rules.is_kept("with_parents", "at_risk")
    assert not any(rules.is_kept(*pair) for pair in (("with_parents", "with_parents"), ("foster", "at_risk"), ("returned", "at_risk")))
    assert rules.is_returned("returned", "foster", "Bāriņtiesa") and rules.is_returned("returned", "removed", "Bāriņtiesa")
    for wrong in (("returned", "foster", ""), ("with_parents", "foster", "B"), ("returned", "at_risk", "B"), ("returned", "", "B")):
        assert not rules.is_returned(*wrong)


def test_after_a_return_one_asks_every_week_for_a_month_and_then_every_month() -> None:
    assert rules.support_days(D(2026, 1, 1), 1, 6) == [
        D(2026, 1, 8), D(2026, 1, 15), D(2026, 1, 22), D(2026, 1, 29), D(2026, 3, 1), D(2026, 4, 1), D(2026, 5, 1), D(2026, 6, 1),
        D(2026, 7, 1),
    ]  # fmt: skip
    assert D(2026, 2, 1) in rules.support_days(D(2026, 1, 4), 1, 2), "the day on which the month ends is still a week"
