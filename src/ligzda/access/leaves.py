"""What of an entry is signed and sealed: its leaf. Each version names its columns, so that a new column breaks no old seal.

An entry is signed when it is written, by its own column (``SignatureField``), however it is written: one by one or many at once.
The signature holds the version of the leaf and a number used once, so that a copy of a signed row is known for a copy.
The salt of the digests is never part of it: erasure destroys the salt, and signature and seal stay whole.
"""

import datetime as dt
import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from typing import Any

from django.db import models

from ligzda.access import keys

# A new column of the trail: add a version that names it, and leave the old ones as they are.
LEAVES: dict[str, dict[int, tuple[str, ...]]] = {
    "access.auditentry": {
        1: ("id", "at", "user_id", "act", "thing", "thing_id", "circle_id", "digests"),
        2: ("id", "at", "user_id", "act", "thing", "thing_id", "circle_id", "digests", "signature"),
    },
    "access.readentry": {
        1: ("id", "at", "user_id", "circle_id", "thing", "thing_id", "page"),
        2: ("id", "at", "user_id", "circle_id", "thing", "thing_id", "page", "asked", "signature"),
    },
}
OUTSIDE = {"salt", "seal_id"}  # what an entry may lose or gain while its leaf stays the same
UNKNOWN_WHEN_SIGNED = {"id", "signature"}  # the database gives the number; a seal binds it


def newest(label: str) -> int:
    """The version that is written today."""
    return max(LEAVES[label])


def values(row: Any) -> dict[str, Any]:
    """An entry as the names and values of its columns."""
    return {one.attname: getattr(row, one.attname) for one in row._meta.concrete_fields}


def leaf(label: str, version: int, entry: Mapping[str, Any]) -> bytes:
    """The digest of an entry as a seal of this version takes it."""
    return _digest(entry, LEAVES[label][version])


def sign(row: Any, version: int | None = None) -> str:
    """``<key>$<version>$<used once>$<signature>`` over all that is known of an entry before it is written."""
    label, key_id, once = row._meta.label_lower, keys.current_seal_key_id(), secrets.token_hex(8)
    version = version or newest(label)
    return f"{key_id}${version}${once}${_signed(label, version, once, key_id, values(row))}"


def is_signed(label: str, entry: Mapping[str, Any]) -> bool:
    """Whether the signature of an entry is one that our key made over these very values."""
    parts = str(entry["signature"]).split("$")
    if len(parts) != 4 or not parts[1].isdecimal() or int(parts[1]) not in LEAVES[label]:
        return False
    key_id, version, once, given = parts
    right = _signed(label, int(version), once, key_id, entry)
    return bool(right) and hmac.compare_digest(right, given)


def _signed(label: str, version: int, once: str, key_id: str, entry: Mapping[str, Any]) -> str:
    columns = tuple(name for name in LEAVES[label][version] if name not in UNKNOWN_WHEN_SIGNED)
    return keys.sign("|".join(["entry", label, str(version), once, _digest(entry, columns).hex()]), key_id)


def _digest(entry: Mapping[str, Any], columns: tuple[str, ...]) -> bytes:
    chosen = {name: entry[name] for name in columns}
    chosen["at"] = entry["at"].astimezone(dt.UTC).isoformat()
    return hashlib.sha256(json.dumps(chosen, sort_keys=True, ensure_ascii=True).encode()).digest()


class SignatureField(models.CharField):
    """Signs the row as it is written for the first time, so that no way of writing an entry can forget it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 120)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("editable", False)
        super().__init__(*args, **kwargs)

    def pre_save(self, model_instance: Any, add: bool) -> Any:
        if add:
            setattr(model_instance, self.attname, sign(model_instance))
        return getattr(model_instance, self.attname)
