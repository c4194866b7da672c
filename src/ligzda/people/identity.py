"""A former identity that the law closes, as after an adoption. A room above says for whom; a person's page then shows what stands now."""

from collections.abc import Callable

from ligzda.access.actor import Actor
from ligzda.people.models import Person

CLOSED: list[Callable[[Actor, Person], bool]] = []  # rooms above append f(actor, person) -> is what was before closed to this reader?


def is_closed(actor: Actor, person: Person) -> bool:
    """Former names and codes, and every tie but the one to the adopters, are not for this reader."""
    return any(rule(actor, person) for rule in CLOSED)
