"""Which of the typed addresses a reader is shown, and who else must know that one was typed: rooms above say so."""

from collections.abc import Callable
from typing import Any

from ligzda.access.actor import Actor
from ligzda.people.models import Address

SHOWN: list[Callable[[Actor, Any, list[Address]], list[Address]]] = []  # f(actor, person or family, rows) -> rows
WRITTEN: list[Callable[[Actor, Address], None]] = []  # f(by, row), inside the act that wrote it


def shown(actor: Actor, whose: Any, rows: list[Address]) -> list[Address]:
    """The rows of a person or family that this reader may know of. The same statements whether any are kept back."""
    for only in SHOWN:
        rows = only(actor, whose, rows)
    return rows


def written(by: Actor, row: Address) -> None:
    """Nobody is refused: a refusal would tell that the address is hidden."""
    for follow in WRITTEN:
        follow(by, row)
