"""Reports: the list, a new one, the preview with its checklist, the words, publishing, and the files."""

import json
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from ligzda.access import drafts
from ligzda.access.actor import Actor
from ligzda.access.idempotency import once
from ligzda.access.pages import Request, page
from ligzda.access.permissions import Permission
from ligzda.documents import docx, pdf
from ligzda.kernel.refused import Refused
from ligzda.projects import report_page
from ligzda.projects.actions import reports as writes
from ligzda.projects.components import lang
from ligzda.projects.forms import SECTIONS, NarrativeForm, NewReportForm
from ligzda.projects.models import Report
from ligzda.projects.queries.overview import day_shown
from ligzda.projects.queries.projects import manages
from ligzda.projects.queries.reports import by_key, listed, projects_to_report
from ligzda.projects.views.shared import typed_day
from ligzda.web import formatting
from ligzda.web.paging import page_of

KINDS = {
    "pdf": ("application/pdf", pdf.render),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", docx.render),
}


@page(Permission.SEE_FIGURES)
def reports(request: Request) -> HttpResponse:
    rows = page_of(listed(request.actor), request)
    may_draft = request.actor.holds(Permission.PUBLISH)
    if not rows.rows and not may_draft and not request.actor.holds(Permission.SEE_RECORDED):
        raise Http404
    return render(request, "projects/reports.html", {"title": _("Reports"), "page": rows, "may_draft": may_draft})


@page(Permission.PUBLISH)
def new(request: Request) -> HttpResponse:
    mine = projects_to_report(request.actor)
    chosen = next((one for one in mine if one.key == request.GET.get("project")), mine[0] if len(mine) == 1 else None)
    day = typed_day(request.GET.get("as-of", "")) or (day_shown(chosen, None) if chosen else None)
    initial = {"project": chosen.key if chosen else "", "as_of_date": day, "language": lang(), "kind": "quarterly"}
    form = NewReportForm(request.POST or None, projects=[(one.key, one.title_lv) for one in mine], initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            return once(request, lambda: _draft(request.actor, form, mine))
        except Refused as refused:
            form.refuse(refused)
    title = _("New report")
    context = {"title": title, "form": form, "crumbs": _crumbs((title, "")), "verb": _("Prepare the report")}
    return render(request, "projects/form.html", context, status=422 if form.errors else 200)


def _draft(by: Actor, form: NewReportForm, mine: list[Any]) -> str:
    given = dict(form.cleaned_data)
    key = given.pop("project")
    project = next(one for one in mine if one.key == key)
    is_public = given.pop("is_suppressed") == "1"
    report = writes.draft(project, by=by, as_of=given.pop("as_of_date"), is_suppressed=is_public, **given)
    return reverse("projects:report", args=[report.key])


@page(Permission.SEE_FIGURES)
def report(request: Request, key: str) -> HttpResponse:
    found = by_key(request.actor, key)
    language = report_page.language(found, request.GET.get("language", ""))
    is_mine = manages(request.actor, found.project)
    context = report_page.preview(found, language, is_mine=is_mine) | {
        "crumbs": _crumbs((f"{found.project}, {formatting.day(found.as_of_date)}", ""))
    }
    return render(request, "projects/report.html", context)


@page(Permission.SEE_FIGURES)
def file(request: Request, key: str, kind: str) -> HttpResponse:
    found = by_key(request.actor, key)
    language = report_page.language(found, request.GET.get("language", ""))
    name = f"{found.project.key}-{found.as_of_date.isoformat()}-{language}.{kind}"
    there = {"Content-Disposition": f'attachment; filename="{name}"'}
    if kind == "json":
        return HttpResponse(
            json.dumps(report_page.printed(found, language), ensure_ascii=False), content_type="application/json", headers=there
        )
    media, draw = KINDS[kind]
    return HttpResponse(draw(report_page.paper(found, language)), content_type=media, headers=there)


@page(Permission.PUBLISH)
def narrative(request: Request, key: str) -> HttpResponse:
    found = by_key(request.actor, key, Permission.PUBLISH)
    form = NarrativeForm(request.POST or None, initial={**found.narrative, "version": found.version})
    draft = drafts.load(request.actor, "narrative", key) if request.method == "GET" else None
    if draft is not None:
        draft.into(form)
    theirs: list[Any] = []
    if request.method == "POST" and form.is_valid():
        try:
            return once(request, lambda: _write(request.actor, found, form))
        except Refused as refused:
            form.refuse(refused)
            theirs = _differing(found, form)
    title = _("The words of the report")
    crumbs = _crumbs((f"{found.project}, {formatting.day(found.as_of_date)}", reverse("projects:report", args=[key])), (title, ""))
    context = {"title": title, "form": form, "report": found, "draft": draft, "theirs": theirs, "crumbs": crumbs}
    return render(request, "projects/narrative.html", context, status=422 if form.errors else 200)


def _write(by: Actor, found: Report, form: NarrativeForm) -> str:
    sections = {name: form.cleaned_data[name] for name, _label in SECTIONS}
    writes.write_narrative(found, by=by, sections=sections, version=form.cleaned_data["version"])
    return reverse("projects:report", args=[found.key])


def _differing(found: Report, form: NarrativeForm) -> list[dict[str, Any]]:
    """Both texts beside each other; the next save begins from what is there now."""
    form.data = form.data.copy()  # type: ignore[attr-defined]
    form.data["version"] = found.version  # type: ignore[index]
    pairs = [(label, form.cleaned_data.get(name, ""), found.narrative.get(name, "")) for name, label in SECTIONS]
    return [{"label": label, "mine": mine, "theirs": other} for label, mine, other in pairs if mine != other]


@page(Permission.PUBLISH)
def publish(request: Request, key: str) -> HttpResponse:
    found = by_key(request.actor, key, Permission.PUBLISH)
    back = reverse("projects:report", args=[key])
    if request.method == "POST":
        try:
            return once(request, lambda: _publish(request.actor, found))
        except Refused as refused:
            for sentence in refused.sentences:
                messages.error(request, str(sentence))
    context = {
        "title": _("Publish"),
        "report": found,
        "back": back,
        "text": report_page.will_freeze(found),
        "crumbs": _crumbs((_("Publish"), "")),
    }
    return render(request, "projects/publish.html", context, status=422 if request.method == "POST" else 200)


def _publish(by: Actor, found: Report) -> str:
    return reverse("projects:report", args=[writes.publish(found, by=by).key])


def _crumbs(*steps: tuple[Any, str]) -> list[dict[str, Any]]:
    first = {"label": _("Reports"), "url": reverse("projects:reports")}
    return [first, *({"label": label, "url": url} for label, url in steps)]
