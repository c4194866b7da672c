"""Plans of a file: the one in force or being agreed, its versions and what differs between two, its reviews."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q, prefetch_related_objects

from ligzda.access.actor import Actor
from ligzda.access.words import Word
from ligzda.cases import rules
from ligzda.cases.models import Area, Case, Goal, Plan, Review, Signature, Step
from ligzda.cases.states import PlanState


@dataclass(frozen=True)
class StepLine:
    """One small step as a line: who, by when, how it stands."""

    key: str
    text: str
    who: str
    is_mine: bool
    due_date: dt.date | None
    state: str
    done_date: dt.date | None
    result: str
    overdue_days: int

    @property
    def is_open(self) -> bool:
        return self.state == Step.State.OPEN


@dataclass(frozen=True)
class GoalLine:
    """One goal with its steps; ``child`` is empty for a goal of the family."""

    pk: int
    key: str
    text: str
    child: str
    area: str
    level: int | None
    due_date: dt.date | None
    progress: str
    progress_label: Any
    steps: tuple[StepLine, ...]

    @property
    def done(self) -> int:
        return sum(step.state == Step.State.DONE for step in self.steps)

    @property
    def counted(self) -> int:
        return sum(step.state != Step.State.DROPPED for step in self.steps)


@dataclass(frozen=True)
class PlanView:
    """One version of a plan, whole: the family's part first, then each child's."""

    plan: Plan
    goals: tuple[GoalLine, ...]
    signatures: tuple[Signature, ...]
    reviews: tuple[Review, ...]

    @property
    def parts(self) -> list[tuple[str, list[GoalLine]]]:
        """("" for the family, or a child's name) with the goals."""
        names = dict.fromkeys(goal.child for goal in sorted(self.goals, key=lambda one: bool(one.child)))
        return [(name, [goal for goal in self.goals if goal.child == name]) for name in names]

    @property
    def is_draft(self) -> bool:
        return self.plan.state == PlanState.DRAFT

    @property
    def is_running(self) -> bool:
        return self.plan.state == PlanState.RUNNING


@dataclass(frozen=True)
class Difference:
    """What differs between two versions: an added, removed or changed goal or step, in words."""

    kind: str  # added, removed, changed
    what: str  # goal, step
    before: str
    after: str


def plan_of(actor: Actor, case: Case, word: Word = Word.SEE_CASE) -> Plan | None:
    """The draft being agreed, else the one in force, else the last one; None where there was none."""
    rows = Plan.objects.visible_to(actor, word).filter(case=case).select_related("case__circle", "case__family__root", "episode")
    order = {PlanState.DRAFT: 0, PlanState.RUNNING: 1, PlanState.ENDED: 2}
    found = list(rows.filter(Q(state__in=[PlanState.DRAFT, PlanState.RUNNING]))) or list(rows.order_by("-id")[:1])
    return min(found, key=lambda one: order[PlanState(one.state)], default=None)


def running_plan(actor: Actor, case: Case) -> Plan | None:
    """The plan in force."""
    rows = Plan.objects.visible_to(actor, Word.SEE_CASE).filter(case=case, state=PlanState.RUNNING)
    return rows.select_related("case__circle", "case__family__root", "episode").first()


def plan_by_key(actor: Actor, case: Case, key: str, word: Word = Word.SEE_CASE) -> Plan | None:
    rows = Plan.objects.visible_to(actor, word).filter(case=case, key=key)
    return rows.select_related("case__circle", "case__family__root", "episode").first()


def plan_view(actor: Actor, plan: Plan) -> PlanView:
    """Everything of one version; levels only for those who see scores."""
    return plan_views(actor, [plan])[0]


def plan_views(actor: Actor, plans: list[Plan]) -> list[PlanView]:
    """The same of several versions of one file. Six statements, however many."""
    steps = Step.objects.select_related("user", "person").order_by("order", "id")
    goals = Goal.objects.select_related("person", "area").prefetch_related(Prefetch("steps", steps)).order_by("order", "id")
    signatures = Signature.objects.select_related("person", "user", "file").order_by("id")
    reviews = Review.objects.select_related("author").prefetch_related("goals__goal").order_by("-date", "-id")
    prefetch_related_objects(plans, Prefetch("goals", goals), Prefetch("signatures", signatures), Prefetch("reviews", reviews))
    sees = bool(plans) and actor.sight(Word.SEE_SCORES).covers(plans[0].case.circle)
    return [
        PlanView(
            plan, tuple(_goal(row, actor, sees) for row in plan.goals.all()), tuple(plan.signatures.all()), tuple(plan.reviews.all())
        )
        for plan in plans
    ]  # fmt: skip


def versions(actor: Actor, case: Case) -> list[Plan]:
    """All versions of all stays, the latest first."""
    rows = Plan.objects.visible_to(actor, Word.SEE_CASE).filter(case=case)
    return list(rows.select_related("author", "episode", "case__circle").order_by("-episode__ordinal", "-version"))


def compare(actor: Actor, old: Plan, new: Plan) -> list[Difference]:
    """Goals and steps that were added, removed or said otherwise; what came over unchanged is left out."""
    before, after = (list(one.goals.prefetch_related("steps").order_by("order", "id")) for one in (old, new))
    found = list(_differing("goal", before, after))
    steps = [[step for goal in goals for step in goal.steps.all()] for goals in (before, after)]
    return [*found, *_differing("step", *steps)]


def area_by_code(actor: Actor, case: Case, code: str) -> Area | None:
    """The area of this code in the instrument that the case was last assessed with."""
    used = case.assessments.filter(voided_at__isnull=True).order_by("-date", "-id").values_list("instrument_id", flat=True).first()
    return Area.objects.filter(instrument=used, code=code).first()


def goal_by_key(actor: Actor, case: Case, key: str) -> Goal | None:
    seen = Plan.objects.visible_to(actor, Word.PLAN).filter(case=case).values("id")
    return Goal.objects.filter(plan__in=seen, key=key).select_related("plan__case__circle", "plan__case__family", "person", "area").first()


def step_by_key(actor: Actor, case: Case, key: str, word: Word = Word.SEE_CASE) -> Step | None:
    rows = Step.objects.visible_to(actor, word).filter(case=case, key=key)
    return rows.select_related("case__circle", "case__family", "goal__plan", "user", "person").first()


def open_steps(actor: Actor, *, mine: bool = True) -> Any:
    """Open steps of plans in force and of meetings, in the files this actor works in; ``mine``: only the own ones."""
    rows = Step.objects.visible_to(actor, Word.NOTE).filter(state=Step.State.OPEN)
    rows = rows.filter(Q(goal__isnull=True) | Q(goal__plan__state=PlanState.RUNNING))
    if mine:
        rows = rows.filter(user=actor.user)
    return rows.select_related("case__family__root", "case__circle").order_by("due_date", "id")


def reviews_due(actor: Actor, until: dt.date) -> Any:
    """Plans in force that are to be looked at again up to a day, in the files this actor plans in."""
    rows = Plan.objects.visible_to(actor, Word.PLAN).filter(state=PlanState.RUNNING, review_date__lte=until)
    return rows.select_related("case__family__root", "case__circle").order_by("review_date", "id")


def _goal(row: Goal, actor: Actor, sees: bool) -> GoalLine:
    steps = tuple(step_line(step, actor) for step in row.steps.all())
    return GoalLine(
        row.pk, row.key, row.text, row.person.first_name if row.person else "", str(row.area or ""), row.level_at_start if sees else None,
        row.due_date, row.progress, row.get_progress_display(), steps,
    )  # fmt: skip


def step_line(row: Step, actor: Actor) -> StepLine:
    who = row.user.name if row.user else row.person.first_name if row.person else row.institution
    mine = actor.user is not None and row.user_id == actor.user.pk
    late = rules.overdue_days(row.due_date, actor.on) if row.state == Step.State.OPEN else 0
    return StepLine(row.key, row.text, who, mine, row.due_date, row.state, row.done_date, row.result, late)


def _differing(what: str, before: Iterable[Any], after: Iterable[Any]) -> Iterable[Difference]:
    kept = {one.origin_id: one for one in after if one.origin_id}
    for old in before:
        new = kept.get(old.pk)
        if new is None:
            yield Difference("removed", what, old.text, "")
        elif (said := _said(old)) != (now := _said(new)):
            yield Difference("changed", what, said, now)
    for new in after:
        if not new.origin_id:
            yield Difference("added", what, "", new.text)


def _said(one: Any) -> str:
    """The text with its day."""
    return f"{one.text} ({one.due_date.isoformat()})" if one.due_date else str(one.text)
