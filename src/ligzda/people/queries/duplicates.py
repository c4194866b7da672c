"""Who may be entered twice: hints while entering, and the coordinator's queue of pairs to decide."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import Coalesce

from ligzda.access.actor import Actor
from ligzda.access.permissions import Permission
from ligzda.kernel.text import fold
from ligzda.people.models import Family, Merge, Person, PersonalCode
from ligzda.people.models.persons import BirthPrecision
from ligzda.people.naming import words_of
from ligzda.people.queries.search import PersonHit, search

MOST = 200


@dataclass(frozen=True)
class Pair:
    """Two records to compare, why, and the decision about them if there is one."""

    first: Any
    second: Any
    why: str
    merge: Merge | None = None

    @property
    def is_family(self) -> bool:
        return isinstance(self.first, Family)


def possible_duplicates(
    actor: Actor, *, first_name: str = "", last_name: str = "", birth_date: dt.date | None = None, limit: int = 5
) -> list[PersonHit]:
    """Known people who may be the one being entered: alike in name (one error forgiven), and of that birth date if one is given.

    Only people the actor may see: to anybody else a hidden person leaves no trace. The coordinator finds such pairs in the queue.
    """
    name = f"{first_name} {last_name}".strip()
    if len(fold(name)) < 3 or not fold(last_name or first_name):
        return []
    hits = search(actor, name, limit=4 * limit)
    if birth_date:
        same_day = [hit for hit in hits if hit.birth_date == birth_date]
        hits = same_day + [hit for hit in hits if hit.birth_date is None]
    return hits[:limit]


def suspected(actor: Actor) -> list[Pair]:
    """Pairs to decide among the records this actor may merge: asked by a colleague, with one code, or alike in name and birth date.

    Without pairs that were decided. A constant number of statements.
    """
    persons = Person.objects.visible_to(actor, Permission.MERGE).values("id")
    families = Family.objects.visible_to(actor, Permission.MERGE).values("id")
    asked = _decisions(persons, families).filter(decided=Merge.Decided.OPEN)[:MOST]
    pairs = [Pair(row.pair[0], row.pair[1], "asked", row) for row in asked if not _tied(*row.pair)]
    known = {frozenset((pair.first.pk, pair.second.pk)) for pair in pairs if not pair.is_family}
    equal = _same_code(actor)
    alike = [pair for pair in _alike(actor) if pair not in equal]
    ids = {person.pk for pair in (*equal, *alike) for person in pair}
    rows = Merge.objects.filter(undone_at__isnull=True, first_person__in=ids).exclude(decided=Merge.Decided.OPEN)
    known |= {frozenset(pair) for pair in rows.values_list("first_person_id", "second_person_id")}
    for why, found in (("code", equal), ("alike", alike)):
        pairs += [Pair(pair[0], pair[1], why) for pair in found if frozenset(person.pk for person in pair) not in known]
    return pairs[:MOST]


def decided(actor: Actor) -> list[Merge]:
    """The latest decisions in force that this actor could take back."""
    persons = Person.objects.visible_to(actor, Permission.MERGE).values("id")
    families = Family.objects.visible_to(actor, Permission.MERGE).values("id")
    return list(_decisions(persons, families).exclude(decided=Merge.Decided.OPEN).order_by("-at", "-id")[:25])


def decision_between(actor: Actor, first: Any, second: Any) -> Merge | None:
    """The decision in force about exactly these two."""
    noun = "family" if isinstance(first, Family) else "person"
    early, late = sorted((first.pk, second.pk))
    rows = Merge.objects.filter(**{f"first_{noun}": early, f"second_{noun}": late, "undone_at__isnull": True})
    return rows.select_related("by_user").order_by("-id").first()


def _decisions(persons: Any, families: Any) -> Any:
    mine = Q(first_person__in=persons, second_person__in=persons) | Q(first_family__in=families, second_family__in=families)
    rows = Merge.objects.filter(mine, undone_at__isnull=True)
    return rows.select_related("first_person", "second_person", "first_family", "second_family", "by_user").order_by("at", "id")


def _tied(first: Any, second: Any) -> bool:
    return bool((first.root_id or first.pk) == (second.root_id or second.pk))


def _same_code(actor: Actor) -> list[tuple[Person, Person]]:
    """Visible pairs that hold one and the same present code. Of a record that is not seen nothing is known here."""
    seen = Person.objects.visible_to(actor, Permission.MERGE).values("id")
    rows = PersonalCode.objects.filter(is_former=False, person__in=seen)
    root = Coalesce("person__root_id", "person_id")
    twice = rows.order_by().values("lookup").annotate(n=Count(root, distinct=True)).filter(n__gt=1).values("lookup")
    groups: dict[str, dict[int, Person]] = defaultdict(dict)
    for row in rows.filter(lookup__in=twice).select_related("person__root").order_by("lookup", "person_id")[: MOST * 10]:
        person = row.person.root or row.person
        groups[row.lookup][person.pk] = person
    return [pair for group in groups.values() for pair in combinations([group[pk] for pk in sorted(group)], 2)]


def _alike(actor: Actor) -> list[tuple[Person, Person]]:
    """Visible pairs born on the same exact day of which one has, or had, all the names of the other."""
    rows = Person.objects.visible_to(actor, Permission.MERGE).filter(root__isnull=True, birth_precision=BirthPrecision.DAY)
    twice = rows.order_by().values("birth_date").annotate(n=Count("id")).filter(n__gt=1).values("birth_date")
    groups: dict[dt.date | None, list[Person]] = defaultdict(list)
    for person in rows.filter(birth_date__in=twice).order_by("birth_date", "id")[: MOST * 10]:
        groups[person.birth_date].append(person)
    return [pair for group in groups.values() for pair in combinations(group, 2) if _same_names(*pair)]


def _same_names(first: Person, second: Person) -> bool:
    one, two = set(words_of([str(first)])), set(words_of([str(second)]))
    return bool(one and two) and (one <= set(second.folded.split()) or two <= set(first.folded.split()))
