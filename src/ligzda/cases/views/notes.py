"""Notes of a case: write, correct, void."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from ligzda.access.form_views import handle, number_from, or_404, restored_draft, show
from ligzda.access.pages import Request, page
from ligzda.access.permissions import Permission
from ligzda.cases.actions import notes as actions
from ligzda.cases.forms.notes import CorrectionForm, NoteForm, VoidForm
from ligzda.cases.models import Case
from ligzda.cases.pages import case_of, crumbs
from ligzda.cases.queries.notes import may_edit_templates, note_by_key, note_row, note_templates, tiers_to_write
from ligzda.people.edit_conflicts import chosen, conflicts


@page(Permission.NOTE)
def write(request: Request, key: str, case_key: str) -> HttpResponse:
    one = case_of(request, key, case_key)
    tiers = tiers_to_write(request.actor, one)
    if not tiers:
        raise Http404
    templates, asked = note_templates(request.actor), request.GET.get("template", "")
    begun = next((template.text for template in templates if template.key == asked), "")
    form = NoteForm(request.POST or None, request.FILES or None, tiers=tiers, initial={"text": begun})
    draft = restored_draft(request, form, "cases.note", one.key)
    saved = handle(request, form, lambda data: actions.write(one, by=request.actor, **data), then=one)
    return saved or _page(
        request, one, form, _("New note"), draft=draft, form_name="cases.note", record=one.key, template="cases/note.html",
        templates=[] if draft or form.is_bound else templates, asked=asked, may_edit=may_edit_templates(request.actor),
    )  # fmt: skip


@page(Permission.CORRECT)
def correct(request: Request, key: str, case_key: str, note_key: str) -> HttpResponse:
    """Only what one may read and wrote oneself; whatever was saved in another window is shown beside."""
    one = case_of(request, key, case_key)
    note = or_404(note_by_key(request.actor, one, note_key))
    row = note_row(request.actor, note)
    if not row.may_correct:
        raise Http404
    data = chosen(request.POST) if request.method == "POST" else None
    form = CorrectionForm(data, request.FILES or None, initial={"text": row.text})
    draft = restored_draft(request, form, "cases.correct", note.key)
    version = number_from(request.POST.get("version")) if data is not None else number_from(draft.version) if draft else row.version
    saved = handle(request, form, lambda values: actions.correct(note, by=request.actor, expected_version=version, **values), then=one)
    stale = getattr(form, "stale", None)
    extra: dict[str, Any] = {"version": stale.version, "conflicts": conflicts(form, stale)} if stale else {"version": version}
    return saved or _page(request, one, form, _("Correct the note"), draft=draft, form_name="cases.correct", record=note.key, **extra)


@page(Permission.CORRECT)
def void(request: Request, key: str, case_key: str, note_key: str) -> HttpResponse:
    one = case_of(request, key, case_key)
    note = or_404(note_by_key(request.actor, one, note_key))
    row = note_row(request.actor, note)
    form = VoidForm(request.POST or None)
    objections = [row.cannot_void] if row.cannot_void else []
    saved = handle(request, form, lambda data: actions.void(note, by=request.actor, **data), then=one, objections=objections)
    return saved or _page(request, one, form, _("Void the note"), objections=objections)


def _page(request: Request, one: Case, form: Any, title: str, *, template: str = "cases/step.html", **context: Any) -> HttpResponse:
    return show(
        request, template, form, title=title, crumbs=crumbs(one, title), verb=title if not context.get("form_name") else _("Save"),
        back=one.get_absolute_url(), **context,
    )  # fmt: skip
