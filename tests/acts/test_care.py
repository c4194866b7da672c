"""What the care of a child and its way home leave in the trail."""

import datetime as dt

import pytest

from ligzda.access.actor import Actor
from ligzda.care.actions import return_parts, returns, statuses
from ligzda.care.models import ReturnPlan
from ligzda.cases.models import Case
from tests.acts.trail import Trail, line
from tests.care import world as care
from tests.cases.world import DAY, World

SAID = "Pārrunāts komandā."


def test_the_care_of_a_child(trail: Trail, case: Case, worker: Actor) -> None:
    child = care.make_child(case)
    said = {"kind": "with_parents", "from_date": worker.on, "led_to": "Redzēts mājās."}
    row = trail.call(statuses.record_status, case, child, by=worker, **said)
    trail.leaves(line("care.recorded", row, case.circle))


def test_an_entry_of_care_that_should_not_be_there(trail: Trail, case: Case, world: World, worker: Actor) -> None:
    row = care.status(world, care.make_child(case), "with_parents", worker.on)
    trail.call(statuses.void_status, row, reason=SAID, by=worker)
    trail.leaves(line("care.voided", row, case.circle))


def long_ago(world: World) -> dt.date:
    return world.ago(40)


@pytest.fixture
def drafted(world: World, case: Case, worker: Actor) -> ReturnPlan:
    child = care.separated(world, long_ago(world))
    return returns.draft(case, child, by=worker, on=world.ago(30), contact_schedule="Sestdienās parkā.")


def test_a_way_home_is_planned(trail: Trail, world: World, case: Case, worker: Actor) -> None:
    plan = trail.call(returns.draft, case, care.separated(world, long_ago(world)), on=worker.on, by=worker)
    trail.leaves(line("return.drafted", plan, case.circle))


def test_how_they_meet(trail: Trail, case: Case, worker: Actor, drafted: ReturnPlan) -> None:
    trail.call(return_parts.set_schedule, drafted, contact_schedule="Svētdienās.", by=worker)
    trail.leaves(line("return.schedule", drafted, case.circle))


def test_a_condition_and_how_it_is_judged(trail: Trail, case: Case, worker: Actor, drafted: ReturnPlan) -> None:
    said = {"what": "Mājās ir silti.", "how_seen": "Apmeklējumā.", "judge": care.COURT, "due_date": worker.on + DAY}
    condition = trail.call(return_parts.add_condition, drafted, by=worker, **said)
    trail.leaves(line("return.condition", drafted, case.circle))
    trail.call(return_parts.judge_condition, condition, answer="met", on=worker.on, by=worker)
    trail.leaves(line("return.judged", drafted, case.circle))


def test_a_visit_and_how_it_went(trail: Trail, case: Case, worker: Actor, drafted: ReturnPlan) -> None:
    visit = trail.call(return_parts.add_visit, drafted, date=worker.on, with_whom="Māte", company="supervised", by=worker)
    trail.leaves(line("return.visit", drafted, case.circle))
    trail.call(return_parts.tell_visit, visit, state="held", reaction="Priecājās.", by=worker)
    trail.leaves(line("return.visit", drafted, case.circle))


def test_a_signature_under_a_way_home(trail: Trail, case: Case, worker: Actor, drafted: ReturnPlan) -> None:
    trail.call(return_parts.sign, drafted, who="Agnese", role="parent", date=worker.on, by=worker)
    trail.leaves(line("return.signed", drafted, case.circle))


def test_a_way_home_is_agreed(trail: Trail, world: World, case: Case, worker: Actor, drafted: ReturnPlan) -> None:
    said = {"what": "Mājās ir silti.", "how_seen": "Apmeklējumā.", "judge": care.COURT, "due_date": worker.on + DAY}
    return_parts.judge_condition(return_parts.add_condition(drafted, by=worker, **said), by=worker, answer="met", on=worker.on)
    return_parts.sign(drafted, by=worker, who="Agnese", role="parent", date=worker.on)
    trail.call(returns.agree, drafted, on=worker.on, sentence=SAID, by=worker)
    trail.leaves(line("return.agreed", drafted, case.circle))


def test_stays_on_trial_begin(trail: Trail, world: World, case: Case, boss: Actor) -> None:
    plan = care.agreed(world, long_ago(world))
    said = {"sentence": SAID, "authority_consent": "Bāriņtiesa, Nr. 7", "safety_check": "Runāts ar visiem."}
    trail.call(returns.try_at_home, plan, on=boss.on, by=boss, **said)
    trail.leaves(line("return.trial", plan, case.circle))


def test_a_stay_on_trial_and_how_it_went(trail: Trail, world: World, case: Case, worker: Actor) -> None:
    plan = care.trying(world, long_ago(world))
    stay = trail.call(return_parts.add_stay, plan, from_date=worker.on, by=worker)
    trail.leaves(line("return.stay", plan, case.circle))
    trail.call(return_parts.tell_stay, stay, until_date=worker.on, how="Mierīgi.", child_words="Gribu palikt.", by=worker)
    trail.leaves(line("return.stay", plan, case.circle))


def test_the_stays_are_talked_over(trail: Trail, world: World, case: Case, worker: Actor) -> None:
    plan = care.trying(world, long_ago(world))
    trail.call(returns.look_again, plan, on=worker.on, sentence=SAID, by=worker)
    trail.leaves(line("return.reviewed", plan, case.circle))


def test_a_return_is_proposed(trail: Trail, world: World, case: Case, worker: Actor) -> None:
    plan = care.trying(world, long_ago(world))
    trail.call(returns.propose_return, plan, on=worker.on, sentence=SAID, opinion="Iesaku atgriezt.", by=worker)
    trail.leaves(line("return.proposed", plan, case.circle))


def test_a_child_returns_and_its_care_says_so(trail: Trail, world: World, case: Case, worker: Actor) -> None:
    plan = care.proposed(world, long_ago(world))
    home = trail.call(returns.return_home, plan, on=worker.on, sentence=SAID, decision=care.decided(worker.on, "1-6/77"), by=worker)
    trail.leaves(line("care.recorded", home.returned, case.circle), line("return.returned", plan, case.circle))


def test_a_child_stays_in_care(trail: Trail, world: World, case: Case, worker: Actor) -> None:
    plan = care.proposed(world, long_ago(world))
    trail.call(returns.stay_in_care, plan, on=worker.on, sentence=SAID, decision=care.decided(worker.on, "1-6/77"), by=worker)
    trail.leaves(line("return.not_returned", plan, case.circle))


@pytest.fixture
def home(world: World) -> ReturnPlan:
    return care.home(world, long_ago(world))


def test_a_contact_after_the_return(trail: Trail, case: Case, worker: Actor, home: ReturnPlan) -> None:
    trail.call(return_parts.record_contact, home, on=worker.on, sentence=SAID, by=worker)
    trail.leaves(line("return.contact", home, case.circle))


def test_support_after_the_return_and_its_end(trail: Trail, world: World, case: Case, worker: Actor, boss: Actor) -> None:
    home = care.home(world, world.ago(500))
    said = {"sentence": SAID, "support_plan": "Vizītes.", "support_hours": 4, "support_until_date": world.ago(20)}
    trail.call(returns.support, home, on=world.ago(480), by=worker, **said)
    trail.leaves(line("return.supported", home, case.circle))
    trail.call(returns.end_support, home, on=boss.on, sentence=SAID, by=boss)
    trail.leaves(line("return.ended", home, case.circle))


def test_a_way_home_that_leads_nowhere(trail: Trail, case: Case, boss: Actor, drafted: ReturnPlan) -> None:
    trail.call(returns.break_off, drafted, on=boss.on, sentence=SAID, by=boss)
    trail.leaves(line("return.broken_off", drafted, case.circle))
