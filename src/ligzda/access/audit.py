"""The trail: every change in the action's transaction, every read of a personal file before the page is sent.

Entries hold ids and salted digests of values, never personal text. They are written at once and sealed into a hash
chain in batches (``sealing``): an entry younger than the last seal could still be altered unseen, so the sealing job
runs every minute and ``report`` says how old the oldest unsealed entry is.
"""

import hashlib
import secrets
from collections.abc import Iterable, Mapping
from typing import Any

from ligzda.access.actor import Actor
from ligzda.access.models import AuditEntry, Circle, ReadEntry, User
from ligzda.access.sealing import Report, prune, report, seal, verify

__all__ = ["Report", "digest", "forget", "note", "prune", "read", "read_many", "record", "report", "seal", "verify"]


def digest(salt: str, value: Any) -> str:
    """A salted digest; without the salt it leads to nobody."""
    return hashlib.sha256(f"{salt}|{value}".encode()).hexdigest()[:24]


def record(by: Actor, act: str, thing: Any, *, circle: Circle | None = None, changed: Mapping[str, tuple[Any, Any]] | None = None) -> None:
    """One entry for one act. ``changed`` maps a field to (before, after); only digests are kept."""
    salt = secrets.token_hex(16)
    AuditEntry.objects.create(
        user=by.user,
        act=f"{by.system_name}:{act}"[:60] if by.is_system else act,
        thing=thing._meta.label_lower,
        thing_id=thing.pk,
        circle=circle,
        salt=salt,
        digests={name: [digest(salt, before), digest(salt, after)] for name, (before, after) in (changed or {}).items()},
    )


def read(by: Actor, thing: Any, *, circle: Circle | None = None, page: str) -> None:
    """Note that ``by`` opened ``thing``."""
    if by.user is not None:
        ReadEntry.objects.create(
            user_id=by.user.pk, circle_id=circle.pk if circle else None, thing=thing._meta.label_lower, thing_id=thing.pk, page=page
        )


def read_many(by: Actor, things: Iterable[tuple[Any, Circle]], *, page: str) -> None:
    """The same for a list that shows something of each, in one statement."""
    if by.user is not None:
        ReadEntry.objects.bulk_create(
            ReadEntry(user_id=by.user.pk, circle_id=circle.pk, thing=thing._meta.label_lower, thing_id=thing.pk, page=page)
            for thing, circle in things
        )


def note(act: str, *, user: User | None) -> None:
    """What happens at the door: signed in, signed out, refused. A failed attempt with an unknown address has no user."""
    AuditEntry.objects.create(user=user, act=act, thing=User._meta.label_lower, thing_id=user.pk if user else None)


def forget(things: Mapping[str, list[int]]) -> int:
    """Erasure: destroy the salts of all entries about these things (label → ids). The chain stays whole; digests lead nowhere."""
    return sum(AuditEntry.objects.filter(thing=label, thing_id__in=ids).exclude(salt="").update(salt="") for label, ids in things.items())
