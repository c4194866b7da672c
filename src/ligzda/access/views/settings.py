"""The numbers of the house: every clock with its default, unit and source."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from ligzda.access.actions.settings import set_timer
from ligzda.access.forms import TermForm
from ligzda.access.handling import found, handle, show, told
from ligzda.access.pages import Request, page
from ligzda.access.permissions import Permission
from ligzda.access.queries import settings as ask


@page(Permission.ADMINISTER)
def timers(request: Request) -> HttpResponse:
    return render(request, "access/timers.html", {"title": _("Terms"), "terms": ask.terms(request.actor)})


@page(Permission.ADMINISTER)
def timer(request: Request, name: str) -> HttpResponse:
    """One clock: another number, or its default again."""
    term = found(ask.term(request.actor, name))
    form = TermForm(request.POST or None, term=term, initial={"numbers": term.in_force})

    def write(data: dict[str, Any]) -> str:
        set_timer(name, by=request.actor, numbers=data["numbers"])
        told(request, _("Saved."))
        return reverse("access:timers")

    crumbs = [{"label": _("Terms"), "url": reverse("access:timers")}, {"label": term.timer.title}]
    context = {"title": term.timer.title, "crumbs": crumbs, "back": reverse("access:timers")}
    return handle(request, form, write) or show(request, "access/form.html", form, **context)
