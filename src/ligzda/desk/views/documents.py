"""The papers of a file: list, add, open, void; and how it works together with others, with what went along and what came."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from ligzda.access import audit
from ligzda.access.form_views import handle, or_404, restored_draft, show
from ligzda.access.pages import Request, page
from ligzda.access.permissions import Permission
from ligzda.cases.models import Case
from ligzda.cases.pages import case_of, crumbs
from ligzda.cases.queries.notes import tiers_to_write
from ligzda.cases.tabs import family_tabs
from ligzda.closure.queries import transfers
from ligzda.cooperation.models import Letter
from ligzda.cooperation.queries import cooperation as with_others
from ligzda.cooperation.queries.letters import as_it_went
from ligzda.desk.actions import documents as actions
from ligzda.desk.forms import AddFileForm, VoidFileForm
from ligzda.desk.queries import documents as queries
from ligzda.desk.queries import papers
from ligzda.documents.letters import as_file
from ligzda.documents.serving import as_download
from ligzda.web.paging import page_of


@page(Permission.SEE_CASE)
def documents(request: Request, key: str, case_key: str) -> HttpResponseBase:
    one = case_of(request, key, case_key)
    shown = page_of(queries.papers(request.actor, one), request)
    return show(
        request, "desk/documents.html", title=_("Documents"), case=one, crumbs=crumbs(one, _("Documents")),
        page=shown, rows=queries.paper_rows(request.actor, one, shown.rows), may_add=bool(tiers_to_write(request.actor, one)),
        tabs=family_tabs(request.actor, key, case_key, "documents"), papers=papers.writable(request.actor, one),
    )  # fmt: skip


@page(Permission.SEE_CASE)
def cooperation(request: Request, key: str, case_key: str) -> HttpResponse:
    """The latest of each kind; ``?show=`` one kind whole."""
    one = case_of(request, key, case_key)
    show_whole = request.GET.get("show", "")
    found_here = with_others.cooperation(request.actor, one, everything=show_whole)
    context = {
        "title": _("Working with others"), "crumbs": crumbs(one, _("Working with others")), "case": one, "found": found_here,
        "may_plan": request.actor.may(Permission.PLAN, one), "most": with_others.MOST, "whole": show_whole, "kinds": Letter.Kind.choices,
        "went": (went := transfers.went_along(request.actor, one)), "went_as": transfers.last_stay(request.actor, one) if went else 0,
        "brought": transfers.brought_into(request.actor, one),
    }  # fmt: skip
    return show(request, "desk/cooperation.html", **context)


@page(Permission.NOTE)
def add(request: Request, key: str, case_key: str) -> HttpResponseBase:
    one = case_of(request, key, case_key)
    tiers = tiers_to_write(request.actor, one)
    if not tiers:
        raise Http404
    form = AddFileForm(request.POST or None, request.FILES or None, tiers=tiers)
    draft = restored_draft(request, form, "cases.document", one.key)
    saved = handle(request, form, lambda data: actions.add(one, by=request.actor, **data), then=lambda: _list(one))
    return saved or _page(request, one, form, _("Add a file"), draft=draft, form_name="cases.document", record=one.key)


@page(Permission.SEE_CASE)
def document(request: Request, key: str, case_key: str, file_key: str) -> HttpResponseBase:
    """The file as it was added, always as a download."""
    one = case_of(request, key, case_key)
    file = or_404(queries.paper_by_key(request.actor, one, file_key))
    return as_download(*as_it_went(request.actor, file, one.family), file.content_type)


@page(Permission.SEE_CASE)
def paper(request: Request, key: str, case_key: str, paper_kind: str, paper_key: str) -> HttpResponseBase:
    """Plan, minutes, closing summary or letter: PDF, or ``?as=docx`` on the organisation's own template."""
    one = case_of(request, key, case_key)
    filled = or_404(papers.filled(request.actor, one, paper_kind, paper_key))
    audit.record(request.actor, "paper.printed", one, circle=one.circle)
    name = f"{one.number}-{paper_kind}-{paper_key}"
    return as_download(*as_file(filled.kind, filled.paper, name, request.GET.get("as", ""), filled.values))


@page(Permission.CORRECT)
def void(request: Request, key: str, case_key: str, file_key: str) -> HttpResponseBase:
    one = case_of(request, key, case_key)
    file = or_404(queries.paper_by_key(request.actor, one, file_key))
    row = queries.paper_rows(request.actor, one, [file])[0]
    form = VoidFileForm(request.POST or None)
    objections = [row.cannot_void] if row.cannot_void else []
    saved = handle(
        request, form, lambda data: actions.void(one, file, by=request.actor, **data), then=lambda: _list(one), objections=objections
    )
    return saved or _page(request, one, form, _("Void the file"), objections=objections, lead=row.heading)


def _list(one: Case) -> str:
    return reverse("desk:documents", args=[(one.family.root or one.family).key, one.key])


def _page(request: Request, one: Case, form: Any, title: str, **context: Any) -> HttpResponseBase:
    below = [*crumbs(one)[:-1], {"label": _("Documents"), "url": _list(one)}, {"label": title}]
    return show(request, "cases/step.html", form, title=title, crumbs=below, verb=_("Save"), back=_list(one), **context)
