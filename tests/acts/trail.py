"""One act is run once, and what it left in the trail is compared with what it owes: act, thing, circle, who, fields with both values."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from ligzda.access.actor import Actor
from ligzda.access.audit import digest
from ligzda.access.models import AuditEntry, Circle, Seat
from tests.acts.late import Late

ANYTHING = object()  # a value that the test cannot know beforehand: a moment, a fingerprint
Key = tuple[str, str, int | None, int | None, int | None, tuple[str, ...]]


@dataclass(frozen=True)
class Line:
    """One entry as it should stand. ``changed``: field → (before, after)."""

    act: str
    thing: str
    number: int | None
    circle: int
    who: Actor | None = None
    changed: dict[str, tuple[Any, Any]] = field(default_factory=dict)

    def key(self, caller: Actor) -> Key:
        who = self.who or caller
        act = f"{who.system_name}:{self.act}" if who.is_system else self.act
        return act, self.thing, self.number, self.circle, who.user.pk if who.user else None, tuple(sorted(self.changed))


def line(act: str, thing: Any, circle: Circle, /, *, who: Actor | None = None, **changed: tuple[Any, Any]) -> Line:
    """What is deleted by its act is copied before: ``line("remove_alias", copy(alias), …)``. ``who``: somebody other than the caller."""
    return Line(act, thing._meta.label_lower, thing.pk, circle.pk, who, changed)


def seated(seat: Seat) -> Line:
    """Somebody took this seat."""
    return line("seat", seat, seat.circle, role=("", seat.role), until_date=("", seat.until_date))


def unseated(seat: Seat, last: dt.date | None) -> Line:
    """Somebody left this seat, which had no end before."""
    return line("unseat", seat, seat.circle, until_date=(None, last))


class Trail:
    """``call`` an act, then say what it ``leaves``. Whoever calls and says nothing fails."""

    def __init__(self) -> None:
        self.entries: list[AuditEntry] = []
        self.caller = Actor(None)
        self.is_told = True
        self.owed = set[str]()  # by all acts of one test

    def call(self, action: Callable[..., Any], *about: Any, by: Actor, **how: Any) -> Any:
        assert self.is_told, "Say what the act before leaves."
        self.caller = by
        before = AuditEntry.objects.order_by("-id").values_list("id", flat=True).first() or 0
        late = Late(action, about, by, how)
        late.must_be_told_that_it_is_gone()
        answer = action(*about, by=by, **how)
        self.is_told = False
        self.entries = list(AuditEntry.objects.filter(id__gt=before).order_by("id"))
        late.must_get_an_answer()
        return answer

    def leaves(self, *owed: Line) -> None:
        """These lines and no other. Without one: the act promises none."""
        self.is_told = True
        self.owed |= {one.act for one in owed}
        wanted = sorted(owed, key=lambda one: repr(one.key(self.caller)))
        written = sorted(self.entries, key=lambda one: repr(key_of(one)))
        assert [key_of(one) for one in written] == [one.key(self.caller) for one in wanted]
        for entry, one in zip(written, wanted):
            for name, (before, after) in one.changed.items():
                for value, kept in zip((before, after), entry.digests[name]):
                    assert value is ANYTHING or kept == digest(entry.salt, value), f"{entry.act}: {name} {value!r}"


def key_of(entry: AuditEntry) -> Key:
    return entry.act, entry.thing, entry.thing_id, entry.circle_id, entry.user_id, tuple(sorted(entry.digests))
