"""The moves of a child's way back to the family. Each has a day and a sentence; the decision itself becomes the child's care status."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ligzda.access import audit
from ligzda.access.actor import Actor
from ligzda.access.permissions import Permission
from ligzda.care import rules
from ligzda.care.actions.statuses import NOT_YOURS, Decision, chain, check_child, record_status
from ligzda.care.models import CareStatus, ReturnPlan, ReturnStage
from ligzda.care.states import OPEN_RETURN, RETURN
from ligzda.cases.models import Case
from ligzda.cases.rules import before, missing_sentence, not_yet
from ligzda.kernel.refused import Refused
from ligzda.people.models import Person


@transaction.atomic
def draft(case: Case, child: Person, *, by: Actor, on: dt.date, contact_schedule: str = "") -> ReturnPlan:
    """Begin to plan the return of a child who lives apart from the family; one plan at a time."""
    if not by.may(Permission.PLAN, case):
        raise Refused(NOT_YOURS)
    root = Person.objects.select_for_update().get(pk=child.root_id or child.pk)
    Refused.unless_empty([not_yet(on, by.on)], field="on")
    check_child(case, root, on, field="on")
    apart = [one for one in chain(root) if one.from_date <= on]
    if not apart or apart[-1].kind not in rules.APART:
        raise Refused(_("On that day the child lives with the family, as recorded. First record the separation, or where the child lives."))
    if ReturnPlan.objects.filter(Q(person=root) | Q(person__root=root), state__in=OPEN_RETURN).exists():
        raise Refused(_("A return plan of this child is open already."))
    plan = ReturnPlan.objects.create(case=case, person=root, contact_schedule=contact_schedule.strip())
    ReturnStage.objects.create(plan=plan, state=plan.state, from_date=on, by_user=by.user)
    return _noted(plan, "drafted", by)


@transaction.atomic
def agree(plan: ReturnPlan, *, by: Actor, on: dt.date, sentence: str) -> ReturnPlan:
    """Those who signed or refused have seen the conditions and how the child and the family meet."""
    return _noted(_enter(plan, "agree", by=by, on=on, sentence=sentence), "agreed", by)


@transaction.atomic
def try_at_home(plan: ReturnPlan, *, by: Actor, on: dt.date, sentence: str, authority_consent: str, safety_check: str) -> ReturnPlan:
    """Stays on trial begin, with the authority's consent and after somebody looked whether it is safe."""
    _required(authority_consent, _("Say who consented, when and under which number."), "authority_consent")
    _required(safety_check, _("Say how you know that it is safe."), "safety_check")
    trying = _enter(plan, "try_at_home", by=by, on=on, sentence=sentence)
    return _noted(_keep(trying, authority_consent=authority_consent.strip(), safety_check=safety_check.strip()), "trial", by)


@transaction.atomic
def look_again(plan: ReturnPlan, *, by: Actor, on: dt.date, sentence: str) -> ReturnPlan:
    """The stays so far were talked over; the clock of the review begins anew."""
    return _noted(_enter(plan, "look_again", by=by, on=on, sentence=sentence), "reviewed", by)


@transaction.atomic
def propose_return(plan: ReturnPlan, *, by: Actor, on: dt.date, sentence: str, opinion: str) -> ReturnPlan:
    """The worker's opinion goes to the authority, beside the child's own words and how the stays went."""
    _required(opinion, _("Write your opinion for the authority."), "opinion")
    return _noted(_keep(_enter(plan, "propose_return", by=by, on=on, sentence=sentence), opinion=opinion.strip()), "proposed", by)


@transaction.atomic
def return_home(plan: ReturnPlan, *, by: Actor, on: dt.date, sentence: str, decision: Decision) -> ReturnPlan:
    """The authority decided that the child returns: the child's care status of that day, with the decision. Nothing is typed twice."""
    home = _enter(plan, "return_home", by=by, on=on, sentence=sentence)
    status = record_status(home.case, home.person, by=by, kind=CareStatus.Kind.RETURNED, from_date=on, decision=decision, led_to=sentence)
    return _noted(_keep(home, returned=status), "returned", by)


@transaction.atomic
def stay_in_care(plan: ReturnPlan, *, by: Actor, on: dt.date, sentence: str, decision: Decision) -> ReturnPlan:
    """The authority decided that the child does not return now. Where the child lives stays as it is recorded."""
    incomplete = rules.decision_incomplete(CareStatus.Kind.RETURNED, decision.body, decision.number, decision.date)
    if incomplete:
        raise Refused(incomplete[1], field=incomplete[0])
    if decision.date:
        Refused.unless_empty([not_yet(decision.date, by.on)], field="decision_date")
    staying = _enter(plan, "stay_in_care", by=by, on=on, sentence=sentence)
    told = {"deciding_body": decision.body.strip(), "decision_number": decision.number.strip(), "decision_date": decision.date}
    return _noted(_keep(staying, **told), "not_returned", by)


@transaction.atomic
def support(
    plan: ReturnPlan, *, by: Actor, on: dt.date, sentence: str, support_plan: str, support_hours: int | None, support_until_date: dt.date
) -> ReturnPlan:
    """What supports the family after the return: by whom, how many hours a week, until when."""
    _required(support_plan, _("Say what supports the family now and who does it."), "support_plan")
    if not support_hours or not 1 <= support_hours <= MOST_HOURS:
        raise Refused(_("Enter a number from 1 to %(most)d.") % {"most": MOST_HOURS}, field="support_hours")
    if support_until_date <= on:
        raise Refused(_("The support ends after it begins. Enter a later day."), field="support_until_date")
    supported = _enter(plan, "support", by=by, on=on, sentence=sentence)
    kept = _keep(supported, support_plan=support_plan.strip(), support_hours=support_hours, support_until_date=support_until_date)
    return _noted(kept, "supported", by)


@transaction.atomic
def end_support(plan: ReturnPlan, *, by: Actor, on: dt.date, sentence: str) -> ReturnPlan:
    """The last review: the child lives steadily at home."""
    return _noted(_enter(plan, "end_support", by=by, on=on, sentence=sentence), "ended", by)


@transaction.atomic
def break_off(plan: ReturnPlan, *, by: Actor, on: dt.date, sentence: str) -> ReturnPlan:
    """The plan leads nowhere any more: the child was adopted, grew up, or is separated again. What is recorded stays."""
    return _noted(_enter(plan, "break_off", by=by, on=on, sentence=sentence), "broken_off", by)


MOST_HOURS = 60  # a week


def _enter(plan: ReturnPlan, move: str, *, by: Actor, on: dt.date, sentence: str) -> ReturnPlan:
    moved: ReturnPlan = RETURN.apply(plan, move, by)
    Refused.unless_empty([missing_sentence(sentence)], field="sentence")
    last = moved.stages.order_by("from_date", "id").values_list("from_date", flat=True).last()
    Refused.unless_empty([not_yet(on, by.on), before(on, last)], field="on")
    ReturnStage.objects.create(plan=moved, state=moved.state, from_date=on, sentence=sentence.strip(), by_user=by.user)
    return moved


def _keep(plan: ReturnPlan, **values: Any) -> ReturnPlan:
    for name, value in values.items():
        setattr(plan, name, value)
    plan.save(update_fields=list(values))
    return plan


def _required(text: str, sentence: Any, field: str) -> None:
    Refused.unless_empty([None if text.strip() else sentence], field=field)


def _noted(plan: ReturnPlan, act: str, by: Actor) -> ReturnPlan:
    audit.record(by, f"return.{act}", plan, circle=plan.case.circle)
    return plan
