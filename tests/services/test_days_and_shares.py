"""Days within a stay, shares of a course and averages, at their borders; and who is named as having saved first."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from ligzda.access import audit
from ligzda.access.actor import Actor
from ligzda.kernel.refused import Refused
from ligzda.services import rules
from ligzda.services.actions.checks import changed_meanwhile, must_have_reason
from ligzda.services.models import Session
from tests.cast import Cast, make_person

DAY = dt.date(2026, 3, 2)
ONE = dt.timedelta(days=1)
NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("spans", "is_in"),
    [
        ([], False),
        ([(0, 0)], True),
        ([(0, None)], True),
        ([(1, None)], False),
        ([(-5, 0)], True),
        ([(-5, -1)], False),
        ([(-5, -1), (1, 5)], False),
        ([(-5, -3), (-1, 2)], True),
    ],
)
def test_a_day_lies_in_a_stay_from_its_first_to_its_last_day(spans: list[tuple[int, int | None]], is_in: bool) -> None:
    stays = [(DAY + start * ONE, None if end is None else DAY + end * ONE) for start, end in spans]
    assert rules.is_within(DAY, stays) is is_in


@pytest.mark.parametrize(("date", "count"), [(DAY, 0), (DAY + ONE, 1), (rules.EARLIEST, 0), (rules.EARLIEST - ONE, 1)])
def test_a_held_meeting_is_of_today_or_before_and_of_no_other_age(date: dt.date, count: int) -> None:
    assert len(list(rules.date_objections(date, DAY))) == count


@pytest.mark.parametrize(("seconds", "may"), [(0, True), (24 * 3600, True), (24 * 3600 + 1, False)])
def test_its_author_takes_an_entry_back_within_a_day(seconds: int, may: bool) -> None:
    assert rules.may_still_void(NOON, NOON + dt.timedelta(seconds=seconds)) is may


@pytest.mark.parametrize(
    ("planned", "share", "count"), [(10, "0.75", 8), (8, "0.75", 6), (1, "0.5", 1), (10, "1", 10), (0, "0.75", None), (None, "0.75", None)]
)
def test_a_course_is_completed_at_the_next_whole_session(planned: int | None, share: str, count: int | None) -> None:
    assert rules.sessions_to_complete(planned, Decimal(share)) == count


@pytest.mark.parametrize(("there", "sessions", "said"), [(7, 2, "3.5"), (10, 3, "3.3"), (0, 4, "0.0"), (0, 0, None), (5, 0, None)])
def test_an_average_is_over_held_sessions_or_is_none(there: int, sessions: int, said: str | None) -> None:
    assert rules.average(there, sessions) == (None if said is None else Decimal(said))


def test_whoever_saved_this_meeting_first_is_named_and_nobody_who_saved_another(cast: Cast) -> None:
    mine: Any = Session(pk=7, version=3)
    assert "kolēģis" in str(changed_meanwhile(mine).sentences[0])
    for by, thing in ((cast.actor("worker_in"), mine), (cast.actor("worker_out"), Session(pk=8)), (cast.actor("admin"), make_person(pk=7))):
        audit.record(by, "change", thing, circle=cast.circle)
    said = changed_meanwhile(mine, {"minutes": 60})
    assert "Ilze Krūmiņa" in str(said.sentences[0]) and (said.version, said.theirs) == (3, {"minutes": 60})
    audit.record(Actor.system("clock"), "change", mine, circle=cast.circle)
    assert "kolēģis" in str(changed_meanwhile(mine).sentences[0])


def test_a_reason_is_a_word_at_least() -> None:
    assert must_have_reason(" Kļūda ") == "Kļūda"
    with pytest.raises(Refused):
        must_have_reason("  ")


@pytest.mark.parametrize(("last", "days"), [(2, ["02", "03", "04"]), (0, ["02"]), (-1, [])])
def test_a_span_has_its_first_and_its_last_day(last: int, days: list[str]) -> None:
    assert [f"{day:%d}" for day in rules.days_between(DAY, DAY + last * ONE)] == days


@pytest.mark.parametrize(
    ("times", "every", "days"), [(3, 7, ["02.03", "09.03", "16.03"]), (3, 14, ["02.03", "16.03", "30.03"]), (1, 7, ["02.03"])]
)
def test_a_series_begins_on_its_first_day_and_goes_on_in_equal_steps(times: int, every: int, days: list[str]) -> None:
    assert [f"{day:%d.%m}" for day in rules.weekly(DAY, times, every)] == days
