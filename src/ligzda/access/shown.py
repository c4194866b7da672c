"""What one answer hands out of whose file. Gathered where rows become Python, so that no page can forget it; ``pages`` writes
the readings from it before anything is sent.

Three ways lead here, none of them a view's. A text, contact detail or address that is taken from a record (``Told``) counts for
the circle the record belongs to. A thing that the address of the page names was opened, also where it holds no text. Rows of
people or files of which only names, states and dates are shown are a list.

Text that is fetched as plain values lies on no record, so its query says whose it is (``tell_of``). One that forgets it fails
closed: ``pages`` sends no answer that holds such text while no reading of a file is noted.

The notebook of a request lies in a context variable. It grants nothing: who may see is asked of the actor alone.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models.query_utils import DeferredAttribute

from ligzda.access.fields import LookupField
from ligzda.access.homes import CIRCLE, NONE, circles_at, way_home, ways_home

NO_FILE = frozenset({"access.user", "access.draft", "access.formkey"})  # colleagues know each other; a draft is its author's alone
FREE = (models.TextField, models.CharField, models.JSONField)
CODES = (LookupField, models.SlugField)

SHORTEST = 10  # letters: a shorter text may stand on a page for another reason

# What is done with the body of an answer before it is sent: (actor, circles it was taken from, text, the notebook) → text.
BODY_GUARDS: list[Callable[[Any, frozenset[int], str, "Shown"], str]] = []
# Who else follows which texts were saved: (actor, what was written, what was typed and where in it something was put back).
SAVED: list[Callable[[Any, Sequence["Written"], Mapping[str, Sequence[tuple[int, int]]]], None]] = []

_now: ContextVar["Shown | None"] = ContextVar("shown", default=None)


@dataclass(frozen=True)
class Reading:
    """One entry to write: of which thing in which circle; of a list no thing."""

    circle_id: int | None
    thing: str
    thing_id: int | None


@dataclass(frozen=True)
class Written:
    """A text that got another wording while a form was answered."""

    record: Any
    column: str
    before: str
    value: str


class Shown:
    """The notebook of one answer. ``named`` are the keys that stand in its address, ``path``; ``saves``: it answers a form."""

    def __init__(self, named: Collection[str] = (), path: str = "", *, saves: bool = False) -> None:
        self.named = frozenset(named)
        self.path, self.saves = path, saves
        self.written: list[Written] = []
        self.beside: list[Any] = []  # records of which a piece is shown that was not taken from them
        self.opened: dict[tuple[str, int], Any] = {}
        self.told: dict[tuple[type, int], Any] = {}
        self.circles: dict[int, tuple[str, int]] = {}  # texts that did not come as records: their circle, and of which thing
        self.known: dict[tuple[str, int], int] = {}  # things whose circle has been read already
        self.listed = ""
        self.plain: dict[int, tuple[str, str]] = {}  # texts that left the database and lie on no record: text and column, by identity

    def __bool__(self) -> bool:
        return bool(self.opened or self.told or self.circles or self.listed)

    def open(self, thing: Any, circle_id: int | None = None) -> None:
        """What the page is about."""
        at = (thing._meta.label_lower, thing.pk)
        self.opened[at] = thing
        if circle_id is not None:
            self.known[at] = circle_id

    def open_named(self, key: str, thing: Any) -> None:
        """The same where the address names it by this key, perhaps one of a record that was merged into it."""
        if key in self.named:
            self.open(thing)

    def tell(self, record: Any) -> None:
        """A text of this record was taken."""
        if record.pk is not None:
            self.told.setdefault((type(record), record.pk), record)

    def write(self, record: Any, column: str, value: str) -> None:
        """A text is set: on a new record, or anew on one that was read. What only comes from the database is not written."""
        is_new = record.__dict__.get(record._meta.pk.attname) is None
        before = "" if is_new else record.__dict__.get(column) or ""
        if (is_new or not record._state.adding) and value != before:
            self.written.append(Written(record, column, before, value))

    def tell_of(self, circle_id: int, thing: str = CIRCLE, thing_id: int | None = None) -> None:
        """A text that came as a plain row of a file in this circle."""
        self.circles.setdefault(circle_id, (thing, circle_id if thing_id is None else thing_id))

    def came(self, text: str, column: str) -> None:
        """A text left the database; until it lies on a record it may be one of plain values, which know no circle."""
        self.plain[id(text)] = (text, column)

    def lies_on_a_record(self, text: Any) -> None:
        self.plain.pop(id(text), None)

    def unaccounted(self, body: str | None) -> set[str]:
        """The columns whose text came as plain values and stands in the body; of a file that cannot be looked into, all that came."""
        return {column for text, column in self.plain.values() if body is None or text in body}

    def meet(self, rows: Iterable[Any], model: Any) -> None:
        """Rows that somebody's seats opened. One of a closed circle is noted there: a list noted outside would tell that it exists."""
        if not is_personal(model):
            return
        label, is_open = model._meta.label_lower, not is_always_closed(model)
        for row in rows:
            circle = row._state.fields_cache.get("circle") if isinstance(row, models.Model) else None
            if circle is not None and circle.is_closed:
                self.tell_of(circle.pk)
            elif is_open:
                self.listed = label
            if getattr(row, "key", None) in self.named:
                self.open(row)

    def readings(self, actor: Any, seat_circle: int | None, *, is_quiet: bool = False) -> list[Reading]:
        """One for each circle, with the thing that is narrowest there; else one of the list, in the circle of the seat.

        ``is_quiet``: beside what is noted in a circle nothing is said of a list, which would stand outside a closed one.
        """
        opened = self._resolved(actor, self.opened.values(), with_homes=False) or self._resolved(actor, self.opened.values())
        self.known |= opened
        told = self._resolved(actor, self.told.values(), near=frozenset(opened.values()))
        found: dict[int, list[tuple[str, int | None]]] = {}
        for at, circle in opened.items():  # in the order they were opened: the narrowest last
            others = found.get(circle, [])
            found[circle] = [*others, at] if others and others[0][0] == at[0] else [at]
        for at, circle in [*told.items(), *((at, circle) for circle, at in self.circles.items())]:
            found.setdefault(circle, [at])
        if seat_circle is not None and not (is_quiet and found) and (at_last := self._unplaced(is_placed=bool(found))):
            found.setdefault(seat_circle, [at_last])
        said = (Reading(circle, *_neutral(at, circle)) for circle, things in found.items() for at in things)
        return list(dict.fromkeys(said))

    def _unplaced(self, *, is_placed: bool) -> tuple[str, int | None] | None:
        """What is noted where the reader sits: something seen through no circle of theirs, or a list beside no opened thing."""
        if self.opened or self.told:
            things = [*self.opened.values(), *self.told.values()]
            if not is_placed:
                return things[-1]._meta.label_lower, things[-1].pk
        return (self.listed, None) if self.listed and not self.opened else None

    def _resolved(
        self, actor: Any, things: Iterable[Any], *, with_homes: bool = True, near: frozenset[int] = NONE
    ) -> dict[tuple[str, int], int]:
        """Thing → its circle. One statement for each kind of step that has not been read yet, whatever the number of things."""
        found: dict[tuple[str, int], int] = {}
        open_ends: dict[tuple[Any, tuple[str, ...]], dict[int, list[tuple[str, int]]]] = {}
        for thing in things:
            at = (thing._meta.label_lower, thing.pk)
            end = None if at in self.known else way_home(thing)
            beyond = (end[0]._meta.label_lower, end[1]) if end else at
            if beyond in self.known:
                found[at] = self.known[beyond]
            elif end and beyond[0] == CIRCLE:
                found[at] = end[1]
            elif end and (end[2] or with_homes):
                open_ends.setdefault((end[0], end[2]), {}).setdefault(end[1], []).append(at)
        for (model, rest), waiting in open_ends.items():
            for number, circle in circles_at(actor, model, rest, list(waiting), near).items():
                found |= dict.fromkeys(waiting[number], circle)
        return found


def current() -> "Shown | None":
    """The notebook of the answer that is being made here; None outside a request."""
    return _now.get()


@contextmanager
def gathering(shown: Shown) -> Iterator[Shown]:
    token = _now.set(shown)
    try:
        yield shown
    finally:
        _now.reset(token)


class Told(DeferredAttribute):
    """A column whose text, when it is taken from a record, counts as shown to whoever asks."""

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        value = super().__get__(instance, cls)
        if instance is not None and value and (shown := _now.get()) is not None:
            shown.tell(instance)
        return value

    def __set__(self, instance: Any, value: Any) -> None:
        if value and isinstance(value, str) and (shown := _now.get()) is not None and shown.saves:
            shown.write(instance, self.field.attname, value)
        instance.__dict__[self.field.attname] = value
        if value and (shown := _now.get()) is not None:
            shown.lies_on_a_record(value)


def _coming(column: Any) -> Callable[[Any, Any, Any], Any]:
    """How the column's text leaves the database: as a record, as values or as an aggregate, all pass here."""
    usual, name = getattr(column, "from_db_value", None), f"{column.model.__name__}.{column.name}"

    def from_db_value(value: Any, expression: Any, connection: Any) -> Any:
        found = usual(value, expression, connection) if usual else value
        if isinstance(found, str) and len(found) >= SHORTEST and (shown := _now.get()) is not None:
            shown.came(found, name)
        return found

    return from_db_value


def told_columns(model: Any) -> list[Any]:
    """Free text that says who somebody is or is delicate, but for names: those (``Personal.listed``) stand in every list."""
    personal = getattr(model, "Personal", None)
    if personal is None or model._meta.label_lower in NO_FILE:
        return []
    names = (personal.identifying | personal.sensitive) - getattr(personal, "listed", set())
    return [
        one
        for one in model._meta.concrete_fields
        if one.name in names and isinstance(one, FREE) and not isinstance(one, CODES) and not one.choices
    ]


def watch() -> None:
    """Every such column of every model, once when the house starts: a new one needs no line here."""
    for model in apps.get_models():
        for column in told_columns(model):
            setattr(model, column.attname, Told(column))
            column.from_db_value = _coming(column)


@cache
def is_always_closed(model: Any) -> bool:
    """Whether each of them lies in a closed circle, like a concern and its entries: that there is one shows in no list noted elsewhere."""
    here, on_the_way = model, [model]
    for name in next(iter(ways_home(model)), ()):
        here = here._meta.get_field(name).related_model
        on_the_way.append(here)
    return any(getattr(one._default_manager.all(), "always_closed", False) for one in on_the_way)


def _neutral(at: tuple[str, int | None], circle: int) -> tuple[str, int | None]:
    """What is always closed is called by its circle: the stored row does not tell of what kind it is."""
    model: Any = apps.get_model(at[0])
    return (CIRCLE, circle) if is_always_closed(model) else at


@cache
def is_personal(model: Any) -> bool:
    """Whether rows of it say anything of somebody: a project or a site does not."""
    personal = getattr(model, "Personal", None)
    return personal is not None and model._meta.label_lower not in NO_FILE and bool(personal.identifying | personal.sensitive)
