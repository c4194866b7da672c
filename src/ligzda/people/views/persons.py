"""A person's page and the parts of it that are edited."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from ligzda.access.form_views import handle, restored_draft
from ligzda.access.pages import Request, page
from ligzda.access.permissions import Permission
from ligzda.people.edit_conflicts import chosen, conflicts
from ligzda.people.may_change import may_change, not_yours
from ligzda.people.models import Person
from ligzda.people.optimistic_lock import read_version, version_of
from ligzda.people.parts import PARTS, PersonPart
from ligzda.people.queries import person_by_key
from ligzda.people.queries.codes import unchecked
from ligzda.people.queries.sheet import sheet
from ligzda.web.paging import page_of


@page(Permission.SEE_CONTACT)
def person(request: Request, key: str) -> HttpResponse:
    found = _found(request, key)
    return render(request, "people/person.html", {"title": _("Person"), "sheet": sheet(request.actor, found)})


@page(Permission.SEE_CONTACT)
def part(request: Request, key: str, slug: str, row_id: int = 0) -> HttpResponse:
    which = PARTS.get(slug)
    if which is None or not request.actor.holds(which.word) or (which.only_rows and not row_id):
        raise Http404
    found = _found(request, key, which.word)
    row = which.row(request.actor, found, row_id) if row_id else None
    if row_id and row is None:
        raise Http404
    data = chosen(request.POST) if request.method == "POST" else None
    form = which.form(data, request.actor, found, row)
    answer = handle(request, form, lambda _data: _keep(request, which, found, row, form))
    return answer or _form_page(request, which, found, row, form)


@page(Permission.MERGE)
def unchecked_codes(request: Request) -> HttpResponse:
    """Every code that nobody has compared with a document yet, page by page."""
    rows = page_of(unchecked(request.actor), request)
    return render(request, "people/codes.html", {"title": _("Personal codes to compare with a document"), "page": rows})


def _form_page(request: Request, which: PersonPart, found: Person, row: Any, form: Any) -> HttpResponse:
    record = f"{found.key}/{row.pk}" if row else found.key
    draft = restored_draft(request, form, f"people.{which.slug}", record) if which.drafted else None
    allowed, stale = may_change(request.actor, found), getattr(form, "stale", None)
    extra: dict[str, Any] = {"version": str(stale.version), "conflicts": conflicts(form, stale)} if stale else {}
    crumbs = [{"label": str(found), "url": found.get_absolute_url()}, {"label": which.row_title if row else which.title}]
    context = {
        "title": crumbs[-1]["label"], "crumbs": crumbs, "person": found, "part": which, "form": form, "draft": draft, "record": record,
        "form_name": f"people.{which.slug}", "refusal": "" if allowed else not_yours(),
        "version": form.data.get("version") or (draft.version if draft else "") or str(version_of(found)), **extra,
    }  # fmt: skip
    return render(request, "people/part.html", context, status=422 if form.errors or not allowed else 200)


def _keep(request: Request, which: PersonPart, found: Person, row: Any, form: Any) -> str:
    data = dict(form.cleaned_data)
    if which.slug == "details":
        data = {**form.person_values(), "version": read_version(request.POST.get("version", ""))}
    if which.reasoned:
        data["accept_because"] = form.reason
    which.keep(found, request.actor, data, row)
    return found.get_absolute_url()


def _found(request: Request, key: str, word: Permission = Permission.SEE_CONTACT) -> Person:
    """The person, if this actor may see them."""
    found = person_by_key(request.actor, key, word)
    if found is None:
        raise Http404
    return found
