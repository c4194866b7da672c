"""The family's plan: drafted, filled with goals, signed or refused, agreed; a new version begins as a copy of the one in force."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ligzda.access import audit
from ligzda.access.actor import Actor
from ligzda.access.permissions import Permission
from ligzda.cases import deadlines, episode_changes, rules
from ligzda.cases.actions import episodes
from ligzda.cases.models import Area, Case, Episode, Goal, Plan, Score, Step
from ligzda.cases.name_checks import must_not_tell
from ligzda.cases.states import EPISODE, OPEN, PLAN, CaseState, PlanState
from ligzda.kernel.changes import set_different
from ligzda.kernel.clock import add_months
from ligzda.kernel.refused import Refused, Stale
from ligzda.people.models import Person
from ligzda.people.queries import members

NOT_YOURS = _("This step is not yours to take; ask your coordinator.")
AGREED = _("Family and team agreed the plan.")


@transaction.atomic
def begin(case: Case, *, by: Actor, reason: str = "") -> Plan:
    """A new draft: empty, or a copy of the plan in force with what is still open, and the reason why it changes."""
    if by.user is None or not by.may(Permission.PLAN, case):
        raise Refused(NOT_YOURS)
    episode = Episode.objects.select_for_update().get(case=case, is_latest=True)
    if episode.state not in OPEN:
        raise Refused(_("This stay in the programme has ended. Re-open the case first."))
    if case.plans.filter(state=PlanState.DRAFT).exists():
        raise Refused(_("A plan is being agreed already. Go on with it."))
    running = episode.plans.filter(state=PlanState.RUNNING).first()
    if running and not reason.strip():
        raise Refused(_("Say in a sentence why the plan changes."), field="reason")
    version = (episode.plans.order_by("-version").values_list("version", flat=True).first() or 0) + 1
    words = {"family_words": running.family_words, "language": running.language} if running else {}
    plan = Plan.objects.create(
        case=case, episode=episode, version=version, author=by.user, change_reason=reason.strip()[:300] if running else "", **words
    )
    if running:
        _copy(running, plan)
    audit.record(by, "plan.begun", plan, circle=case.circle)
    return plan


@transaction.atomic
def write_words(plan: Plan, *, by: Actor, family_words: str, language: str, expected: int) -> Plan:
    """What the family says it wants, as it said it, and the language the plan is written in for it."""
    locked = _draft(plan, by)
    must_not_tell(locked.case, family_words, by=by, field="family_words")
    changed = set_different(locked, {"family_words": family_words.strip(), "language": language})
    if not changed:
        return locked
    if locked.edited != expected:
        sentence = _("This page was changed in another window. Nothing is lost – compare and choose.")
        raise Stale(sentence, theirs={name: was for name, (was, _now) in changed.items()}, version=locked.edited)
    locked.edited += 1
    locked.save(update_fields=[*changed, "edited"])
    audit.record(by, "plan.written", locked, circle=locked.case.circle, changed=changed)
    return locked


@transaction.atomic
def add_goal(
    plan: Plan, *, by: Actor, text: str, area: Area | None = None, person: Person | None = None, due_date: dt.date | None = None
) -> Goal:
    """A goal of the family, or of one child; with the level its area had in the last assessment."""
    locked = _draft(plan, by)
    values = _goal(locked, by, text, person, due_date)
    level = _level(locked.case, area, values["person"]) if area else None
    order = locked.goals.count() + 1
    goal = Goal.objects.create(plan=locked, area=area, level_at_start=level, order=order, **values)
    audit.record(by, "goal.added", goal, circle=locked.case.circle)
    return goal


@transaction.atomic
def change_goal(goal: Goal, *, by: Actor, text: str, person: Person | None, due_date: dt.date | None) -> Goal:
    locked = _draft(goal.plan, by)
    goal = locked.goals.get(pk=goal.pk)
    changed = set_different(goal, _goal(locked, by, text, person, due_date))
    goal.save(update_fields=[*changed])
    audit.record(by, "goal.changed", goal, circle=locked.case.circle, changed=changed)
    return goal


@transaction.atomic
def remove_goal(goal: Goal, *, by: Actor) -> None:
    """Only while the plan is being agreed; what was agreed is given up in a review, with its reason."""
    locked = _draft(goal.plan, by)
    goal = locked.goals.get(pk=goal.pk)
    audit.record(by, "goal.removed", goal, circle=locked.case.circle)
    goal.steps.all().delete()
    goal.delete()


@transaction.atomic
def agree(plan: Plan, *, by: Actor, on: dt.date, review_date: dt.date) -> Plan:
    """The draft is in force from this day, until it is looked at again. The version before ends; a family in planning becomes active."""
    Refused.unless_empty(PLAN.objections(plan, "agree", by))
    Refused.unless_empty([rules.not_yet(on, by.on), rules.before(on, plan.episode.admitted_date)], field="on")
    Refused.unless_empty([rules.review_too_far(on, review_date, deadlines.length("plan_review"))], field="review_date")
    running = plan.case.plans.filter(state=PlanState.RUNNING).first()
    if running is not None:
        Refused.unless_empty([rules.before(on, running.starts_date)], field="on")
        episode_changes.end_plan(running, on)
    Plan.objects.filter(pk=plan.pk).update(starts_date=on, review_date=review_date)  # a plan in force has both days
    agreed: Plan = PLAN.apply(plan, "agree", by)
    audit.record(by, "plan.agreed", agreed, circle=agreed.case.circle)
    episode = Episode.objects.get(pk=agreed.episode_id)
    if episode.state == CaseState.PLANNING and not EPISODE.objections(episode, "activate", by):
        episodes.activate(episode, by=by, on=on, sentence=str(AGREED))
    return agreed


@transaction.atomic
def note_printing(plan: Plan, *, by: Actor) -> None:
    """A printed plan leaves the house: the trail says who made the copy."""
    audit.record(by, "plan.printed", plan, circle=plan.case.circle)


def review_proposed(on: dt.date) -> dt.date:
    return add_months(on, deadlines.length("plan_review"))


def _copy(running: Plan, plan: Plan) -> None:
    """Goals that are still pursued and their open steps, each knowing where it came from."""
    for old in running.goals.exclude(progress__in=[Goal.Progress.REACHED, Goal.Progress.DROPPED]).prefetch_related("steps"):
        new = Goal.objects.create(
            plan=plan, person=old.person, area=old.area, level_at_start=old.level_at_start, text=old.text, due_date=old.due_date, order=old.order,
            progress=old.progress, origin=old,
        )  # fmt: skip
        for step in old.steps.all():
            if step.state == Step.State.OPEN:
                values = {name: getattr(step, name) for name in ("case", "text", "user", "person", "institution", "due_date", "order")}
                Step.objects.create(goal=new, origin=step, **values)


def _goal(plan: Plan, by: Actor, text: str, person: Person | None, due_date: dt.date | None) -> dict[str, Any]:
    if not text.strip():
        raise Refused(_("Say what shall be different."), field="text")
    must_not_tell(plan.case, text, by=by, field="text")
    if person is not None and (person.root_id or person.pk) not in {one.person_id for one in members(by, plan.case.family)}:
        raise Refused(_("This person does not belong to the family today."), field="person")
    return {"text": text.strip(), "person": (person.root or person) if person else None, "due_date": due_date}


def _level(case: Case, area: Area, person: Person | None) -> int | None:
    rows = Score.objects.filter(
        assessment__case=case, assessment__state="done", assessment__voided_at__isnull=True, area=area, person=person
    )
    return rows.order_by("-assessment__date", "-id").values_list("level", flat=True).first()


def _draft(plan: Plan, by: Actor) -> Plan:
    locked: Plan = Plan.objects.select_for_update().get(pk=plan.pk)
    if not by.may(Permission.PLAN, locked):
        raise Refused(NOT_YOURS)
    if locked.state != PlanState.DRAFT:
        raise Refused(_("This plan is agreed. Begin a new version to change it."))
    return locked
