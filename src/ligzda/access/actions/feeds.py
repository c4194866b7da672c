"""The secret address of a person's calendar: made, renewed, taken back; read by a calendar that cannot sign in."""

import hashlib
import secrets

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ligzda.access import audit
from ligzda.access.actor import Actor
from ligzda.access.models import CalendarFeed, User
from ligzda.access.permissions import Permission
from ligzda.access.shown import Reading
from ligzda.kernel import clock
from ligzda.kernel.refused import Refused

BYTES = 32  # nobody guesses 256 bits


@transaction.atomic
def make(*, by: Actor) -> str:
    """A new secret, told once; the one before stops working at this moment."""
    if by.user is None:
        raise Refused(_("Sign in first."))
    secret = secrets.token_urlsafe(BYTES)
    values = {"digest": _digest(secret), "made_at": clock.now(), "read_at": None}
    feed, _new = CalendarFeed.objects.update_or_create(user=by.user, defaults=values)
    audit.record(by, "make_feed", feed)
    return secret


@transaction.atomic
def revoke(*, by: Actor) -> None:
    """Whoever still holds the address finds nothing there."""
    feed = CalendarFeed.objects.select_for_update().filter(user=by.user).first() if by.user else None
    if feed:
        audit.record(by, "revoke_feed", feed)
        feed.delete()


@transaction.atomic
def opened(secret: str, *, by: Actor) -> User | None:
    """Whose calendar this is, while the address and the account are open. The first reading of a day is noted."""
    feed = CalendarFeed.objects.select_related("user").filter(digest=_digest(secret), user__is_active=True).first()
    if feed is None:
        return None
    if feed.read_at is None or clock.day_of(feed.read_at) != by.on:
        reader = Actor(feed.user)
        audit.read(reader, [Reading(reader.seat_circle(Permission.OWN_WORK), "access.calendarfeed", feed.pk)], page="desk:feed")
    CalendarFeed.objects.filter(pk=feed.pk).update(read_at=clock.now())
    return feed.user


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
