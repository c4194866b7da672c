"""Templates of notes: the list, one of them."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ligzda.access.form_views import handle, notify, or_404, show
from ligzda.access.pages import Request, page
from ligzda.access.permissions import Permission
from ligzda.cases.actions.note_templates import write_template
from ligzda.cases.forms.notes import NoteTemplateForm
from ligzda.cases.models import NoteTemplate
from ligzda.cases.queries import notes as queries


@page(Permission.SIGNED_IN)
def templates(request: Request) -> HttpResponse:
    """For coordinators and administrators; others do not find the page."""
    _must_edit(request)
    rows = queries.note_templates(request.actor, everything=True)
    return show(request, "cases/note_templates.html", title=_("Templates of notes"), rows=rows, crumbs=_crumbs(request))


@page(Permission.SIGNED_IN)
def add(request: Request) -> HttpResponse:
    _must_edit(request)
    return _answer(request, None, _("New template"))


@page(Permission.SIGNED_IN)
def template(request: Request, template_key: str) -> HttpResponse:
    _must_edit(request)
    one = or_404(queries.note_template_by_key(request.actor, template_key))
    return _answer(request, one, str(one))


def _answer(request: Request, one: NoteTemplate | None, title: str) -> HttpResponse:
    here = reverse("cases:note_templates")
    known = {name: getattr(one, name) for name in ("name", "text", "order", "is_active")} if one else {}
    form = NoteTemplateForm(request.POST or None, initial=known)

    def write(data: dict[str, Any]) -> str:
        write_template(one, by=request.actor, **data)
        notify(request, _("Saved."))
        return here

    crumbs = _crumbs(request, title)
    return handle(request, form, write) or show(request, "cases/step.html", form, title=title, crumbs=crumbs, verb=_("Save"), back=here)


def _crumbs(request: Request, last: str = "") -> list[dict[str, str]]:
    """For an administrator below the other lists."""
    lists = (
        [{"label": _("Services and topics"), "url": reverse("services:catalogue")}] if request.actor.holds(Permission.ADMINISTER) else []
    )
    here = {"label": _("Templates of notes"), "url": reverse("cases:note_templates") if last else ""}
    return [*lists, here, *([{"label": last}] if last else [])]


def _must_edit(request: Request) -> None:
    if not queries.may_edit_templates(request.actor):
        raise Http404
