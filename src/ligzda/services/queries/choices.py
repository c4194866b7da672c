"""What the forms of groups offer: programmes, sites, colleagues, municipalities."""

from typing import Any

from django.db.models import Q

from ligzda.access.actor import Actor, not_over
from ligzda.access.models import Seat, User
from ligzda.access.permissions import Permission
from ligzda.access.roles import roles_with
from ligzda.people.queries.search import search
from ligzda.places.models import Site, Territory
from ligzda.places.queries import choices as territories_on
from ligzda.projects.models import Project

Pairs = list[tuple[str, str]]


def for_group(actor: Actor) -> dict[str, Pairs]:
    """Own sites, programmes that work there, and those who sit anywhere below these sites."""
    sites = list(Site.objects.visible_to(actor, Permission.LEAD_GROUP).filter(is_active=True).order_by("name", "id"))
    projects = Project.objects.filter(project_sites__site__in=sites).distinct().order_by("acronym", "title_lv", "id")
    circles = [site.circle_id for site in sites]
    works = (
        roles_with(Permission.LOG) | roles_with(Permission.LEAD_GROUP) | roles_with(Permission.INTAKE)
    )  # a municipality's worker or an auditor leads nothing
    seats = Seat.objects.filter(Q(circle__in=circles) | Q(circle__parent__in=circles)).filter(not_over(actor.on), role__in=works)
    users = User.objects.filter(pk__in=seats.values("user"), is_active=True).order_by("name", "id")
    return {
        "site": [(one.key, one.name) for one in sites],
        "project": [(one.key, str(one)) for one in projects],
        "leader": [(one.key, one.name) for one in users],
    }


def for_event(actor: Actor, projects: list[Project], sites: list[Site]) -> dict[str, Pairs]:
    return {"project": [(one.key, str(one)) for one in projects], "site": [("", "–"), *((one.key, one.name) for one in sites)]}


def territories(actor: Actor) -> Pairs:
    return [(str(one.pk), one.name) for one in territories_on(actor)]


def territory(actor: Actor, pk: str) -> Territory | None:
    return Territory.objects.filter(pk=pk).first() if pk.isdigit() else None


def people(actor: Actor, text: str) -> Pairs:
    """People the actor may see, as chips; without a search nobody."""
    hits = search(actor, text, limit=7) if len(text.strip()) > 1 else []
    return [(str(hit.person_id), " · ".join(part for part in (hit.name, hit.family_name) if part)) for hit in hits]


def pick(actor: Actor, model: str, key: str) -> Any:
    """The row behind a choice of ``for_group``; the form has checked that it was offered."""
    return {"site": Site, "project": Project, "leader": User}[model]._default_manager.filter(key=key).first()
