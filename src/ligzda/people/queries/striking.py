"""Who was struck out, for whoever can bring them back."""

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

from ligzda.access.actor import Actor
from ligzda.access.permissions import Permission
from ligzda.people.models import Person, Reversal

MOST = 100


@dataclass(frozen=True)
class Struck:
    """One person: the act, who they are, who struck them out, when and why."""

    number: int
    name: str
    at: dt.datetime
    by: str
    because: Any


def struck(actor: Actor) -> list[Struck]:
    """The latest first, of the files where this actor decides about doubles. Two statements."""
    acts = list(_acts(actor)[:MOST])
    people = {one.pk: one for one in Person.objects.filter(pk__in=[act.thing_id for act in acts])}
    return [_struck(act, people[act.thing_id]) for act in acts]


def struck_by_number(actor: Actor, number: int) -> tuple[Reversal, Struck] | None:
    """The act with what is said of it; None for who may not know of it."""
    act = _acts(actor).filter(pk=number).first()
    return (act, _struck(act, Person.objects.get(pk=act.thing_id))) if act else None


def _acts(actor: Actor) -> Any:
    rows = Reversal.objects.visible_to(actor, Permission.MERGE).filter(kind="strike", undone_at__isnull=True)
    return rows.select_related("made_by", "circle").order_by("-made_at", "-id")


def _struck(act: Reversal, person: Person) -> Struck:
    because = json.loads(act.kept)["more"]["reason"]
    return Struck(act.pk, str(person), act.made_at, str(act.made_by or ""), Reversal.Reason(because).label)
