"""What is known about doubles: decisions in force, the records they tie together, and why two cannot be merged now."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from ligzda.access.actor import Actor
from ligzda.access.permissions import Permission
from ligzda.people.models import Family, Merge, Person, Relation
from ligzda.people.rules.ties import PARENTAGE

Thing = Person | Family
OBJECTIONS: list[Callable[[Any, Any, Actor], Any]] = []  # rooms above append f(first, second, actor) -> sentence or nothing


def objections(first: Thing, second: Thing, actor: Actor) -> list[str]:
    """Every reason why these two cannot be merged by this actor now; shown beside the greyed button and raised."""
    if type(first) is not type(second) or first.pk == second.pk:
        return [_("Choose two different records of the same kind.")]
    if not (actor.may(Permission.MERGE, first) and actor.may(Permission.MERGE, second)):
        return [_("Only a coordinator who sees both records can decide this.")]
    one, two = (component(type(first), [thing.pk]) for thing in (first, second))
    found = []
    if second.pk in one:
        found.append(_("These two are already merged."))
    if decided_between(type(first), one, two, Merge.Decided.DISTINCT).exists():
        found.append(_("It was decided that these two are not the same. Undo that decision first."))
    if isinstance(first, Person) and _are_parent_and_child(one, two):
        found.append(_("One of these two is entered as the parent of the other."))
    return found + [reason for guard in OBJECTIONS if (reason := guard(first, second, actor))]


def noun(model: type[Thing]) -> str:
    return "person" if model is Person else "family"


def in_force(model: type[Thing], *decided: str) -> Any:
    rows = Merge.objects.filter(**{f"first_{noun(model)}__isnull": False}, undone_at__isnull=True).order_by("id")
    return rows.filter(decided__in=decided) if decided else rows


def decided_between(model: type[Thing], one: Iterable[int], two: Iterable[int], *decided: str) -> Any:
    kind, one, two = noun(model), list(one), list(two)
    there = Q(**{f"first_{kind}__in": one, f"second_{kind}__in": two})
    back = Q(**{f"first_{kind}__in": two, f"second_{kind}__in": one})
    return in_force(model, *decided).filter(there | back)


def component(model: type[Thing], ids: Iterable[int]) -> set[int]:
    """All records tied to these by decisions in force that they are the same."""
    kind = noun(model)
    found, border = set(ids), set(ids)
    while border:
        rows = in_force(model, Merge.Decided.SAME).filter(Q(**{f"first_{kind}__in": border}) | Q(**{f"second_{kind}__in": border}))
        tied = {pk for pair in rows.values_list(f"first_{kind}_id", f"second_{kind}_id") for pk in pair}
        border = tied - found
        found |= border
    return found


def merges_of(thing: Thing) -> list[Merge]:
    """Decisions in force that made this root one with others, in the order in which they were taken."""
    ids, kind = component(type(thing), [thing.pk]), noun(type(thing))
    return sorted(
        in_force(type(thing), Merge.Decided.SAME).filter(**{f"first_{kind}__in": ids}), key=lambda row: (row.merged_at or row.at, row.pk)
    )


def _are_parent_and_child(one: set[int], two: set[int]) -> bool:
    rows = Relation.objects.filter(kind__in=PARENTAGE)
    return rows.filter(Q(first__in=one, second__in=two) | Q(first__in=two, second__in=one)).exists()
