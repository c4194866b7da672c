"""The plan and the steps on the own page, as far as the coordinator opened them for one member. No scores, no notes, nothing of another member's."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from ligzda.access.actor import Actor
from ligzda.cases.models import Goal, Plan, Step
from ligzda.people.models import Membership
from ligzda.portal.models import FamilyAccess


@dataclass(frozen=True)
class OwnStep:
    """One small step: what, who in plain words, by when; ``is_mine`` may be ticked."""

    key: str
    text: str
    who: str
    due_date: dt.date | None
    is_done: bool
    is_mine: bool
    is_late: bool


@dataclass(frozen=True)
class OwnGoal:
    text: str
    child: str
    progress: Any
    steps: tuple[OwnStep, ...]


@dataclass(frozen=True)
class OwnPlan:
    """The plan in force, and the own steps over all of it, the next one first."""

    starts_date: dt.date | None
    review_date: dt.date | None
    family_words: str
    goals: tuple[OwnGoal, ...]
    mine: tuple[OwnStep, ...]

    @property
    def first(self) -> str:
        """The step that carries the page's one filled button."""
        return next((step.key for step in self.mine if not step.is_done), "")


def own_plan(actor: Actor, access: FamilyAccess) -> OwnPlan | None:
    """Three statements. Goals of children whose part was not opened are left out, and so are their steps."""
    plan = Plan.objects.filter(case=access.case, state=Plan.State.RUNNING).first()
    rows = list(_steps(access))
    roles = _roles(access)
    if plan is None:
        mine = tuple(_step(row, actor, access, roles) for row in rows if _is_mine(row, access))
        return OwnPlan(None, None, "", (), mine) if mine else None
    goals = tuple(_goal(one, rows, actor, access, roles) for one in _goals(plan, access))
    mine = tuple(_step(row, actor, access, roles) for row in rows if _is_mine(row, access))
    words = plan.family_words if access.plan == FamilyAccess.Plan.FAMILY else ""
    return OwnPlan(plan.starts_date, plan.review_date, words, goals, mine)


def own_step(actor: Actor, access: FamilyAccess, key: str) -> Step | None:
    """A step that is this member's own to do."""
    return next((row for row in _steps(access) if row.key == key and _is_mine(row, access)), None)


def _steps(access: FamilyAccess) -> Any:
    rows = Step.objects.filter(case=access.case).exclude(state=Step.State.DROPPED)
    rows = rows.filter(Q(goal__isnull=True) | Q(goal__plan__state=Plan.State.RUNNING))
    return rows.select_related("goal", "person", "user__function").order_by("due_date", "order", "id")


def _goals(plan: Plan, access: FamilyAccess) -> list[Goal]:
    if access.plan == FamilyAccess.Plan.OWN:
        return []
    children = {one.root_id or one.pk for one in access.children.all()} | {_root(access.person)}
    rows = plan.goals.select_related("person").exclude(progress=Goal.Progress.DROPPED)
    return [one for one in rows if one.person is None or _root(one.person) in children]


def _goal(goal: Goal, rows: list[Step], actor: Actor, access: FamilyAccess, roles: dict[int, str]) -> OwnGoal:
    steps = tuple(_step(row, actor, access, roles) for row in rows if row.goal_id == goal.pk)
    return OwnGoal(goal.text, goal.person.first_name if goal.person else "", goal.get_progress_display(), steps)


def _step(row: Step, actor: Actor, access: FamilyAccess, roles: dict[int, str]) -> OwnStep:
    late = row.state == Step.State.OPEN and row.due_date is not None and row.due_date < actor.on
    return OwnStep(row.key, row.text, _who(row, access, roles), row.due_date, row.state == Step.State.DONE, _is_mine(row, access), late)


def _who(row: Step, access: FamilyAccess, roles: dict[int, str]) -> str:
    """Never a name that was not opened: workers by their function, other members by their place in the family."""
    if _is_mine(row, access):
        return _("you")
    if row.person is not None:
        return roles.get(_root(row.person), _("somebody of the family"))
    if row.user is not None:
        return row.user.name if access.sees_names else str(row.user.function or _("your worker"))
    return row.institution


def _roles(access: FamilyAccess) -> dict[int, str]:
    family = access.case.family.root_id or access.case.family_id
    rows = Membership.objects.filter(Q(family=family) | Q(family__root=family)).select_related("person").order_by("id")
    return {_root(row.person): str(row.get_role_display()) for row in rows}


def _is_mine(row: Step, access: FamilyAccess) -> bool:
    return row.person is not None and _root(row.person) == _root(access.person)


def _root(person: Any) -> int:
    return int(person.root_id or person.pk)
