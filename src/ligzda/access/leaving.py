"""Somebody leaves the house: what ends besides their seats, and who would be left with nobody. Rooms above append in ``ready()``."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from ligzda.access.actor import Actor
from ligzda.access.models import User


@dataclass(frozen=True)
class Alone:
    """At one place, so many families for whom this person is the responsible one. A number and never a name."""

    place: str
    families: int


class Ending(Protocol):
    """A room's own act: what it gave this person to do ends."""

    def __call__(self, user: User, *, by: Actor) -> object: ...


ENDINGS: list[Ending] = []
ALONE: list[Callable[[Actor, User], list[Alone]]] = []


def end_work(user: User, *, by: Actor) -> None:
    """Inside the act of closing an account: every room ends what it gave this person to do."""
    for end in ENDINGS:
        end(user, by=by)


def left_alone(actor: Actor, user: User) -> list[Alone]:
    """What an administrator reads before closing an account."""
    return [one for ask in ALONE for one in ask(actor, user)]
