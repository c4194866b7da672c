"""The trail: every change in the action's transaction, every read of a personal file before the page is sent.

Entries hold ids and salted digests of values, never personal text. Each is signed as it is written (``leaves``) and
sealed into a hash chain in batches (``sealing``): an entry younger than the last seal could still be removed unseen, so
the sealing job runs every minute and ``report`` says how old the oldest unsealed entry is.
"""

import datetime as dt
import hashlib
import re
import secrets
from collections.abc import Iterable, Mapping
from typing import Any

from ligzda.access import keys
from ligzda.access.actor import Actor
from ligzda.access.audit_labels import neutral
from ligzda.access.homes import CIRCLE, circle_of, organisation
from ligzda.access.models import AuditEntry, Circle, ReadEntry, User
from ligzda.access.sealing import prune, seal
from ligzda.access.shown import Reading, is_always_closed
from ligzda.access.verifying import Report, report, verify
from ligzda.kernel import clock
from ligzda.kernel.text import fold
from ligzda.kernel.translated import by_language

__all__ = ["Report", "digest", "forget", "note", "prune", "read", "record", "report", "seal", "verify"]

AGAIN = dt.timedelta(minutes=10)  # opened again within these: the same reading
TYPED = frozenset({"q", "family", "person"})  # where words are typed in an address; every other part of it is a code
CODE = re.compile(r"[\w.,:+-]{1,40}")


def digest(salt: str, value: Any) -> str:
    """A salted digest; without the salt it leads to nobody."""
    return hashlib.sha256(f"{salt}|{value}".encode()).hexdigest()[:24]


def record(by: Actor, act: str, thing: Any, *, circle: Circle | None = None, changed: Mapping[str, tuple[Any, Any]] | None = None) -> None:
    """One entry for one act, in the circle it belongs to (``homes``; ``circle`` where the caller knows it better).

    ``changed`` maps a field to (before, after); only digests are kept.
    """
    circle = thing.circle if circle is None and is_always_closed(thing._meta.model) else circle
    act, label, number = _said(act, thing, circle)
    salt = secrets.token_hex(16)
    AuditEntry.objects.create(
        user=by.user,
        act=f"{by.system_name}:{act}"[:60] if by.is_system else act,
        thing=label,
        thing_id=number,
        circle_id=circle.pk if circle else circle_of(by, thing),
        salt=salt,
        digests={name: [digest(salt, before), digest(salt, after)] for name, (before, after) in by_language(changed or {}).items()},
    )


def _said(act: str, thing: Any, circle: Circle | None) -> tuple[str, str, int]:
    """Act, kind and number. What a closed circle is about, a group or a concern, is called by its circle: the stored row tells no more."""
    if (
        circle is None
        or not circle.is_closed
        or circle.pk != getattr(thing, "circle_id", None)
        or not thing._meta.get_field("circle").one_to_one
    ):
        return act, thing._meta.label_lower, thing.pk
    return neutral(act), CIRCLE, circle.pk


def read(by: Actor, readings: Iterable[Reading], *, page: str, asked: Mapping[str, Any] | None = None) -> None:
    """Note what a page hands out: one entry for each reader, file and page within ten minutes. Called by ``pages`` alone.

    One statement looks, one writes; they lie in the trail, so that it holds over processes and after a restart.
    """
    if by.user is None or not (wanted := dict.fromkeys(readings)):
        return
    filters = _filter(asked or {})
    latest = ReadEntry.objects.filter(user_id=by.user.pk, page=page[:60], at__gt=clock.now() - AGAIN).order_by()
    done = [tuple(row) for row in latest.values_list("circle_id", "thing", "thing_id", "asked")]
    entries = [(one.circle_id, one.thing, one.thing_id, {} if one.thing_id else filters) for one in wanted]
    ReadEntry.objects.bulk_create(
        ReadEntry(user_id=by.user.pk, circle_id=circle, thing=thing, thing_id=number, page=page[:60], asked=said)
        for circle, thing, number, said in entries
        if (circle, thing, number, said) not in done
    )


def _filter(asked: Mapping[str, Any]) -> dict[str, Any]:
    """What a list was narrowed to: codes as they are, each typed word as a digest that needs our key."""
    said: dict[str, Any] = {}
    for name, given in asked.items():
        value = str(given)
        is_code = name not in TYPED and CODE.fullmatch(value)
        if value:
            said[name[:20]] = value if is_code else [keys.lookup_digest(word)[:24] for word in fold(value).split()[:12]]
    return said


def note(act: str, *, user: User | None) -> None:
    """What happens at the door: signed in, signed out, refused. A failed attempt with an unknown address has no user."""
    AuditEntry.objects.create(user=user, act=act, thing=User._meta.label_lower, thing_id=user.pk if user else None, circle=organisation())


def forget(things: Mapping[str, list[int]]) -> int:
    """Erasure: destroy the salts of all entries about these things (label → ids). The chain stays whole; digests lead nowhere."""
    return sum(AuditEntry.objects.filter(thing=label, thing_id__in=ids).exclude(salt="").update(salt="") for label, ids in things.items())
