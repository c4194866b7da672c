"""Codes that nobody has compared with a document yet: asked of the coordinator for all of them alike."""

from dataclasses import dataclass
from typing import Any

from ligzda.access.actor import Actor, prepared
from ligzda.access.permissions import Permission
from ligzda.people.models import Person, PersonalCode
from ligzda.people.rules.codes import mask

ENOUGH = 100  # counted up to here


@dataclass(frozen=True)
class Unchecked:
    """One code to compare: whose it is, masked, and where it is ticked."""

    person_key: str
    name: str
    code: str
    country: str
    row_id: int


class UncheckedRows:
    """Read when they are cut, one statement."""

    def __init__(self, actor: Actor) -> None:
        self.rows = _open(actor, Permission.MERGE).select_related("person__root").order_by("person__last_name", "person__first_name", "id")

    def __getitem__(self, cut: slice) -> list[Unchecked]:
        return [_row(one) for one in self.rows[cut]]


def unchecked(actor: Actor) -> UncheckedRows:
    """By name, of every person whose record this coordinator sees."""
    return UncheckedRows(actor)


def how_many_unchecked(actor: Actor) -> int:
    """For the line on the coordinator's day; more than a hundred are not counted on."""
    return len(_some(actor, Permission.MERGE)) if actor.holds(Permission.MERGE) else 0


@prepared
def _some(actor: Actor, word: Permission) -> Any:
    return _open(actor, word).order_by().values_list("id")[:ENOUGH]


def _open(actor: Actor, word: Permission) -> Any:
    seen = Person.objects.visible_to(actor, word).values("id")
    return PersonalCode.objects.filter(checked_at__isnull=True, is_former=False, person__in=seen)


def _row(one: PersonalCode) -> Unchecked:
    whose = one.person.root or one.person
    return Unchecked(whose.key, str(whose), mask(one.country, one.code), one.country, one.pk)
