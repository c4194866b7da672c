"""Ties of one person, and with whom or what a tie may be entered."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from ligzda.access.actor import Actor
from ligzda.access.permissions import Permission
from ligzda.people.identity import is_closed
from ligzda.people.models import Bond, Family, Organisation, Person
from ligzda.people.queries.persons import person_by_key


@dataclass(frozen=True)
class Tied:
    """A tie as this person has it; ``other`` is a person, or else ``name`` says with what."""

    row: Bond
    name: str
    other: Person | None


def bonds_of(actor: Actor, person: Person) -> list[Tied]:
    """With people the actor may see, with organisations and places. None where an earlier life is closed to the reader."""
    if is_closed(actor, person):
        return []
    seen = Person.objects.visible_to(actor, Permission.SEE_CASE).values("id")
    own = Q(person=person) | Q(person__root=person)
    into = (Q(other=person) | Q(other__root=person)) & Q(person__in=seen)
    rows = Bond.objects.filter((own & (Q(other__isnull=True) | Q(other__in=seen))) | into)
    found = []
    for row in rows.select_related("person__root", "other__root", "organisation").order_by("id"):
        other = row.other if row.person and person.pk in {row.person_id, row.person.root_id} else row.person
        found.append(Tied(row, str(other or row.organisation or row.place), other and (other.root or other)))
    return found


def bond_seen(actor: Actor, family: Family, row_id: int) -> Bond | None:
    """A tie of the whole family, or of people the actor sees, each with this part of their life open."""
    # As in ``person_by_key``: one that is hidden costs what one that was never entered costs.
    seen = Person.objects.visible_to(actor, Permission.SEE_CASE).values("id")
    both = Q(person__in=seen) | Q(person__root__in=seen), Q(other=None) | Q(other__in=seen) | Q(other__root__in=seen)
    row = Bond.objects.filter(*both, pk=row_id).select_related("person__root", "other__root", "organisation").first()
    if row is None or row.person is None:
        same = Family.objects.visible_to(actor, Permission.SEE_CASE).filter(Q(pk=family.pk) | Q(root=family.pk)).values("id")
        return Bond.objects.filter(family__in=same, pk=row_id).first()
    sides = [person_by_key(actor, side.key, Permission.SEE_CASE) for side in (row.person, row.other) if side]
    return row if all(side and any(tied.row == row for tied in bonds_of(actor, side)) for side in sides) else None


def organisations(actor: Actor) -> list[Organisation]:
    """With whom a tie may be; their names are no secret to who records work."""
    return list(Organisation.objects.order_by("folded", "id")[:500]) if actor.holds(Permission.LOG) else []


def chosen_other(actor: Actor, person_key: str, organisation_key: str, place: str) -> Any:
    """What a form named: a person, an organisation, or the words as they are."""
    if person_key:
        return person_by_key(actor, person_key) or ""
    return Organisation.objects.filter(key=organisation_key).first() or place if organisation_key else place
