"""The family and the team look at the plan together: progress per goal, a decision, the next day."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ligzda.access import audit
from ligzda.access.actor import Actor
from ligzda.access.permissions import Permission
from ligzda.cases import deadlines, rules
from ligzda.cases.models import Goal, GoalProgress, Observed, Plan, Review
from ligzda.cases.name_checks import must_not_tell
from ligzda.cases.states import PlanState
from ligzda.kernel.refused import Refused

NOT_YOURS = _("This step is not yours to take; ask your coordinator.")


@transaction.atomic
def review(
    plan: Plan, *, by: Actor, on: dt.date, goals: Mapping[int, tuple[str, str]], decision: str, next_date: dt.date | None = None,
    present: str = "", minutes: str = "", family_words: str = "", initiative: str = "", willingness: str = "",
) -> Review:  # fmt: skip
    """``goals``: id → (progress, note), for every goal of the plan. A plan that goes on gets the next day; the others wait for the decision."""
    locked: Plan = Plan.objects.select_for_update(of=("self",)).select_related("case__circle").get(pk=plan.pk)
    if by.user is None or not by.may(Permission.PLAN, locked):
        raise Refused(NOT_YOURS)
    if locked.state != PlanState.RUNNING or locked.starts_date is None or locked.review_date is None:
        raise Refused(_("Only a plan in force is reviewed. Agree it first."))
    if on < locked.starts_date:
        raise Refused(_("The review is before the plan began. Check the day."), field="on")
    Refused.unless_empty([rules.not_yet(on, by.on)], field="on")
    if decision not in Review.Decision.values:
        raise Refused(_("Choose how to go on."), field="decision")
    if {initiative, willingness} - {"", *Observed.values}:
        raise Refused(_("Choose what was seen, or leave it open."), field="initiative")
    if next_date is None:
        raise Refused(_("Say when you look at the plan again."), field="next_date")
    Refused.unless_empty([rules.review_too_far(on, next_date, deadlines.length("plan_review"))], field="next_date")
    must_not_tell(locked.case, minutes, family_words, present, *(note for _how, note in goals.values()), by=by, field="minutes")
    found = Review.objects.create(
        case=locked.case, plan=locked, date=on, due_date=locked.review_date, decision=decision, next_date=next_date, present=present.strip()[:300],
        minutes=minutes.strip(), family_words=family_words.strip(), initiative=initiative, willingness=willingness, author=by.user,
    )  # fmt: skip
    _progress(found, locked, goals)
    locked.review_date = next_date
    locked.save(update_fields=["review_date"])
    audit.record(by, "plan.reviewed", locked, circle=locked.case.circle)
    return found


def _progress(found: Review, plan: Plan, goals: Mapping[int, tuple[str, str]]) -> None:
    for goal in plan.goals.all():
        progress, note = goals.get(goal.pk, ("", ""))
        if progress not in Goal.Progress.values:
            raise Refused(_("Say of each goal how it goes."), field=f"progress_{goal.key}")
        GoalProgress.objects.create(review=found, goal=goal, progress=progress, note=note.strip())
        goal.progress = progress
        goal.save(update_fields=["progress"])
