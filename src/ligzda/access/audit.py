"""The trail: every change in the action's transaction, every read of a personal file before the page is sent.

Entries hold ids and salted digests of values, never personal text.
"""

import hashlib
import secrets
from collections.abc import Mapping
from typing import Any

from ligzda.access.actor import Actor
from ligzda.access.models import AuditEntry, Circle, ReadEntry


def digest(salt: str, value: Any) -> str:
    """A salted digest; without the salt it leads to nobody."""
    return hashlib.sha256(f"{salt}|{value}".encode()).hexdigest()[:24]


def record(by: Actor, act: str, thing: Any, *, circle: Circle | None = None, changed: Mapping[str, tuple[Any, Any]] | None = None) -> None:
    """One entry for one act. ``changed`` maps a field to (before, after); only digests are kept."""
    salt = secrets.token_hex(16)
    AuditEntry.objects.create(
        user=by.user, act=f"{by.system_name}:{act}" if by.is_system else act,
        thing=thing._meta.label_lower, thing_id=thing.pk, circle=circle, salt=salt,
        digests={name: [digest(salt, before), digest(salt, after)] for name, (before, after) in (changed or {}).items()},
    )


def read(by: Actor, thing: Any, *, circle: Circle | None = None, page: str) -> None:
    """Note that ``by`` opened ``thing``."""
    if by.user is not None:
        ReadEntry.objects.create(
            user_id=by.user.pk, circle_id=circle.pk if circle else None, thing=thing._meta.label_lower, thing_id=thing.pk, page=page
        )
