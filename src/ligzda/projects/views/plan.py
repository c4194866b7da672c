"""The plan of a project: everything that was promised on one page, and a form for each part of it."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from ligzda.access.form_views import handle, or_404, restored_draft, show
from ligzda.access.idempotency import once
from ligzda.access.pages import Request, page
from ligzda.access.permissions import Permission
from ligzda.kernel.refused import Refused
from ligzda.projects import plan_page
from ligzda.projects.models import Project
from ligzda.projects.plan_parts import PARTS, PlanPart
from ligzda.projects.queries.projects import by_key
from ligzda.projects.views.shared import crumbs, plan_step, project_step


@page(Permission.MANAGE_PROJECT)
def plan(request: Request, key: str) -> HttpResponse:
    project = by_key(request.actor, key, Permission.MANAGE_PROJECT)
    rows = {slug: part.rows(request.actor, project) for slug, part in PARTS.items()}
    shown = [
        {**one, "add": PARTS[one["slug"]].title, "url": reverse("projects:part", args=[key, one["slug"]])}
        for one in plan_page.sections(project, rows)
    ]
    context = {"title": _("Plan of the project"), "project": project, "sections": shown}
    return render(request, "projects/plan.html", {**context, "crumbs": crumbs(project_step(project), (context["title"], ""))})


@page(Permission.MANAGE_PROJECT)
def part(request: Request, key: str, slug: str, row_id: int = 0) -> HttpResponse:
    project, which, row = _found(request, key, slug, row_id)
    if row is not None and not which.row_title:
        raise Http404
    form = which.form(request.POST if request.method == "POST" else None, request.actor, project, row)
    answer = handle(request, form, lambda data: _keep(request, which, project, row, data))
    if answer:
        return answer
    name, record = f"projects.{slug}", f"{key}/{row_id}" if row_id else key
    draft = restored_draft(request, form, name, record)
    title = which.row_title if row else which.title
    context = {"title": title, "form_name": name, "record": record, "draft": draft, "lead": which.hint if not row else ""}
    context |= {"back": plan_step(project)[1], "crumbs": crumbs(project_step(project), plan_step(project), (title, ""))}
    return show(request, "projects/form.html", form, **context)


def _keep(request: Request, which: PlanPart, project: Project, row: Any, data: dict[str, Any]) -> str:
    which.keep(project, request.actor, data, row)
    return f"{plan_step(project)[1]}#{which.slug}"


@page(Permission.MANAGE_PROJECT)
def remove(request: Request, key: str, slug: str, row_id: int) -> HttpResponse:
    project, which, row = _found(request, key, slug, row_id)
    if which.remove is None:
        raise Http404
    refused: list[Any] = []
    if request.method == "POST":
        try:
            return once(request, lambda: _remove(request, which, project, row))
        except Refused as refusal:
            refused = refusal.sentences
    title = next(one["title"] for one in plan_page.sections(project, {**{name: [] for name in PARTS}, slug: [row]}) for one in one["rows"])
    context = {"title": which.remove_title, "what": title, "text": which.removes, "refused": refused, "back": plan_step(project)[1]}
    context["crumbs"] = crumbs(project_step(project), plan_step(project), (which.remove_title, ""))
    return render(request, "projects/remove.html", context, status=422 if refused else 200)


def _remove(request: Request, which: PlanPart, project: Project, row: Any) -> str:
    which.remove(row, by=request.actor)  # type: ignore[misc]
    return f"{plan_step(project)[1]}#{which.slug}"


def _found(request: Request, key: str, slug: str, row_id: int) -> tuple[Project, PlanPart, Any]:
    """The project, the part and the row of this address; 404 for what is not there or not this actor's."""
    project = by_key(request.actor, key, Permission.MANAGE_PROJECT)
    which = or_404(PARTS.get(slug))
    return project, which, or_404(which.row(request.actor, project, row_id)) if row_id else None
