"""The list of institutions, for who keeps it."""

from typing import Any

from ligzda.access.actor import Actor
from ligzda.access.permissions import Permission
from ligzda.people.models import Organisation


def institutions(actor: Actor) -> Any:
    """By name; nothing for anybody else."""
    rows = Organisation.objects.order_by("folded", "id")
    return rows if actor.holds(Permission.ADMINISTER) else rows.none()


def institution_by_key(actor: Actor, key: str) -> Organisation | None:
    found: Organisation | None = institutions(actor).filter(key=key).first()
    return found
