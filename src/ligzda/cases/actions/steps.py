"""Small steps: who does what by when. Added and changed by the team, done by whoever did them; a promise dropped says why."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ligzda.access import audit
from ligzda.access.actor import Actor, own_work
from ligzda.access.models import User
from ligzda.access.permissions import Permission
from ligzda.cases import rules
from ligzda.cases.models import Case, Goal, Step
from ligzda.cases.name_checks import must_belong, must_not_tell, must_work_here
from ligzda.cases.states import PlanState
from ligzda.kernel.changes import set_different
from ligzda.kernel.refused import Refused
from ligzda.people.models import Person

NOT_YOURS = _("This step is not yours to take; ask your coordinator.")


@dataclass(frozen=True)
class Owner:
    """Who does it: a worker, somebody of the family, or another institution; exactly one."""

    user: User | None = None
    person: Person | None = None
    institution: str = ""

    def values(self) -> dict[str, Any]:
        if sum(map(bool, (self.user, self.person, self.institution.strip()))) != 1:
            raise Refused(_("Say who does it: a worker, somebody of the family, or an institution."), field="owner")
        return {"user": self.user, "person": self.person, "institution": self.institution.strip()[:160]}


@transaction.atomic
def add_step(case: Case, *, by: Actor, text: str, owner: Owner, due_date: dt.date | None, goal: Goal | None = None) -> Step:
    """A step of a goal or, without one, of the case: a decision of a meeting."""
    _may_plan(by, case)
    if goal is not None and (goal.plan.case_id != case.pk or goal.plan.state == PlanState.ENDED):
        raise Refused(_("This version of the plan is no longer in force."))
    order = case.steps.filter(goal=goal).count() + 1
    values = _values(text, owner, due_date)
    must_not_tell(case, text, owner.institution, by=by, field="text")
    _check_owner(case, owner, by)
    step = Step.objects.create(case=case, goal=goal, order=order, **values)
    audit.record(by, "step.added", step, circle=case.circle)
    return step


@transaction.atomic
def change_step(step: Step, *, by: Actor, text: str, owner: Owner, due_date: dt.date | None) -> Step:
    """Say it better, hand it to somebody else, move the day."""
    locked = _open_step(step, by)
    values = _values(text, owner, due_date)
    must_not_tell(locked.case, text, owner.institution, by=by, field="text")
    if (locked.user, locked.person) != (owner.user, owner.person):  # whoever has it keeps it, also after leaving
        _check_owner(locked.case, owner, by)
    changed = set_different(locked, values)
    locked.save(update_fields=[*changed])
    audit.record(by, "step.changed", locked, circle=locked.case.circle, changed=changed)
    return locked


@transaction.atomic
def finish_step(step: Step, *, by: Actor, on: dt.date, result: str = "") -> Step:
    """It was done on this day; ``result`` says what came of it."""
    locked = _open_step(step, by)
    Refused.unless_empty([rules.not_yet(on, by.on)], field="on")
    locked.state, locked.done_date, locked.done_by, locked.result = Step.State.DONE, on, by.user, result.strip()[:300]
    locked.save(update_fields=["state", "done_date", "done_by", "result"])
    audit.record(by, "step.done", locked, circle=locked.case.circle)
    return locked


@transaction.atomic
def drop_step(step: Step, *, by: Actor, result: str) -> Step:
    """Nobody will do it: the reason stays."""
    locked = _open_step(step, by)
    Refused.unless_empty([rules.missing_sentence(result)], field="result")
    locked.state, locked.result = Step.State.DROPPED, result.strip()[:300]
    locked.save(update_fields=["state", "result"])
    audit.record(by, "step.dropped", locked, circle=locked.case.circle)
    return locked


@transaction.atomic
def reopen_step(step: Step, *, by: Actor) -> Step:
    """It was not done after all."""
    _may_plan(by, step.case)
    locked: Step = Step.objects.select_for_update().get(pk=step.pk)
    if locked.state == Step.State.OPEN:
        return locked
    locked.state, locked.done_date, locked.done_by = Step.State.OPEN, None, None
    locked.save(update_fields=["state", "done_date", "done_by"])
    audit.record(by, "step.reopened", locked, circle=locked.case.circle)
    return locked


def _values(text: str, owner: Owner, due_date: dt.date | None) -> dict[str, Any]:
    if not text.strip():
        raise Refused(_("Say what is to be done."), field="text")
    return {"text": text.strip()[:300], "due_date": due_date, **owner.values()}


def _check_owner(case: Case, owner: Owner, by: Actor) -> None:
    if owner.person is not None:
        must_belong(case, owner.person, by=by, on=by.on, field="owner")
    if owner.user is not None:
        must_work_here(case, owner.user, on=by.on, field="owner")


def _open_step(step: Step, by: Actor) -> Step:
    """Whoever plans in the file; or the worker whose own step it is."""
    locked: Step = Step.objects.select_for_update(of=("self",)).select_related("case__circle").get(pk=step.pk)
    own = own_work("user", "case__circle", by.stands_in, user=by.user.pk, on=by.on) if by.user else None
    is_mine = own is not None and Step.objects.filter(own, pk=step.pk).exists() and by.may(Permission.NOTE, locked)
    if not (is_mine or by.may(Permission.PLAN, locked)):
        raise Refused(NOT_YOURS)
    if locked.state != Step.State.OPEN:
        raise Refused(_("This step is no longer open."))
    return locked


def _may_plan(by: Actor, case: Case) -> None:
    if not by.may(Permission.PLAN, case):
        raise Refused(NOT_YOURS)
