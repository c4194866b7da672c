"""Key rotation: every protected value is written anew with the newest key, in batches, while people work."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from django.apps import apps
from django.db import transaction
from django.db.models import Q

from ligzda.access import audit, keys
from ligzda.access.actor import Actor
from ligzda.access.fields import EncryptedTextField
from ligzda.access.models import User

BATCH = 200


@dataclass(frozen=True)
class Shelf:
    """Something encrypted that lies outside the database: how much of it is written with another key, and writing it anew."""

    stale: Callable[[str], int]
    rewrite: Callable[[str], int]


SHELVES: list[Shelf] = []  # a room that keeps files adds its own


def protected_fields() -> list[tuple[Any, str]]:
    """Every encrypted column of the product, found in the models themselves."""
    return [
        (model, field.attname)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, EncryptedTextField)
    ]


def waiting() -> int:
    """How many values are written with another key than the newest: 0 means that older keys may be put away."""
    newest = keys.current_key_id()
    columns = sum(_stale(model, name, newest).count() for model, name in protected_fields())
    second_steps = sum(_written_anew(step.data, newest) != step.data for step in Authenticator.objects.all())
    return columns + second_steps + sum(shelf.stale(newest) for shelf in SHELVES)


def rotate(*, by: Actor, new_key: bool = True, batch: int = BATCH) -> int:
    """Add a key (unless told not to) and write everything with it. Safe to break off and to run again. Answers how many."""
    key_id = keys.add_key() if new_key else keys.current_key_id()
    total = sum(_rewrite(model, name, key_id, batch) for model, name in protected_fields()) + _rewrite_second_steps(key_id)
    total += sum(shelf.rewrite(key_id) for shelf in SHELVES)
    with transaction.atomic():
        audit.record(by, "rotate_keys", User(), changed={"key_id": ("", key_id)})
    return total


def _stale(model: Any, name: str, key_id: str) -> Any:
    """Compared as stored text: the field itself refuses to be searched."""
    stored = f'"{model._meta.db_table}"."{name}"'
    rows = model._base_manager.extra(where=[f"{stored} NOT LIKE %s"], params=[f"{key_id}$%"])  # noqa: S610  names of our own columns
    return rows.exclude(Q(**{name: ""}) | Q(**{f"{name}__isnull": True}))


def _rewrite(model: Any, name: str, key_id: str, batch: int) -> int:
    """Each batch in a transaction of its own: reading decrypts, writing encrypts with the newest key."""
    total = 0
    while True:
        with transaction.atomic():
            rows = list(_stale(model, name, key_id).order_by("pk").select_for_update().only("pk", name)[:batch])
            model._base_manager.bulk_update(rows, [name])
        total += len(rows)
        if len(rows) < batch:
            return total


def _rewrite_second_steps(key_id: str) -> int:
    """The secrets of the second step of sign-in lie in JSON of their own."""
    total = 0
    for step in Authenticator.objects.order_by("pk"):
        data = _written_anew(step.data, key_id)
        if data != step.data:
            total += Authenticator.objects.filter(pk=step.pk).update(data=data)
    return total


def _written_anew(value: Any, key_id: str) -> Any:
    if isinstance(value, dict):
        return {name: _written_anew(part, key_id) for name, part in value.items()}
    if isinstance(value, list):
        return [_written_anew(part, key_id) for part in value]
    stale = isinstance(value, str) and keys.is_token(value) and not value.startswith(f"{key_id}$")
    return keys.encrypt(keys.decrypt(value)) if stale else value
