"""The coordinator's view: what needs looking at, and who carries how much."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from ligzda.access.pages import Request, page
from ligzda.access.words import Word
from ligzda.cases import timers
from ligzda.desk.queries import supervision as queries
from ligzda.web.paging import page_of


@page(Word.OVERSEE)
def supervision(request: Request) -> HttpResponse:
    """Overdue work first; each row leads to where it is done."""
    asked = request.GET.get("show", queries.FIRST)
    show = asked if asked in queries.LISTS else queries.FIRST
    found = queries.supervision(request.actor, show)
    labels = {"overdue": _("Overdue"), "risk": _("High risk"), "silent": _("No contact"), "changes": _("Changes of worker")}
    chips = [{"label": labels[name], "url": f"?show={name}", "active": name == show} for name in queries.LISTS]
    context = {
        "title": _("Team"), "chips": chips, "show": show, "heading": labels[show], "page": page_of(found.lines, request),
        "loads": found.loads, "stand_ins": found.stand_ins, "silent_days": timers.length("silent"), "today": request.actor.on,
    }  # fmt: skip
    return render(request, "desk/supervision.html", context)
