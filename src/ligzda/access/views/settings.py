"""The numbers of the house: every clock with its default, unit and source."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from ligzda.access.actions.settings import set_deadline
from ligzda.access.form_views import handle, notify, or_404, show
from ligzda.access.forms import TermForm
from ligzda.access.pages import Request, page
from ligzda.access.permissions import Permission
from ligzda.access.queries import settings as ask


@page(Permission.ADMINISTER)
def deadlines(request: Request) -> HttpResponse:
    return render(request, "access/deadlines.html", {"title": _("Terms"), "terms": ask.terms(request.actor)})


@page(Permission.ADMINISTER)
def deadline(request: Request, name: str) -> HttpResponse:
    """One clock: another number, or its default again."""
    term = or_404(ask.term(request.actor, name))
    form = TermForm(request.POST or None, term=term, initial={"numbers": term.in_force})

    def write(data: dict[str, Any]) -> str:
        set_deadline(name, by=request.actor, numbers=data["numbers"])
        notify(request, _("Saved."))
        return reverse("access:deadlines")

    crumbs = [{"label": _("Terms"), "url": reverse("access:deadlines")}, {"label": term.deadline.title}]
    context = {"title": term.deadline.title, "crumbs": crumbs, "back": reverse("access:deadlines")}
    return handle(request, form, write) or show(request, "access/form.html", form, **context)
