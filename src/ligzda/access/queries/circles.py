"""Who can see, who looked: the two questions of trust about one circle."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from ligzda.access.actor import Actor, in_force
from ligzda.access.models import Circle, ReadEntry, Seat, User
from ligzda.access.page_names import page_words
from ligzda.access.permissions import Permission
from ligzda.access.roles import ROLES, Reach, title

OPENS = frozenset({Permission.SEE_CONTACT, Permission.SEE_CASE})
BESIDES: dict[str, Permission] = {
    Circle.Kind.REFERRAL: Permission.SEE_REFERRAL,
    Circle.Kind.GROUP: Permission.LEAD_GROUP,
    Circle.Kind.EVENT: Permission.ORGANISE_EVENT,
    Circle.Kind.CASE: Permission.OWN_VIEW,
}


@dataclass(frozen=True)
class Sitter:
    """One person who can see what the circle is about, and through which circle."""

    user_key: str
    name: str
    role: Any
    function: str
    because: Any
    is_responsible: bool
    from_date: dt.date
    until_date: dt.date | None
    through: str  # kind of the circle where the seat is


@dataclass(frozen=True)
class Look:
    """One reading of something in the circle."""

    at: dt.datetime
    name: str
    thing: str
    page: str  # in words
    function: str = ""  # of the reader; empty for a member of the family
    is_me: bool = False


def who_can_see(actor: Actor, circle: Circle) -> list[Sitter]:
    """Everybody with a seat in force in the circle, or above it in a role that reaches down; one statement."""
    words = _opening(circle)
    if not _open(actor, circle, *words):
        return []
    here = [key for key, role in ROLES.items() if role.words & words]
    sits = Q(circle=circle, role__in=here)
    if not circle.is_closed:  # what is closed opens to its own seats only
        sits |= Q(circle=circle.parent_id, role__in=[key for key in here if ROLES[key].reach == Reach.SITE])
        sits |= Q(circle__kind=Circle.Kind.ORGANISATION, role__in=[key for key in here if ROLES[key].reach != Reach.SEAT])
    seats = (
        Seat.objects.filter(sits, in_force(actor.on), user__is_active=True)
        .select_related("user", "function", "circle")
        .order_by("-is_responsible", "user__name", "id")
    )
    return [
        Sitter(
            user_key=seat.user.key,
            name=seat.user.name,
            role=title(seat.role),
            function=str(seat.function or ""),
            because=seat.get_because_display(),
            is_responsible=seat.is_responsible,
            from_date=seat.from_date,
            until_date=seat.until_date,
            through=seat.circle.kind,
        )
        for seat in seats
    ]


def who_looked(actor: Actor, circle: Circle, limit: int = 50) -> list[Look]:
    """The latest readings, newest first; names are fetched in a second statement, the readings lie in a file of their own."""
    own = [Permission.OWN_VIEW] if circle.kind == Circle.Kind.CASE else []  # the family asks who looked at its own file
    if not _open(actor, circle, Permission.SEE_READS, *own):
        return []
    reads = list(ReadEntry.objects.filter(circle_id=circle.pk).order_by("-id")[:limit])
    readers = User.objects.filter(pk__in={read.user_id for read in reads}).select_related("function").in_bulk()
    me = actor.user.pk if actor.user else None
    return [_look(read, readers.get(read.user_id), me) for read in reads]


def _look(read: ReadEntry, reader: User | None, me: int | None) -> Look:
    return Look(
        read.at,
        reader.name if reader else "–",
        read.thing,
        page_words(read.page),
        str(reader.function or "") if reader else "",
        read.user_id == me,
    )


def _opening(circle: Circle) -> frozenset[Permission]:
    """The words that open what this kind of circle is about."""
    return OPENS | {BESIDES[circle.kind]} if circle.kind in BESIDES else OPENS


def _open(actor: Actor, circle: Circle, *words: Permission) -> bool:
    return any(actor.scope(word).covers(circle) for word in words)


def circle_by_id(actor: Actor, number: int) -> Circle | None:
    """A circle above file level, for an administrator who appoints somebody there."""
    return Circle.objects.filter(pk=number).first() if actor.holds(Permission.ADMINISTER) else None
