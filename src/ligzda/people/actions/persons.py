"""Persons: register, change, former names, relations."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from ligzda.access import audit
from ligzda.access.actor import Actor
from ligzda.kernel import clock
from ligzda.kernel.changes import set_different
from ligzda.kernel.refused import Refused
from ligzda.people.may_change import must_change, must_enter
from ligzda.people.models import FormerName, LanguageSkill, Person, Relation
from ligzda.people.naming import folded_of, index_names, keep_words, words_of
from ligzda.people.optimistic_lock import must_be_unchanged
from ligzda.people.rules import days, ties
from ligzda.people.rules.text import NAME, SENTENCE, clean

TEXTS = {"first_name": NAME, "last_name": NAME, "interpreter_needed": 40}
FIELDS = ("first_name", "last_name", "sex", "birth_date", "birth_precision", "death_date", "disability", "interpreter_needed")


@transaction.atomic
def register_person(*, by: Actor, **values: Any) -> Person:
    """A new person, findable at once. A missing birth date is stored as unknown, whatever precision is given."""
    return enter_person(by=by, **values)


def enter_person(
    *, by: Actor, first_name: str, last_name: str, sex: str = "unknown", birth_date: dt.date | None = None,
    birth_precision: str = "day", death_date: dt.date | None = None, disability: str = "unknown", interpreter_needed: str = "",
) -> Person:  # fmt: skip
    """``register_person`` as a part of an action that has its transaction already."""
    must_enter(by)
    values = _settled(
        {
            "first_name": first_name, "last_name": last_name, "sex": sex, "birth_date": birth_date, "birth_precision": birth_precision,
            "death_date": death_date, "disability": disability, "interpreter_needed": interpreter_needed,
        },
        by,
    )  # fmt: skip
    names = (values["first_name"], values["last_name"])
    person = Person.objects.create(folded=folded_of(names), **values)
    keep_words(words_of(names))
    audit.record(by, "register_person", person)
    return person


@transaction.atomic
def change_person(person: Person, *, by: Actor, version: int | None = None, accept_because: str = "", **values: Any) -> Person:
    """Change some fields. ``version`` is what the writer began from; a different one raises ``Stale`` with both values.

    A new name does not keep the old one: a former name is a fact of its own (``add_former_name``).
    """
    locked: Person = Person.objects.select_for_update().get(pk=person.pk)
    must_change(by, locked)
    before = {name: getattr(locked, name) for name in FIELDS}
    must_be_unchanged(locked, version, {name: values.get(name, before[name]) for name in FIELDS})
    after = _settled({**before, **values}, by)
    changed = set_different(locked, {name: after[name] for name in FIELDS})
    if not changed:
        return locked
    if changed.keys() & {"birth_date", "birth_precision", "sex"}:
        check_all_ties(locked, accept_because)
    locked.save(update_fields=[*changed, "changed_at"])
    if changed.keys() & {"first_name", "last_name"}:
        index_names(_with_root(locked))
    audit.record(by, "change_person", locked, changed=changed)
    return locked


@transaction.atomic
def add_former_name(
    person: Person, *, by: Actor, first_name: str = "", last_name: str = "", until_date: dt.date | None = None
) -> FormerName:
    """A name somebody had before; search finds the person by it from now on."""
    must_change(by, person)
    first, last = clean(first_name, field="first_name", most=NAME), clean(last_name, field="last_name", most=NAME)
    if not (first or last):
        raise Refused(_("Type the former first name, the former last name or both."), field="last_name")
    name, is_new = FormerName.objects.get_or_create(person=person, first_name=first, last_name=last, defaults={"until_date": until_date})
    if is_new:
        index_names(_with_root(person))
        audit.record(by, "add_former_name", person, changed={"former_name": ("", f"{first} {last}")})
    return name


@transaction.atomic
def relate(
    first: Person, second: Person, *, by: Actor, kind: str, from_date: dt.date | None = None, until_date: dt.date | None = None,
    ended_as: str = "", note: str = "", accept_because: str = "",
) -> Relation:  # fmt: skip
    """``first`` is the <kind> of ``second``. Impossible ties are refused, unlikely ones need a reason, which stays with the tie.

    The same said twice is one tie, also when a couple or brothers and sisters are named the other way round.
    """
    must_change(by, first)
    must_change(by, second)
    _check_tie(first, second, kind, (from_date, until_date), ended_as, accept_because)
    if there := _same_tie(first, second, kind, from_date).first():
        return there
    values = {"from_date": from_date, "until_date": until_date, "ended_as": ended_as, "note": _remark(note, accept_because)}
    row = Relation.objects.create(first=first, second=second, kind=kind, **values)
    audit.record(by, "relate", first, changed={kind: ("", second.pk)})
    return row


@transaction.atomic
def change_relation(
    relation: Relation, first: Person, second: Person, *, by: Actor, kind: str, from_date: dt.date | None = None,
    until_date: dt.date | None = None, ended_as: str = "", note: str = "", accept_because: str = "",
) -> Relation:  # fmt: skip
    """Correct who is what to whom, the dates or the remark; with an end date it stays in the history.

    The same guards as for a new one, for those it was said of as well. A reason once given holds as long as the tie says the same.
    """
    locked: Relation = Relation.objects.select_for_update(of=("self",)).select_related("first__root", "second__root").get(pk=relation.pk)
    for person in (locked.first, locked.second, first, second):
        must_change(by, person)
    is_same = (_one(locked.first), _one(locked.second), locked.kind) == (_one(first), _one(second), kind)
    _check_tie(
        first, second, kind, (from_date, until_date), ended_as, accept_because or (locked.note if is_same else ""), besides=locked.pk
    )
    if _same_tie(first, second, kind, from_date).exclude(pk=locked.pk).exists():
        raise Refused(_("This relation is already written down. Change the dates there."), field="kind")
    after: dict[str, Any] = {"kind": kind, "from_date": from_date, "until_date": until_date, "ended_as": ended_as}
    after |= {"note": _remark(note, accept_because)} | ({} if is_same else {"first": first, "second": second})
    changed = set_different(locked, after)
    if changed:
        locked.save(update_fields=[*changed])
        audit.record(by, "change_relation", locked.first, changed=changed)
    return locked


@transaction.atomic
def set_language(person: Person, *, by: Actor, language: str, reads: str, is_preferred: bool = False) -> LanguageSkill:
    """A language somebody speaks and how they read it; one language at most is the preferred one."""
    must_change(by, person)
    if is_preferred:
        LanguageSkill.objects.filter(person=person).exclude(language=language).update(is_preferred=False)
    values = {"reads": reads, "is_preferred": is_preferred}
    row, _new = LanguageSkill.objects.update_or_create(person=person, language=language, defaults=values)
    audit.record(by, "set_language", person)
    return row


def _settled(values: dict[str, Any], by: Actor) -> dict[str, Any]:
    """Clean texts, a date and its precision that agree, and nothing impossible."""
    for name, most in TEXTS.items():
        values[name] = clean(values[name], field=name, most=most, required=name == "first_name")
    values["birth_date"], values["birth_precision"] = days.settle_birth(values["birth_date"], values["birth_precision"] or "day")
    today = max(by.on, clock.today())
    days.birth_objections(values["birth_date"], values["death_date"], values["birth_precision"], today=today)
    return values


def check_all_ties(person: Person, accept_because: str) -> None:
    """A new birth date must still fit every parent and every child, on whichever of the merged records the tie was written."""
    mine = _one(person)
    rows = Relation.objects.filter(_whichever("first", person) | _whichever("second", person), kind__in=ties.PARENTAGE)
    for row in rows.select_related("first__root", "second__root").order_by("id"):
        parent, child = (person if _one(one) == mine else one.root or one for one in (row.first, row.second))
        ties.check_parentage(row.kind, parent, child, accept_because=accept_because or row.note)


def _check_tie(
    first: Person, second: Person, kind: str, span: days.Span, ended_as: str, accept_because: str, *, besides: int = 0
) -> None:  # fmt: skip
    """Nobody is tied to themselves or becomes their own ancestor; days in order; what is unlikely has its reason."""
    if kind not in Relation.Kind.values:
        raise Refused(_("Choose one."), field="kind")
    if _one(first) == _one(second):
        raise Refused(_("A person cannot be related to themselves. Choose somebody else."), field="second")
    days.in_order(*span)
    ties.check_end(kind, span[1], ended_as)
    ties.check_parentage(kind, first, second, accept_because=accept_because)
    if kind in ties.PARENTAGE and _one(second) in _ancestors(_one(first), besides):
        raise Refused(_("This would make somebody their own ancestor. Check who is whose parent."), field="kind")


def _same_tie(first: Person, second: Person, kind: str, from_date: dt.date | None) -> Any:
    """The same between the same two since the same day, on whichever of the merged records it was written."""
    rows = Relation.objects.filter(_whichever("first", first) & _whichever("second", second))
    if kind in ties.MUTUAL:
        rows = rows | Relation.objects.filter(_whichever("first", second) & _whichever("second", first))
    return rows.filter(kind=kind, from_date=from_date).order_by("id")


def _whichever(side: str, person: Person) -> Q:
    return Q(**{side: _one(person)}) | Q(**{f"{side}__root": _one(person)})


def _remark(note: str, accept_because: str) -> str:
    """What was remarked and why an unlikely tie is right are one text for who reads it later."""
    said, reason = clean(note, field="note", most=SENTENCE), clean(accept_because, field="accept_because", most=SENTENCE)
    return clean(said if reason in said else f"{said} {reason}", field="note", most=SENTENCE)


def _one(person: Person) -> int:
    return person.root_id or person.pk


def _ancestors(person_id: int, besides: int = 0) -> set[int]:
    """The person and all parents, their parents and so on, with merged records taken as one. One statement a generation.

    ``besides``: the tie that is being corrected does not count as it was.
    """
    found, generation = {person_id}, {person_id}
    while generation:
        rows = Relation.objects.filter(Q(second__in=generation) | Q(second__root__in=generation), kind__in=ties.PARENTAGE).exclude(
            pk=besides
        )
        above = {root or first for first, root in rows.values_list("first_id", "first__root_id").order_by("id")}
        generation = above - found
        found |= generation
    return found


def _with_root(person: Person) -> list[Person]:
    """The record and the one it was merged into, which carries its names."""
    return [person, person.root] if person.root else [person]
