"""Finding people: any part of any name they have or had, without diacritics, with one typing error, or by date of birth.

At most three statements, however many rows: words near to what was typed, the persons, their families and former names.
The rows are limited first, and names fetched for those few only.
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Case, IntegerField, Q, Value, When
from django.db.models.functions import Coalesce, Concat

from ligzda.access.actor import Actor, prepared
from ligzda.access.keys import lookup_digest
from ligzda.access.permissions import Permission
from ligzda.kernel.prepared import Prepared
from ligzda.kernel.refused import Refused
from ligzda.kernel.text import fold
from ligzda.people.models import Family, FormerName, Membership, NameKey, Person
from ligzda.people.naming import deletions, one_error_apart
from ligzda.people.rules.codes import read_code
from ligzda.people.rules.days import age_text
from ligzda.web.days import NoSuchDay, Unreadable, read_day

SHORTEST, LONGEST, MOST_WORDS = 2, 200, 6
FORGIVING = 3  # letters a word must have before one of them may be wrong
NEAR = 40  # words near to a typed one that are tried
SIZES = (0, 1, 2, 4, 8, 16, NEAR)


@dataclass(frozen=True)
class PersonHit:
    """One person found. ``matched_former`` is the former name that was typed, when the present one does not match.

    ``families`` are all (key, name) of theirs that the actor may see, present ones first; ``family_key`` is the first.
    """

    person_key: str
    name: str
    age: str
    birth_date: dt.date | None
    family_key: str
    family_name: str
    matched_former: str
    person_id: int
    families: tuple[tuple[str, str], ...] = ()


def search(actor: Actor, text: str, limit: int = 25, *, word: Permission = Permission.SEE_CONTACT) -> list[PersonHit]:
    """People this actor may see, exact matches first. Fewer than two characters find nothing."""
    typed = text.replace("\x00", " ").strip()[:LONGEST]
    if len(fold(typed).replace(" ", "")) < SHORTEST:
        return []
    words: tuple[str, ...] = ()
    try:
        rows = _born_rows(actor, word, limit, day=read_day(typed))
    except NoSuchDay:
        return []
    except Unreadable:
        if digests := _digests(typed):
            rows = _coded_rows(actor, word, limit, digests=digests)
        else:
            words = tuple(fold(typed).split()[:MOST_WORDS])
            rows = _called(actor, word, limit, words)
    found = [Found(*row) for row in rows]
    families, former = _beside(actor, word, [row.id for row in found])
    return [_hit(row, families.get(row.id, []), former.get(row.id, []), words, actor.on) for row in found]


class Found(NamedTuple):
    """A person as the statement answers; ``far`` is 0 for an exact match."""

    id: int
    key: str
    first_name: str
    last_name: str
    birth_date: dt.date | None
    birth_precision: str
    death_date: dt.date | None
    folded: str
    far: int


def _found(actor: Actor, word: Permission, condition: Q, limit: int, distance: Any = None) -> Any:
    """Narrowed in each part of what may be seen before the parts are joined: few are called so, many may be seen."""
    far = Value(0, IntegerField()) if distance is None else distance
    parts = Person.objects.visible_in_parts(actor, word)
    first, *rest = (part.filter(condition, root__isnull=True).annotate(far=far).order_by().values_list(*Found._fields) for part in parts)
    return (first.union(*rest) if rest else first).order_by("far", "folded", "id")[:limit]


@prepared
def _born_rows(actor: Actor, word: Permission, limit: int, *, day: dt.date) -> Any:
    return _found(actor, word, Q(birth_date=day), limit)


@prepared
def _coded_rows(actor: Actor, word: Permission, limit: int, *, digests: list[str]) -> Any:
    return _found(actor, word, Q(codes__lookup__in=digests) | Q(merged__codes__lookup__in=digests), limit)


def _called(actor: Actor, word: Permission, limit: int, words: tuple[str, ...]) -> Any:
    """Every typed word is part of a name, or one typing error away from one. Two statements."""
    near = _near_words({one for one in words if len(one) >= FORGIVING})
    sizes: list[int] = []
    values: dict[str, str] = {}
    for place, one in enumerate(words):
        others = near.get(one, [])
        # Few shapes: the last is asked for again until the number is a usual one.
        sizes.append(next(size for size in SIZES if size >= len(others)))
        others = others + others[-1:] * (sizes[-1] - len(others))
        values |= {f"word{place}": one} | {f"near{place}_{nth}": f" {other} " for nth, other in enumerate(others)}
    return _called_rows(actor, word, limit, tuple(sizes), **values)


@prepared
def _called_rows(actor: Actor, word: Permission, limit: int, sizes: tuple[int, ...], **values: str) -> Any:
    certain, forgiving = Q(), Q()
    for place, size in enumerate(sizes):
        part = Q(folded__contains=values[f"word{place}"])
        certain &= part
        for nth in range(size):
            part |= Q(folded__contains=values[f"near{place}_{nth}"])
        forgiving &= part
    distance = Case(When(certain, then=Value(0)), default=Value(1), output_field=IntegerField()) if any(sizes) else None
    return _found(actor, word, forgiving, limit, distance)


def _digests(typed: str) -> list[str]:
    """A whole personal code is compared by its digest; part of one finds nothing."""
    if sum(c.isdigit() for c in typed) != 11 or any(c.isalpha() for c in typed):
        return []
    found = []
    for country in ("LV", "LT"):
        try:
            code = read_code(country, typed, today=dt.date.max)
        except Refused:
            continue
        found.append(lookup_digest(f"{country}:{code.text}"))
    return found


def _near_words(typed: set[str]) -> dict[str, list[str]]:
    """Known name words one typing error away, from shared deletion keys; the distance is checked here."""
    keys = {key: word for word in sorted(typed) for key in deletions(word)}
    if not keys:
        return {}
    near: dict[str, list[str]] = defaultdict(list)
    for (other,) in _sharing(keys=list(keys)):
        for word in typed:
            if word not in other and one_error_apart(word, other) and len(near[word]) < NEAR:
                near[word].append(other)
    return near


@Prepared
def _sharing(*, keys: list[str]) -> Any:
    known = NameKey.objects.filter(deletion__in=keys).order_by("word__word")
    return known.values_list("word__word").distinct()[: NEAR * 10]


def _beside(actor: Actor, word: Permission, ids: list[int]) -> tuple[dict[int, list[tuple[str, str]]], dict[int, list[str]]]:
    """For a few persons: the families they belong or belonged to that the actor may see, and former names. One statement."""
    if not ids:
        return {}, {}
    families: dict[int, list[tuple[str, str]]] = defaultdict(list)
    names: dict[int, list[str]] = defaultdict(list)
    for _rank, person_id, family_key, text in sorted(set(_beside_rows(actor, word, ids=ids, on=actor.on))):
        if family_key:
            families[person_id].append((family_key, text))
        else:
            names[person_id].append(text.strip())
    return families, names


@prepared
def _beside_rows(actor: Actor, word: Permission, *, ids: list[int], on: dt.date) -> Any:
    """0 for a present family, 1 for an earlier one, 2 for a former name; person, key, text."""
    now = (Q(from_date__isnull=True) | Q(from_date__lte=on)) & (Q(until_date__isnull=True) | Q(until_date__gte=on))
    rank = Case(When(now, then=Value(0)), default=Value(1), output_field=IntegerField())
    person, full = Coalesce("person__root_id", "person_id"), Concat("first_name", Value(" "), "last_name")
    key, name = Coalesce("family__root__key", "family__key"), Coalesce("family__root__name", "family__name")
    of_these = Person.objects.filter(Q(pk__in=ids) | Q(root__in=ids)).order_by().values("id")
    stays = Membership.objects.filter(person__in=of_these).order_by()
    parts = [seen.order_by().values("id") for seen in Family.objects.visible_in_parts(actor, word)]
    first, *rest = (stays.filter(family__in=part).values_list(rank, person, key, name) for part in parts)
    former = FormerName.objects.filter(person__in=of_these).order_by().values_list(Value(2), person, Value(""), full)
    return first.union(*rest, former, all=True)


def _hit(row: Found, families: list[tuple[str, str]], former: list[str], words: tuple[str, ...], on: dt.date) -> PersonHit:
    present = fold(f"{row.first_name} {row.last_name}")
    matched = "" if all(word in present for word in words) else _best_former(former, words)
    name = f"{row.first_name} {row.last_name}".strip()
    age = age_text(row.birth_date, row.birth_precision, on, row.death_date)
    own = tuple(dict.fromkeys(families))
    return PersonHit(row.key, name, age, row.birth_date, *(own[0] if own else ("", "")), matched, row.id, own)


def _best_former(former: list[str], words: tuple[str, ...]) -> str:
    """The former name in which one of the typed words stands, exactly or with one error."""
    for name in former:
        parts = fold(name).split()
        if any(word in part or one_error_apart(word, part) for word in words for part in parts):
            return name
    return ""
