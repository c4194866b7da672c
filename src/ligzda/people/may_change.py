"""May this actor change this person or family; and through which circle do they look at it?"""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from ligzda.access.actor import Actor, prepared
from ligzda.access.homes import NONE
from ligzda.access.models import Circle
from ligzda.access.permissions import Permission
from ligzda.kernel.refused import Refused
from ligzda.people.models import CircleAccess, Family, Membership, Person
from ligzda.people.models.belonging import families_seen, persons_seen
from ligzda.people.permissions import CHANGE, ENTER, EVER


def must_enter(actor: Actor) -> None:
    """New people are entered by who records work, takes in or sends referrals."""
    if not any(actor.holds(word) for word in EVER):
        raise Refused(not_yours())


def may_change(actor: Actor, thing: Any) -> bool:
    """Who records work with them; who takes in the referral they stand in; who is just entering them."""
    if actor.is_system or _among(actor, type(thing), CHANGE, pk=thing.pk):
        return True
    if not any(actor.holds(word) for word in EVER):
        return False
    return _through_referral(actor, thing) or not (_sights_of(thing).exists() or _is_struck(thing))


def _is_struck(thing: Any) -> bool:
    """Somebody who was entered by mistake is seen through no circle either, and is nobody's to enter."""
    return isinstance(thing, Person) and Person.objects.filter(pk=thing.pk, struck_at__isnull=False).exists()


@prepared
def _among(actor: Actor, model: Any, word: Permission, *, pk: int) -> Any:
    """``actor.may``, put together once: a form asks it for every save."""
    return model.objects.visible_to(actor, word).filter(pk=pk).values_list("pk")


def must_change(actor: Actor, thing: Any) -> None:
    if not may_change(actor, thing):
        raise Refused(not_yours())


def not_yours() -> str:
    return _("This is not yours to change; ask your coordinator.")


def families_read_in(actor: Actor, ids: list[int], near: frozenset[int] = NONE) -> dict[int, int]:
    """Family → the circle through which the actor sees it, for the trail; families without one are left out. One statement."""
    rows = CircleAccess.objects.filter(Q(family__in=ids) | Q(family__root__in=ids)).order_by("id")
    found: dict[int, list[Circle]] = {}
    for access in rows.select_related("circle", "family"):
        for family in {access.family_id, access.family.root_id if access.family else None} & set(ids):
            found.setdefault(family or 0, []).append(access.circle)
    return _narrowest(actor, found, near)


def persons_read_in(actor: Actor, ids: list[int], near: frozenset[int] = NONE) -> dict[int, int]:
    """The same for persons, seen alone or in a family. Three statements, whatever their number."""
    same = {pk: root or pk for pk, root in Person.objects.filter(Q(pk__in=ids) | Q(root__in=ids)).values_list("pk", "root_id")}
    found: dict[int, list[Circle]] = {}
    for access in CircleAccess.objects.filter(person__in=list(same)).select_related("circle").order_by("id"):
        found.setdefault(same[access.person_id or 0], []).append(access.circle)
    belongs = Membership.objects.filter(person__in=list(same)).select_related("family").order_by("id")
    families = [(same[one.person_id], family) for one in belongs for family in {one.family_id, one.family.root_id} - {None}]
    through: dict[int, list[Circle]] = {}
    for access in CircleAccess.objects.filter(family__in=[family for _person, family in families]).select_related("circle").order_by("id"):
        through.setdefault(access.family_id or 0, []).append(access.circle)
    for person, family in families:
        found.setdefault(person, []).extend(through.get(family or 0, []))
    circles = _narrowest(actor, found, near)
    return {pk: circles[same[pk]] for pk in ids if same.get(pk) in circles}


def _narrowest(actor: Actor, found: dict[int, list[Circle]], near: frozenset[int]) -> dict[int, int]:
    """Of the circles of each the one that the page is about, else where the actor sits, an open one before a closed one; else one below a seat of theirs."""
    if actor.is_system:
        return {pk: min(circles, key=lambda one: (one.is_closed, one.pk)).pk for pk, circles in found.items() if circles}
    own = {seat.circle_id for seat in actor.seats}

    def rank(circle: Circle) -> tuple[bool, bool, bool, int]:
        return circle.pk not in near, circle.pk not in own, circle.is_closed, circle.pk

    seen = {pk: [one for one in circles if one.pk in own or _reaches(actor, one)] for pk, circles in found.items()}
    return {pk: min(circles, key=rank).pk for pk, circles in seen.items() if circles}


def _reaches(actor: Actor, circle: Circle) -> bool:
    above = (circle.parent_id, circle.project_id)
    return not circle.is_closed and any(seat.circle_id in above or seat.kind == Circle.Kind.ORGANISATION for seat in actor.seats)


def circle_of(actor: Actor, thing: Any, word: Permission) -> Circle | None:
    """The circle through which ``actor`` sees ``thing`` with ``word``: where the read is noted. The narrowest first."""
    scope = actor.scope(word)
    seen = _sights_of(thing).select_related("circle").order_by("id")
    if not scope.even_closed:
        seen = seen.filter(circle__in=scope.circle_ids())
    found = list(seen[:20])
    own = [row.circle for row in found if row.circle_id in scope.own]
    return own[0] if own else (found[0].circle if found else None)


def _through_referral(actor: Actor, thing: Any) -> bool:
    for word in ENTER:
        scope = actor.scope(word)
        if scope:
            circles = Circle.objects.filter(pk__in=scope.circle_ids(), kind=Circle.Kind.REFERRAL).values("id")
            seen = persons_seen(circles) if isinstance(thing, Person) else families_seen(circles)
            if type(thing).objects.filter(pk__in=seen).filter(pk=thing.pk).exists():
                return True
    return False


def _sights_of(thing: Any) -> Any:
    """Sights of a family or of a person, alone or in any family. Subselects and one compound: OR over joins would read the whole table."""
    same = type(thing).objects.filter(Q(pk=thing.pk) | Q(root=thing.pk)).values("id")
    if isinstance(thing, Family):
        return CircleAccess.objects.filter(family__in=same)
    families = Membership.objects.filter(person__in=same).order_by().values("family_id")
    roots = Family.objects.filter(pk__in=families, root__isnull=False).values("root_id")
    alone = CircleAccess.objects.filter(person__in=same).values("id")
    either: tuple[Any, Any] = (families, roots)
    inside = (CircleAccess.objects.filter(family__in=found).values("id") for found in either)
    return CircleAccess.objects.filter(pk__in=alone.union(*inside, all=True))
