"""Risk flags in force, of a family and its people; which families stand at high risk."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from ligzda.access.actor import Actor, prepared
from ligzda.access.permissions import Permission
from ligzda.people.models import Membership
from ligzda.safeguarding.models import RiskFlag


@dataclass(frozen=True)
class Flag:
    """A risk as the file's page shows it; ``is_due``: it is to be looked at again, and stands until somebody does."""

    key: str
    level: str
    label: Any
    reason: str
    about: str
    review_date: dt.date
    is_due: bool


def flags_of(actor: Actor, family_id: int, people: Iterable[int]) -> list[Flag]:
    """Of the family and of its members (ids of roots), the highest first. The caller has checked sight of the file. One statement."""
    order = {RiskFlag.Level.HIGH: 0, RiskFlag.Level.MEDIUM: 1, RiskFlag.Level.LOW: 2}
    rows = _rows(actor, family=family_id, people=list(people))
    found = [
        Flag(key, level, RiskFlag.Level(level).label, reason, f"{first or ''} {last or ''}".strip(), review, review < actor.on)
        for key, level, reason, first, last, review in rows
    ]
    return sorted(found, key=lambda one: order[RiskFlag.Level(one.level)])


@prepared
def _rows(actor: Actor, *, family: int, people: list[int]) -> Any:
    rows = RiskFlag.objects.filter(Q(family=family) | Q(person__in=people), ended_at__isnull=True).order_by("id")
    return rows.values_list("key", "level", "reason", "person__first_name", "person__last_name", "review_date")


def flag_by_key(actor: Actor, key: str) -> RiskFlag | None:
    return RiskFlag.objects.visible_to(actor, Permission.NOTE).filter(key=key).select_related("person", "family").first()


def high_risk(actor: Actor, families: Iterable[int]) -> set[int]:
    """Of these families (ids of roots) those with a high flag in force, their own or of a member. Two statements."""
    asked = set(families)
    high = RiskFlag.objects.filter(level=RiskFlag.Level.HIGH, ended_at__isnull=True)
    found = {pk for pk in high.filter(family__in=asked).values_list("family_id", flat=True) if pk is not None}
    people = high.filter(person__isnull=False).values("person_id")
    rows = Membership.objects.filter(Q(family__in=asked) | Q(family__root__in=asked))
    rows = rows.filter(Q(person__in=people) | Q(person__root__in=people))
    pairs: list[tuple[int, int | None]] = list(rows.values_list("family_id", "family__root_id"))
    return found | {root or family for family, root in pairs}
