"""Finding people: any part of any name they have or had, without diacritics, with one typing error, or by date of birth.

At most three statements, however many rows: words near to what was typed, the persons, their families and former names.
The rows are limited first, and names fetched for those few only.
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, IntegerField, Q, Value, When
from django.db.models.functions import Coalesce, Concat

from ligzda.access.actor import Actor, prepared
from ligzda.access.keys import lookup_digest
from ligzda.access.words import Word
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
COLUMNS = ("id", "key", "first_name", "last_name", "birth_date", "birth_precision", "death_date", "folded")
NEAR = 40  # words near to a typed one that are tried


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


def search(actor: Actor, text: str, limit: int = 25, *, word: Word = Word.SEE_CONTACT) -> list[PersonHit]:
    """People this actor may see, exact matches first. Fewer than two characters find nothing."""
    wanted = named(actor, text)
    if wanted is None:
        return []
    # Narrowed by name in each part before the parts are joined: few are called so, many may be seen.
    first, *rest = (
        part.filter(wanted.condition, root__isnull=True).annotate(far=wanted.distance).order_by().values(*COLUMNS, "far")
        for part in Person.objects.visible_in_parts(actor, word)
    )
    found = list((first.union(*rest) if rest else first).order_by("far", "folded", "id")[:limit])
    families, former = _beside(actor, word, [row["id"] for row in found])
    return [_hit(row, families.get(row["id"], []), former.get(row["id"], []), wanted.words, actor.on) for row in found]


@dataclass(frozen=True)
class Wanted:
    """What was typed, as a condition on persons and how far a match is from it (0 is exact)."""

    condition: Q
    distance: Any
    words: tuple[str, ...] = ()


def named(actor: Actor, text: str, prefix: str = "") -> Wanted | None:
    """The condition for a typed text, for use on persons or (with ``prefix``) from a table beside them.

    None when too little was typed. One statement at most. It hides nothing by itself: put it only into a queryset that went
    through ``visible_to``.
    """
    typed = text.replace("\x00", " ").strip()[:LONGEST]
    if len(fold(typed).replace(" ", "")) < SHORTEST:
        return None
    exact = Value(0, IntegerField())
    by_number = _by_day(typed, prefix) or _by_code(typed, prefix)
    if by_number is not None:
        return Wanted(by_number, exact)
    words = tuple(fold(typed).split()[:MOST_WORDS])
    near = _near_words({word for word in words if len(word) >= FORGIVING})
    certain, forgiving = Q(), Q()
    for word in words:
        part = Q(**{f"{prefix}folded__contains": word})
        certain &= part
        for other in near.get(word, ()):
            part |= Q(**{f"{prefix}folded__contains": f" {other} "})
        forgiving &= part
    distance = Case(When(certain, then=Value(0)), default=Value(1), output_field=IntegerField())
    return Wanted(forgiving, distance, words)


def _by_day(typed: str, prefix: str) -> Q | None:
    try:
        return Q(**{f"{prefix}birth_date": read_day(typed)})
    except NoSuchDay:
        return Q(pk__in=[])
    except Unreadable:
        return None


def _by_code(typed: str, prefix: str) -> Q | None:
    """A whole personal code is compared by its digest; part of one finds nothing."""
    if sum(c.isdigit() for c in typed) != 11 or any(c.isalpha() for c in typed):
        return None
    digests = []
    for country in ("LV", "LT"):
        try:
            code = read_code(country, typed, today=dt.date.max)
        except Refused:
            continue
        digests.append(lookup_digest(f"{country}:{code.text}"))
    of_merged = Q(**{f"{prefix}merged__codes__lookup__in": digests})
    return Q(**{f"{prefix}codes__lookup__in": digests}) | of_merged if digests else None


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


def _beside(actor: Actor, word: Word, ids: list[int]) -> tuple[dict[int, list[tuple[str, str]]], dict[int, list[str]]]:
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
def _beside_rows(actor: Actor, word: Word, *, ids: list[int], on: dt.date) -> Any:
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


def _hit(row: dict[str, Any], families: list[tuple[str, str]], former: list[str], words: tuple[str, ...], on: dt.date) -> PersonHit:
    present = fold(f"{row['first_name']} {row['last_name']}")
    matched = "" if all(word in present for word in words) else _best_former(former, words)
    name = f"{row['first_name']} {row['last_name']}".strip()
    age = age_text(row["birth_date"], row["birth_precision"], on, row["death_date"])
    own = tuple(dict.fromkeys(families))
    return PersonHit(row["key"], name, age, row["birth_date"], *(own[0] if own else ("", "")), matched, row["id"], own)


def _best_former(former: list[str], words: tuple[str, ...]) -> str:
    """The former name in which one of the typed words stands, exactly or with one error."""
    for name in former:
        parts = fold(name).split()
        if any(word in part or one_error_apart(word, part) for word in words for part in parts):
            return name
    return ""
