"""Small steps: who does what by when."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ligzda.access import audit
from ligzda.access.actor import Actor
from ligzda.access.models import User
from ligzda.access.words import Word
from ligzda.cases.models import Case, Goal, Step
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
    if not by.may(Word.PLAN, case):
        raise Refused(NOT_YOURS)
    if not text.strip():
        raise Refused(_("Say what is to be done."), field="text")
    order = case.steps.filter(goal=goal).count() + 1
    step = Step.objects.create(case=case, goal=goal, order=order, text=text.strip()[:300], due_date=due_date, **owner.values())
    audit.record(by, "step.added", step, circle=case.circle)
    return step
