"""A former identity that the law closes, as after an adoption. A room above says for whom; a person's page then shows what stands now."""

from collections.abc import Callable, Collection

from ligzda.access.actor import Actor
from ligzda.people.models import Person

# Rooms above append f(actor, person ids) -> of whom is what was before closed to this reader?
CLOSED: list[Callable[[Actor, Collection[int]], set[int]]] = []


def is_closed(actor: Actor, person: Person) -> bool:
    """Former names and codes, and every tie but the one to the adopters, are not for this reader."""
    return bool(closed_among(actor, [person.root_id or person.pk]))


def closed_among(actor: Actor, person_ids: Collection[int]) -> set[int]:
    """The same for many (ids of roots) in one statement for each rule."""
    return {found for rule in CLOSED for found in rule(actor, person_ids)}
