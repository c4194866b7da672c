"""A child's way back to the family: the plan, its parts, its moves."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from ligzda.access.form_views import handle, or_404, restored_draft, show
from ligzda.access.pages import Request, page
from ligzda.access.permissions import Permission
from ligzda.care.actions import return_parts, returns
from ligzda.care.forms import DraftReturnForm, ScheduleForm
from ligzda.care.models import ReturnPlan
from ligzda.care.queries import returns as queries
from ligzda.care.queries.statuses import child_by_key, closed_to
from ligzda.care.return_parts import MOVES, PARTS, arguments
from ligzda.care.states import OPEN_RETURN, RETURN
from ligzda.care.views.statuses import address
from ligzda.cases.models import Case
from ligzda.cases.pages import case_of, crumbs
from ligzda.cases.queries.cases import case_by_key


@page(Permission.SEE_CASE)
def plan(request: Request, key: str, case_key: str, return_key: str) -> HttpResponse:
    one = case_of(request, key, case_key)
    shown = _plan(request, one, return_key, Permission.SEE_CASE)
    may_plan = request.actor.may(Permission.PLAN, shown)
    context = {
        "title": _("Return plan"), "crumbs": crumbs(one, _("Return plan")), "case": one, "plan": shown, "may_plan": may_plan, "back": address(one),
        **queries.shown(request.actor, shown), "options": RETURN.options(shown, request.actor) if may_plan else [],
        "addable": [part for part in PARTS.values() if may_plan and shown.state in part.states],
        "may_schedule": may_plan and shown.state in OPEN_RETURN,
    }  # fmt: skip
    return show(request, "care/return_plan.html", **context, first=_first(context["options"]))


@page(Permission.PLAN)
def draft(request: Request, key: str, case_key: str, child_key: str) -> HttpResponse:
    one = _file(request, key, case_key)
    child = or_404(child_by_key(request.actor, one, child_key))
    form = DraftReturnForm(request.POST or None)
    unfinished = restored_draft(request, form, "cases.return", child.key)
    saved = handle(request, form, lambda data: returns.draft(one, child, by=request.actor, **data))
    title = _("Draft a return plan")
    return saved or _page(
        request,
        one,
        form=form,
        title=title,
        back=address(one),
        name="cases.return",
        record=child.key,
        unfinished=unfinished,
        lead=str(child),
    )


@page(Permission.PLAN)
def schedule(request: Request, key: str, case_key: str, return_key: str) -> HttpResponse:
    one = _file(request, key, case_key)
    shown = _plan(request, one, return_key)
    form = ScheduleForm(request.POST or None, initial={"contact_schedule": shown.contact_schedule})
    unfinished = restored_draft(request, form, "cases.return.schedule", shown.key)
    saved = handle(request, form, lambda data: return_parts.set_schedule(shown, by=request.actor, **data))
    back = shown.get_absolute_url()
    return saved or _page(
        request,
        one,
        form=form,
        title=_("How the child and the family meet"),
        back=back,
        name="cases.return.schedule",
        record=shown.key,
        unfinished=unfinished,
    )


@page(Permission.PLAN)
def add(request: Request, key: str, case_key: str, return_key: str, return_part: str) -> HttpResponse:
    """One more row of a plan: a condition, a visit, a stay, a signature, a contact."""
    one = _file(request, key, case_key)
    shown, kind = _plan(request, one, return_key), or_404(PARTS.get(return_part))
    if request.method != "POST" and shown.state not in kind.states:
        raise Http404
    form, name = kind.form(request.POST or None), f"cases.return.{return_part}"
    unfinished = restored_draft(request, form, name, shown.key)
    saved = handle(request, form, lambda data: kind.add(shown, by=request.actor, **arguments(form, data)), then=shown)
    return saved or _page(
        request, one, form=form, title=kind.title, back=shown.get_absolute_url(), name=name, record=shown.key, unfinished=unfinished
    )


@page(Permission.PLAN)
def tell(request: Request, key: str, case_key: str, return_key: str, return_part: str, return_row: int) -> HttpResponse:
    """What came of a row: whether a condition is met, how a visit or a stay went."""
    one = _file(request, key, case_key)
    shown, kind = _plan(request, one, return_key), or_404(PARTS.get(return_part))
    row = or_404(queries.part_in(request.actor, shown, return_part, return_row))
    if kind.tell is None:
        raise Http404
    form, name = kind.tell_form(request.POST or None, initial=queries.told(row)), f"cases.return.{return_part}.told"
    unfinished = restored_draft(request, form, name, row.pk)
    saved = handle(request, form, lambda data: kind.tell(row, by=request.actor, **arguments(form, data)), then=shown)
    lead = queries.named(row)
    return saved or _page(
        request,
        one,
        form=form,
        title=kind.tell_title,
        back=shown.get_absolute_url(),
        name=name,
        record=row.pk,
        unfinished=unfinished,
        lead=lead,
    )


@page(Permission.PLAN)
def move(request: Request, key: str, case_key: str, return_key: str, move: str) -> HttpResponse:
    """One move of the plan, with its day and sentence; what objects is said before anything is typed."""
    one = _file(request, key, case_key)
    shown = _plan(request, one, return_key)
    if move not in MOVES or (request.method != "POST" and shown.state not in RETURN.move(move).sources):
        raise Http404
    form_of, act = MOVES[move]
    label, objections = RETURN.move(move).label, RETURN.objections(shown, move, request.actor)
    form, name = form_of(request.POST or None), f"cases.return.{move}"
    unfinished = restored_draft(request, form, name, shown.key)
    saved = handle(request, form, lambda data: act(shown, by=request.actor, **arguments(form, data)), objections=objections)
    back = shown.get_absolute_url()
    return saved or _page(
        request,
        one,
        form=form,
        title=label,
        back=back,
        name=name,
        record=shown.key,
        unfinished=unfinished,
        objections=objections,
        verb=label,
    )


def _page(
    request: Request, one: Case, *, form: Any, title: Any, back: str, name: str, record: object, unfinished: Any, **context: Any
) -> HttpResponse:
    given = {"verb": _("Save"), "who": _("the team of this case")} | context
    return show(
        request, "cases/step.html", form, title=title, crumbs=crumbs(one, title), back=back, draft=unfinished, form_name=name,
        record=record, **given,
    )  # fmt: skip


def _file(request: Request, key: str, case_key: str) -> Case:
    one: Case = or_404(case_by_key(request.actor, key, case_key, Permission.PLAN))
    return one


def _plan(request: Request, one: Case, return_key: str, word: Permission = Permission.PLAN) -> ReturnPlan:
    """The plan, unless an adoption closed it for this reader."""
    shown: ReturnPlan = or_404(queries.plan_by_key(request.actor, one, return_key, word))
    if closed_to(request.actor, one, shown.person):
        raise Http404
    return shown


def _first(options: list[Any]) -> str:
    """The one filled button: the first move nobody objects to; breaking off is never the way on."""
    return next((option.move.name for option in options if not option.objections and option.move.name != "break_off"), "")
