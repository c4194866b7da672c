"""Requests for information: ours to others and theirs to us. Each has a ground and a day; what we answer is a disclosure."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ligzda.access import audit
from ligzda.access.actor import Actor
from ligzda.access.permissions import Permission, Tier
from ligzda.cases import rules
from ligzda.cases.actions import notes
from ligzda.cases.actions.steps import NOT_YOURS
from ligzda.cases.models import Case
from ligzda.cases.name_checks import must_not_tell
from ligzda.cooperation.models import Disclosure, Ground, InformationRequest
from ligzda.cooperation.states import REQUEST, RequestState
from ligzda.cooperation.telling import told
from ligzda.kernel.refused import Refused

OUT, IN = InformationRequest.Direction.OUT, InformationRequest.Direction.IN


@transaction.atomic
def ask(
    case: Case, *, by: Actor, institution: str, what: str, ground_kind: str, ground: str, due_date: dt.date, name: str = ""
) -> InformationRequest:  # fmt: skip
    """A question to another institution, before it is sent."""
    return _write(
        case,
        by,
        direction=OUT,
        state=RequestState.DRAFTED,
        sent=None,
        institution=institution,
        name=name,
        what=what,
        ground_kind=ground_kind,
        ground=ground,
        due_date=due_date,
    )


@transaction.atomic
def receive(
    case: Case, *, by: Actor, on: dt.date, institution: str, what: str, ground_kind: str, ground: str, due_date: dt.date, name: str = ""
) -> InformationRequest:  # fmt: skip
    """Another institution asks us; it waits for our answer."""
    Refused.unless_empty([rules.not_yet(on, by.on)], field="on")
    return _write(
        case,
        by,
        direction=IN,
        state=RequestState.SENT,
        sent=on,
        institution=institution,
        name=name,
        what=what,
        ground_kind=ground_kind,
        ground=ground,
        due_date=due_date,
    )


@transaction.atomic
def send(request: InformationRequest, *, by: Actor, on: dt.date) -> InformationRequest:
    """The question goes out. That the family is known here, and what is asked, is told with it."""
    sent: InformationRequest = REQUEST.apply(request, "send", by)
    sent.sent_date = on
    Refused.unless_empty([rules.due_before(sent.due_date, on)], field="on")
    sent.save(update_fields=["sent_date"])
    told(
        sent.case, by=by, on=on, institution=sent.institution, name=sent.name, what=sent.what, ground_kind=sent.ground_kind,
        ground=sent.ground, how=Disclosure.How.QUESTION, request=sent,
    )  # fmt: skip
    audit.record(by, "request.sent", sent, circle=sent.case.circle)
    return sent


@transaction.atomic
def answer(request: InformationRequest, *, by: Actor, on: dt.date, text: str, tier: str = Tier.WORKING) -> InformationRequest:
    """The answer came and is filed as a note of its tier; or, where we were asked, ours was given and is a disclosure."""
    answered: InformationRequest = REQUEST.apply(request, "answer", by)
    Refused.unless_empty([rules.not_yet(on, by.on), rules.before(on, answered.sent_date)], field="on")
    Refused.unless_empty([None if text.strip() else _("Write the answer, or what was told.")], field="text")
    answered.answered_date = on
    if answered.direction == OUT:
        answered.answer = notes.write(answered.case, by=by, text=text, date=on, tier=tier)
    else:
        told(
            answered.case, by=by, on=on, institution=answered.institution, name=answered.name, what=text,
            ground_kind=answered.ground_kind, ground=answered.ground, how=Disclosure.How.ANSWER, request=answered,
        )  # fmt: skip
    answered.save(update_fields=["answered_date", "answer"])
    audit.record(by, "request.answered", answered, circle=answered.case.circle)
    return answered


@transaction.atomic
def withdraw(request: InformationRequest, *, by: Actor, reason: str) -> InformationRequest:
    """Nobody waits for an answer any more; or we do not give one. The reason stays."""
    withdrawn: InformationRequest = REQUEST.apply(request, "withdraw", by)
    Refused.unless_empty([rules.missing_sentence(reason)], field="reason")
    withdrawn.withdrawn_because = reason.strip()[:300]
    withdrawn.save(update_fields=["withdrawn_because"])
    audit.record(by, "request.withdrawn", withdrawn, circle=withdrawn.case.circle)
    return withdrawn


def _write(
    case: Case, by: Actor, *, direction: str, state: str, sent: dt.date | None, institution: str, name: str, what: str, ground_kind: str,
    ground: str, due_date: dt.date,
) -> InformationRequest:  # fmt: skip
    if not by.may(Permission.PLAN, case):
        raise Refused(NOT_YOURS)
    Refused.unless_empty([None if institution.strip() else _("Say which institution.")], field="institution")
    Refused.unless_empty([None if what.strip() else _("Say what is asked.")], field="what")
    if ground_kind not in Ground.values:
        raise Refused(_("Choose on what ground."), field="ground_kind")
    Refused.unless_empty([rules.missing_ground(ground)], field="ground")
    Refused.unless_empty([rules.due_before(due_date, sent or by.on)], field="due_date")
    must_not_tell(case, what, by=by, field="what")
    request = InformationRequest.objects.create(
        case=case, direction=direction, state=state, sent_date=sent, institution=institution.strip(), name=name.strip(), what=what.strip(),
        ground_kind=ground_kind, ground=ground.strip()[:200], due_date=due_date, author=by.user,
    )  # fmt: skip
    audit.record(by, "request.written", request, circle=case.circle)
    return request
