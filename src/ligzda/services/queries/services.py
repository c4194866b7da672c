"""The open lists: service types and topics."""

from typing import Any

from ligzda.access.actor import Actor
from ligzda.kernel.translated import by_name
from ligzda.services.models import ServiceType, Topic
from ligzda.services.queries.words import first_upper


def service_by_key(actor: Actor, key: str) -> ServiceType | None:
    """Lists are open to everybody who records."""
    return ServiceType.objects.filter(key=key).first()


def topic_by_key(actor: Actor, key: str) -> Topic | None:
    return Topic.objects.filter(key=key).first()


def service_types(actor: Actor) -> list[dict[str, Any]]:
    """All of them, those out of use last."""
    rows = sorted(ServiceType.objects.select_related("function"), key=lambda one: (not one.is_active, by_name(one)))
    return [{"row": row, "name": first_upper(str(row)), "kind": row.get_kind_display()} for row in rows]


def topics(actor: Actor) -> list[dict[str, Any]]:
    rows = sorted(Topic.objects.all(), key=lambda one: (not one.is_active, one.group_key, by_name(one)))
    return [{"row": row, "name": first_upper(str(row))} for row in rows]
