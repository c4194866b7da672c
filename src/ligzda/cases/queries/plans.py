"""Plans of a file: the one in force or being agreed, its versions and what differs between two, its reviews."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import prefetch_related_objects

from ligzda.access.actor import Actor, prepared
from ligzda.access.permissions import Permission
from ligzda.cases import rules
from ligzda.cases.models import Area, Case, Goal, Plan, Review, Signature, Step
from ligzda.cases.states import PlanState
from ligzda.kernel.prepared import Prepared


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
    sees_levels: bool  # of areas of life, and what was observed of initiative

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


def plan_of(actor: Actor, case: Case, word: Permission = Permission.SEE_CASE) -> Plan | None:
    """The draft being agreed, else the one in force, else the last one; None where there was none."""
    order = {PlanState.DRAFT: 0, PlanState.RUNNING: 1, PlanState.ENDED: 2}
    return min(_versions(actor, word, case=case.pk), key=lambda one: (order[PlanState(one.state)], -one.pk), default=None)


def running_plan(actor: Actor, case: Case) -> Plan | None:
    """The plan in force."""
    return next((one for one in versions(actor, case) if one.state == PlanState.RUNNING), None)


def plan_by_key(actor: Actor, case: Case, key: str, word: Permission = Permission.SEE_CASE) -> Plan | None:
    return next((one for one in _versions(actor, word, case=case.pk) if one.key == key), None)


def plan_view(actor: Actor, plan: Plan) -> PlanView:
    """Everything of one version; levels only for those who see scores."""
    return plan_views(actor, [plan])[0]


def plan_views(actor: Actor, plans: list[Plan]) -> list[PlanView]:
    """The same of several versions of one file. At most five statements, however many."""
    ids, sees = [plan.pk for plan in plans], bool(plans) and actor.scope(Permission.SEE_SCORES).covers(plans[0].case.circle)
    steps = _by(_steps(plans=ids), "goal_id")
    goals, signatures, reviews = (
        _by(_goals(plans=ids), "plan_id"),
        _by(_signatures(plans=ids), "plan_id"),
        _by(_reviews(plans=ids), "plan_id"),
    )
    prefetch_related_objects([one for rows in reviews.values() for one in rows], "goals__goal")
    return [
        PlanView(
            plan, tuple(_goal(row, steps[row.pk], actor, sees) for row in goals[plan.pk]), tuple(signatures[plan.pk]),
            tuple(reviews[plan.pk]), sees,
        )
        for plan in plans
    ]  # fmt: skip


def _by(rows: Iterable[Any], column: str) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, column)].append(row)
    return found


def versions(actor: Actor, case: Case) -> list[Plan]:
    """All versions of all stays, the latest first."""
    return _versions(actor, Permission.SEE_CASE, case=case.pk)


@prepared
def _versions(actor: Actor, word: Permission, *, case: int) -> Any:
    rows = Plan.objects.visible_to(actor, word).filter(case=case).order_by("-episode__ordinal", "-version")
    return rows.select_related("case__circle", "case__family__root", "author", "episode")


# the parts of plans that were found above


@Prepared
def _goals(*, plans: list[int]) -> Any:
    return Goal.objects.filter(plan__in=plans).select_related("person", "area").order_by("order", "id")


@Prepared
def _steps(*, plans: list[int]) -> Any:
    return Step.objects.filter(goal__plan__in=plans).select_related("user", "person").order_by("order", "id")


@Prepared
def _signatures(*, plans: list[int]) -> Any:
    return Signature.objects.filter(plan__in=plans).select_related("person", "user", "file").order_by("id")


@Prepared
def _reviews(*, plans: list[int]) -> Any:
    return Review.objects.filter(plan__in=plans).select_related("author").order_by("-date", "-id")


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
    seen = Plan.objects.visible_to(actor, Permission.PLAN).filter(case=case).values("id")
    return Goal.objects.filter(plan__in=seen, key=key).select_related("plan__case__circle", "plan__case__family", "person", "area").first()


def step_by_key(actor: Actor, case: Case, key: str, word: Permission = Permission.SEE_CASE) -> Step | None:
    rows = Step.objects.visible_to(actor, word).filter(case=case, key=key)
    return rows.select_related("case__circle", "case__family", "goal__plan", "user", "person").first()


def reviews_due(actor: Actor, until: dt.date) -> Any:
    """Plans in force that are to be looked at again up to a day, in the files this actor plans in."""
    rows = Plan.objects.visible_to(actor, Permission.PLAN).filter(state=PlanState.RUNNING, review_date__lte=until)
    return rows.select_related("case__family__root", "case__circle").order_by("review_date", "id")


def _goal(row: Goal, own: list[Step], actor: Actor, sees: bool) -> GoalLine:
    steps = tuple(step_line(step, actor) for step in own)
    return GoalLine(
        pk=row.pk, key=row.key, text=row.text, child=row.person.first_name if row.person else "", area=str(row.area or ""),
        level=row.level_at_start if sees else None,
        due_date=row.due_date, progress=row.progress, progress_label=row.get_progress_display(), steps=steps,
    )  # fmt: skip


def step_line(row: Step, actor: Actor) -> StepLine:
    who = row.user.name if row.user else row.person.first_name if row.person else row.institution
    mine = actor.user is not None and row.user_id == actor.user.pk
    late = rules.overdue_days(row.due_date, actor.on) if row.state == Step.State.OPEN else 0
    return StepLine(
        key=row.key,
        text=row.text,
        who=who,
        is_mine=mine,
        due_date=row.due_date,
        state=row.state,
        done_date=row.done_date,
        result=row.result,
        overdue_days=late,
    )


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
