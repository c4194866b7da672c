"""The list of projects, the project page, its curve as a file, and the form of a project."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from ligzda.access import drafts
from ligzda.access.form_views import or_404
from ligzda.access.idempotency import once
from ligzda.access.pages import Request, page
from ligzda.access.permissions import Permission
from ligzda.documents import charts
from ligzda.kernel.refused import Refused, Stale
from ligzda.people.edit_conflicts import chosen, conflicts
from ligzda.people.optimistic_lock import read_version
from ligzda.projects import components, rules
from ligzda.projects.actions import projects as writes
from ligzda.projects.forms import ProjectForm
from ligzda.projects.models import Project
from ligzda.projects.queries.all_projects import whole_projects
from ligzda.projects.queries.overview import Overview, day_shown, overview
from ligzda.projects.queries.plan import organisations, version_of
from ligzda.projects.queries.projects import by_key, dates, listed
from ligzda.projects.views.shared import asked_day, crumbs, project_step

BODIES = ("funder", "supervising_body")
FIELDS = (
    "title_lv", "title_en", "acronym", "number", "start_date", "end_date", "services_end_date", "state", "currency", "reporting_months",
    "goal", "target_group",
)  # fmt: skip


@page(Permission.SEE_FIGURES)
def projects(request: Request) -> HttpResponse:
    rows = [{"project": one, "dates": dates(one), "as_of": day_shown(one, None)} for one in listed(request.actor)]
    if not rows and not request.actor.holds(Permission.SEE_RECORDED):  # who works on projects finds the place in the menu on the first day
        raise Http404
    may_create = request.actor.holds(Permission.MANAGE_PROJECT)
    context = {"title": _("Projects"), "rows": rows, "may_create": may_create, "together": len(whole_projects(request.actor)) > 1}
    return render(request, "projects/projects.html", context)


@page(Permission.SEE_FIGURES)
def project(request: Request, key: str) -> HttpResponse:
    one = by_key(request.actor, key)
    return render(request, "projects/project.html", _page(overview(request.actor, one, asked_day(request, one), components.lang())))


def _page(found: Overview) -> dict[str, object]:
    return {
        "found": found,
        "project": found.project,
        "dates": dates(found.project),
        "months": rules.months(found.project.start_date, found.project.end_date),
        "crumbs": crumbs((found.project, "")),
        "cards": components.cards(found),
        "further": components.further_targets(found),
        "chart": components.chart(found),
        "others": components.other_figures(found),
        "services": components.services(found),
        "services_note": components.sentence(found.services_note),
        "posts": components.posts(found),
        "clarify": components.to_clarify(found),
        "funding_bar": components.shares_bar(found.money.budget.split.parts) if found.money and found.money.budget else "",
        "quoted": components.quoted(found),
    }


@page(Permission.SEE_FIGURES)
def curve(request: Request, key: str) -> HttpResponse:
    """The drawing as a file of its own, as it stands in documents."""
    one = by_key(request.actor, key)
    whole = overview(request.actor, one, asked_day(request, one), components.lang())
    drawn = or_404(components.curve(whole))
    svg = charts.for_paper(charts.curve_svg(drawn), f"{one}, {components.description_of(whole.curve)}")
    name = f"{one.key}-{whole.as_of.isoformat()}.svg"
    return HttpResponse(svg, content_type="image/svg+xml", headers={"Content-Disposition": f'attachment; filename="{name}"'})


@page(Permission.MANAGE_PROJECT)
def new(request: Request) -> HttpResponse:
    form = ProjectForm(request.POST if request.method == "POST" else None, organisations=organisations(request.actor))
    return _answer(request, form, None)


@page(Permission.MANAGE_PROJECT)
def edit(request: Request, key: str) -> HttpResponse:
    found = by_key(request.actor, key, Permission.MANAGE_PROJECT)
    initial: dict[str, Any] = {name: getattr(found, name) for name in FIELDS}
    initial |= {name: one.key for name in BODIES if (one := getattr(found, name)) is not None}
    data = chosen(request.POST) if request.method == "POST" else None
    return _answer(request, ProjectForm(data, initial=initial, organisations=organisations(request.actor), is_new=False), found)


def _answer(request: Request, form: ProjectForm, found: Project | None) -> HttpResponse:
    extra: dict[str, Any] = {"version": str(version_of(found)) if found else ""}
    if form.is_bound and form.is_valid():
        try:
            return once(request, lambda: _keep(request, form, found))
        except Stale as stale:
            form.refuse(stale)
            extra = {"version": str(stale.version), "conflicts": conflicts(form, stale)}
        except Refused as refused:
            form.refuse(refused)
    elif form.is_bound:
        extra["version"] = request.POST.get("version", "")
    record = found.key if found else ""
    draft = None if form.is_bound else drafts.load(request.actor, "projects.project", record)
    if draft:
        draft.into(form)
        extra["version"] = draft.version or extra["version"]
    title = _("Change the project") if found else _("New project")
    steps = crumbs(*([project_step(found)] if found else []), (title, ""))
    context = {"title": title, "form": form, "crumbs": steps, "form_name": "projects.project", "record": record, "draft": draft}
    return render(request, "projects/form.html", {**context, **extra}, status=422 if form.errors else 200)


def _keep(request: Request, form: ProjectForm, found: Project | None) -> str:
    given, by = dict(form.cleaned_data), request.actor
    given |= {name: next((one for one in organisations(by) if one.key == given[name]), None) for name in BODIES}
    if found is None:
        return reverse("projects:plan", args=[writes.create_project(given.pop("key"), by=by, **given).key])
    version = read_version(request.POST.get("version", ""))
    return reverse("projects:project", args=[writes.change_project(found, by=by, version=version, **given).key])
