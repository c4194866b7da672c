"""The open lists: service types and topics."""

from typing import Any

from ligzda.access.actor import Actor
from ligzda.services.models import ServiceType, Topic
from ligzda.services.queries.words import first_upper, name_of


def service_by_key(actor: Actor, key: str) -> ServiceType | None:
    """Lists are open to everybody who records."""
    return ServiceType.objects.filter(key=key).first()


def topic_by_key(actor: Actor, key: str) -> Topic | None:
    return Topic.objects.filter(key=key).first()


def service_types(actor: Actor) -> list[dict[str, Any]]:
    """All of them, those out of use last."""
    rows = ServiceType.objects.select_related("function").order_by("-is_active", "name_lv", "id")
    return [{"row": row, "name": first_upper(name_of(row)), "kind": row.get_kind_display()} for row in rows]


def topics(actor: Actor) -> list[dict[str, Any]]:
    rows = Topic.objects.order_by("-is_active", "group_key", "name_lv", "id")
    return [{"row": row, "name": first_upper(name_of(row))} for row in rows]
