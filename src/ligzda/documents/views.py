"""Word templates: which are in use, which placeholders each kind knows, adding one, putting one away."""

from typing import Any

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from ligzda.access.form_views import handle, or_404, show
from ligzda.access.pages import Request, page
from ligzda.access.permissions import Permission
from ligzda.documents import queries, shelf
from ligzda.documents.actions import templates as actions
from ligzda.documents.docx import OURS
from ligzda.documents.forms import TemplateForm
from ligzda.documents.letters import WORD
from ligzda.documents.placeholders import CONTENT, KINDS
from ligzda.documents.serving import as_download
from ligzda.web.forms import Form


@page(Permission.ADMINISTER)
def templates(request: Request) -> HttpResponseBase:
    rows = [(one, KINDS[one.kind].title) for one in queries.word_templates(request.actor) if one.kind in KINDS]
    return show(
        request,
        "documents/templates.html",
        title=_("Word templates"),
        crumbs=_crumbs(),
        rows=rows,
        common=CONTENT,
        kinds=list(KINDS.values()),
    )


@page(Permission.ADMINISTER)
def new_template(request: Request) -> HttpResponseBase:
    """What may stand in it is listed beside the form."""
    form = TemplateForm(request.POST or None, request.FILES or None)
    saved = handle(request, form, lambda data: actions.add_template(by=request.actor, **data), then=reverse("documents:templates"))
    return saved or _page(request, form, _("Add a template"), common=CONTENT, kinds=list(KINDS.values()))


@page(Permission.ADMINISTER)
def template(request: Request, key: str) -> HttpResponseBase:
    """The file itself; "ours" is the one that is used where there is no other."""
    if key == "ours":
        return as_download(OURS.read_bytes(), OURS.name, WORD)
    one = or_404(queries.word_template_by_key(request.actor, key))
    return as_download(shelf.take(one.stored_as), one.name, WORD)


@page(Permission.ADMINISTER)
def put_away(request: Request, key: str) -> HttpResponseBase:
    one = or_404(queries.word_template_by_key(request.actor, key))
    form = Form(request.POST or None)
    saved = handle(request, form, lambda _data: actions.put_away(one, by=request.actor), then=reverse("documents:templates"))
    return saved or _page(request, form, _("Put the template away"), lead=one.name)


def _page(request: Request, form: Any, title: str, **context: Any) -> HttpResponseBase:
    return show(request, "documents/template_form.html", form, title=title, crumbs=_crumbs(title), **context)


def _crumbs(last: str = "") -> list[dict[str, str]]:
    """Below the other lists that an administrator looks after."""
    here = {"label": _("Word templates"), "url": reverse("documents:templates") if last else ""}
    return [{"label": _("Services and topics"), "url": reverse("services:catalogue")}, here, *([{"label": last}] if last else [])]
