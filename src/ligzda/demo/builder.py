"""Collects rows and writes them in bulk, parents before children; all randomness comes from one seed."""

import datetime as dt
import random
from collections.abc import Iterator
from typing import Any, TypeVar

from django.db import models

from ligzda.access.models import AuditEntry, Circle, Seat
from ligzda.cases.models import Assessment, Case, ChildView, Episode, Note, Referral, Responsibility, Score, StateSpan
from ligzda.kernel.ids import ALPHABET
from ligzda.people.models import (
    Address,
    Bond,
    CircleAccess,
    Consent,
    ContactDetail,
    Family,
    FormerName,
    LanguageSkill,
    Membership,
    Person,
    PersonalCode,
    PrivacyNotice,
    Relation,
)
from ligzda.services.models import (
    AssistantGrant,
    Attendance,
    Cohort,
    Enrolment,
    Event,
    Group,
    GroupLeader,
    Invitation,
    Pause,
    Presence,
    Session,
    StatedNumber,
)

ORDER: tuple[type[models.Model], ...] = (
    Circle, Family, Person, FormerName, Membership, Relation, LanguageSkill, PersonalCode, ContactDetail, Address, Consent, PrivacyNotice, Bond,
    Case, CircleAccess, Seat, AssistantGrant, Episode, StateSpan, Responsibility, Referral, Group, GroupLeader, Cohort, Pause, Enrolment, StatedNumber, Event, Invitation, Presence,
    Note, Session, Attendance, Assessment, Score, ChildView, AuditEntry,
)  # fmt: skip

Row = TypeVar("Row", bound=models.Model)


class Builder:
    """Add model instances in any order; ``flush`` writes them in the order of foreign keys."""

    def __init__(self, seed: int, today: dt.date) -> None:
        self.rng = random.Random(seed)
        self.today = today
        self.rows: dict[type[models.Model], list[Any]] = {model: [] for model in ORDER}
        self._numbers: dict[str, int] = {}

    def key(self) -> str:
        """A public key from the seed, so that two loads with one seed give the same addresses."""
        return "".join(self.rng.choice(ALPHABET) for _ in range(8))

    def number(self, prefix: str) -> str:
        """The next case number of a site: BA-0001, BA-0002 …"""
        self._numbers[prefix] = self._numbers.get(prefix, 0) + 1
        return f"{prefix}-{self._numbers[prefix]:04d}"

    def add(self, row: Row) -> Row:
        """Keep a row for the next flush and give it back."""
        self.rows[type(row)].append(row)
        return row

    def circle(
        self, kind: str, parent: Circle | None = None, project: Circle | None = None, *, name: str = "", closed: bool = False
    ) -> Circle:
        """A circle below its site and project; its name is a number, a place or a key, never somebody's."""
        return self.add(Circle(kind=kind, parent=parent, project=project, name=name, is_closed=closed))

    def all(self, model: type[Row]) -> list[Row]:
        """What has been added and not yet written."""
        return self.rows[model]

    def flush(self) -> None:
        """Write everything; ids are set on the instances."""
        for model in ORDER:
            model._default_manager.bulk_create(self.rows[model], batch_size=500)
            self.rows[model] = []


def weekdays(start: dt.date, end: dt.date) -> list[dt.date]:
    """Working days of a stretch, both ends included."""
    days = (start + dt.timedelta(days=n) for n in range((end - start).days + 1))
    return [day for day in days if day.weekday() < 5]


def every(start: dt.date, days: int, times: int, skip: frozenset[dt.date] = frozenset()) -> Iterator[dt.date]:
    """``times`` dates ``days`` apart from ``start``, without those to skip."""
    day = start
    while times:
        if day not in skip:
            yield day
            times -= 1
        day += dt.timedelta(days=days)
