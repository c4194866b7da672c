"""The family's page and its tabs."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from ligzda.access.actor import Actor
from ligzda.access.pages import Request, page
from ligzda.access.permissions import Permission
from ligzda.cases.presenting import standing_of
from ligzda.cases.tabs import family_tabs
from ligzda.desk.queries.family import FamilyView, chips, family_view, person_id
from ligzda.desk.queries.timeline import timeline
from ligzda.people.queries import family_by_key
from ligzda.services.queries import received


@page(Permission.SEE_CONTACT)
def family(request: Request, key: str) -> HttpResponse:
    """The whole picture: timeline, members, team, next step."""
    view = _view(request, key)
    people = [*view.together, *view.apart]
    kind, person = request.GET.get("kind", ""), request.GET.get("person", "")
    lines = timeline(
        request.actor, view.family, kind=kind, person=person_id(people, person), after=request.GET.get("after"), files=view.files
    )
    query = request.GET.copy()
    query["after"] = lines.next_after
    context = {
        "timeline": lines,
        "chips": chips(view.family, people, kind, person),
        "more_url": f"?{query.urlencode()}" if lines.next_after else "",
    }
    return render(request, "desk/family.html", _context(request.actor, view, "timeline") | context)


@page(Permission.SEE_CONTACT)
def family_services(request: Request, key: str) -> HttpResponse:
    """What the family received, by service."""
    view = _view(request, key)
    return render(
        request,
        "desk/family_services.html",
        _context(request.actor, view, "services") | {"received": received(request.actor, view.family)},
    )


def _view(request: Request, key: str) -> FamilyView:
    found = family_by_key(request.actor, key)
    if found is None:
        raise Http404
    return family_view(request.actor, found)


def _context(actor: Actor, view: FamilyView, tab: str) -> dict[str, Any]:
    file = view.current.key if view.current and view.sees_case else None
    tabs = family_tabs(actor, view.family.key, file, tab)
    crumbs = [{"label": _("Families"), "url": reverse("desk:families")}, {"label": view.family.name}]
    areas = [{"label": line.label, "dots": standing_of(line)} for line in view.areas]
    return {"areas": areas, "view": view, "family": view.family, "tabs": tabs, "crumbs": crumbs}
