"""Races in the care of a child."""

from typing import Any

from ligzda.care.actions import return_parts, returns, statuses
from tests.care import world as care
from tests.races.stories import Race, child, fresh, race
from tests.races.together import one_is_refused

SAID = "Pārrunāts komandā."


@race("care.actions.statuses.record_status")
def two_record_the_care_of_one_day() -> Race:
    here = fresh()
    one = child(here)

    def record() -> Any:
        return statuses.record_status(here.cast.case, one, by=here.worker_in, kind="with_parents", from_date=here.today, led_to="Redzēts.")

    return Race(record, record, one_is_refused)


@race("care.actions.statuses.void_status")
def two_void_one_entry_of_care() -> Race:
    here = fresh()
    row = care.status(here, child(here), "with_parents", here.today)

    def void() -> Any:
        return statuses.void_status(row, by=here.worker_in, reason=SAID)

    return Race(void, void, one_is_refused)


@race("care.actions.returns.draft")
def two_plan_one_return() -> Race:
    here = fresh()
    one = care.separated(here, here.ago(40))

    def draft() -> Any:
        return returns.draft(here.cast.case, one, by=here.worker_in, on=here.today)

    return Race(draft, draft, one_is_refused)


@race("care.actions.return_parts._lock")
def a_condition_while_the_plan_is_broken_off() -> Race:
    here = fresh()
    plan = returns.draft(here.cast.case, care.separated(here, here.ago(40)), by=here.worker_in, on=here.ago(30))
    return Race(
        lambda: returns.break_off(plan, by=here.coordinator, on=here.today, sentence=SAID),
        lambda: return_parts.set_schedule(plan, by=here.worker_in, contact_schedule="Sestdienās."),
        one_is_refused,
    )
