"""Somebody entered by mistake: struck out, listed, brought back. For coordinators."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from ligzda.access.form_views import handle, or_404, show
from ligzda.access.pages import Request, page
from ligzda.access.permissions import Permission
from ligzda.people.actions import reversals, striking
from ligzda.people.forms import ReasonForm
from ligzda.people.models import Person
from ligzda.people.queries import person_by_key
from ligzda.people.queries.striking import struck as struck_out
from ligzda.people.queries.striking import struck_by_number
from ligzda.people.standing_on import objections


@page(Permission.MERGE)
def strike_out(request: Request, key: str) -> HttpResponse:
    """Why not, or the reason and the button."""
    person = or_404(person_by_key(request.actor, key, Permission.MERGE))
    why_not, form = objections(person, request.actor), ReasonForm(request.POST or None)
    answer = handle(request, form, lambda data: _strike(request, person, data), objections=why_not if request.method == "POST" else ())
    crumbs = [{"label": str(person), "url": person.get_absolute_url()}, {"label": _("Strike out")}]
    context = {"title": _("Strike out a person"), "crumbs": crumbs, "person": person, "objections": why_not}
    return answer or show(request, "people/strike.html", form, **context)


@page(Permission.MERGE)
def struck(request: Request) -> HttpResponse:
    return render(request, "people/struck.html", {"title": _("Struck out"), "rows": struck_out(request.actor)})


@page(Permission.MERGE)
def bring_back(request: Request, number: int) -> HttpResponse:
    act, one = or_404(struck_by_number(request.actor, number))
    form = ReasonForm(request.POST or None)
    answer = handle(request, form, lambda data: _bring_back(request, act, data))
    crumbs = [{"label": _("Struck out"), "url": reverse("people:struck")}, {"label": one.name}]
    return answer or show(request, "people/bring_back.html", form, title=_("Bring back a person"), crumbs=crumbs, one=one)


def _strike(request: Request, person: Person, data: dict[str, Any]) -> str:
    striking.strike_out(person, by=request.actor, reason=data["reason"])
    return reverse("people:struck")


def _bring_back(request: Request, act: Any, data: dict[str, Any]) -> str:
    reversals.reverse(act, by=request.actor, reason=data["reason"])
    return reverse("people:struck")
