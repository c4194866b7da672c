"""What the work with a family leaves in the trail: assessing, planning, notes, papers."""

from copy import copy
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ligzda.access.actor import Actor
from ligzda.access.homes import organisation
from ligzda.cases.actions import assessments, instruments, note_templates, notes, plans, reviews, signatures, steps
from ligzda.cases.actions.steps import Owner
from ligzda.cases.models import Area, Assessment, Case, Goal, Instrument, NoteTemplate, Plan, Score, Step
from ligzda.desk.actions import documents
from ligzda.kernel import clock
from ligzda.kernel.translated import Translated
from ligzda.people.models import Person
from tests.acts.trail import Trail, line
from tests.cases.world import DAY, World, latest, make_area
from tests.cast import Cast

SAID = "Pārrunāts komandā."
PAPER = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


# --- assessing -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def area() -> Area:
    return make_area("sleep")


@pytest.fixture
def begun(case: Case, worker: Actor, area: Area) -> Assessment:
    return assessments.begin(case, by=worker, on=worker.on, instrument=area.instrument)


def test_an_assessment_is_begun(trail: Trail, case: Case, worker: Actor, area: Area) -> None:
    begun = trail.call(assessments.begin, case, on=worker.on, instrument=area.instrument, by=worker)
    trail.leaves(line("assessment.begun", begun, case.circle))


def test_the_level_of_an_area_and_its_change(trail: Trail, case: Case, worker: Actor, area: Area, begun: Assessment) -> None:
    row = trail.call(assessments.score, begun, area=area, own_level=None, level=3, evidence="Guļ labi.", by=worker)
    trail.leaves(line("assessment.scored", begun, case.circle, sleep=("", 3)))
    said = {"own_level": None, "level": 4, "evidence": "Guļ labi.", "expected_version": row.version}
    trail.call(assessments.score, begun, area=area, by=worker, **said)
    trail.leaves(line("assessment.scored", begun, case.circle, level=(3, 4)))


def test_what_waits_in_the_form_of_a_concern_is_told_when_it_is_sent(trail: Trail, worker: Actor, area: Area, begun: Assessment) -> None:
    Area.objects.filter(pk=area.pk).update(is_safety=True)
    score = Score.objects.create(assessment=begun, area=Area.objects.get(pk=area.pk), level=1, evidence="Baidās.", by_user=worker.user)
    trail.call(assessments.carry_into_concern, score, by=worker)
    trail.leaves()


def test_what_was_observed(trail: Trail, case: Case, worker: Actor, begun: Assessment) -> None:
    trail.call(assessments.observe, begun, risk="low", views={}, expected_version=begun.version, by=worker)
    trail.leaves(line("assessment.observed", begun, case.circle, risk=("", "low")))


def test_an_assessment_is_finished(trail: Trail, case: Case, worker: Actor, area: Area, begun: Assessment) -> None:
    assessments.score(begun, by=worker, area=area, own_level=None, level=4, evidence="Guļ labi.")
    seen = assessments.observe(begun, by=worker, risk="low", views={}, expected_version=begun.version)
    trail.call(assessments.finish, seen, by=worker)
    trail.leaves(line("assessment.finished", begun, case.circle))


def test_an_assessment_is_voided(trail: Trail, case: Case, worker: Actor, begun: Assessment) -> None:
    trail.call(assessments.void, begun, reason=SAID, by=worker)
    trail.leaves(line("assessment.voided", begun, case.circle))


# --- planning ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def draft(case: Case, worker: Actor) -> Plan:
    return plans.begin(case, by=worker)


@pytest.fixture
def goal(worker: Actor, draft: Plan) -> Goal:
    return plans.add_goal(draft, by=worker, text="Bērns skolā katru dienu.")


@pytest.fixture
def step(case: Case, worker: Actor) -> Step:
    return steps.add_step(case, by=worker, text="Zvanīt skolai", owner=Owner(institution="Skola"), due_date=None)


def test_a_plan_is_begun(trail: Trail, case: Case, worker: Actor) -> None:
    plan = trail.call(plans.begin, case, by=worker)
    trail.leaves(line("plan.begun", plan, case.circle))


def test_the_words_of_the_family(trail: Trail, case: Case, worker: Actor, draft: Plan) -> None:
    trail.call(plans.write_words, draft, family_words="Gribam mieru.", language=draft.language, expected=draft.edited, by=worker)
    trail.leaves(line("plan.written", draft, case.circle, family_words=("", "Gribam mieru.")))


def test_a_goal(trail: Trail, case: Case, worker: Actor, draft: Plan) -> None:
    goal = trail.call(plans.add_goal, draft, text="Bērns skolā katru dienu.", by=worker)
    trail.leaves(line("goal.added", goal, case.circle))


def test_a_goal_that_is_said_better(trail: Trail, case: Case, worker: Actor, goal: Goal) -> None:
    trail.call(plans.change_goal, goal, text="Bērns skolā.", person=None, due_date=None, by=worker)
    trail.leaves(line("goal.changed", goal, case.circle, text=("Bērns skolā katru dienu.", "Bērns skolā.")))


def test_a_goal_that_goes(trail: Trail, case: Case, worker: Actor, goal: Goal) -> None:
    was = copy(goal)
    trail.call(plans.remove_goal, goal, by=worker)
    trail.leaves(line("goal.removed", was, case.circle))


def test_a_signature(trail: Trail, case: Case, worker: Actor, draft: Plan, mother: Person) -> None:
    trail.call(signatures.sign, draft, on=worker.on, how="paper", person=mother, by=worker)
    trail.leaves(line("plan.signed", draft, case.circle))


def test_a_signature_that_was_refused(trail: Trail, case: Case, worker: Actor, draft: Plan, mother: Person) -> None:
    trail.call(signatures.sign, draft, on=worker.on, how="refused", person=mother, reason="Nepiekrīt.", by=worker)
    trail.leaves(line("plan.refused", draft, case.circle))


def test_a_plan_is_agreed(trail: Trail, case: Case, world: World, worker: Actor) -> None:
    draft = world.drafted(case)
    trail.call(plans.agree, draft, on=worker.on, review_date=clock.add_months(worker.on, 3), by=worker)
    trail.leaves(line("plan.agreed", draft, case.circle))


def test_a_plan_that_begins_the_support(trail: Trail, case: Case, world: World, worker: Actor) -> None:
    draft, stay = world.drafted(case), latest(case)
    type(stay).objects.filter(pk=stay.pk).update(state="planning")
    trail.call(plans.agree, draft, on=worker.on, review_date=clock.add_months(worker.on, 3), by=worker)
    trail.leaves(line("plan.agreed", draft, case.circle), line("episode.active", stay, case.circle))


def test_a_plan_is_printed(trail: Trail, case: Case, worker: Actor, draft: Plan) -> None:
    trail.call(plans.note_printing, draft, by=worker)
    trail.leaves(line("plan.printed", draft, case.circle))


def test_a_plan_is_looked_at_again(trail: Trail, case: Case, world: World, worker: Actor) -> None:
    plan = world.planned(case)
    goals = {plan.goals.get().pk: ("partly", "")}
    said = {"goals": goals, "decision": "continue", "next_date": clock.add_months(worker.on, 3)}
    trail.call(reviews.review, plan, on=worker.on, by=worker, **said)
    trail.leaves(line("plan.reviewed", plan, case.circle))


def test_a_step(trail: Trail, case: Case, worker: Actor) -> None:
    step = trail.call(steps.add_step, case, text="Zvanīt skolai", owner=Owner(institution="Skola"), due_date=None, by=worker)
    trail.leaves(line("step.added", step, case.circle))


def test_a_step_that_is_put_off(trail: Trail, case: Case, worker: Actor, step: Step) -> None:
    day = worker.on + DAY
    trail.call(steps.change_step, step, text=step.text, owner=Owner(institution="Skola"), due_date=day, by=worker)
    trail.leaves(line("step.changed", step, case.circle, due_date=(None, day)))


def test_a_step_that_was_done(trail: Trail, case: Case, worker: Actor, step: Step) -> None:
    trail.call(steps.finish_step, step, on=worker.on, by=worker)
    trail.leaves(line("step.done", step, case.circle))


def test_a_step_that_nobody_will_do(trail: Trail, case: Case, worker: Actor, step: Step) -> None:
    trail.call(steps.drop_step, step, result=SAID, by=worker)
    trail.leaves(line("step.dropped", step, case.circle))


def test_a_step_that_was_not_done_after_all(trail: Trail, case: Case, worker: Actor, step: Step) -> None:
    steps.finish_step(step, by=worker, on=worker.on)
    trail.call(steps.reopen_step, step, by=worker)
    trail.leaves(line("step.reopened", step, case.circle))


# --- notes and papers ----------------------------------------------------------------------------------------------------


def test_a_note_and_its_file(trail: Trail, case: Case, worker: Actor) -> None:
    upload = [SimpleUploadedFile("kopija.txt", b"Kopija.")]
    note = trail.call(notes.write, case, text="Bija mājās.", date=worker.on, upload=upload, by=worker)
    trail.leaves(line("note.written", note, case.circle), line("attachment.added", note.files.get().file, case.circle))


def test_a_note_that_is_said_better(trail: Trail, case: Case, world: World, worker: Actor) -> None:
    note = world.noted()
    trail.call(notes.correct, note, text="Bija ārā.", reason=SAID, expected_version=note.version, by=worker)
    trail.leaves(line("note.corrected", note, case.circle))


def test_a_note_that_should_not_be_there_takes_its_files_along(trail: Trail, case: Case, worker: Actor) -> None:
    note = notes.write(case, by=worker, text="Bija mājās.", date=worker.on, upload=[SimpleUploadedFile("kopija.txt", b"Kopija.")])
    trail.call(notes.void, note, reason=SAID, by=worker)
    trail.leaves(line("attachment.voided", note.files.get().file, case.circle), line("note.voided", note, case.circle))


def test_a_template_of_notes(trail: Trail, cast: Cast) -> None:
    boss = cast.actor("coordinator")
    said: dict[str, Any] = {"order": 1, "is_active": True, "name": Translated(lv="Zvans"), "text": Translated(lv="Kurš zvanīja:")}
    written: NoteTemplate = trail.call(note_templates.write_template, None, by=boss, **said)
    trail.leaves(line("write_note_template", written, organisation()))


def test_a_paper(trail: Trail, case: Case, worker: Actor) -> None:
    said = {"upload": SimpleUploadedFile("kopija.txt", b"Kopija."), "title": "Lēmums", "date": worker.on}
    file = trail.call(documents.add, case, by=worker, **said)
    trail.leaves(line("attachment.added", file, case.circle))


def test_a_paper_that_should_not_be_there(trail: Trail, case: Case, world: World, worker: Actor) -> None:
    file = world.filed()
    trail.call(documents.void, case, file, reason=SAID, by=worker)
    trail.leaves(line("attachment.voided", file, case.circle))


# --- instruments ---------------------------------------------------------------------------------------------------------


SHAPE: dict[str, Any] = {
    "name": Translated(lv="Miegs"),
    "version": "1",
    "lowest": 1,
    "highest": 5,
    "licence": "",
    "owner": "",
    "needs_proof": False,
}


def areas(name: str = "Miegs") -> list[dict[str, Any]]:
    return [{"code": "s1", "name": Translated(lv=name), "scored": "family", "is_safety": False}]


@pytest.fixture
def instrument(admin: Actor) -> Instrument:
    return instruments.add(by=admin, key="sleep", areas=areas(), **SHAPE)


def test_an_instrument(trail: Trail, admin: Actor) -> None:
    instrument = trail.call(instruments.add, key="sleep", areas=areas(), by=admin, **SHAPE)
    trail.leaves(line("add_instrument", instrument, organisation()))


def test_an_instrument_that_is_called_otherwise(trail: Trail, admin: Actor, instrument: Instrument) -> None:
    trail.call(instruments.change, instrument, areas=areas(), by=admin, **{**SHAPE, "name": Translated(lv="Naktsmiers")})
    trail.leaves(line("change_instrument", instrument, organisation(), name_lv=("Miegs", "Naktsmiers")))


def test_a_new_version_of_an_instrument(trail: Trail, case: Case, worker: Actor, admin: Actor, instrument: Instrument) -> None:
    assessments.begin(case, by=worker, on=worker.on, instrument=instrument)
    new = trail.call(instruments.change, instrument, areas=areas("Nakts"), by=admin, **{**SHAPE, "version": "2"})
    trail.leaves(line("change_instrument", new, organisation(), version=("1", "2")))


def test_an_instrument_that_is_switched_off(trail: Trail, admin: Actor, instrument: Instrument) -> None:
    trail.call(instruments.switch, instrument, is_active=False, by=admin)
    trail.leaves(line("change_instrument", instrument, organisation(), is_active=(True, False)))


def test_the_licence_of_an_instrument(trail: Trail, admin: Actor, instrument: Instrument) -> None:
    proved = trail.call(instruments.prove, instrument, upload=SimpleUploadedFile("licence.pdf", PAPER), by=admin)
    trail.leaves(line("attachment.added", proved.proof, organisation()), line("prove_instrument", instrument, organisation()))
