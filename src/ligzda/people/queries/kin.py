"""Who stands near a family on a day: its members, and those whom a recorded relation ties to one of them."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q

from ligzda.access.actor import Actor
from ligzda.access.permissions import Permission
from ligzda.people.identity import closed_among
from ligzda.people.models import Family, Person, Relation
from ligzda.people.queries.families import members


@dataclass(frozen=True)
class Near:
    """Somebody of the family or close to it, by the record that stays after merges."""

    person_id: int
    person_key: str
    name: str


def near(actor: Actor, family: Family, on: dt.date | None = None) -> list[Near]:
    """Members first; then a grandmother who lives elsewhere, as far as the actor sees her. The caller has checked sight of the family."""
    day, here = on or actor.on, members(actor, family, on)
    found = {one.person_id: Near(one.person_id, one.person_key, one.name) for one in here}
    known = found.keys() - closed_among(actor, found.keys())
    same = Person.objects.filter(Q(pk__in=known) | Q(root__in=known)).values("id")
    in_force = (Q(from_date__isnull=True) | Q(from_date__lte=day)) & (Q(until_date__isnull=True) | Q(until_date__gte=day))
    seen = Person.objects.visible_to(actor, Permission.SEE_CONTACT).values("id")
    tied = Q(first__in=same, second__in=seen) | Q(second__in=same, first__in=seen)
    for row in Relation.objects.filter(in_force & tied).select_related("first__root", "second__root").order_by("id"):
        for person in (row.first.root or row.first, row.second.root or row.second):
            found.setdefault(person.pk, Near(person.pk, person.key, str(person)))
    return list(found.values())
