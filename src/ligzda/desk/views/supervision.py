"""The coordinator's view: what needs looking at, and who carries how much."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from ligzda.access.form_views import or_404
from ligzda.access.pages import Request, page
from ligzda.access.permissions import Permission
from ligzda.cases import deadlines
from ligzda.cases.queries import leaving
from ligzda.cases.queries.cases import worker_by_key
from ligzda.cases.queries.cover import stand_ins
from ligzda.cases.queries.supervision import loads
from ligzda.desk.queries import supervision as queries
from ligzda.web.paging import page_of

CASELOAD = "caseload"


@page(Permission.OVERSEE)
def supervision(request: Request) -> HttpResponse:
    """Overdue work first; each row leads to where it is done."""
    asked = request.GET.get("show", queries.FIRST)
    show = asked if asked in queries.LISTS else queries.FIRST
    context = {
        "title": _("Team"), "chips": _chips(show), "show": show, "heading": _labels()[show],
        "page": page_of(queries.supervision(request.actor, show), request), "silent_days": deadlines.length("silent"),
    }  # fmt: skip
    return render(request, "desk/supervision.html", context)


@page(Permission.OVERSEE)
def caseload(request: Request) -> HttpResponse:
    """How much each worker carries, and who stands in for whom."""
    context = {
        "title": _("Team"), "chips": _chips(CASELOAD), "loads": loads(request.actor), "stand_ins": stand_ins(request.actor),
        "today": request.actor.on,
    }  # fmt: skip
    return render(request, "desk/caseload.html", context)


@page(Permission.OVERSEE)
def families_of(request: Request, user_key: str) -> HttpResponse:
    """Who would have nobody without this worker; each row leads to the hand-over. A stranger's page is no page."""
    cases = or_404(leaving.families_of(request.actor, user_key))
    worker = or_404(worker_by_key(request.actor, user_key))
    title = _("Responsible for these families")
    crumbs = [{"label": _("Caseload"), "url": reverse("desk:caseload")}, {"label": worker.name}]
    return render(request, "desk/families_of.html", {"title": title, "worker": worker, "cases": cases, "crumbs": crumbs})


def _labels() -> dict[str, str]:
    return {"overdue": _("Overdue"), "risk": _("High risk"), "silent": _("No contact"), "changes": _("Changes of worker")}


def _chips(active: str) -> list[dict[str, Any]]:
    """The lists, and the caseload as one more."""
    page = reverse("desk:supervision")
    lists = [{"label": label, "url": f"{page}?show={name}", "active": name == active} for name, label in _labels().items()]
    return [*lists, {"label": _("Caseload"), "url": reverse("desk:caseload"), "active": active == CASELOAD, "icon": "users"}]
