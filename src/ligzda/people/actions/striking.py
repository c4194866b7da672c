"""Somebody entered by mistake is struck out: they belong to no family and are seen through no circle, so no list, search or figure has them.

What made them belong is taken away and kept (``people.reversing``); the record itself stays, and what is written on it. Where another
circle knows them from work of its own they stay there as they were, and whoever strikes out is told nothing of it.
"""

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ligzda.access import audit
from ligzda.access.actor import Actor
from ligzda.access.models import Circle
from ligzda.access.permissions import Permission
from ligzda.kernel import clock
from ligzda.kernel.refused import Refused
from ligzda.people import reversing
from ligzda.people.actions import reversals
from ligzda.people.may_change import circle_of
from ligzda.people.models import Bond, CircleAccess, Family, Membership, Person, Relation, Reversal
from ligzda.people.standing_on import objections

KIND = "strike"


@transaction.atomic
def strike_out(person: Person, *, by: Actor, reason: str) -> Person:
    """Refused where work stands on the record that ``by`` may know of; ``reason`` is one of the list that undoing uses as well."""
    locked: Person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    Refused.unless_empty(objections(locked, by))
    if reason not in Reversal.Reason.values:
        raise Refused(_("Choose the reason."), field="reason")
    circles = _told(locked, by)
    here = _file(circles, by) or circle_of(by, locked, Permission.MERGE)
    circles |= {here.pk: here} if here else {}
    was = reversing.stood(KIND, locked)
    for row in _belonging(locked, by):
        row.delete()
    if not (Membership.objects.filter(person=locked).exists() or CircleAccess.objects.filter(person=locked).exists()):
        locked.struck_at = clock.now()
        locked.save(update_fields=["struck_at"])
    reversals.keep(was, by=by, circle=here, reason=reason)
    for circle in circles.values():
        audit.record(by, "strike_out", locked, circle=circle)
    return locked


def _file(circles: dict[int, Circle], by: Actor) -> Circle | None:
    """The circle of the latest file that ``by`` decides in: whoever decides there brings them back."""
    scope = by.scope(Permission.MERGE)
    files = [one for one in circles.values() if one.kind == Circle.Kind.CASE and scope.covers(one)]
    return max(files, key=lambda one: (not one.is_closed, one.pk), default=None)


def _belonging(person: Person, by: Actor) -> list[Any]:
    """What makes this person belong where ``by`` decides, in an order in which it can go."""
    families = Family.objects.visible_to(by, Permission.MERGE).values("id")
    others = Person.objects.visible_to(by, Permission.SEE_CONTACT).values("id")
    circles = by.scope(Permission.MERGE).circle_ids()
    ties = Relation.objects.filter(Q(first=person, second__in=others) | Q(second=person, first__in=others))
    bonds = Bond.objects.filter(Q(person=person, other__isnull=True) | Q(person=person, other__in=others))
    bonds |= Bond.objects.filter(Q(other=person, person__in=others) | Q(other=person, family__in=families))
    stays = Membership.objects.filter(person=person, family__in=families)
    scopes = CircleAccess.objects.filter(person=person, circle__in=circles)
    return [row for rows in (ties, bonds, stays, scopes) for row in rows.order_by("id")]


def _told(person: Person, by: Actor) -> dict[int, Circle]:
    """The circles in whose trail it stands: all that saw the person through what is taken away, also those that ``by`` does not see."""
    families = Family.objects.filter(memberships__person=person, pk__in=Family.objects.visible_to(by, Permission.MERGE).values("id"))
    rows = CircleAccess.objects.filter(Q(family__in=families) | Q(family__merged__in=families) | Q(family__root__in=families))
    return {row.circle_id: row.circle for row in rows.select_related("circle").order_by("circle_id")}


def _parts(person: Person) -> tuple[reversing.TouchedRows, ...]:
    """Nothing that comes later stands on it: who is struck out is nobody's to enter. Elsewhere they may go on belonging."""
    return tuple(
        reversing.TouchedRows(rows, carries=False)
        for rows in (
            Membership.objects.filter(person=person),
            CircleAccess.objects.filter(person=person),
            Relation.objects.filter(Q(first=person) | Q(second=person)),
            Bond.objects.filter(Q(person=person) | Q(other=person)),
        )
    )


def _may(person: Person, actor: Actor) -> bool:
    """Whoever decides about doubles in the file that they were struck out of."""
    rows = Reversal.objects.visible_to(actor, Permission.MERGE).filter(kind=KIND, thing=Person._meta.label_lower, thing_id=person.pk)
    return bool(rows.filter(undone_at__isnull=True).exists())


def _settle(person: Person, _more: Any, _by: Actor) -> None:
    Person.objects.filter(pk=person.pk).update(struck_at=None)


STRUCK_OUT = reversing.Reversible(KIND, gettext_lazy("A person was struck out"), "people.person", _may, _parts, settle=_settle)
