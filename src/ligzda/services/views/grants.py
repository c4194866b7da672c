"""A family assistant's hours are entered, corrected, or taken back."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ligzda.access.form_views import handle, or_404, restored_draft, show
from ligzda.access.idempotency import repeated
from ligzda.access.pages import Request, page
from ligzda.access.permissions import Permission
from ligzda.cases.models import Case
from ligzda.cases.pages import crumbs
from ligzda.cases.queries.cases import case_by_key
from ligzda.services.actions import grants as actions
from ligzda.services.grant_forms import CorrectGrantForm, GrantForm, VoidGrantForm
from ligzda.services.models import AssistantGrant
from ligzda.services.queries.grants import grant_by_key

DRAFT = "services.grant"
CORRECTION = "services.correct_grant"


@page(Permission.PROPOSE)
def new(request: Request, key: str, case_key: str) -> HttpResponse:
    one = or_404(case_by_key(request.actor, key, case_key, Permission.PROPOSE))
    form = GrantForm(request.POST or None)
    draft = restored_draft(request, form, DRAFT, one.key)
    saved = handle(request, form, lambda data: actions.grant(one, by=request.actor, **data), then=lambda: _hours(one))
    return saved or _page(request, one, form, _("Hours by a decision"), verb=_("Save"), draft=draft, form_name=DRAFT, record=one.key)


@page(Permission.PROPOSE)
def correct(request: Request, key: str, case_key: str, grant_key: str) -> HttpResponse:
    """As the decision really says: what was entered wrongly stays beside it with the reason."""
    one = or_404(case_by_key(request.actor, key, case_key, Permission.PROPOSE))
    grant = or_404(grant_by_key(request.actor, one, grant_key) or repeated(request))
    if not isinstance(grant, AssistantGrant):
        return grant
    form = CorrectGrantForm(request.POST or None, initial=CorrectGrantForm.of(grant))
    draft = restored_draft(request, form, CORRECTION, grant.key)
    saved = handle(request, form, lambda data: actions.correct(grant, by=request.actor, **data), then=lambda: _hours(one))
    title = _("Correct the hours")
    return saved or _page(request, one, form, title, verb=_("Save"), draft=draft, form_name=CORRECTION, record=grant.key)


@page(Permission.PROPOSE)
def void(request: Request, key: str, case_key: str, grant_key: str) -> HttpResponse:
    one = or_404(case_by_key(request.actor, key, case_key, Permission.PROPOSE))
    grant = or_404(grant_by_key(request.actor, one, grant_key))
    form = VoidGrantForm(request.POST or None)
    saved = handle(request, form, lambda data: actions.void(grant, by=request.actor, **data), then=lambda: _hours(one))
    return saved or _page(request, one, form, _("Take back the hours"), verb=_("Take back"), lead=grant.number)


def _hours(one: Case) -> str:
    return reverse("services:family_hours", args=[(one.family.root or one.family).key, one.key])


def _page(request: Request, one: Case, form: Any, title: str, **context: Any) -> HttpResponse:
    return show(request, "cases/step.html", form, title=title, crumbs=crumbs(one, title), back=_hours(one), **context)
