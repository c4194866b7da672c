"""Return plans: one with all its parts, and what of them waits on somebody."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Exists, Max, Min, OuterRef, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ligzda.access.actor import Actor, prepared
from ligzda.access.permissions import Permission
from ligzda.care import deadlines, rules
from ligzda.care.models import CareStatus, ContactVisit, ReturnCondition, ReturnPlan
from ligzda.care.states import OPEN_RETURN, RETURN, ReturnState
from ligzda.cases.models import Case
from ligzda.cases.queries.badges import Badge
from ligzda.cases.queries.cases import Stage
from ligzda.cases.queries.waiting import Waiting, is_mine
from ligzda.cases.rules import days_due, overdue_days
from ligzda.kernel.clock import add_months
from ligzda.people.rules.days import age_text
from ligzda.web import formatting

S = ReturnState
WAY = (S.DRAFTED, S.AGREED, S.TRIAL_STAY, S.PROPOSED, S.RETURNED, S.SUPPORTED, S.ENDED)
LOOKS = {
    S.DRAFTED: ("info", "pencil"),
    S.AGREED: ("info", "writing-sign"),
    S.TRIAL_STAY: ("warning", "home-move"),
    S.PROPOSED: ("warning", "hourglass"),
    S.RETURNED: ("success", "home-check"),
    S.SUPPORTED: ("success", "heart-handshake"),
    S.ENDED: ("neutral", "circle-check"),
    S.NOT_RETURNED: ("neutral", "home-off"),
}
WHO = Coalesce("person__root_id", "person_id")
PARTS = {"conditions", "visits", "stays", "answers", "contacts"}


def plan_by_key(actor: Actor, case: Case, key: str, word: Permission = Permission.SEE_CASE) -> ReturnPlan | None:
    """A return plan made in this file."""
    rows = ReturnPlan.objects.visible_to(actor, word).filter(case=case, key=key)
    return rows.select_related("case__family__root", "case__circle", "person", "returned").first()


def part_in(actor: Actor, plan: ReturnPlan, kind: str, pk: int) -> Any:
    """One row of a plan the caller has found; None when there is none."""
    return getattr(plan, kind).filter(pk=pk).select_related("plan__case__circle").first() if kind in PARTS else None


def shown(actor: Actor, plan: ReturnPlan) -> dict[str, Any]:
    """All parts of a plan the caller has found, one statement each, with what is due next."""
    found = {kind: list(getattr(plan, kind).all()) for kind in sorted(PARTS)}
    stages = list(plan.stages.select_related("by_user").order_by("-from_date", "-id"))
    separated = separated_on(actor, plan)
    conditions = [one.due_date for one in found["conditions"] if one.answer == ReturnCondition.Answer.OPEN]
    work, due = due_of(plan, stages[0].from_date, separated, len(found["contacts"]), min(conditions, default=None))
    is_open = plan.state in OPEN_RETURN
    tone, icon = LOOKS[S(plan.state)]
    return {
        **found, "stages": stages, "work": work if is_open else "", "due_date": due if is_open else None,
        "overdue_days": overdue_days(due, actor.on) if is_open else 0, "badge": Badge(tone, plan.get_state_display(), icon),
        "age": age_text(plan.person.birth_date, plan.person.birth_precision, actor.on, plan.person.death_date), "steps": _way(plan),
    }  # fmt: skip


def separated_on(actor: Actor, plan: ReturnPlan) -> dt.date | None:
    """The last day of separation of the plan's child."""
    rows = CareStatus.objects.visible_to(actor, Permission.SEE_CASE).filter(person=plan.person, kind=CareStatus.Kind.REMOVED)
    return rows.filter(voided_at__isnull=True).order_by("from_date").values_list("from_date", flat=True).last()


def _way(plan: ReturnPlan) -> list[Stage]:
    """The way as a line of steps; a plan that ended otherwise says so in its badge."""
    if plan.state == S.NOT_RETURNED or (plan.state == S.ENDED and plan.returned_id is None):
        return []
    place = WAY.index(S(plan.state))
    return [Stage(state.label, index < place, index == place) for index, state in enumerate(WAY)]


def waiting(actor: Actor, on: dt.date | None = None) -> list[Waiting]:
    """Return plans whose clock runs, and separated children without one, as far as it is this actor's turn. Three statements."""
    if not actor.holds(Permission.PLAN):
        return []
    day = on or actor.on
    plans = _open_plans(actor, Permission.PLAN)
    mine = [one for one in plans if is_mine(actor, RETURN.waiting_on[one.state], one.case.circle)]
    rows = [_waiting_plan(one, day) for one in mine]
    rows += _without_plan(actor, day)
    return sorted((row for row in rows if row), key=lambda row: (row.due_date or dt.date.max, row.family_name, row.url))


def due_of(
    plan: ReturnPlan, since: dt.date, separated: dt.date | None, contacts: int, next_condition: dt.date | None
) -> tuple[Any, dt.date | None]:
    """The next work on a plan and its day; no day where nothing but the authority is waited for."""
    if plan.state == S.DRAFTED:
        return _("Agree the return plan"), days_due(separated or since, deadlines.length("return_plan"))
    if plan.state == S.AGREED:
        return _("Judge the conditions of the return"), next_condition
    if plan.state == S.TRIAL_STAY:
        return _("Review the trial stays"), add_months(since, deadlines.length("trial_stay_review"))
    if plan.state in {S.RETURNED, S.SUPPORTED}:
        home = plan.returned.from_date if plan.returned else since
        days = rules.support_days(home, deadlines.length("return_support_weekly"), deadlines.length("return_support"))
        if contacts < len(days):
            return _("Ask how it goes after the return"), days[contacts]
        return _("Look whether the support after the return may end"), add_months(home, deadlines.length("return_support"))
    return _("Wait for the authority's decision"), None


@prepared
def _open_plans(actor: Actor, word: Permission) -> Any:
    rows = ReturnPlan.objects.visible_to(actor, word).filter(state__in=OPEN_RETURN)
    separated = Q(person__care_statuses__kind=CareStatus.Kind.REMOVED, person__care_statuses__voided_at__isnull=True)
    not_judged = Q(conditions__answer=ReturnCondition.Answer.OPEN)
    rows = rows.select_related("case__family__root", "case__circle", "returned").annotate(
        since=Max("stages__from_date"),
        separated=Max("person__care_statuses__from_date", filter=separated),
        told=Count("contacts", distinct=True),
        next_condition=Min("conditions__due_date", filter=not_judged),
    )
    return rows.order_by("id")


def _waiting_plan(plan: Any, on: dt.date) -> Waiting | None:
    work, due = due_of(plan, plan.since, plan.separated, plan.told, plan.next_condition)
    if due is None:
        return None
    family = plan.case.family.root or plan.case.family
    return Waiting(work, family.name, due, overdue_days(due, on), plan.get_absolute_url(), RETURN.waiting_on[plan.state])


def _without_plan(actor: Actor, on: dt.date) -> Iterable[Waiting]:
    """Children who are separated now, in files that are open, for whom nobody has begun to plan the return since."""
    owner = "case_worker"
    for one in _apart(actor, Permission.PLAN):
        if one.separated is None or (one.planned and one.planned >= one.separated) or not is_mine(actor, owner, one.case.circle):
            continue
        due = days_due(one.separated, deadlines.length("return_plan"))
        family = one.case.family.root or one.case.family
        url = reverse("care:children", args=[family.key, one.case.key])
        yield Waiting(_("Draft a return plan"), family.name, due, overdue_days(due, on), url, owner)


@prepared
def _apart(actor: Actor, word: Permission) -> Any:
    """Each child's status in force, with the last day of separation and the day on which the last return plan was begun or went on."""
    open_files = Case.objects.visible_to(actor, word).filter(episodes__is_latest=True, episodes__closed_date__isnull=True)
    rows = CareStatus.objects.filter(kind__in=rules.APART, until_date__isnull=True, voided_at__isnull=True)
    rows = rows.filter(case__in=open_files.order_by().values("id"))
    later = CareStatus.objects.annotate(who=WHO).filter(voided_at__isnull=True, who=OuterRef("who"), from_date__gt=OuterRef("from_date"))
    rows = rows.annotate(who=WHO).filter(~Exists(later))  # under a record that was merged, too
    removed = Q(person__care_statuses__kind=CareStatus.Kind.REMOVED, person__care_statuses__voided_at__isnull=True)
    rows = rows.annotate(
        separated=Max("person__care_statuses__from_date", filter=removed), planned=Max("person__return_plans__stages__from_date")
    )
    return rows.select_related("case__family__root", "case__circle").order_by("id")


TOLD = {"conditions": ("answer", "remark"), "visits": ("reaction",), "stays": ("until_date", "how", "child_words")}


def told(row: Any) -> dict[str, Any]:
    """What was said of a row so far, to begin the form with; what is still open is chosen anew."""
    kind = {"returncondition": "conditions", "contactvisit": "visits", "trialstay": "stays"}.get(row._meta.model_name, "")
    return {name: getattr(row, name) for name in TOLD.get(kind, ()) if getattr(row, name) != ReturnCondition.Answer.OPEN}


def named(row: Any) -> str:
    """A row in a line, above its form."""
    if isinstance(row, ReturnCondition):
        return row.what
    return f"{formatting.day(row.date)}, {row.with_whom}" if isinstance(row, ContactVisit) else formatting.day(row.from_date)
