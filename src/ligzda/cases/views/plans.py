"""The plan on pages: the version in force or being agreed, its goals, steps, signatures, reviews and versions."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ligzda.access.form_views import handle, number_from, or_404, restored_draft, show
from ligzda.access.pages import Request, page
from ligzda.access.permissions import Permission
from ligzda.cases.actions import plans as actions
from ligzda.cases.actions import reviews
from ligzda.cases.forms.plans import AgreeForm, GoalForm, ReasonForm, ReviewForm, WordsForm
from ligzda.cases.models import Case, Goal, Plan
from ligzda.cases.pages import case_of, crumbs
from ligzda.cases.queries import plans as queries
from ligzda.cases.queries.assessments import marks
from ligzda.cases.states import PLAN
from ligzda.cases.tabs import family_tabs
from ligzda.people.edit_conflicts import chosen, conflicts
from ligzda.people.queries import members, person_by_key
from ligzda.web.forms import Form


@page(Permission.SEE_CASE)
def plan(request: Request, key: str, case_key: str) -> HttpResponse:
    """The version that counts now; ``?version=`` shows another one as it was."""
    one = case_of(request, key, case_key)
    asked = request.GET.get("version", "")[:8]
    current = or_404(queries.plan_by_key(request.actor, one, asked)) if asked else queries.plan_of(request.actor, one)
    view = queries.plan_view(request.actor, current) if current else None
    may = request.actor.may(Permission.PLAN, one)
    options = PLAN.options(current, request.actor) if current and may else []
    return show(
        request, "cases/plan.html", title=_("Plan"), case=one, view=view, options=options, may_plan=may and not asked,
        tabs=family_tabs(request.actor, key, case_key, "plan"), crumbs=crumbs(one, _("Plan")), versions=queries.versions(request.actor, one),
        goals=[goal for goal in view.goals if goal.level is not None] if view else [],
    )  # fmt: skip


@page(Permission.PLAN)
def begin(request: Request, key: str, case_key: str) -> HttpResponse:
    """An empty draft at once; a new version of the plan in force says why it changes."""
    one = case_of(request, key, case_key)
    running = queries.running_plan(request.actor, one)
    form: Any = ReasonForm(request.POST or None) if running else Form(request.POST or None)
    title = _("New version of the plan") if running else _("Begin the plan")
    saved = handle(request, form, lambda data: actions.begin(one, by=request.actor, **data))
    return saved or step_page(request, one, form, title)


@page(Permission.PLAN)
def words(request: Request, key: str, case_key: str) -> HttpResponse:
    """What the family wants, and the language; whoever saved meanwhile is shown beside."""
    one, draft = _draft(request, key, case_key)
    data = chosen(request.POST) if request.method == "POST" else None
    form = WordsForm(data, initial={"family_words": draft.family_words, "language": draft.language})
    kept = restored_draft(request, form, "cases.plan_words", draft.key)
    version = number_from(request.POST.get("version")) if data is not None else number_from(kept.version) if kept else draft.edited
    saved = handle(request, form, lambda values: actions.write_words(draft, by=request.actor, expected=version, **values))
    stale = getattr(form, "stale", None)
    extra: dict[str, Any] = {"version": stale.version, "conflicts": conflicts(form, stale)} if stale else {"version": version}
    return saved or step_page(
        request, one, form, _("What the family wants"), draft=kept, form_name="cases.plan_words", record=draft.key, **extra
    )


@page(Permission.PLAN)
def goal_new(request: Request, key: str, case_key: str) -> HttpResponse:
    """A goal; ``?area=`` and ``?person=`` name the low area of life it grows out of. Without a draft one begins with it."""
    one = case_of(request, key, case_key)
    or_404(request.actor.may(Permission.PLAN, one))
    mark = _mark(request, one)
    form = GoalForm(request.POST or None, children=_children(request, one), initial={"person": request.GET.get("person", "")})
    kept = restored_draft(request, form, "cases.goal", one.key)
    saved = handle(request, form, lambda data: _add_goal(request, one, mark, data))
    lead = _("%(area)s: level %(level)s") % {"area": mark[0], "level": mark[1] or "–"} if mark else ""
    return saved or step_page(request, one, form, _("New goal"), lead=lead, draft=kept, form_name="cases.goal", record=one.key)


@page(Permission.PLAN)
def goal(request: Request, key: str, case_key: str, goal_key: str) -> HttpResponse:
    """Say a goal better, while the plan is being agreed."""
    one = case_of(request, key, case_key)
    what: Goal = or_404(queries.goal_by_key(request.actor, one, goal_key))
    initial = {"text": what.text, "person": what.person.key if what.person else "", "due_date": what.due_date}
    form = GoalForm(request.POST or None, children=_children(request, one), initial=initial)
    saved = handle(
        request, form, lambda data: actions.change_goal(what, by=request.actor, **_person(request, data)), then=lambda: what.plan
    )
    return saved or step_page(request, one, form, _("Change the goal"))


@page(Permission.PLAN)
def goal_remove(request: Request, key: str, case_key: str, goal_key: str) -> HttpResponse:
    one = case_of(request, key, case_key)
    what: Goal = or_404(queries.goal_by_key(request.actor, one, goal_key))
    form = Form(request.POST or None)
    saved = handle(request, form, lambda _data: actions.remove_goal(what, by=request.actor), then=lambda: what.plan)
    return saved or step_page(request, one, form, _("Remove the goal"), lead=what.text)


@page(Permission.PLAN)
def agree(request: Request, key: str, case_key: str) -> HttpResponse:
    """The plan begins; what is still missing is said before anything is typed."""
    one, draft = _draft(request, key, case_key)
    form = AgreeForm(request.POST or None, initial={"review_date": actions.review_proposed(request.actor.on)})
    objections = PLAN.objections(draft, "agree", request.actor)
    saved = handle(request, form, lambda data: actions.agree(draft, by=request.actor, **data), objections=objections)
    return saved or step_page(request, one, form, _("Agree the plan"), objections=objections)


@page(Permission.PLAN)
def review(request: Request, key: str, case_key: str) -> HttpResponse:
    """Goal by goal: how it goes; then the decision and the next day."""
    one = case_of(request, key, case_key)
    running: Plan = or_404(queries.running_plan(request.actor, one) if request.actor.may(Permission.PLAN, one) else None)
    goals = list(running.goals.all())
    form = ReviewForm(request.POST or None, goals=goals, initial={"next_date": actions.review_proposed(request.actor.on)})
    kept = restored_draft(request, form, "cases.review", running.key)
    saved = handle(request, form, lambda data: reviews.review(running, by=request.actor, **form.values(data)), then=running)
    return saved or step_page(request, one, form, _("Review the plan"), draft=kept, form_name="cases.review", record=running.key)


@page(Permission.SEE_CASE)
def compare(request: Request, key: str, case_key: str, old_key: str, new_key: str) -> HttpResponse:
    """Two versions: what was added, removed, said otherwise."""
    one = case_of(request, key, case_key)
    old, new = (or_404(queries.plan_by_key(request.actor, one, which)) for which in (old_key, new_key))
    title = _("What changed in the plan")
    differences = queries.compare(request.actor, old, new)
    return show(
        request, "cases/plan_compare.html", title=title, case=one, old=old, new=new, differences=differences, crumbs=crumbs(one, title)
    )


def _add_goal(request: Request, one: Case, mark: Any, data: dict[str, Any]) -> Plan:
    """The draft it belongs to begins with it where there is none yet and no plan is in force."""
    current = queries.plan_of(request.actor, one)
    draft = (
        current if current and current.state == "draft" else actions.begin(one, by=request.actor, reason=str(_("A new goal was added.")))
    )
    actions.add_goal(draft, by=request.actor, area=mark[0] if mark else None, **_person(request, data))
    return draft


def _mark(request: Request, one: Case) -> tuple[Any, Any] | None:
    """The area that was clicked, and its last level."""
    code = request.GET.get("area", "")[:20]
    area = queries.area_by_code(request.actor, one, code) if code else None
    if area is None:
        return None
    person = request.GET.get("person", "")
    known = [mark for mark in marks(request.actor, one) if mark.area_id == area.pk and mark.person_key == person]
    return area, (known[-1].level if known else None)


def _children(request: Request, one: Case) -> list[tuple[str, str]]:
    return [(m.person_key, m.first_name) for m in members(request.actor, one.family) if m.role in {"child", "foster_child"}]


def _person(request: Request, data: dict[str, Any]) -> dict[str, Any]:
    return {**data, "person": or_404(person_by_key(request.actor, data["person"])) if data["person"] else None}


def _draft(request: Request, key: str, case_key: str) -> tuple[Case, Plan]:
    one = case_of(request, key, case_key)
    current = queries.plan_of(request.actor, one, Permission.PLAN)
    return one, or_404(current if current and current.state == "draft" else None)


def step_page(request: Request, one: Case, form: Any, title: str, **context: Any) -> HttpResponse:
    family = one.family.root or one.family
    back = reverse("cases:plan", args=[family.key, one.key])
    verb = _("Save") if context.get("form_name") else title
    return show(
        request,
        "cases/step.html",
        form,
        title=title,
        crumbs=crumbs(one, title),
        verb=verb,
        back=back,
        who=_("the team of this case"),
        **context,
    )
