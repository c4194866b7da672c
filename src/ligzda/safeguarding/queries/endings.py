"""What was ended over an open concern, for those who lead it."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from ligzda.access.actor import Actor
from ligzda.access.permissions import Permission
from ligzda.people.models import Reversal
from ligzda.people.reversing import KINDS
from ligzda.safeguarding.models import Concern, ConcernEnding


@dataclass(frozen=True)
class Ending:
    """One act over an open concern: what, in which file, when and by whom; and what the circle made of it."""

    id: int
    label: Any
    file: str
    at: dt.datetime
    by: str
    is_settled: bool
    undone_because: Any


def endings(actor: Actor, concern: Concern) -> list[Ending]:
    """In order. One statement."""
    rows = ConcernEnding.objects.visible_to(actor, Permission.HANDLE_CONCERN).filter(concern=concern)
    return [_ending(row) for row in rows.select_related("reversal__circle", "reversal__made_by").defer("reversal__kept").order_by("id")]


def ending_by_id(actor: Actor, concern: Concern, number: int) -> ConcernEnding | None:
    rows = ConcernEnding.objects.visible_to(actor, Permission.HANDLE_CONCERN).filter(concern=concern, pk=number)
    return rows.select_related("reversal__circle", "reversal__made_by", "concern__circle").defer("reversal__kept").first()


def _ending(row: ConcernEnding) -> Ending:
    act = row.reversal
    because = Reversal.Reason(act.reason).label if act.undone_at else ""
    label = KINDS[act.kind].label if act.kind in KINDS else act.kind
    return Ending(row.pk, label, str(act.circle or ""), act.made_at, str(act.made_by or ""), row.settled_at is not None, because)
