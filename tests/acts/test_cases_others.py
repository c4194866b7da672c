"""What cooperation leaves in the trail: other professions, a child's way home."""

import datetime as dt
from typing import Any

import pytest

from ligzda.access.actor import Actor
from ligzda.cases.actions import disclosures, meetings, requests, return_parts, returns
from ligzda.cases.actions.meetings import Decision
from ligzda.cases.actions.steps import Owner
from ligzda.cases.models import Case, CaseMeeting, InformationRequest, Letter, MeetingInvitation, ReturnPlan
from tests.acts.trail import Trail, line
from tests.cases import care_world as care
from tests.cases.world import DAY, World

SAID = "Pārrunāts komandā."
GROUND = {"ground_kind": "agreement", "ground": "Agnese, 02.11."}


# --- meetings ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def meeting(world: World) -> CaseMeeting:
    return world.meeting()


def guest(meeting: CaseMeeting) -> MeetingInvitation:
    return meeting.invitations.get()


def test_a_meeting_is_planned(trail: Trail, case: Case, worker: Actor) -> None:
    meeting = trail.call(meetings.plan_meeting, case, date=worker.on + DAY, purpose="Skolas gaitas", by=worker)
    trail.leaves(line("meeting.planned", meeting, case.circle))


def test_a_meeting_that_is_said_better(trail: Trail, case: Case, worker: Actor, meeting: CaseMeeting) -> None:
    said = {"date": meeting.date, "purpose": "Skola", "agenda": ["Kavējumi", "Mātes veselība"], "expected_version": meeting.version}
    trail.call(meetings.change_meeting, meeting, by=worker, **said)
    trail.leaves(line("meeting.changed", meeting, case.circle))


def test_somebody_who_is_invited(trail: Trail, case: Case, worker: Actor, meeting: CaseMeeting) -> None:
    said = {"name": "Sarma", "institution": "Skola", "function": "pedagoģe", "ground": "Agnese, 02.11.", "hears": {1: "agreement"}}
    trail.call(meetings.invite_person, meeting, by=worker, **said)
    trail.leaves(line("meeting.person_added", meeting, case.circle))


def test_somebody_who_is_not_invited_after_all(trail: Trail, case: Case, worker: Actor, meeting: CaseMeeting) -> None:
    trail.call(meetings.take_off, guest(meeting), by=worker)
    trail.leaves(line("meeting.person_removed", meeting, case.circle))


def test_invitations_go_out(trail: Trail, case: Case, worker: Actor, meeting: CaseMeeting) -> None:
    trail.call(meetings.invite, meeting, on=worker.on, by=worker)
    trail.leaves(line("meeting.invited", meeting, case.circle))


def test_a_minute_and_the_step_that_was_decided(trail: Trail, case: Case, world: World, worker: Actor) -> None:
    meeting = world.meeting(date=worker.on)
    meetings.invite(meeting, by=worker, on=worker.on)
    decided = [Decision("Zvanīt skolai", Owner(institution="Skola"), worker.on + DAY)]
    said = {"present": [guest(meeting).pk], "minute": "Runājām.", "family_words": "Piekrīt.", "decisions": decided}
    trail.call(meetings.hold, meeting, on=worker.on, by=worker, **said)
    trail.leaves(line("step.added", case.steps.get(), case.circle), line("meeting.held", meeting, case.circle))


def test_a_meeting_that_does_not_take_place(trail: Trail, case: Case, worker: Actor, meeting: CaseMeeting) -> None:
    trail.call(meetings.cancel, meeting, reason=SAID, by=worker)
    trail.leaves(line("meeting.cancelled", meeting, case.circle))


# --- requests, letters, what was told ------------------------------------------------------------------------------------


@pytest.fixture
def asked(world: World) -> InformationRequest:
    return world.asked()


def test_a_question(trail: Trail, case: Case, worker: Actor) -> None:
    said: dict[str, Any] = {"institution": "Ģimenes ārsts", "what": "Vai bērns ir potēts?", "due_date": worker.on + 14 * DAY, **GROUND}
    request = trail.call(requests.ask, case, by=worker, **said)
    trail.leaves(line("request.written", request, case.circle))


def test_a_question_to_us(trail: Trail, case: Case, worker: Actor) -> None:
    said: dict[str, Any] = {"institution": "Skola", "what": "Kā sokas?", "due_date": worker.on + 14 * DAY, **GROUND}
    request = trail.call(requests.receive, case, on=worker.on, by=worker, **said)
    trail.leaves(line("request.written", request, case.circle))


def test_a_question_goes_out(trail: Trail, case: Case, worker: Actor, asked: InformationRequest) -> None:
    trail.call(requests.send, asked, on=worker.on, by=worker)
    trail.leaves(line("request.sent", asked, case.circle))


def test_an_answer_and_the_note_that_keeps_it(trail: Trail, case: Case, worker: Actor, asked: InformationRequest) -> None:
    requests.send(asked, by=worker, on=worker.on)
    answered = trail.call(requests.answer, asked, on=worker.on, text="Ir potēts.", by=worker)
    trail.leaves(line("note.written", answered.answer, case.circle), line("request.answered", asked, case.circle))


def test_a_question_that_is_withdrawn(trail: Trail, case: Case, worker: Actor, asked: InformationRequest) -> None:
    trail.call(requests.withdraw, asked, reason=SAID, by=worker)
    trail.leaves(line("request.withdrawn", asked, case.circle))


def test_what_was_told(trail: Trail, case: Case, worker: Actor) -> None:
    one = trail.call(disclosures.disclose, case, on=worker.on, institution="Skola", what="Kavējumi", by=worker, **GROUND)
    trail.leaves(line("disclosure.recorded", one, case.circle))


def test_a_letter_and_its_copy(trail: Trail, case: Case, worker: Actor) -> None:
    said: dict[str, Any] = {"kind": "school", "institution": "Skola", "subject": "Par sadarbību", "body": "Labdien!", "language": "lv"}
    letter: Letter = trail.call(disclosures.send_letter, case, on=worker.on, by=worker, **said, **GROUND)
    trail.leaves(line("attachment.added", letter.file, case.circle), line("letter.sent", letter, case.circle))


# --- a child's way home --------------------------------------------------------------------------------------------------


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
