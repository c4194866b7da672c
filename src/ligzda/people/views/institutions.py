"""The list of institutions, for administrators."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ligzda.access.form_views import handle, or_404, show
from ligzda.access.pages import Request, page
from ligzda.access.permissions import Permission
from ligzda.people.actions import institutions as actions
from ligzda.people.forms.institutions import InstitutionForm
from ligzda.people.models import Organisation
from ligzda.people.queries import institutions as queries
from ligzda.web.paging import page_of

FIELDS = ("name", "kind", "address", "is_secret_place")


@page(Permission.ADMINISTER)
def institution_list(request: Request) -> HttpResponse:
    """Their addresses are known to all, but for a secret place."""
    shown = page_of(queries.institutions(request.actor), request)
    return show(request, "people/institutions.html", title=_("Institutions"), page=shown)


@page(Permission.ADMINISTER)
def new_institution(request: Request) -> HttpResponse:
    return _answer(request, InstitutionForm(request.POST or None), _("New institution"), actions.add_institution)


@page(Permission.ADMINISTER)
def institution(request: Request, key: str) -> HttpResponse:
    row: Organisation = or_404(queries.institution_by_key(request.actor, key))
    form = InstitutionForm(request.POST or None, initial={name: getattr(row, name) for name in FIELDS})
    return _answer(request, form, row.name, lambda **data: actions.change_institution(row, **data))


def _answer(request: Request, form: InstitutionForm, title: str, keep: Any) -> HttpResponse:
    back = reverse("people:institutions")
    saved = handle(request, form, lambda data: keep(by=request.actor, **data), then=back)
    crumbs = [{"label": _("Institutions"), "url": back}, {"label": title}]
    return saved or show(request, "access/step.html", form, title=title, crumbs=crumbs, back=back, verb=_("Save"))
