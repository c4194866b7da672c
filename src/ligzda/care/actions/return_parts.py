"""What a return plan consists of: conditions, visits, stays on trial, signatures, contacts after the return."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ligzda.access import audit
from ligzda.access.actor import Actor
from ligzda.access.permissions import Permission
from ligzda.care.actions.statuses import NOT_YOURS
from ligzda.care.models import ContactVisit, ReturnAnswer, ReturnCondition, ReturnPlan, SupportContact, TrialStay
from ligzda.care.states import OPEN_RETURN, ReturnState
from ligzda.cases.rules import before, missing_sentence, not_yet
from ligzda.kernel.refused import Refused
from ligzda.web import formatting

S = ReturnState
Part = ReturnCondition | ContactVisit | TrialStay | ReturnAnswer | SupportContact


@transaction.atomic
def set_schedule(plan: ReturnPlan, *, by: Actor, contact_schedule: str) -> ReturnPlan:
    """When, where and how the child and the family meet while they live apart."""
    locked = _lock(plan, by, OPEN_RETURN)
    _required(contact_schedule, _("Say how the child and the family meet."), "contact_schedule")
    locked.contact_schedule = contact_schedule.strip()
    locked.save(update_fields=["contact_schedule"])
    audit.record(by, "return.schedule", locked, circle=locked.case.circle)
    return locked


@transaction.atomic
def add_condition(plan: ReturnPlan, *, by: Actor, what: str, how_seen: str, judge: str, due_date: dt.date) -> ReturnCondition:
    """What must be true before the child comes home; who judges it, by when, and how it is seen."""
    locked = _lock(plan, by, {S.DRAFTED, S.AGREED, S.TRIAL_STAY})
    _required(what, _("Say what must be true."), "what")
    _required(how_seen, _("Say how one sees that it is true."), "how_seen")
    _required(judge, _("Say who judges it."), "judge")
    begun = locked.stages.order_by("from_date", "id").values_list("from_date", flat=True).first()
    Refused.unless_empty([before(due_date, begun)], field="due_date")
    made = ReturnCondition(plan=locked, what=what.strip(), how_seen=how_seen.strip(), judge=judge.strip(), due_date=due_date)
    return _noted(made, "condition", by)


@transaction.atomic
def judge_condition(condition: ReturnCondition, *, by: Actor, answer: str, on: dt.date, remark: str = "") -> ReturnCondition:
    """Whoever judges said whether it is met; not met needs a word why."""
    _lock(condition.plan, by, {S.DRAFTED, S.AGREED, S.TRIAL_STAY, S.PROPOSED})
    if answer not in {ReturnCondition.Answer.MET, ReturnCondition.Answer.NOT_MET}:
        raise Refused(_("Choose whether the condition is met."), field="answer")
    Refused.unless_empty([not_yet(on, by.on)], field="on")
    if answer == ReturnCondition.Answer.NOT_MET:
        _required(remark, _("Say what is missing."), "remark")
    condition.answer, condition.answered_date, condition.remark = answer, on, remark.strip()
    return _noted(condition, "judged", by)


@transaction.atomic
def add_visit(
    plan: ReturnPlan, *, by: Actor, date: dt.date, with_whom: str, company: str, state: str = ContactVisit.State.PLANNED, reaction: str = ""
) -> ContactVisit:
    """A visit to come, or one that was."""
    locked = _lock(plan, by, OPEN_RETURN)
    _required(with_whom, _("Say whom the child meets."), "with_whom")
    if company not in ContactVisit.Company.values:
        raise Refused(_("Choose whether somebody is present."), field="company")
    visit = ContactVisit(plan=locked, date=date, with_whom=with_whom.strip(), company=company, by_user=by.user)
    return _told(visit, by, state, reaction)


@transaction.atomic
def tell_visit(visit: ContactVisit, *, by: Actor, state: str, reaction: str) -> ContactVisit:
    """Whether a planned visit was held, and how the child took it."""
    _lock(visit.plan, by, OPEN_RETURN)
    return _told(visit, by, state, reaction)


def _told(visit: ContactVisit, by: Actor, state: str, reaction: str) -> ContactVisit:
    if state not in ContactVisit.State.values:
        raise Refused(_("Choose whether the visit was held."), field="state")
    if state != ContactVisit.State.PLANNED:
        Refused.unless_empty([not_yet(visit.date, by.on)], field="date")
    if state == ContactVisit.State.HELD:
        _required(reaction, _("Say in words how the child took the visit."), "reaction")
    if state == ContactVisit.State.NOT_HELD:
        _required(reaction, _("Say why the visit was not held."), "reaction")
    visit.state, visit.reaction = state, reaction.strip()
    return _noted(visit, "visit", by)


@transaction.atomic
def add_stay(
    plan: ReturnPlan, *, by: Actor, from_date: dt.date, until_date: dt.date | None = None, how: str = "", child_words: str = ""
) -> TrialStay:
    """Days at home on trial; told at once or when they are over."""
    locked = _lock(plan, by, {S.TRIAL_STAY})
    since = locked.stages.filter(state=S.TRIAL_STAY).order_by("from_date", "id").values_list("from_date", flat=True).first()
    Refused.unless_empty([before(from_date, since)], field="from_date")
    return _tell(TrialStay(plan=locked, from_date=from_date, by_user=by.user), by, until_date, how, child_words)


@transaction.atomic
def tell_stay(stay: TrialStay, *, by: Actor, until_date: dt.date, how: str, child_words: str) -> TrialStay:
    """How the days at home went, and what the child says."""
    _lock(stay.plan, by, {S.TRIAL_STAY, S.PROPOSED})
    return _tell(stay, by, until_date, how, child_words)


def _tell(stay: TrialStay, by: Actor, until_date: dt.date | None, how: str, child_words: str) -> TrialStay:
    if until_date is not None and until_date < stay.from_date:
        raise Refused(
            _("The end date is before the start date (%(date)s). Check both.") % {"date": formatting.day(stay.from_date)},
            field="until_date",
        )
    is_told = bool(how.strip() or child_words.strip())
    if is_told:
        _required(how, _("Say how the stay went."), "how")
        _required(child_words, _("Write down what the child says, in the child's own words."), "child_words")
        if until_date is None:
            raise Refused(_("Say until when the child stayed."), field="until_date")
        Refused.unless_empty([not_yet(until_date, by.on)], field="until_date")
    stay.until_date, stay.how, stay.child_words = until_date, how.strip(), child_words.strip()
    return _noted(stay, "stay", by)


@transaction.atomic
def sign(plan: ReturnPlan, *, by: Actor, who: str, role: str, date: dt.date, is_refusal: bool = False, reason: str = "") -> ReturnAnswer:
    """Somebody signed the plan, or refused: a refusal is recorded, with why, and is no reason to stop."""
    locked = _lock(plan, by, {S.DRAFTED, S.AGREED})
    _required(who, _("Say who it is."), "who")
    if role not in ReturnAnswer.As.values:
        raise Refused(_("Choose who this person is for the child."), field="role")
    Refused.unless_empty([not_yet(date, by.on)], field="date")
    if is_refusal:
        _required(reason, _("Say why, in this person's words."), "reason")
    made = ReturnAnswer(plan=locked, who=who.strip(), role=role, date=date, is_refusal=is_refusal, reason=reason.strip()[:300])
    return _noted(made, "signed", by)


@transaction.atomic
def record_contact(plan: ReturnPlan, *, by: Actor, on: dt.date, sentence: str) -> SupportContact:
    """Asked after the return how it goes; the next contact falls due by itself."""
    locked = _lock(plan, by, {S.RETURNED, S.SUPPORTED})
    Refused.unless_empty([missing_sentence(sentence)], field="sentence")
    Refused.unless_empty([not_yet(on, by.on), before(on, locked.entered(S.RETURNED))], field="on")
    return _noted(SupportContact(plan=locked, date=on, sentence=sentence.strip(), by_user=by.user), "contact", by)


def _noted(part: Part, act: str, by: Actor) -> Any:
    part.save()
    audit.record(by, f"return.{act}", part.plan, circle=part.plan.case.circle)
    return part


def _required(text: str, sentence: Any, field: str) -> None:
    Refused.unless_empty([None if text.strip() else sentence], field=field)


def _lock(plan: ReturnPlan, by: Actor, states: Any) -> ReturnPlan:
    locked: ReturnPlan = ReturnPlan.objects.select_for_update().get(pk=plan.pk)
    if not by.may(Permission.PLAN, locked):
        raise Refused(NOT_YOURS)
    if locked.state not in states:
        raise Refused(_("The plan is in another state now; this is not recorded in it. Open the page anew."))
    return locked
