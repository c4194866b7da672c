"""When a family was last met, as a part of other statements: for lists that ask it of every row."""

import datetime as dt
from typing import Any

from django.db.models import Exists, OuterRef, Subquery

from ligzda.access.actor import Actor
from ligzda.access.permissions import Permission
from ligzda.services.models import Session

IN_PERSON = (Session.Mode.INDIVIDUAL, Session.Mode.PAIR, Session.Mode.FAMILY)


def _met(actor: Actor, word: Permission) -> Any:
    """Meetings of the file that took place and that ``word`` opens to this actor; no letters, no groups."""
    rows = Session.objects.visible_to(actor, word).filter(case=OuterRef("case"), mode__in=IN_PERSON)
    return rows.filter(status=Session.Status.HELD, voided_at=None, moved_to=None)


def last_met(actor: Actor, word: Permission) -> Subquery:
    """The day of the last one, for rows with a ``case``."""
    return Subquery(_met(actor, word).order_by("-date", "-id").values("date")[:1])


def met_since(actor: Actor, word: Permission, day: dt.date) -> Exists:
    """Whether there was one on that day or after it."""
    return Exists(_met(actor, word).filter(date__gte=day))
