"""Events: the list, and one event with who was invited and who came."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q

from ligzda.access.actor import Actor
from ligzda.access.machines import Option
from ligzda.access.permissions import Permission
from ligzda.places.models import Site
from ligzda.projects.models import Project
from ligzda.services.models import Event, Invitation, Presence
from ligzda.services.states import EVENT


def events(actor: Actor) -> Any:
    """Latest first; what is not fixed stands on top."""
    rows = Event.objects.visible_to(actor, Permission.ORGANISE_EVENT).select_related("project", "site")
    return rows.order_by(F("start_date").desc(nulls_first=True), "-id")


def events_between(actor: Actor, first: dt.date, last: dt.date) -> list[Event]:
    """For the calendar."""
    rows = Event.objects.visible_to(actor, Permission.ORGANISE_EVENT).exclude(state=Event.State.CANCELLED)
    within = Q(start_date__lte=last) & (Q(end_date__gte=first) | Q(end_date=None, start_date__gte=first))
    return list(rows.filter(within).order_by("start_date", "id"))


def is_on(event: Event, day: dt.date) -> bool:
    """Does the event take place on this day?"""
    return bool(event.start_date and event.start_date <= day <= (event.end_date or event.start_date))


def event_by_key(actor: Actor, key: str) -> Event | None:
    rows = Event.objects.visible_to(actor, Permission.ORGANISE_EVENT).select_related("project", "site", "territory", "organiser", "circle")
    found: Event | None = rows.filter(key=key).first()
    return found


@dataclass(frozen=True)
class EventPage:
    """``names`` is False for those who may see the numbers and not the people."""

    event: Event
    invitations: list[Invitation]
    presences: list[Presence]
    invited: int
    present: int | None
    options: list[Option]
    names: bool


def event_page(actor: Actor, event: Event) -> EventPage:
    """Invited and present are two lists; nobody is shown to people outside the event's circle."""
    names = actor.is_system or Event.objects.visible_to(actor, Permission.SEE_CONTACT).filter(pk=event.pk).exists()
    invitations = list(event.invitations.select_related("person", "organisation").order_by("id"))
    presences = list(event.presences.select_related("person", "organisation").order_by("id"))
    numbers: dict[str, int | None] = {"persons": len(presences), "stated": event.stated_number}
    present = numbers.get(event.presence)
    return EventPage(
        event=event, invitations=invitations if names else [one for one in invitations if not one.person_id], presences=presences if names else [],
        invited=len(invitations), present=present, options=EVENT.options(event, actor), names=names,
    )  # fmt: skip


def projects_to_organise(actor: Actor) -> list[Project]:
    """Programmes an event may belong to: own ones, and those that work at own sites."""
    mine = Q(pk__in=Project.objects.visible_to(actor, Permission.ORGANISE_EVENT).values("pk"))
    here = Q(project_sites__site__in=sites_to_organise(actor))
    return list(Project.objects.filter(mine | here).distinct().order_by("acronym", "title_lv", "id"))


def sites_to_organise(actor: Actor) -> list[Site]:
    rows: Any = Site.objects.visible_to(actor, Permission.ORGANISE_EVENT).filter(is_active=True)
    return list(rows.order_by("name", "id"))
