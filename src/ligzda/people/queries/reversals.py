"""What the organisation undid in a file, for whoever reads the file."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.apps import apps

from ligzda.access.actor import Actor, prepared
from ligzda.access.models import Circle
from ligzda.access.permissions import Permission
from ligzda.people import reversing
from ligzda.people.models import Reversal


@dataclass(frozen=True)
class Undone:
    """An act that was taken back: which, when it was made and undone, and why. By whom is always the organisation."""

    label: Any
    made_at: dt.datetime
    undone_at: dt.datetime
    reason: Any


def undone(actor: Actor, circle: Circle) -> list[Undone]:
    """The latest first; one statement."""
    return [
        Undone(reversing.KINDS[kind].label, made, at, Reversal.Reason(reason).label)
        for kind, made, at, reason in _rows(actor, Permission.SEE_CASE, circle=circle.pk)
        if kind in reversing.KINDS
    ]


def asked(actor: Actor, act: Reversal) -> list[str]:
    """What whoever has this undone decides about, in words and without values: they may not be this reader's. The caller has found the act."""
    one = reversing.KINDS.get(act.kind)
    thing = apps.get_model(act.thing)._base_manager.filter(pk=act.thing_id).first() if one and not act.undone_at else None
    return [str(found.label) for found in one.asks(thing)] if one and thing else []


@prepared
def _rows(actor: Actor, word: Permission, *, circle: int) -> Any:
    rows = Reversal.objects.visible_to(actor, word).filter(circle=circle, undone_at__isnull=False).order_by("-undone_at", "-id")
    return rows.values_list("kind", "made_at", "undone_at", "reason")[:10]
