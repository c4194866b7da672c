"""Who agreed to a plan and how: on paper, on the screen, by an e-signed file; or did not, and why."""

import datetime as dt
import re
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ligzda.access import audit
from ligzda.access.actor import Actor
from ligzda.access.models import User
from ligzda.access.permissions import Permission
from ligzda.cases import rules
from ligzda.cases.models import Plan, Signature
from ligzda.cases.name_checks import must_belong, must_work_here
from ligzda.cases.states import PlanState
from ligzda.documents.actions.files import store
from ligzda.documents.models import Attachment
from ligzda.kernel.refused import Refused
from ligzda.people.models import Person

NOT_YOURS = _("This step is not yours to take; ask your coordinator.")
DRAWN = re.compile(r"(?:M[0-9]{1,4} [0-9]{1,4}(?:L[0-9]{1,4} [0-9]{1,4})*)+")
MOST = 20_000  # letters of a drawn signature


@transaction.atomic
def sign(
    plan: Plan, *, by: Actor, on: dt.date, how: str, person: Person | None = None, user: User | None = None, reason: str = "",
    drawing: str = "", upload: Any = None, read_aloud_by: str = "", read_in: str = "",
) -> Signature:  # fmt: skip
    """Record one answer; a second one of the same person takes the place of the first while the plan is being agreed."""
    locked: Plan = Plan.objects.select_for_update(of=("self",)).select_related("case__circle").get(pk=plan.pk)
    if not by.may(Permission.PLAN, locked):
        raise Refused(NOT_YOURS)
    person = (person.root or person) if person else None
    if (person is None) == (user is None):
        raise Refused(_("Choose who signs."), field="who")
    if locked.state == PlanState.ENDED:
        raise Refused(_("This version of the plan is no longer in force."))
    if how not in Signature.How.values:
        raise Refused(_("Choose how it was signed."), field="how")
    Refused.unless_empty([rules.not_yet(on, by.on), rules.before(on, locked.episode.admitted_date)], field="on")
    if person is not None:
        must_belong(locked.case, person, by=by, on=on, field="who")
    if user is not None:
        must_work_here(locked.case, user, on=on, field="who")
    values = {"how": how, "date": on, "reason": reason.strip()[:300] if how == Signature.How.REFUSED else "", "by_user": by.user}
    values |= {"read_aloud_by": read_aloud_by.strip()[:120], "read_in": read_in, **_evidence(locked, by, how, reason, drawing, upload, on)}
    earlier = locked.signatures.filter(person=person, user=user)
    if locked.state == PlanState.RUNNING and earlier.exclude(how=Signature.How.REFUSED).exists():
        raise Refused(_("This person has signed the plan already."), field="who")
    earlier.delete()
    signed = Signature.objects.create(plan=locked, person=person, user=user, **values)
    audit.record(by, "plan.signed" if how != Signature.How.REFUSED else "plan.refused", locked, circle=locked.case.circle)
    return signed


def _evidence(plan: Plan, by: Actor, how: str, reason: str, drawing: str, upload: Any, on: dt.date) -> dict[str, Any]:
    """What each way needs: a reason, a drawing, a file."""
    if how == Signature.How.REFUSED:
        Refused.unless_empty([rules.missing_sentence(reason)], field="reason")
    if how == Signature.How.SCREEN:
        if len(drawing) > MOST or not DRAWN.fullmatch(drawing):
            raise Refused(_("Sign in the field, or choose another way."), field="how")
        return {"drawing": drawing}
    if how == Signature.How.FILE:
        if upload is None:
            raise Refused(_("Add the signed file."), field="upload")
        kept: Attachment = store(plan.case.circle, by=by, upload=upload, title=str(_("Signed plan")), date=on)
        return {"file": kept}
    return {}
