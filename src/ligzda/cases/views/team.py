"""Who works with the family: join, leave, hand over."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from ligzda.access.form_views import handle, or_404, show
from ligzda.access.pages import Request, page
from ligzda.access.permissions import Permission
from ligzda.cases.actions import team as actions
from ligzda.cases.forms.team import AssignForm, ReleaseForm
from ligzda.cases.models import Case
from ligzda.cases.pages import case_of, crumbs
from ligzda.cases.queries.cases import seat_in
from ligzda.cases.queries.referrals import colleagues


@page(Permission.ASSIGN)
def assign(request: Request, key: str, case_key: str) -> HttpResponse:
    one = case_of(request, key, case_key)
    form = AssignForm(request.POST or None, staff=colleagues(request.actor, one.site))
    saved = handle(request, form, lambda data: actions.assign(one, by=request.actor, **_person(request, one, data)), then=one)
    return saved or _page(request, one, form, _("Add to the team"))


@page(Permission.ASSIGN)
def hand_over(request: Request, key: str, case_key: str) -> HttpResponse:
    one = case_of(request, key, case_key)
    form = AssignForm(request.POST or None, staff=colleagues(request.actor, one.site))
    del form.fields["role"]
    saved = handle(request, form, lambda data: actions.hand_over(one, by=request.actor, **_person(request, one, data)), then=one)
    return saved or _page(request, one, form, _("Hand over the responsibility"))


@page(Permission.ASSIGN)
def release(request: Request, key: str, case_key: str, seat_id: int) -> HttpResponse:
    one = case_of(request, key, case_key)
    seat = or_404(seat_in(request.actor, one, seat_id))
    form = ReleaseForm(request.POST or None)
    saved = handle(request, form, lambda data: actions.release(seat, by=request.actor, **data), then=one)
    return saved or _page(request, one, form, _("End the work in this team"), lead=seat.user.name)


def _person(request: Request, one: Case, data: dict[str, Any]) -> dict[str, Any]:
    return {**data, "user": next(user for user in colleagues(request.actor, one.site) if user.key == data["user"])}


def _page(request: Request, one: Case, form: Any, title: str, lead: str = "") -> HttpResponse:
    return show(
        request, "cases/step.html", form, title=title, crumbs=crumbs(one, title), verb=title, back=one.get_absolute_url(), lead=lead
    )
