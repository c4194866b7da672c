"""The decisions on a referral: which form each opens and which action it leads to."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from ligzda.access.actor import Actor
from ligzda.access.pages import Request
from ligzda.cases import deadlines
from ligzda.cases.actions import referrals as actions
from ligzda.cases.forms.referrals import AdmitForm, DayForm, DeclineForm, WaitForm
from ligzda.cases.models import Referral
from ligzda.cases.queries import referrals as queries
from ligzda.kernel.clock import add_months


@dataclass(frozen=True)
class Step:
    """A move as a page: its form, its action, and who will read what is written."""

    form: Callable[[Request, Referral], Any]
    act: Callable[[Actor, Referral, dict[str, Any]], Any]
    who: Any = ""


def _wait_form(request: Request, one: Referral) -> WaitForm:
    review = add_months(request.actor.on, deadlines.length("waiting_review"))
    return WaitForm(request.POST or None, initial={"review_date": review, "answer": one.answer})


def _admit_form(request: Request, one: Referral) -> AdmitForm:
    people = [(member.person_key, f"{member.name}, {member.role_label}") for member in queries.people_of(request.actor, one)]
    return AdmitForm(
        request.POST or None,
        programmes=queries.programmes_at(request.actor, one.site),
        staff=queries.colleagues(request.actor, one.site),
        people=None if one.waits_unseen else people,
    )


def _admit(actor: Actor, one: Referral, data: dict[str, Any]) -> Any:
    keys, data = set(data.get("notice_to", ())), dict(data)
    data["notice_to"] = queries.persons_of(actor, one, keys)
    data["project"] = next(project for project in queries.programmes_at(actor, one.site) if project.key == data["project"])
    data["case_worker"] = next(user for user in queries.colleagues(actor, one.site) if user.key == data["case_worker"])
    return actions.admit(one, by=actor, **data)


def _wait(actor: Actor, one: Referral, data: dict[str, Any]) -> Referral:
    return actions.wait(one, by=actor, **{**data, "priority": int(data["priority"])})


def _decline(actor: Actor, one: Referral, data: dict[str, Any]) -> Referral:
    return actions.decline(one, by=actor, **{**data, "family_told": data["family_told"] == "yes"})


SENDER = _("your team and the sender")
STEPS = {
    "formalise": Step(
        lambda request, one: DayForm(request.POST or None), lambda actor, one, data: actions.formalise(one, by=actor, **data)
    ),
    "take_up": Step(lambda request, one: DayForm(request.POST or None), lambda actor, one, data: actions.take_up(one, by=actor, **data)),
    "admit": Step(_admit_form, _admit, SENDER),
    "wait": Step(_wait_form, _wait, SENDER),
    "keep_waiting": Step(_wait_form, _wait, SENDER),
    "decline": Step(lambda request, one: DeclineForm(request.POST or None), _decline, SENDER),
}
