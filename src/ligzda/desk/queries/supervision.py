"""Supervision: one list at a time; beside them the caseload of each worker and who stands in for whom."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ligzda.access.actor import Actor
from ligzda.cases.queries.supervision import SupervisedFamily, changed, overdue, responsible_of, risky
from ligzda.cooperation import queries as cooperation
from ligzda.services.queries.families_without_contact import silent


def past_its_day(actor: Actor) -> list[SupervisedFamily]:
    """Stays, plans and work with others, the longest overdue first."""
    found = [*overdue(actor), *cooperation.overdue(actor)]
    return sorted(found, key=lambda line: (-line.overdue_days, line.family_name, line.number))


LISTS: dict[str, Callable[[Actor], Any]] = {"overdue": past_its_day, "risk": risky, "silent": silent, "changes": changed}
FIRST = "overdue"


@dataclass(frozen=True)
class Named:
    """Lines that are read, with the names of the responsible, only when they are cut."""

    actor: Actor
    rows: Any

    def __getitem__(self, cut: slice) -> list[SupervisedFamily]:
        return responsible_of(self.actor, list(self.rows[cut]))


def supervision(actor: Actor, show: str) -> Named:
    """The chosen list. The same number of statements for five families and for fifty."""
    return Named(actor, LISTS.get(show, past_its_day)(actor))
