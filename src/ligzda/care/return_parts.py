"""The parts of a return plan as pages, and its moves: one table for each, so that drafts and refusals are the same everywhere."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from ligzda.care import forms
from ligzda.care.actions import return_parts as parts
from ligzda.care.actions import returns
from ligzda.care.states import ReturnState
from ligzda.cases.forms.episodes import StepForm

S = ReturnState
APART = frozenset({S.DRAFTED, S.AGREED, S.TRIAL_STAY, S.PROPOSED})


@dataclass(frozen=True)
class ReturnPart:
    """One kind of row. ``add`` makes one, ``tell`` says of a row what came of it; ``states``: where a new one is taken."""

    slug: str
    title: Any
    heading: Any
    form: Any
    add: Callable[..., Any]
    states: frozenset[str]
    tell_form: Any = None
    tell: Callable[..., Any] | None = None
    tell_title: Any = ""


PARTS = {
    part.slug: part
    for part in (
        ReturnPart(
            slug="conditions", title=_("Add a condition"), heading=_("Conditions"), form=forms.ConditionForm, add=parts.add_condition,
            states=frozenset({S.DRAFTED, S.AGREED, S.TRIAL_STAY}), tell_form=forms.JudgeForm, tell=parts.judge_condition, tell_title=_("Judge the condition"),
        ),
        ReturnPart(
            "answers", _("Record a signature or refusal"), _("Who signed"), forms.AnswerForm, parts.sign,
            frozenset({S.DRAFTED, S.AGREED}),
        ),
        ReturnPart(
            slug="visits", title=_("Add a visit"), heading=_("Visits"), form=forms.VisitForm, add=parts.add_visit,
            states=frozenset({*APART, S.RETURNED, S.SUPPORTED}), tell_form=forms.TellVisitForm, tell=parts.tell_visit, tell_title=_("Say how the visit was"),
        ),
        ReturnPart(
            slug="stays", title=_("Add a trial stay"), heading=_("Trial stays"), form=forms.StayForm, add=parts.add_stay,
            states=frozenset({S.TRIAL_STAY}), tell_form=forms.TellStayForm, tell=parts.tell_stay, tell_title=_("Say how the stay went"),
        ),
        ReturnPart(
            "contacts", _("Record a contact"), _("Contacts after the return"), forms.SupportContactForm, parts.record_contact,
            frozenset({S.RETURNED, S.SUPPORTED}),
        ),
    )
}  # fmt: skip

MOVES: dict[str, tuple[Any, Callable[..., Any]]] = {
    "agree": (StepForm, returns.agree),
    "try_at_home": (forms.TrialForm, returns.try_at_home),
    "look_again": (StepForm, returns.look_again),
    "propose_return": (forms.ProposalForm, returns.propose_return),
    "return_home": (forms.ReturnDecisionForm, returns.return_home),
    "stay_in_care": (forms.ReturnDecisionForm, returns.stay_in_care),
    "support": (forms.SupportForm, returns.support),
    "end_support": (StepForm, returns.end_support),
    "break_off": (StepForm, returns.break_off),
}


def arguments(form: Any, data: dict[str, Any]) -> dict[str, Any]:
    """What the form says to the action; most say it as it is typed."""
    return form.arguments(data) if hasattr(form, "arguments") else data
