"""Accounts, seats and functions, for the administrator's pages. All other actors get nothing."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import Prefetch, Q

from ligzda.access.actor import Actor, in_force
from ligzda.access.models import Circle, Function, Proposal, Seat, User
from ligzda.access.permissions import Permission
from ligzda.access.proposing import ABOVE
from ligzda.access.roles import Reach, roles_here, title
from ligzda.kernel.text import fold
from ligzda.kernel.translated import by_name

PLACED: dict[str, set[Reach]] = {
    Circle.Kind.ORGANISATION: {Reach.ORGANISATION, Reach.SITE, Reach.PROJECT},
    Circle.Kind.SITE: {Reach.SITE, Reach.SEAT},
    Circle.Kind.PROJECT: {Reach.PROJECT},
}


@dataclass(frozen=True)
class SeatLine:
    """One seat at a site, a project or in the organisation, as the administrator sees it. File seats are only counted."""

    id: int
    role: Any
    where: str
    from_date: dt.date
    until_date: dt.date | None
    is_over: bool
    is_proposed: bool = False
    proposal_key: str = ""


def users(actor: Actor, text: str = "") -> Any:
    """All accounts by name, with the seats above file level that are in force; the text is part of a name or an address."""
    if not actor.holds(Permission.ADMINISTER):
        return User.objects.none()
    seats = Seat.objects.filter(in_force(actor.on), circle__kind__in=ABOVE).select_related("circle").order_by("id")
    rows = User.objects.filter(is_system=False).select_related("function").prefetch_related(Prefetch("seats", seats, to_attr="seats_now"))
    wanted = text.strip()
    if wanted:
        ids = [pk for pk, name, email in rows.values_list("pk", "name", "email") if fold(wanted) in fold(f"{name} {email}")]
        rows = rows.filter(pk__in=ids)
    return rows.order_by("-is_active", "name", "id")


def user_by_key(actor: Actor, key: str) -> User | None:
    return User.objects.filter(key=key).select_related("function").first() if actor.holds(Permission.ADMINISTER) else None


def seats_of(actor: Actor, user: User, waits: Mapping[int, Proposal]) -> list[SeatLine]:
    """Seats above file level, those in force first; ``waits``: which of them wait for a second person."""
    if not actor.holds(Permission.ADMINISTER):
        return []
    rows = Seat.objects.filter(user=user, circle__kind__in=ABOVE).select_related("circle").order_by("-from_date", "-id")
    found = [
        SeatLine(
            id=row.pk,
            role=title(row.role),
            where=str(row.circle),
            from_date=row.from_date,
            until_date=row.until_date,
            is_over=row.ended_at is not None or (row.until_date is not None and row.until_date < actor.on),
            is_proposed=row.is_proposed,
            proposal_key=waits[row.pk].key if row.pk in waits else "",
        )
        for row in rows
    ]
    return sorted(found, key=lambda line: line.is_over)


def file_seats(actor: Actor, user: User) -> int:
    """In how many files, groups and events the person has a seat today; which ones is not an administrator's matter.

    A closed circle is not among them: that somebody leads what follows a concern is told by no number.
    """
    if not actor.holds(Permission.ADMINISTER):
        return 0
    return Seat.objects.filter(in_force(actor.on), user=user, circle__is_closed=False).exclude(circle__kind__in=ABOVE).count()


def seat_by_id(actor: Actor, user: User, number: int) -> Seat | None:
    """A seat of this person above file level."""
    if not actor.holds(Permission.ADMINISTER):
        return None
    return Seat.objects.filter(pk=number, user=user, circle__kind__in=ABOVE).select_related("circle", "user").first()


def places(actor: Actor) -> list[tuple[str, str]]:
    """Circles somebody can be appointed in, as choices: the organisation, then sites, then projects."""
    if not actor.holds(Permission.ADMINISTER):
        return []
    rows = Circle.objects.filter(kind__in=ABOVE).order_by("name", "id")
    return [(str(row.pk), str(row)) for kind in ABOVE for row in rows if row.kind == kind]


def appointments(actor: Actor) -> list[tuple[str, Any]]:
    """Roles an administrator can give; an auditor is seated by a coordinator with a sample."""
    return [(key, role.title) for key, role in roles_here().items() if key != "auditor"] if actor.holds(Permission.ADMINISTER) else []


def functions(actor: Actor, *, active_only: bool = False) -> list[Function]:
    """The open list of functions and professions, those out of use last."""
    rows = Function.objects.filter(Q(is_active=True) if active_only else Q())
    return sorted(rows, key=lambda one: (not one.is_active, by_name(one)))


def function_by_key(actor: Actor, key: str) -> Function | None:
    return Function.objects.filter(key=key).first()


def has_two_factor(actor: Actor, user: User | None) -> bool:
    """Whether a second step of signing in is switched on, for the administrator and for oneself."""
    return (actor.user == user or actor.holds(Permission.ADMINISTER)) and Authenticator.objects.filter(user=user).exists()
