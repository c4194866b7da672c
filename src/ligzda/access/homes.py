"""Where a record belongs: the circle in whose trail its changes and readings stand. Read from the foreign keys, for every table.

People and families belong to several circles. What is noted about them stands in the one through which the actor sees them, the
narrowest first and an open one before a closed one: an act inside a closed circle never shows outside it.
"""

import heapq
from collections.abc import Callable
from functools import cache
from typing import Any

from ligzda.access.models import Circle
from ligzda.access.permissions import Permission

CIRCLE = Circle._meta.label_lower
NOBODY = frozenset({"access.user"})  # who did something says nothing of where it belongs
DETOUR = 10  # a link that may be empty is the longer way

NONE: frozenset[int] = frozenset()

Home = Callable[[Any, list[int], frozenset[int]], dict[int, int]]
# How to find the circle through which an actor sees people and families (label → ids → circles; those of the page come first).
# The room above says how.
HOMES: dict[str, Home] = {}


def circle_of(by: Any, thing: Any) -> int:
    """The id of the circle that a change of ``thing`` belongs to; what is in nobody's file belongs to the organisation.

    Somebody who is just being entered is seen through no circle yet: that belongs to the site of whoever enters them.
    """
    end = way_home(thing)
    if end is None or end[1] is None:
        return organisation().pk
    model, number, rest = end
    if model is Circle and not rest:
        return number
    return circles_at(by, model, rest, [number]).get(number) or by.seat_circle(Permission.SIGNED_IN) or organisation().pk


def organisation() -> Circle:
    """The one circle above all; made where there is none yet."""
    return Circle.objects.get_or_create(kind=Circle.Kind.ORGANISATION)[0]


@cache
def ways_home(model: Any) -> tuple[tuple[str, ...], ...]:
    """The links that lead from a record to the circle it belongs to, the surest first; then those to a person or a family.

    Read from the foreign keys, so that a new table belongs somewhere by itself.
    """
    found: list[tuple[bool, tuple[str, ...]]] = []
    ahead: list[tuple[int, int, tuple[str, ...], Any]] = [(0, 0, (), model)]
    seen, count = set(), 0
    while ahead:
        cost, _count, path, here = heapq.heappop(ahead)
        if here._meta.label_lower == CIRCLE or (here._meta.label_lower in HOMES and path):
            found.append((here._meta.label_lower != CIRCLE, path))
            continue
        if here in seen or here._meta.label_lower in NOBODY:
            continue
        seen.add(here)
        for field in here._meta.concrete_fields:
            if (field.many_to_one or field.one_to_one) and field.related_model is not here:
                count += 1
                heapq.heappush(ahead, (cost + 1 + DETOUR * field.null, count, (*path, field.name), field.related_model))
    return tuple(path for _is_home, path in sorted(found, key=lambda one: one[0]))


def way_home(thing: Any) -> tuple[Any, int, tuple[str, ...]] | None:
    """As far as it was read already: (model, id, what is left of the way). None where nothing leads to a circle."""
    if thing._meta.label_lower in HOMES or thing._meta.label_lower == CIRCLE:
        return thing._meta.model, thing.pk, ()
    model: Any = thing._meta.model  # not its type: who is signed in comes wrapped
    for path in ways_home(model):
        if end := _walk(thing, path):
            return end
    return None


def _walk(thing: Any, path: tuple[str, ...]) -> tuple[Any, int, tuple[str, ...]] | None:
    here = thing
    for place, name in enumerate(path, start=1):
        field = here._meta.get_field(name)
        number = getattr(here, field.attname)
        if number is None:
            return None
        beyond = here._state.fields_cache.get(name)
        if beyond is None or place == len(path):
            return field.related_model, number, path[place:]
        here = beyond
    return None


def circles_at(actor: Any, model: Any, rest: tuple[str, ...], ids: list[int], near: frozenset[int] = NONE) -> dict[int, int]:
    """Id → circle for many records of one kind, by the rest of their way."""
    if not rest:
        return HOMES[model._meta.label_lower](actor, ids, near)
    rows = dict(model._base_manager.filter(pk__in=ids).values_list("pk", f"{'__'.join(rest)}_id"))
    last = model
    for name in rest:
        last = last._meta.get_field(name).related_model
    if last._meta.label_lower == CIRCLE:
        return {pk: circle for pk, circle in rows.items() if circle}
    homes = HOMES[last._meta.label_lower](actor, sorted({end for end in rows.values() if end}), near)
    return {pk: homes[end] for pk, end in rows.items() if end in homes}
