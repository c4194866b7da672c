"""What is drawn of a family as of a day, and the same in words: one reading for both, so that they cannot differ.

Whoever the reader may not see is not there: no symbol, no line, no household loop, no gap. A genogram knows no address.
"""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from ligzda.access.actor import Actor, prepared
from ligzda.access.permissions import Permission
from ligzda.people.genogram.values import COUPLES, Home, Link, Scene, Somebody, Tie, with_unknown
from ligzda.people.identity import closed_among
from ligzda.people.models import Bond, Family, Membership, Person, Relation
from ligzda.people.models.persons import BirthPrecision
from ligzda.people.queries.genogram_signs import sign_words
from ligzda.people.rules.days import age_sign, age_text, years_text

HOPS = 3  # a child's father's other child's mother
MOST = 80  # people on one drawing
CHILDREN = frozenset({Membership.Role.CHILD, Membership.Role.FOSTER_CHILD})
ADOPTIVE = Relation.Kind.ADOPTIVE_PARENT


@dataclass(frozen=True)
class _Known:
    """Whom the reader sees, by the id of the root; ``of`` leads from every merged record to it."""

    people: dict[int, Person]
    of: dict[int, int]
    closed: set[int]

    def key(self, person_id: int | None) -> str:
        one = self.people.get(self.of.get(person_id or 0, 0))
        return one.key if one else ""


def genogram(actor: Actor, family: Family, on: dt.date) -> Scene:
    """The caller has found the family for ``Word.SEE_CASE``. A constant number of statements."""
    families = list(Family.objects.filter(Q(pk=family.pk) | Q(root=family.pk)).values_list("id", flat=True))
    now, children, ever = _members(families, on)
    steps, rows = _reach(actor, ever)
    closed = closed_among(actor, set(steps))
    rows = [row for row in rows if row.kind == ADOPTIVE or not {_root(row.first), _root(row.second)} & closed]
    tied = {_root(side) for row in rows for side in (row.first, row.second)} | ever
    ids = {pk for pk in steps.keys() & tied if pk not in closed or pk in now}
    known = _known(actor, ids, closed, on)
    near = sorted(known.people.values(), key=lambda one: (steps[one.pk], one.birth_date or dt.date.max, one.pk))
    people = sorted(near[:MOST], key=lambda one: (one.birth_date or dt.date.max, one.pk))
    ties = [_tie(row, known, on) for row in rows if _began(row, on)]
    scene = Scene(
        tuple(_somebody(one, on, is_index=one.pk in children) for one in people),
        tuple(dict.fromkeys(tie for tie in ties if tie.first and tie.second)),
        _homes(actor, known, {one.key for one in people}, family, on),
        _links(actor, known, {one.key for one in people}, families, on),
        family.name,
        sign_words(),
        _left_out(len(near) - len(people)),
    )
    asked = {one.key for one in people if steps[one.pk] < HOPS}  # of whom every tie was read
    return with_unknown(scene, asked, pgettext("parent", "not known"))


def _left_out(count: int) -> str:
    told = ngettext(
        "The drawing has no room for %(n)s more person: left out is who is the most ties away from the family, the youngest of them first.",
        "The drawing has no room for %(n)s more people: left out is who is the most ties away from the family, the youngest of them first.",
        count,
    )
    return told % {"n": count} if count else ""


def choices(actor: Actor, family: Family) -> list[tuple[str, str]]:
    """Key and name of everybody on the genogram as of today: between whom a tie may be entered."""
    people = genogram(actor, family, actor.on).people
    return sorted(((one.key, one.name) for one in people if not one.is_unknown), key=lambda pair: pair[1])


def _members(families: Collection[int], on: dt.date) -> tuple[set[int], set[int], set[int]]:
    """Who belongs to the family on the day, who of them as its child, and who ever did until then."""
    rows = Membership.objects.filter(Q(from_date__isnull=True) | Q(from_date__lte=on), family__in=families).order_by("id")
    found = [(root or pk, role, until) for pk, root, role, until in rows.values_list("person_id", "person__root_id", "role", "until_date")]
    now = [(pk, role) for pk, role, until in found if until is None or until >= on]
    return {pk for pk, _role in now}, {pk for pk, role in now if role in CHILDREN}, {pk for pk, _role, _until in found}


@prepared
def _near(actor: Actor, word: Permission, *, own: list[int]) -> Any:
    """Relations that lead from these to somebody the reader sees: the id, and the roots of both sides."""
    seen = Person.objects.visible_to(actor, word).values("id")
    into = Q(first__in=own, second__in=seen) | Q(second__in=own, first__in=seen)
    sides = (Coalesce(f"{side}__root_id", f"{side}_id") for side in ("first", "second"))
    return Relation.objects.filter(into).order_by("from_date", "id").values_list("id", *sides)


def _reach(actor: Actor, start: set[int]) -> tuple[dict[int, int], list[Relation]]:
    """Everybody within three ties of a member, and how many ties away; going only through people the reader sees."""
    steps = dict.fromkeys(start, 0)
    rows: dict[int, None] = {}
    for hop in range(1, HOPS + 1):
        own = [*steps, *Person.objects.filter(root__in=list(steps)).values_list("id", flat=True)]
        for row, first, second in _near(actor, Permission.SEE_CASE, own=own):
            rows[row] = None
            steps = {first: hop, second: hop} | steps
    found = Relation.objects.select_related("first", "second").in_bulk(list(rows))
    return steps, [found[row] for row in rows]


@prepared
def _seen(actor: Actor, word: Permission, *, ids: list[int], on: dt.date) -> Any:
    """Those of them whom the reader sees; who is not born yet on the day is not there."""
    born = Q(birth_date__isnull=True) | Q(birth_date__lte=on)
    return Person.objects.visible_to(actor, word).filter(born, pk__in=ids).order_by("id").values_list("id")


def _known(actor: Actor, ids: set[int], closed: set[int], on: dt.date) -> _Known:
    """A record that was merged is seen through its root."""
    people = Person.objects.in_bulk([pk for (pk,) in _seen(actor, Permission.SEE_CASE, ids=sorted(ids), on=on)])
    merged = Person.objects.filter(root__in=people).values_list("id", "root_id")
    return _Known(people, {pk: pk for pk in people} | dict(merged), closed)


def _root(person: Person) -> int:
    return person.root_id or person.pk


def _began(row: Relation | Bond, on: dt.date) -> bool:
    return row.from_date is None or row.from_date <= on


def _somebody(one: Person, on: dt.date, *, is_index: bool) -> Somebody:
    died = one.death_date if one.death_date and one.death_date <= on else None
    birth, exact = (one.birth_date, one.birth_precision, on, died), one.birth_precision == BirthPrecision.DAY
    return Somebody(
        key=one.key, first=one.first_name, last=one.last_name, sex=one.sex, line=age_text(*birth), is_dead=bool(died), age=age_sign(*birth),
        years=years_text(one.birth_date, one.birth_precision, died), born=one.birth_date.isoformat() if one.birth_date and exact else "", is_index=is_index,
    )  # fmt: skip


def _tie(row: Relation, known: _Known, on: dt.date) -> Tie:
    first, second = known.key(row.first_id), known.key(row.second_id)
    if row.until_date is None or row.until_date >= on:
        return Tie(first, second, row.kind, row=row.pk)
    year, cuts = str(row.until_date.year), 0
    word = _("until %(year)s") % {"year": year}
    if row.kind in COUPLES:
        cuts = 2 if row.ended_as == Relation.Ended.DIVORCED else 1
        word = f"{row.get_ended_as_display()}, {year}" if row.ended_as else word
        if any(person and person.death_date and person.death_date <= row.until_date for person in (row.first, row.second)):
            cuts = cuts if row.ended_as else 0  # death parts no couple on paper
    return Tie(first, second, row.kind, True, word, cuts, row.pk)


@prepared
def _stays(actor: Actor, word: Permission, *, ids: list[int], on: dt.date) -> Any:
    """Who lives where on the day, as far as the reader sees the family: the person, and id, name and key of the household's root."""
    in_force = (Q(from_date__isnull=True) | Q(from_date__lte=on)) & (Q(until_date__isnull=True) | Q(until_date__gte=on))
    seen = Family.objects.visible_to(actor, word).values("id")
    rows = Membership.objects.filter(in_force, person__in=ids, lives_here=True, family__in=seen).order_by("id")
    return rows.values_list("person_id", *(Coalesce(f"family__root__{name}", f"family__{name}") for name in ("id", "name", "key")))


def _homes(actor: Actor, known: _Known, keys: set[str], family: Family, on: dt.date) -> tuple[Home, ...]:
    """Households on the day, of families the reader may see; this family's first."""
    found: dict[int, tuple[str, str, dict[str, None]]] = {}
    for person, home, name, home_key in _stays(actor, Permission.SEE_CASE, ids=list(known.of), on=on):
        key = known.key(person)
        if key in keys and (_root_of(person, known) not in known.closed or home == family.pk):
            found.setdefault(home, (name, home_key, {}))[2][key] = None
    order = sorted(found, key=lambda pk: (pk != family.pk, pk))
    return tuple(Home(found[pk][0], tuple(sorted(found[pk][2])), found[pk][1]) for pk in order)


def _root_of(person_id: int, known: _Known) -> int:
    return known.of.get(person_id, person_id)


def _links(actor: Actor, known: _Known, keys: set[str], families: list[int], on: dt.date) -> tuple[Link, ...]:
    """Ties with people, organisations and places of life. What was closed to the reader is not told here either."""
    own = [pk for pk, root in known.of.items() if root not in known.closed]
    rows = Bond.objects.filter(Q(person__in=own) | Q(family__in=families)).select_related("organisation").order_by("id")
    found = []
    for row in rows:
        whose, other = known.key(row.person_id), known.key(row.other_id)
        hidden = bool(row.person_id and whose not in keys) or bool(row.other_id and (other not in keys or row.other_id not in own))
        if not hidden and _began(row, on):
            found.append(_link(row, whose, other, known, on))
    return tuple(found)


def _link(row: Bond, whose: str, other: str, known: _Known, on: dt.date) -> Link:
    ended = row.until_date is not None and row.until_date < on
    person = known.people.get(known.of.get(row.person_id or 0, 0))
    words = [person.first_name if person else _("the whole family"), str(row.get_kind_display())]
    words += [str(row.get_flow_display())] if row.flow != Bond.Flow.NONE else []
    word = _("until %(year)s") % {"year": row.until_date.year} if ended and row.until_date else ""
    words += [word] if word else []
    around = str(row.organisation or row.place) if not row.other_id else ""
    return Link(
        whose=whose,
        kind=row.kind,
        other=other,
        around=around,
        flow=row.flow,
        words=" · ".join(words),
        is_ended=ended,
        row=row.pk,
        word=word,
    )
