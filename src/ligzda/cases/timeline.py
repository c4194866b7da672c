"""What the rooms that speak in a family's timeline share: who reads which files, what a line is, where the next page begins.

A room offers ``timeline(reading)`` in its own queries; ``desk`` names the rooms and merges what they answer.
"""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import ExpressionWrapper, F, Q, TextField
from django.db.models.functions import Coalesce

from ligzda.access.actor import Actor
from ligzda.access.keys import decrypt
from ligzda.access.permissions import Tier
from ligzda.cases.queries.cover import InPlaceOf

SIZE = 25


class Kind(NamedTuple):
    """One kind of line. On one day the higher rank stands on top; each kind has a rank of its own, for it marks where a page ends."""

    name: str
    rank: int
    is_of_people: bool = True  # else it has no place where lines about one person are asked for


@dataclass(frozen=True)
class TimelineEntry:
    """One line: what the shared template of a timeline draws."""

    kind: Kind
    pk: int
    date: dt.date
    icon: str
    title: str
    url: str = ""
    meta: str = ""
    text: str = ""
    badges: list[dict[str, str]] = field(default_factory=list)
    void: bool = False
    id: str = ""

    @property
    def mark(self) -> str:
        """Where the next page begins."""
        return f"{self.date.isoformat()}.{self.kind.rank}.{self.pk}"


@dataclass(frozen=True)
class Reading:
    """Who reads which files (id → tiers readable there), about whom, and after which mark."""

    actor: Actor
    clear: dict[int, Collection[Tier]]
    circles: dict[int, int]  # file → its circle
    places: InPlaceOf
    who: int | None = None
    after: tuple[dt.date, int, int] | None = None
    size: int = SIZE
    kind: str = ""  # the only one that is asked for; empty: all

    def wants(self, kind: Kind) -> bool:
        """Whether a room has to look for this kind at all."""
        return bool(self.clear) and self.kind in ("", kind.name) and (kind.is_of_people or not self.who)

    def who_wrote(self, case: int, user: int | None, name: str | None, on: dt.date) -> str:
        """The name; where it was a stand-in's, for whom."""
        return self.places.name(self.circles[case], user, name, on) if name else ""

    def rows(self, source: Any, kind: Kind) -> list[tuple[Any, ...]]:
        """One page of a source, strictly after the mark in the order of date, kind and id."""
        edge = ""
        values: dict[str, Any] = {"cases": list(self.clear), "who": self.who, "day": None, "pk": None}
        if self.after is not None:
            day, rank, pk = self.after
            edge = "before" if kind.rank > rank else "until" if kind.rank < rank else "within"
            values |= {"day": day, "pk": pk if edge == "within" else None}
        found: list[tuple[Any, ...]] = source(self.actor, edge, self.size, **values)
        return found

    def text(self, case: int, note: "Written") -> str:
        """What this reader may read of a note; another's protected text is not even decrypted."""
        own = self.actor.user.pk if self.actor.user else None
        if note.tier not in self.clear[case] and note.author != own:
            return ""
        return note.text or (decrypt(note.sealed) if note.sealed else "")


class Written(NamedTuple):
    """A note as a line needs it; ``sealed`` is still encrypted."""

    tier: str
    author: int
    text: str
    sealed: str
    is_void: bool


def written_columns(path: str) -> tuple[Any, ...]:
    """The columns of ``Written``; ``path`` leads to the note."""
    sealed = ExpressionWrapper(F(f"{path}sealed_text"), TextField())
    return (f"{path}tier", f"{path}author_id", f"{path}text", sealed, f"{path}voided_at")


def as_note(tier: str, author: int, text: str, sealed: str, voided_at: dt.datetime | None) -> Written:
    return Written(tier, author, text, sealed, voided_at is not None)


def beyond(edge: str, day: Any, pk: Any, date: str = "date") -> Q:
    """Before the mark's day, until its end, or within it as far as the mark."""
    if not edge:
        return Q()
    if edge == "until":
        return Q(**{f"{date}__lte": day})
    before = Q(**{f"{date}__lt": day})
    return before | Q(**{date: day, "id__lt": pk}) if edge == "within" else before


def is_person(who: int | None, path: str = "person") -> Q:
    """About this person, under whatever record it is written; about anybody where nobody is asked for."""
    return Q(**{path: who}) | Q(**{f"{path}__root": who}) if who else Q()


def name_of_person(path: str = "person") -> tuple[Any, Any]:
    """First and last name as the root record has them."""
    return Coalesce(f"{path}__root__first_name", f"{path}__first_name"), Coalesce(f"{path}__root__last_name", f"{path}__last_name")
