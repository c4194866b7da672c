"""What was set: the numbers of the house for its administrator, the own calendar address for its owner."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from ligzda.access.actor import Actor
from ligzda.access.deadlines import Deadline, in_order, series
from ligzda.access.models import CalendarFeed, Setting
from ligzda.access.permissions import Permission


@dataclass(frozen=True)
class Term:
    """One clock of the house: what holds, what would hold otherwise, who changed it."""

    deadline: Deadline
    numbers: tuple[int, ...]
    changed_by: str
    changed_at: dt.datetime | None

    @property
    def in_force(self) -> str:
        return in_a_row(self.numbers)

    @property
    def default(self) -> str:
        return in_a_row(self.deadline.numbers)

    @property
    def is_changed(self) -> bool:
        return self.numbers != self.deadline.numbers


def in_a_row(numbers: tuple[int, ...]) -> str:
    """1, 3, 6, 12"""
    return ", ".join(str(number) for number in numbers)


def terms(actor: Actor) -> list[Term]:
    """All clocks in the order in which the work meets them."""
    if not actor.holds(Permission.ADMINISTER):
        return []
    changed: dict[str, Any] = {row.name: row for row in Setting.objects.select_related("changed_by")}
    return [_term(deadline, changed.get(deadline.name)) for deadline in in_order()]


def term(actor: Actor, name: str) -> Term | None:
    return next((one for one in terms(actor) if one.deadline.name == name), None)


def _term(deadline: Deadline, row: Any) -> Term:
    who, when = (str(row.changed_by or ""), row.changed_at) if row else ("", None)
    return Term(deadline, tuple(row.numbers) if row else series(deadline.name), who, when)


def feed_of(actor: Actor) -> CalendarFeed | None:
    """The own calendar address, as far as it is known: when it was made and last read, never the secret."""
    return CalendarFeed.objects.filter(user=actor.user).first() if actor.user else None
