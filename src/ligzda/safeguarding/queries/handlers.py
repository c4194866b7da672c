"""Who leads what follows a concern: designated persons and coordinators of the sites, never the person it is about, nor their line."""

from collections.abc import Iterable, Sequence

from ligzda.access.actor import Actor, in_force
from ligzda.access.models import Circle, Seat, User
from ligzda.access.words import Word
from ligzda.people.models import Person, Sight
from ligzda.people.models.belonging import Membership
from ligzda.safeguarding.models import Concern


def site_circles(actor: Actor, people: Iterable[Person]) -> list[Circle]:
    """The sites whose files the people stand in; without people, or without a file, the sites where the reporter works."""
    ids = [person.pk for person in people]
    families = Membership.objects.filter(person__in=ids).values("family_id")
    seen = (
        Sight.objects.filter(family__in=families)
        .values("circle__parent_id")
        .union(Sight.objects.filter(person__in=ids).values("circle__parent_id"))
    )
    found = (
        Circle.objects.filter(pk__in=[row["circle__parent_id"] for row in seen], kind=Circle.Kind.SITE) if ids else Circle.objects.none()
    )
    here = list(found.order_by("id"))
    if here:
        return here
    own = {seat.circle_id for seat in actor.seats}
    return list(Circle.objects.filter(kind=Circle.Kind.SITE).filter(pk__in=own | _parents(own)).order_by("id"))


def handlers(actor: Actor, sites: Sequence[Circle], concern: Concern) -> list[tuple[User, str]]:
    """(user, role) of all who are told at once. An allegation goes to designated persons outside the colleague's line; of elsewhere if need be."""
    everybody = _seated(actor, ("designated_person",), None)
    here = _seated(actor, ("designated_person",), sites)
    found = here or [one for one in everybody if one.circle.kind == Circle.Kind.ORGANISATION]
    if concern.is_about_staff:
        found = found or everybody or [one for one in _seated(actor, ("coordinator",), None) if one.circle not in sites]
        line = _line(actor, concern.named_user)
        found = [one for one in found if one.user_id not in line] or [one for one in everybody if one.user_id not in line]
    else:
        found = [*found, *_seated(actor, ("coordinator",), sites)]
    named = {one.user_id: (one.user, one.role) for one in reversed(found) if one.user_id != concern.named_user_id}
    return sorted(named.values(), key=lambda pair: (pair[1] != "designated_person", pair[0].name))


def colleagues(actor: Actor) -> list[User]:
    """Whom an allegation may be about: everybody who works here; colleagues know each other's names, a family its own team."""
    staff = User.objects.filter(is_active=True, is_system=False).exclude(seats__role="family_member")
    if actor.holds(Word.OWN_VIEW):
        own = {seat.circle_id for seat in actor.seats}
        team = Seat.objects.filter(in_force(actor.on), circle__in=own, circle__kind=Circle.Kind.CASE)
        staff = staff.filter(pk__in=team.values("user_id"))
    return list(staff.exclude(pk=actor.user.pk if actor.user else 0).distinct().order_by("name", "id"))


def _seated(actor: Actor, roles: tuple[str, ...], circles: Sequence[Circle] | None) -> list[Seat]:
    rows = Seat.objects.filter(in_force(actor.on), role__in=roles, user__is_active=True, circle__is_closed=False)
    if circles is not None:
        rows = rows.filter(circle__in=circles)
    return list(rows.select_related("user", "circle").order_by("id"))


def _line(actor: Actor, named: User | None) -> set[int]:
    """The colleague and who oversees their work: coordinators of the sites where they have a seat."""
    if named is None:
        return set()
    own = set(Seat.objects.filter(in_force(actor.on), user=named).values_list("circle_id", flat=True))
    above = Seat.objects.filter(in_force(actor.on), role="coordinator", circle__in=own | _parents(own)).values_list("user_id", flat=True)
    return {named.pk, *above}


def _parents(circles: set[int]) -> set[int]:
    rows = Circle.objects.filter(pk__in=circles, parent__isnull=False).values_list("parent_id", flat=True)
    return {pk for pk in rows if pk is not None}
