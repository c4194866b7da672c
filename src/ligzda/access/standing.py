"""What an administrator is told as long as it is so: a room above appends a question in its AppConfig.ready()."""

from collections.abc import Callable
from typing import Any

from ligzda.access.actor import Actor
from ligzda.access.permissions import Permission

STANDING: list[Callable[[Actor], list[Any]]] = []


def standing(actor: Actor) -> list[Any]:
    """Every sentence that holds now; for administrators only."""
    return [sentence for ask in STANDING for sentence in ask(actor)] if actor.holds(Permission.ADMINISTER) else []
