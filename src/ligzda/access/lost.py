"""A place in a file is given back when an act is undone; a right that its holder lost otherwise since is not."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from ligzda.access.models import AuditEntry, Circle, Seat, User
from ligzda.access.proposing import ABOVE
from ligzda.kernel import clock


def lost_since(seat: Seat, since: dt.datetime) -> bool:
    """Whether its holder lost since what this place would give them: with the account, or with the role above the file."""
    return left_since(seat.user_id, since) or left_since(seat.instead_of_id, since) or _role_ended(seat, since)


def ended(seat: Seat) -> dict[str, Any]:
    """In force on no day. It stays in the history, so that the file says who sat there and who is missing."""
    last = seat.until_date or max(seat.from_date, clock.today())
    return {"until_date": last, "ended_at": seat.ended_at or clock.now()}


def taken_by_others(seat: Seat, besides: Iterable[Any]) -> Any:
    """Places given since beside which this one cannot run: the same person's own, or whoever is responsible now."""
    rows = Seat.objects.filter(circle=seat.circle_id, until_date__isnull=True, ended_at__isnull=True, is_proposed=False).exclude(
        pk__in=besides
    )
    if seat.until_date is not None or seat.ended_at is not None:
        return rows.none()
    same = Q(user=seat.user_id, role=seat.role, instead_of=seat.instead_of_id)
    return rows.filter(same | Q(is_responsible=True) if seat.is_responsible else same).order_by("pk")


def left_since(user: int | None, since: dt.datetime) -> bool:
    """Whether this account is closed, or was since, even if it was opened again: then its roles are given anew."""
    if user is None:
        return False
    return not User.objects.filter(pk=user, is_active=True).exists() or happened("close_user", user, since)


def happened(act: str, user: int, since: dt.datetime) -> bool:
    """Whether the trail has this act about an account since, by whomever: a person, a job or a command."""
    acts = AuditEntry.objects.filter(thing=User._meta.label_lower, thing_id=user, at__gte=since)
    return acts.filter(Q(act=act) | Q(act__endswith=f":{act}")).exists()


def _role_ended(seat: Seat, since: dt.datetime) -> bool:
    """Whether the same role at the site, in the project or in the organisation above ended since, and nobody gave it anew."""
    above = Circle.objects.filter(kind__in=ABOVE).values("pk")
    rows = Seat.objects.filter(user=seat.user_id, role=seat.role, circle__in=above, is_proposed=False)
    today = clock.today()
    over = rows.filter(Q(ended_at__gte=since) | Q(until_date__gte=clock.day_of(since), until_date__lt=today) | Q(until_date=today))
    runs = rows.filter(ended_at__isnull=True).filter(Q(until_date__isnull=True) | Q(until_date__gt=today))
    return over.exists() and not runs.exists()
