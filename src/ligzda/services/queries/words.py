"""Names of open lists in the reader's language, and the small sentences that lists share."""

from typing import Any

from ligzda.services.models import ServiceType, Session
from ligzda.web import formatting

ICONS = {
    "contact": "message-circle",
    "consultation": "message-circle",
    "home_visit": "home",
    "group": "users-group",
    "camp": "tent",
    "course": "school",
    "conference": "users",
    "mentoring": "friends",
}


def first_upper(text: str) -> str:
    """Names of services begin a line with a capital."""
    return text[:1].upper() + text[1:]


def time_and_length(row: Any) -> str:
    """10:00, 60 min"""
    start = formatting.clock_time(row.start_time) if row.start_time else ""
    return ", ".join(part for part in (start, formatting.length(row.minutes)) if part)


def icon_of(session: Any, kind: str) -> str:
    """One meaning each: a visit, a consultation, a group, a no-show. ``kind`` is the service's."""
    if session.status == Session.Status.NO_SHOW:
        return "user-x"
    return "home" if session.place == Session.Place.HOME and session.case_id else ICONS.get(kind, "message-circle")


def place_of(session: Any) -> str:
    """Where it was, as somebody wrote it, else the usual word."""
    return session.place_note or str(Session.Place(session.place).label)


def services_in_use() -> Any:
    """What can be chosen for a meeting with a family."""
    return ServiceType.objects.filter(is_active=True).exclude(
        kind__in=[ServiceType.Kind.GROUP, ServiceType.Kind.CAMP, ServiceType.Kind.COURSE]
    )
