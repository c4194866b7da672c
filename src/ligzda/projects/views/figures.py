"""The receipt of a number, on the page and as a file."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from ligzda.access.pages import Request, page
from ligzda.access.permissions import Permission
from ligzda.kernel import safe_cells
from ligzda.kernel.refused import Refused
from ligzda.measure.dimensions import DIMENSIONS
from ligzda.measure.indicators import exists
from ligzda.measure.request import MEASURES
from ligzda.projects import provenance
from ligzda.projects.components import lang
from ligzda.projects.forms import DayForm
from ligzda.projects.models import Project
from ligzda.projects.queries.all_projects import all_projects
from ligzda.projects.queries.drill import Receipt, all_rows, check_filter, receipt
from ligzda.projects.queries.figures import all_codes, terms
from ligzda.projects.queries.projects import by_key, sees_recorded
from ligzda.projects.views.shared import asked_day, crumbs, project_step, typed_day


@dataclass(frozen=True)
class FigureFilter:
    """What the address asks for."""

    as_of: dt.date
    by: tuple[str, ...]
    where: dict[str, str]
    measure: str
    since: dt.date | None
    after: int | None


@page(Permission.SEE_FIGURES)
def together(request: Request) -> HttpResponse:
    """What all projects come to that somebody sees whole."""
    form = DayForm(request.GET if "day" in request.GET else None)
    asked = form.cleaned_data["day"] if form.is_bound and form.is_valid() else None
    found = all_projects(request.actor, asked or request.actor.on, lang())
    if not found.projects:
        raise Http404
    rows = [{"title": one.title, "text": one.in_words(lang()), "reason": one.reason, "note": one.note} for one in found.figures]
    context = {
        "title": _("All projects together"),
        "found": found,
        "rows": rows,
        "form": form,
        "crumbs": crumbs((_("All projects together"), "")),
    }
    return render(request, "projects/together.html", context, status=422 if form.errors else 200)


@page(Permission.SEE_FIGURES)
def figure(request: Request, key: str, code: str) -> HttpResponse:
    project = by_key(request.actor, key)
    asked = _asked(request, project)
    if not exists(code) and code not in all_codes(terms(request.actor, project)):
        raise Http404
    try:
        check_filter(code, asked.by, asked.where)
        found = _receipt(request, project, code, asked)
    except Refused:
        raise Http404 from None
    if request.GET.get("format") == "csv":
        return _file(request, project, found, asked)
    context = provenance.page(project, found, asked, request.GET, shows_recorded=sees_recorded(request.actor, project))
    context["crumbs"] = crumbs(project_step(project), (found.figure.title, ""))
    return render(request, "projects/figure.html", context)


def _asked(request: Request, project: Project) -> FigureFilter:
    get = request.GET
    measure = get.get("measure", "total")
    after = get.get("after", "")
    return FigureFilter(
        asked_day(request, project),
        tuple(name for name in get.get("by", "").split(",") if name),
        {name: get[name] for name in DIMENSIONS if get.get(name)},
        measure if measure in MEASURES else "total",
        typed_day(get.get("from", "")),
        int(after) if after.isascii() and after.isdigit() and len(after) < 16 else None,
    )


def _receipt(request: Request, project: Project, code: str, asked: FigureFilter) -> Receipt:
    more: dict[str, Any] = {"measure": asked.measure, "since": asked.since, "lang": lang(), "after": asked.after}
    return receipt(request.actor, project, code, asked.as_of, by=asked.by, where=asked.where, **more)


def _file(request: Request, project: Project, found: Receipt, asked: FigureFilter) -> HttpResponse:
    rows = all_rows(request.actor, project, found, asked.as_of, lang(), measure=asked.measure, since=asked.since)
    text = safe_cells.table([_("Row"), _("Site"), _("Quarter")], provenance.file_rows(found, rows))
    name = f"{project.key}-{found.figure.code}-{asked.as_of.isoformat()}.csv"
    return HttpResponse(text, content_type="text/csv; charset=utf-8", headers={"Content-Disposition": f'attachment; filename="{name}"'})
