"""The arithmetic of a file, on plain values."""

import datetime as dt

import pytest

from ligzda.cases import rules

D = dt.date


def test_first_contact_skips_weekends_and_the_public_holidays_of_the_country():
    # Friday 13.11.2026; Wednesday the 18th is a holiday in Latvia, not in Lithuania.
    assert rules.first_contact_due(D(2026, 11, 13), "LV", 5) == D(2026, 11, 23)
    assert rules.first_contact_due(D(2026, 11, 13), "LT", 5) == D(2026, 11, 20)


def test_the_day_of_the_event_is_not_counted_and_may_be_a_sunday():
    assert rules.first_contact_due(D(2026, 11, 22), "LV", 1) == D(2026, 11, 23)


@pytest.mark.parametrize(("made", "due"), [(0, D(2026, 2, 28)), (1, D(2026, 4, 30)), (3, D(2027, 1, 31)), (4, None)])
def test_after_care_contacts_fall_due_after_1_3_6_and_12_months(made, due):
    assert rules.aftercare_due(D(2026, 1, 31), (1, 3, 6, 12), made) == due


def test_months_in_the_programme_are_calendar_months_touched():
    assert rules.months_in_programme(D(2013, 11, 30), D(2015, 7, 1), D(2026, 1, 1)) == 21
    assert rules.months_in_programme(D(2026, 10, 31), None, D(2026, 11, 1)) == 2


def test_the_future_and_what_lies_before_the_previous_step_are_refused_in_words():
    assert "vēl nav pienākusi" in str(rules.not_yet(D(2026, 11, 23), D(2026, 11, 22)))
    assert rules.not_yet(D(2026, 11, 22), D(2026, 11, 22)) is None
    assert "03.11.2026." in str(rules.before(D(2026, 11, 2), D(2026, 11, 3)))
    assert rules.before(D(2026, 11, 3), D(2026, 11, 3)) is None
    assert rules.before(D(2026, 11, 3), None) is None


def test_a_note_is_voided_by_its_author_within_a_day_and_by_the_coordinator_afterwards():
    assert rules.too_late_to_void(True, 23.9, 24, False) is None
    assert rules.too_late_to_void(True, 24.1, 24, False)
    assert rules.too_late_to_void(True, 400, 24, True) is None
    assert rules.too_late_to_void(False, 1, 24, False)
