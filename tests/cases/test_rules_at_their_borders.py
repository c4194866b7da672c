"""Each rule on its last day that is fine and its first that is not; the numbers come from the practice, not from the code."""

import datetime as dt
from typing import Any

import pytest

from ligzda.cases import rules
from ligzda.kernel import working_days

D = dt.date
DAY = dt.timedelta(days=1)
TODAY = D(2026, 11, 22)


def passes(*answers: Any) -> list[bool]:
    return [answer is None for answer in answers]


def test_working_days_go_both_ways_over_weekends_and_holidays() -> None:
    """Monday 16 November 2026; Wednesday the 18th is a holiday in Latvia and not in Lithuania."""
    assert working_days.after(D(2026, 11, 16), 2, "LV") == D(2026, 11, 19)
    assert working_days.after(D(2026, 11, 16), 2, "LT") == D(2026, 11, 18)
    assert working_days.before(D(2026, 11, 19), 2, "LV") == D(2026, 11, 16)
    assert working_days.before(D(2026, 11, 16), 1, "LV") == D(2026, 11, 13)
    assert working_days.after(D(2026, 11, 20), 0, "LV") == D(2026, 11, 20)
    assert [working_days.is_working_day(D(2026, 11, 20) + n * DAY, "LV") for n in range(4)] == [True, False, False, True]


def test_nothing_is_overdue_on_its_day() -> None:
    assert [rules.overdue_days(TODAY + n * DAY, TODAY) for n in (-1, 0, 1)] == [1, 0, 0] and rules.overdue_days(None, TODAY) == 0


def test_days_that_follow_or_go_before_another_day() -> None:
    before, same, after = TODAY - DAY, TODAY, TODAY + DAY
    assert passes(*(rules.not_yet(day, TODAY) for day in (before, same, after))) == [True, True, False]
    assert passes(*(rules.before(day, TODAY) for day in (before, same, after))) == [False, True, True]
    assert passes(*(rules.before_received(day, TODAY) for day in (None, before, same))) == [True, False, True]
    assert passes(*(rules.review_not_ahead(day, TODAY) for day in (before, same, after))) == [False, False, True]
    assert passes(*(rules.due_before(day, TODAY) for day in (before, same, after))) == [False, True, True]


def test_only_an_illness_has_an_end_that_nobody_knows() -> None:
    assert passes(rules.stand_in_without_end(None, False), rules.stand_in_without_end(None, True)) == [False, True]
    assert passes(rules.stand_in_without_end(TODAY, False)) == [True]


def test_a_blank_is_no_word() -> None:
    for rule in (rules.missing_ground, rules.missing_sentence):
        assert passes(rule(""), rule("  "), rule("Vienojāmies.")) == [False, False, True]


@pytest.mark.parametrize(
    ("review", "is_fine"), [(D(2026, 1, 31), False), (D(2026, 2, 1), True), (D(2026, 7, 31), True), (D(2026, 8, 1), False)]
)
def test_a_plan_is_looked_at_again_after_it_began_and_within_half_a_year(review: dt.date, is_fine: bool) -> None:
    assert (rules.review_too_far(D(2026, 1, 31), review, 6) is None) is is_fine


def test_lost_is_a_family_looked_for_three_times_over_thirty_days() -> None:
    long_ago, late, too_late = TODAY - 30 * DAY, TODAY - 10 * DAY, TODAY - 29 * DAY
    assert passes(rules.too_few_attempts([late, long_ago, TODAY], TODAY, 3, 30)) == [True]
    for attempts in ([late, too_late, TODAY], [long_ago, TODAY], []):
        assert passes(rules.too_few_attempts(attempts, TODAY, 3, 30)) == [False]


def test_a_note_is_voided_by_its_author_in_the_very_last_hour_and_a_coordinator_any_time() -> None:
    assert passes(rules.too_late_to_void(True, 24, 24, False), rules.too_late_to_void(True, 24.01, 24, False)) == [True, False]
    assert passes(rules.too_late_to_void(False, 0, 24, False), rules.too_late_to_void(False, 99, 24, True)) == [False, True]
    assert str(rules.too_late_to_void(False, 99, 24, False)) != str(rules.too_late_to_void(True, 99, 24, False))


@pytest.mark.parametrize(
    ("role", "birth", "is_child"),
    [
        ("child", None, True),
        ("foster_child", None, True),
        ("mother", None, False),
        ("mother", D(2008, 11, 23), True),
        ("mother", D(2008, 11, 22), False),
        ("child", D(2008, 11, 22), False),
    ],
)
def test_a_child_is_under_eighteen_or_where_no_birth_is_known_the_child_of_the_family(
    role: str, birth: dt.date | None, is_child: bool
) -> None:
    assert rules.is_child(role, birth, TODAY) is is_child


@pytest.mark.parametrize(
    ("level", "before", "needs"),
    [(None, 5, False), (1, None, True), (2, None, True), (3, None, False), (4, 3, False), (5, 3, True), (3, 5, True), (3, 4, False)],
)
def test_the_two_lowest_levels_and_a_step_of_two_need_what_was_seen(level: int | None, before: int | None, needs: bool) -> None:
    assert rules.needs_evidence(level, before, 1) is needs
    assert (rules.evidence_missing(level, before, 1, "  ") is not None) is needs
    assert rules.evidence_missing(level, before, 1, "Pati rādīja.") is None
