"""What cooperation with other professions leaves in the trail."""

from typing import Any

import pytest

from ligzda.access.actor import Actor
from ligzda.cases.actions.steps import Owner
from ligzda.cases.models import Case
from ligzda.cooperation.actions import disclosures, meetings, requests
from ligzda.cooperation.actions.meetings import Decision
from ligzda.cooperation.models import CaseMeeting, InformationRequest, Letter, MeetingInvitation
from tests.acts.trail import Trail, line
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
