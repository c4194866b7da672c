"""Who is near a hidden address: the person it is hidden for, everybody of their families, whoever sees one of these in a file.

Here alone hidden addresses are asked for by those who may not read them, to keep them covered; nobody is shown them. One statement
each, the same whether anything is hidden.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Concat

from ligzda.kernel.addresses import Finder, same
from ligzda.kernel.prepared import Prepared
from ligzda.people.models import Address, Family, Membership, Organisation, Person
from ligzda.people.models.belonging import persons_seen
from ligzda.places.models import Site
from ligzda.safeguarding.models import AddressReader, Concern, HiddenAddress


def concerned(circles: Collection[int]) -> Any:
    return Concern.people.through.objects.filter(concern__circle__in=circles).values("person_id")


# Whom a circle is about besides those it sees: rooms above append f(circles) -> ids of persons, of a group who is enrolled.
ABOUT: list[Callable[[Collection[int]], Any]] = [concerned]
NOBODY = 0  # as a reader: what leaves the house is covered for all


@dataclass(frozen=True)
class Hidden:
    """One hidden address, and the site or institution of ours in the same house that is no secret place."""

    pk: int
    text: str
    lookup: str
    person_id: int
    open_place: str


def finder(found: Iterable[Hidden]) -> Finder:
    """Finds these addresses in texts. A place that everybody knows stays where just it is named."""
    rows = list(found)
    known = [one.open_place for one in rows if one.open_place and same(one.open_place, one.text, anywhere=False)]
    return Finder(dict.fromkeys(one.text for one in rows), known)


def near_circles(circles: Collection[int], reader: int = NOBODY) -> list[Hidden]:
    """Hidden near the people whom these circles see, but for those that the reader may read."""
    return [Hidden(*row) for row in _near_circles(circles=sorted(circles), reader=reader)] if circles else []


def near_families(families: Iterable[Family], reader: int = NOBODY) -> list[Hidden]:
    roots = sorted({family.root_id or family.pk for family in families})
    return [Hidden(*row) for row in _near_families(families=roots, reader=reader)] if roots else []


def near_person(person: Person, reader: int = NOBODY) -> list[Hidden]:
    return [Hidden(*row) for row in _near_persons(persons=[person.root_id or person.pk], reader=reader)]


def is_near(hidden: HiddenAddress, row: Address) -> bool:
    """Whether an address was typed for the person it is hidden for, or for somebody of their families, or for one of these."""
    found = near_person(row.person) if row.person else near_families([row.family]) if row.family else []
    return hidden.pk in {one.pk for one in found}


@Prepared
def _near_circles(*, circles: list[int], reader: int) -> Any:
    who = Q(pk__in=persons_seen(circles))
    for about in ABOUT:
        who |= Q(pk__in=about(circles))
    return _rows(who, reader)


@Prepared
def _near_families(*, families: list[int], reader: int) -> Any:
    members = Membership.objects.filter(Q(family__in=families) | Q(family__root__in=families)).values("person_id")
    return _rows(Q(pk__in=members), reader)


@Prepared
def _near_persons(*, persons: list[int], reader: int) -> Any:
    return _rows(Q(pk__in=persons) | Q(root__in=persons), reader)


def _rows(who: Q, reader: int) -> Any:
    """Addresses in force of these persons and of everybody who is or was in a family with one of them, on whichever merged record."""
    persons = Person.objects.order_by().filter(who)
    same_life = Q(person__in=persons.values("id")) | Q(person__root__in=persons.values("id")) | Q(person__merged__in=persons.values("id"))
    families = Membership.objects.order_by().filter(same_life).values("family_id")
    together = Q(family__in=families) | Q(family__root__in=families) | Q(family__merged__in=families)
    housemates = Membership.objects.order_by().filter(together).values("person_id")
    near = Q(person__in=persons.values("id")) | Q(person__merged__in=persons.values("id"))
    near |= Q(person__in=housemates) | Q(person__merged__in=housemates)
    rows = HiddenAddress.objects.filter(near, ended_at__isnull=True)
    rows = rows.exclude(pk__in=AddressReader.objects.filter(user=reader).values("address_id"))
    return rows.distinct().order_by("id").annotate(open_place=_open_place()).values_list("id", "text", "lookup", "person_id", "open_place")


def _open_place() -> Any:
    """The address of a site or institution in the same house; empty where there is none, or where it is kept secret."""
    site = Site.objects.filter(lookup=OuterRef("lookup"), is_secret_place=False).exclude(lookup="").order_by("id")
    here = site.annotate(whole=Concat(F("address"), Value(", "), F("territory__name"), output_field=CharField())).values("whole")[:1]
    institution = Organisation.objects.filter(lookup=OuterRef("lookup"), is_secret_place=False).exclude(lookup="").order_by("id")
    there = institution.values("address")[:1]
    return Concat(Subquery(here, output_field=CharField()), Subquery(there, output_field=CharField()), output_field=CharField())
