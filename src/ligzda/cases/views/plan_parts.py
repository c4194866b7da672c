"""Steps and signatures of a plan, and the plan on paper."""

from typing import Any

from django.http import HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _

from ligzda.access.actor import Actor
from ligzda.access.form_views import handle, or_404, restored_draft
from ligzda.access.pages import Request, page
from ligzda.access.permissions import Permission
from ligzda.cases.actions import plans, signatures, steps
from ligzda.cases.actions.steps import Owner
from ligzda.cases.forms.plans import DoneForm, DropForm, SignForm, StepForm
from ligzda.cases.models import Case, Goal, Plan, Step
from ligzda.cases.pages import case_of
from ligzda.cases.plan_paper import paper
from ligzda.cases.queries import plans as queries
from ligzda.cases.queries.cases import team, worker_by_key
from ligzda.cases.views.plans import step_page
from ligzda.documents import pdf
from ligzda.kernel import languages
from ligzda.people.queries import person_by_key
from ligzda.people.queries.kin import near
from ligzda.web.forms import Form


@page(Permission.PLAN)
def step_new(request: Request, key: str, case_key: str, goal_key: str) -> HttpResponse:
    """A small step of a goal: what, who, by when."""
    one = case_of(request, key, case_key)
    goal: Goal = or_404(queries.goal_by_key(request.actor, one, goal_key))
    form = _form(request, one)
    kept = restored_draft(request, form, "cases.step", goal.key)
    saved = handle(
        request, form, lambda data: steps.add_step(one, by=request.actor, goal=goal, **form.values(data)), then=lambda: goal.plan
    )
    return saved or step_page(request, one, form, _("New step"), lead=goal.text, draft=kept, form_name="cases.step", record=goal.key)


@page(Permission.PLAN)
def step(request: Request, key: str, case_key: str, step_key: str) -> HttpResponse:
    """Say it better, hand it on, move the day."""
    one, what = _found(request, key, case_key, step_key, Permission.PLAN)
    initial = {"text": what.text, "institution": what.institution, "due_date": what.due_date, "owner": _owner_key(what)}
    form = _form(request, one, initial)
    saved = handle(request, form, lambda data: steps.change_step(what, by=request.actor, **form.values(data)), then=lambda: _plan(what))
    return saved or step_page(request, one, form, _("Change the step"))


@page(Permission.NOTE)
def step_done(request: Request, key: str, case_key: str, step_key: str) -> HttpResponse:
    """The step was done; one tap from the plan, from my day."""
    one, what = _found(request, key, case_key, step_key, Permission.SEE_CASE)
    form = DoneForm(request.POST or None)
    saved = handle(request, form, lambda data: steps.finish_step(what, by=request.actor, **data), then=lambda: _plan(what))
    return saved or step_page(request, one, form, _("The step is done"), lead=what.text)


@page(Permission.PLAN)
def step_drop(request: Request, key: str, case_key: str, step_key: str) -> HttpResponse:
    one, what = _found(request, key, case_key, step_key, Permission.PLAN)
    form = DropForm(request.POST or None)
    saved = handle(request, form, lambda data: steps.drop_step(what, by=request.actor, **data), then=lambda: _plan(what))
    return saved or step_page(request, one, form, _("The step is not needed any more"), lead=what.text)


@page(Permission.PLAN)
def step_reopen(request: Request, key: str, case_key: str, step_key: str) -> HttpResponse:
    one, what = _found(request, key, case_key, step_key, Permission.PLAN)
    form = Form(request.POST or None)
    saved = handle(request, form, lambda _data: steps.reopen_step(what, by=request.actor), then=lambda: _plan(what))
    return saved or step_page(request, one, form, _("The step is open again"), lead=what.text)


@page(Permission.PLAN)
def sign(request: Request, key: str, case_key: str, plan_key: str) -> HttpResponse:
    """A signature or a refusal: of somebody of the family, or of the team."""
    one = case_of(request, key, case_key)
    plan: Plan = or_404(queries.plan_by_key(request.actor, one, plan_key, Permission.PLAN))
    names = [*_family(request.actor, one), *((f"u-{m.user_key}", m.name) for m in team(request.actor, one))]
    form = SignForm(request.POST or None, request.FILES or None, people=names)
    saved = handle(request, form, lambda data: signatures.sign(plan, by=request.actor, **_signer(request.actor, data)), then=plan)
    return saved or step_page(request, one, form, _("Record a signature"), is_signature=True)


@page(Permission.SEE_CASE)
def printed(request: Request, key: str, case_key: str, plan_key: str) -> HttpResponse:
    """The family's copy: plain words in its language, without levels, codes or what others said."""
    one = case_of(request, key, case_key)
    plan: Plan = or_404(queries.plan_by_key(request.actor, one, plan_key))
    view = queries.plan_view(request.actor, plan)
    with translation.override(languages.known(plan.language)):
        content = pdf.render(paper(view))
    plans.note_printing(plan, by=request.actor)
    name = f"{one.number}-{plan.version}.pdf"
    return HttpResponse(content, content_type="application/pdf", headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _form(request: Request, one: Case, initial: dict[str, Any] | None = None) -> StepForm:
    people = _family(request.actor, one)
    workers = [(f"u-{m.user_key}", m.name) for m in team(request.actor, one)]
    owners = {name: _owner(request.actor, name) for name, _label in (*people, *workers)} if request.method == "POST" else {}
    names = [(_("Family"), people), (_("Team"), workers)]
    return StepForm(request.POST or None, owners=owners, names=names, initial=initial or {})


def _family(actor: Actor, one: Case) -> list[tuple[str, str]]:
    return [(f"p-{m.person_key}", m.name) for m in near(actor, one.family)]


def _owner(actor: Actor, name: str) -> Owner:
    kind, _dash, key = name.partition("-")
    return Owner(person=person_by_key(actor, key)) if kind == "p" else Owner(user=worker_by_key(actor, key))


def _owner_key(step: Step) -> str:
    return f"u-{step.user.key}" if step.user else f"p-{step.person.key}" if step.person else ""


def _signer(actor: Actor, data: dict[str, Any]) -> dict[str, Any]:
    owner = _owner(actor, data.pop("who"))
    return {**data, "person": owner.person, "user": owner.user}


def _found(request: Request, key: str, case_key: str, step_key: str, word: Permission) -> tuple[Case, Step]:
    one = case_of(request, key, case_key)
    return one, or_404(queries.step_by_key(request.actor, one, step_key, word))


def _plan(step: Step) -> str:
    """Back to the plan, or to the case for a step that a meeting decided."""
    return step.goal.plan.get_absolute_url() if step.goal else step.case.get_absolute_url()
