"""Who leads what follows a concern: designated persons and coordinators of the sites, never the person it is about, nor their line."""

from collections.abc import Iterable, Sequence

from django.db.models import Q

from ligzda.access.actor import Actor, in_force
from ligzda.access.models import Circle, Seat, User
from ligzda.access.permissions import Permission
from ligzda.kernel.text import fold
from ligzda.people.models import CircleAccess, Person
from ligzda.people.models.belonging import Membership
from ligzda.people.naming import one_error_apart
from ligzda.safeguarding.models import Concern
from ligzda.safeguarding.queries.staff import works_here

FEWEST = 3  # letters of a word by which somebody can be meant
ENDING = 2  # letters in which the cases of a name differ


def site_circles(actor: Actor, people: Iterable[Person]) -> list[Circle]:
    """The sites whose files the people stand in; without people, or without a file, the sites where the reporter works."""
    ids = [person.pk for person in people]
    families = Membership.objects.filter(person__in=ids).values("family_id")
    seen = (
        CircleAccess.objects.filter(family__in=families)
        .values("circle__parent_id")
        .union(CircleAccess.objects.filter(person__in=ids).values("circle__parent_id"))
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
    """(user, role) of all who are told at once; nobody where there is none who may know.

    An allegation goes to designated persons only, never to whom it may mean nor to their line: of the site, else of another site,
    else of the organisation. Everything else goes to those of the site, else of the organisation, else of another site, and to
    the coordinators of the site.
    """
    barred = barred_from(actor, concern)
    designated = [one for one in _seated(actor, ("designated_person",), None) if one.user_id not in barred]
    here = [one for one in designated if one.circle in sites]
    above = [one for one in designated if one.circle.kind == Circle.Kind.ORGANISATION]
    beside = [one for one in designated if one.circle.kind == Circle.Kind.SITE]
    elsewhere = [one for one in beside if one.circle_id == beside[0].circle_id]  # those of one other site: no more than need be
    found = here or (elsewhere or above if concern.is_about_staff else above or elsewhere)
    if not concern.is_about_staff:
        found = [*found, *(one for one in _seated(actor, ("coordinator",), sites) if one.user_id not in barred)]
    named = {one.user_id: (one.user, one.role) for one in reversed(found)}
    return sorted(named.values(), key=lambda pair: (pair[1] != "designated_person", pair[0].name))


def barred_from(actor: Actor, concern: Concern) -> set[int]:
    """Who must not learn of it: whom it names or may mean, and those who oversee their work."""
    meant = [concern.named_user_id, *concern.undecided, *concern.meant]
    return {pk for user in meant if user is not None for pk in _line(actor, user)}


def colleagues(actor: Actor) -> list[User]:
    """Whom an allegation may be about: colleagues know each other's names, a family its own team, a partner or guest nobody's."""
    if is_guest(actor) and not actor.holds(Permission.OWN_VIEW):
        return []
    staff = User.objects.filter(works_here(), is_active=True, is_system=False)
    if actor.holds(Permission.OWN_VIEW):
        own = {seat.circle_id for seat in actor.seats}
        team = Seat.objects.filter(in_force(actor.on), circle__in=own, circle__kind=Circle.Kind.CASE)
        staff = staff.filter(pk__in=team.values("user_id"))
    return list(staff.exclude(pk=actor.user.pk if actor.user else 0).distinct().order_by("name", "id"))


def is_guest(actor: Actor) -> bool:
    """Who sees no list of the staff: a partner, an auditor, a member of a family. They type a colleague's name."""
    return not (actor.is_system or actor.holds(Permission.OWN_WORK) or actor.holds(Permission.ADMINISTER))


def may_mean(actor: Actor, typed: str) -> list[User]:
    """Everybody who works or worked here whom a typed name may mean: any word of it is part of a name, or nearly.

    Rather one too many: who is meant by mistake hears of it later, who is overlooked hears of an allegation about themselves.
    """
    said = [word for word in fold(typed).split() if len(word) >= FEWEST]
    staff = User.objects.filter(works_here(), is_system=False).exclude(pk=actor.user.pk if actor.user else 0)
    return [one for one in staff.order_by("name", "id") if any(_alike(word, name) for word in said for name in fold(one.name).split())]


def _alike(word: str, name: str) -> bool:
    """The same as the search: part of it, or one error apart; and as people say it: with the ending of another case."""
    stem = max(FEWEST, min(len(word), len(name)) - ENDING)
    return word in name or one_error_apart(word, name) or (len(name) >= FEWEST and name in word) or word[:stem] == name[:stem]


def _seated(actor: Actor, roles: tuple[str, ...], circles: Sequence[Circle] | None) -> list[Seat]:
    rows = Seat.objects.filter(in_force(actor.on), role__in=roles, user__is_active=True, circle__is_closed=False)
    if circles is not None:
        rows = rows.filter(circle__in=circles)
    return list(rows.select_related("user", "circle").order_by("id"))


def _line(actor: Actor, named: int) -> set[int]:
    """The colleague and who oversees their work: coordinators of the sites where they have a seat, and of the whole organisation."""
    own = set(Seat.objects.filter(in_force(actor.on), user=named).values_list("circle_id", flat=True))
    over = Q(circle__in=own | _parents(own)) | Q(circle__kind=Circle.Kind.ORGANISATION)
    above = Seat.objects.filter(over, in_force(actor.on), role="coordinator").values_list("user_id", flat=True)
    return {named, *above}


def _parents(circles: set[int]) -> set[int]:
    rows = Circle.objects.filter(pk__in=circles, parent__isnull=False).values_list("parent_id", flat=True)
    return {pk for pk in rows if pk is not None}
