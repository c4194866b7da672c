"""The states of a child's way back to the family and the table of moves. The authority decides; the worker records it."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ligzda.access.actor import Actor
from ligzda.access.machines import Machine, Move
from ligzda.access.permissions import Permission


class ReturnState(models.TextChoices):
    DRAFTED = "drafted", pgettext_lazy("return plan", "drafted")
    AGREED = "agreed", pgettext_lazy("return plan", "agreed")
    TRIAL_STAY = "trial_stay", pgettext_lazy("return plan", "trial stay")
    PROPOSED = "proposed", pgettext_lazy("return plan", "proposed to the authority")
    RETURNED = "returned", pgettext_lazy("return plan", "returned home")
    SUPPORTED = "supported", pgettext_lazy("return plan", "supported after the return")
    ENDED = "ended", pgettext_lazy("return plan", "ended")
    NOT_RETURNED = "not_returned", pgettext_lazy("return plan", "stays in care")


S = ReturnState
OPEN_RETURN = frozenset({S.DRAFTED, S.AGREED, S.TRIAL_STAY, S.PROPOSED, S.RETURNED, S.SUPPORTED})


def no_condition(plan: Any, actor: Actor) -> Any:
    return None if plan.conditions.exists() else _("First add a condition: what must be true, who judges it and by when.")


def no_contact_schedule(plan: Any, actor: Actor) -> Any:
    return None if plan.contact_schedule.strip() else _("First say how the child and the family meet.")


def no_parent_answered(plan: Any, actor: Actor) -> Any:
    """Signing or refusing: both are recorded, and neither stops the plan."""
    return None if plan.answers.filter(role="parent").exists() else _("First record a parent's signature or refusal.")


def child_not_asked(plan: Any, actor: Actor) -> Any:
    """A child old enough says yes or no too."""
    if not plan.is_child_to_answer(actor.on) or plan.answers.filter(role="child").exists():
        return None
    return _("First record what the child says: this child is old enough to sign or to refuse.")


def no_condition_met(plan: Any, actor: Actor) -> Any:
    return None if plan.conditions.filter(answer="met").exists() else _("First record which conditions are met so far.")


def no_stay_told(plan: Any, actor: Actor) -> Any:
    told = plan.stays.exclude(how="").exclude(child_words="").filter(until_date__isnull=False)
    return None if told.exists() else _("First record a trial stay: how it went, and the child's own words.")


def support_too_short(plan: Any, actor: Actor) -> Any:
    return None if plan.support_may_end(actor.on) else _("Support after the return lasts longer. It may end on a later day.")


def care_not_steady(plan: Any, actor: Actor) -> Any:
    return None if plan.is_home() else _("The child does not live with the family now, as recorded in the care statuses.")


RETURN = Machine(
    "return",
    "state",
    ReturnState,
    (
        Move("agree", frozenset({S.DRAFTED}), S.AGREED, Permission.PROPOSE, _("Agree the plan"),
             (no_condition, no_contact_schedule, no_parent_answered, child_not_asked)),
        Move("try_at_home", frozenset({S.AGREED}), S.TRIAL_STAY, Permission.DECIDE, _("Begin trial stays"), (no_condition_met,)),
        Move("propose_return", frozenset({S.TRIAL_STAY}), S.PROPOSED, Permission.PROPOSE, _("Propose the return"), (no_stay_told,)),
        Move("look_again", frozenset({S.TRIAL_STAY}), S.TRIAL_STAY, Permission.PROPOSE, _("Review the trial stays")),
        Move("return_home", frozenset({S.PROPOSED}), S.RETURNED, Permission.PROPOSE, _("Record the decision to return")),
        Move("stay_in_care", frozenset({S.PROPOSED}), S.NOT_RETURNED, Permission.PROPOSE, _("Record that the child stays in care")),
        Move("support", frozenset({S.RETURNED}), S.SUPPORTED, Permission.PROPOSE, _("Plan the support after the return")),
        Move("end_support", frozenset({S.SUPPORTED}), S.ENDED, Permission.DECIDE, _("End the support"), (support_too_short, care_not_steady)),
        Move("break_off", OPEN_RETURN, S.ENDED, Permission.DECIDE, _("Break off the return plan")),
    ),
    initial=frozenset({S.DRAFTED}),
    final=frozenset({S.NOT_RETURNED, S.ENDED}),
    waiting_on={
        S.DRAFTED: "case_worker",
        S.AGREED: "coordinator",
        S.TRIAL_STAY: "case_worker",
        S.PROPOSED: "case_worker",
        S.RETURNED: "case_worker",
        S.SUPPORTED: "case_worker",
    },
)  # fmt: skip
