"""Doubles: two records are the same, or are not. No other row moves, so undoing restores everything exactly.

The root knows afterwards what either of them knew (``settling``); its own values stand with the merge and come back with undoing.

The root of each record follows from the decisions in force: all that are tied together by "same" point to the earliest
of them, in whatever order the decisions were made. ``OBJECTIONS`` is the upward channel: a room above appends
``f(first, second, actor) -> sentence | None`` in its AppConfig.ready(), for instance that both families have an open
episode of one programme.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ligzda.access import audit
from ligzda.access.actor import Actor
from ligzda.access.homes import organisation
from ligzda.access.models import Circle
from ligzda.access.permissions import Permission
from ligzda.kernel import clock
from ligzda.kernel.refused import Refused
from ligzda.people import reversing, settling
from ligzda.people.actions import reversals
from ligzda.people.actions.codes import hold_the_same
from ligzda.people.actions.persons import check_all_ties
from ligzda.people.duplicates import OBJECTIONS, Thing, component, decided_between, merges_of, noun, objections
from ligzda.people.may_change import must_enter
from ligzda.people.models import Merge, Person
from ligzda.people.naming import index_names
from ligzda.people.rules.text import SENTENCE, clean

__all__ = ["OBJECTIONS", "keep_apart", "merge", "suspect", "unmerge"]


@transaction.atomic
def merge(
    first: Thing, second: Thing, *, by: Actor, reason: str, chosen: Mapping[str, str] | None = None, accept_because: str = ""
) -> Merge:  # fmt: skip
    """These two records are one person or one family. The earlier record stays and knows what either knew; the other points to it.

    ``chosen``: for each thing on which the two differ ``early`` or ``late``. An import, which can ask nobody, keeps the earlier.
    The birth date that stands must fit the parents and children of both; what is unlikely is kept with ``accept_because``.
    """
    _in_turn()
    Refused.unless_empty(objections(first, second, by))
    roots = {min(component(type(first), [thing.pk])) for thing in (first, second)}
    row = _decide(first, second, by, Merge.Decided.SAME, reason)
    early, late = type(first).objects.select_for_update().filter(pk__in=roots).order_by("pk")
    settling.settle(row, early, late, chosen or {}, must_choose=not by.is_system)
    row.merged_at = clock.now()
    row.save(update_fields=["settled", "merged_at"])
    _settle_roots(type(first), component(type(first), [first.pk]), {early.pk: early})
    if isinstance(early, Person):
        check_all_ties(early, accept_because or (reason if by.is_system else ""))
    reversals.keep(reversing.stood(MERGED.kind, row), by=by, circle=None)
    audit.record(by, "merge", first, changed={"same_as": ("", second.pk)})
    return row


@transaction.atomic
def keep_apart(first: Thing, second: Thing, *, by: Actor, reason: str) -> Merge:
    """These two records are different people or families, however alike they look; they are not suggested again."""
    if not (by.may(Permission.MERGE, first) and by.may(Permission.MERGE, second)):
        raise Refused(_("Only a coordinator who sees both records can decide this."))
    _in_turn()
    if second.pk in component(type(first), [first.pk]):
        raise Refused(_("These two are merged. Undo the merge first."))
    if isinstance(first, Person) and isinstance(second, Person) and hold_the_same(first, second):
        raise Refused(_("Both hold the same personal code. Compare the documents and correct one of them first."))
    row = _decide(first, second, by, Merge.Decided.DISTINCT, reason)
    audit.record(by, "keep_apart", first, changed={"not_same_as": ("", second.pk)})
    return row


@transaction.atomic
def suspect(first: Thing, second: Thing, *, by: Actor, reason: str = "") -> Merge:
    """Ask the coordinator to compare these two. Asking twice, or after a decision, changes nothing."""
    must_enter(by)
    known: Merge | None = decided_between(type(first), {first.pk}, {second.pk}).first()
    if known:
        return known
    row = Merge.objects.create(**_pair(first, second), decided=Merge.Decided.OPEN, reason=reason[:SENTENCE], by_user=by.user)
    audit.record(by, "suspect_double", first)
    return row


@transaction.atomic
def unmerge(merge: Merge, *, by: Actor, reason: str, edited: str = "") -> Merge:
    """Take a decision back. Every record stands again as it did without it, under its own name and with its own values.

    ``edited``: where somebody wrote over what the merge had brought, ``now`` leaves what stands and ``back`` takes the own value.
    """
    _in_turn()
    row = Merge.objects.get(pk=merge.pk)
    first, second = row.pair
    if not (by.may(Permission.MERGE, first) and by.may(Permission.MERGE, second)):
        raise Refused(_("Only a coordinator who sees both records can decide this."))
    if row.undone_at or row.decided == Merge.Decided.OPEN:
        raise Refused(_("This decision was already taken back."))
    because = clean(reason, field="because", most=SENTENCE, required=True)
    before = component(type(first), [first.pk, second.pk])
    things = _without(row, type(first), before, edited) if row.decided == Merge.Decided.SAME else {}
    row.undone_at, row.undone_by_user, row.undone_because = clock.now(), by.user, because
    row.save(update_fields=["undone_at", "undone_by_user", "undone_because"])
    _settle_roots(type(first), before, things)
    said = "same_as" if row.decided == Merge.Decided.SAME else "not_same_as"
    audit.record(by, "unmerge", first, changed={said: (second.pk, "")})
    return row


MERGED = reversing.Reversible(
    "merge", gettext_lazy("Two records were merged"), "people.merge",
    may=lambda row, actor: all(actor.may(Permission.MERGE, one) for one in row.pair),
    undo=lambda row, by, reason, edited: unmerge(row, by=by, reason=reason, edited=edited),
    asks=lambda row: _edited(row),
)  # fmt: skip


def _edited(row: Merge) -> list[settling.Difference]:
    """What somebody wrote over the values that would go with this merge."""
    model, ids = type(row.pair[0]), component(type(row.pair[0]), [one.pk for one in row.pair])
    things = {thing.pk: thing for thing in model._base_manager.filter(pk__in=ids)}
    return _taken_back(row, things, "")[1]


def _in_turn() -> None:
    """One decision about doubles after the other: what is tied together by then is known, also where two decide about a third."""
    Circle.objects.select_for_update(no_key=True).get(pk=organisation().pk)


def _decide(first: Thing, second: Thing, by: Actor, decided: str, reason: str) -> Merge:
    because = clean(reason, field="because", most=SENTENCE, required=True)
    row: Merge = decided_between(type(first), {first.pk}, {second.pk}, Merge.Decided.OPEN).first() or Merge(**_pair(first, second))
    row.decided, row.reason, row.by_user = decided, because, by.user
    row.save()
    return row


def _pair(first: Thing, second: Thing) -> dict[str, Any]:
    """The earlier record is the first, so that a pair is written one way only."""
    early, late = sorted((first, second), key=lambda thing: thing.pk)
    kind = noun(type(first))
    return {f"first_{kind}": early, f"second_{kind}": late}


def _without(undone: Merge, model: type[Thing], ids: set[int], edited: str) -> dict[int, Thing]:
    """The records as they would stand had these two never been merged: all is taken back, the last first, and done again but for this."""
    things: dict[int, Thing] = {thing.pk: thing for thing in model.objects.select_for_update().filter(pk__in=ids).order_by("id")}
    left, asked = _taken_back(undone, things, edited)
    if asked and edited not in (settling.NOW, settling.BACK):
        raise Refused(settling.EDITED, field="edited")
    roots = {pk: pk for pk in ids}
    for one in merges_of(things[min(ids)]):
        if one.pk != undone.pk:
            early, late = sorted({roots[thing.pk] for thing in one.pair})
            settling.settle(one, things[early], things[late], settling.choices_of(one), must_choose=False, leave=left[early])
            one.save(update_fields=["settled"])
            roots = {pk: early if root == late else root for pk, root in roots.items()}
    return things


def _taken_back(undone: Merge, things: Mapping[int, Thing], answer: str) -> tuple[dict[int, set[str]], list[settling.Difference]]:
    """Every merge taken back, the last first: what stays as edited, by root; and what ``answer`` is about.

    Asked is about what goes with the one that is undone: what it brought itself, and what came with it over another record, as the
    third of a chain whose middle goes. What a merge brings that still ties the root is brought again, or stays as edited.
    """
    rows = merges_of(things[min(things)])
    after = _tied([one.pair for one in rows if one.pk != undone.pk], things)
    left: dict[int, set[str]] = defaultdict(set)
    asked: dict[str, settling.Difference] = {}
    for one in reversed(rows):
        if root := things.get(settling.root_of(one) or 0):
            goes = one.pk == undone.pk or after[one.pair[0].pk] != after[root.pk]
            asked |= {each.name: each for each in settling.edited_since(one, root)} if goes else {}
            left[root.pk] |= settling.take_back(one, root, answer if goes else settling.NOW)
    return left, list(asked.values())


def _tied(pairs: list[tuple[Thing, Thing]], ids: Iterable[int]) -> dict[int, int]:
    """Record → the earliest that it is one with."""
    roots = {pk: pk for pk in ids}
    for first, second in pairs:
        early, late = sorted((roots[first.pk], roots[second.pk]))
        roots = {pk: early if root == late else root for pk, root in roots.items()}
    return roots


def _settle_roots(model: type[Thing], ids: set[int], settled: Mapping[int, Thing]) -> None:
    """Point each record to the earliest of its component; the earliest points nowhere. Then names follow. ``settled`` have new values."""
    touched = {thing.pk: thing for thing in model.objects.select_for_update().filter(pk__in=ids).order_by("id")} | dict(settled)
    left = set(touched)
    while left:
        tied = component(model, [min(left)])
        root = min(tied)
        for pk in tied & left:
            touched[pk].root_id = None if pk == root else root
        left -= tied
    model.objects.bulk_update(touched.values(), settling.saved_columns(model))
    if model is Person:
        index_names([thing for thing in touched.values() if isinstance(thing, Person)])
