"""How an act that changes a state is kept and put back, whatever it changed.

A room declares which rows an act may touch (``Reversible.parts``). They are read before and after; the difference is what
the act did: columns changed, rows added, rows taken away. Putting back restores exactly that, and is refused where
something later stands on it: a row of these parts that came afterwards, or a value that somebody changed since.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.translation import gettext as _

from ligzda.access.actor import Actor
from ligzda.access.audit_labels import thing_words
from ligzda.web import formatting

Row = dict[str, Any]  # column → its value as text
Rows = dict[str, dict[str, Row]]  # model → id → row
DAYS = ("from_date", "date", "starts_date", "admitted_date", "created_at")  # what tells one row from another in a sentence


@dataclass(frozen=True)
class TouchedRows:
    """Rows an act may touch. ``carries``: a row that comes later stands on the act and is taken back first.

    ``lost``: whether a row would give somebody a right which they lost since; it then comes back ``ended``, or not at all.
    ``beside``: rows that came later beside which a row cannot stand again; the second argument are those that come back with it.
    """

    rows: Any
    carries: bool = True
    lost: Callable[[Any, dt.datetime], bool] | None = None
    ended: Callable[[Any], Mapping[str, Any]] = lambda row: {}
    beside: Callable[[Any, list[str]], Any] | None = None


@dataclass(frozen=True)
class Reversible:
    """One kind of act that can be undone."""

    kind: str
    label: Any
    model: str
    may: Callable[[Any, Actor], bool]  # whoever may do it may have it undone
    parts: Callable[[Any], Iterable[TouchedRows]] = lambda thing: ()
    objections: Callable[[Any, Mapping[str, Any]], list[Any]] = lambda thing, more: []
    settle: Callable[[Any, Mapping[str, Any], Actor], None] = lambda thing, more, by: None  # what a row alone does not say
    undo: Callable[[Any, Actor, str, str], object] | None = None  # an act that has an opposite of its own: nothing is put back by rows
    asks: Callable[[Any], list[Any]] = lambda thing: []  # what was edited since and has to be decided: left as it is, or put back


@dataclass
class Stood:
    """The rows before an act, until it is kept."""

    kind: str
    thing: Any
    before: Rows
    carrying: set[str] = field(default_factory=set)


KINDS: dict[str, Reversible] = {}


def register_reversible(one: Reversible) -> None:
    KINDS[one.kind] = one


def stood(kind: str, thing: Any) -> Stood:
    """What stands now; called by the act before it changes anything."""
    parts = list(KINDS[kind].parts(thing))
    return Stood(kind, thing, _read(parts), {part.rows.model._meta.label for part in parts if part.carries})


def difference(was: Stood) -> dict[str, Any]:
    """What the act did since ``was``."""
    after = _read(KINDS[was.kind].parts(was.thing), was.before)
    changed: dict[str, dict[str, dict[str, list[Any]]]] = {}
    for label, rows in was.before.items():
        for pk, row in rows.items():
            now = after.get(label, {}).get(pk)
            columns = {name: [value, now[name]] for name, value in row.items() if now[name] != value} if now else {}
            if columns:
                changed.setdefault(label, {})[pk] = columns
    return {
        "changed": changed,
        "added": {label: [pk for pk in rows if pk not in was.before.get(label, {})] for label, rows in after.items()},
        "taken": {
            label: gone
            for label, rows in was.before.items()
            if (gone := {pk: row for pk, row in rows.items() if pk not in after.get(label, {})})
        },
        "there": {label: list(rows) for label, rows in after.items() if label in was.carrying},
    }


def later(one: Reversible, thing: Any, kept: Mapping[str, Any]) -> list[str]:
    """What stands on the act now, in words; empty when it can be put back."""
    found: list[str] = []
    for part in one.parts(thing):
        label = part.rows.model._meta.label
        if part.carries:
            found += [_named(row) for row in part.rows.order_by("pk") if str(row.pk) not in kept["there"].get(label, [])]
        if part.beside is not None:
            coming = list(_coming(part, kept))
            own = [*(pk for pk, _row, _taken in coming), *kept["added"].get(label, [])]
            found += [_named(other) for _pk, row, _taken in coming for other in part.beside(row, own)]
    for label, rows in kept["changed"].items():
        model = _model(label)
        now = {str(row.pk): row for row in model._base_manager.filter(pk__in=list(rows))}
        for pk, columns in rows.items():
            if pk not in now or any(_text(now[pk], name) != after for name, (_before, after) in columns.items()):
                found.append(_named(now[pk]) if pk in now else thing_words(label.lower()))
    return list(dict.fromkeys(found))


def without_lost(one: Reversible, thing: Any, kept: Mapping[str, Any], since: dt.datetime) -> dict[str, Any]:
    """The same act, but nothing in it gives anybody a right that they lost since: such a row comes back without it."""
    changed, taken = dict(kept["changed"]), dict(kept["taken"])
    for part in one.parts(thing):
        if part.lost is None:
            continue
        label = part.rows.model._meta.label
        for pk, row, is_taken in list(_coming(part, kept)):
            if not part.lost(row, since):
                continue
            if is_taken:
                columns = {name: _plain(value) for name, value in part.ended(row).items()}
                taken[label] = {**taken[label], pk: {**taken[label][pk], **columns}}
            else:
                row.refresh_from_db()
                columns = {name: [_plain(value), _text(row, name)] for name, value in part.ended(row).items()}
                changed[label] = {**changed[label], pk: columns}
    return {**kept, "changed": changed, "taken": taken}


def _coming(part: TouchedRows, kept: Mapping[str, Any]) -> Iterator[tuple[str, Any, bool]]:
    """The rows of a part as they would stand again: id, row, and whether the act took it away."""
    model = part.rows.model
    label = model._meta.label
    now = {str(row.pk): row for row in model._base_manager.filter(pk__in=list(kept["changed"].get(label, {})))}
    for pk, columns in kept["changed"].get(label, {}).items():
        if row := now.get(pk):
            for name, (before, _after) in columns.items():
                setattr(row, name, _value(model, name, before))
            yield pk, row, False
    for pk, values in kept["taken"].get(label, {}).items():
        yield pk, model(pk=pk, **{name: _value(model, name, value) for name, value in values.items()}), True


def put_back(kept: Mapping[str, Any]) -> None:
    """First what points to added rows lets go, then these go, so that no two stand where one may; then values, then rows taken away."""
    _restore(kept, relations=True)
    for label in reversed(list(kept["added"])):
        _model(label)._base_manager.filter(pk__in=kept["added"][label]).delete()
    _restore(kept, relations=False)
    for label, rows in kept["taken"].items():
        model = _model(label)
        model._base_manager.bulk_create(
            model(pk=pk, **{name: _value(model, name, value) for name, value in row.items()}) for pk, row in rows.items()
        )


def _restore(kept: Mapping[str, Any], *, relations: bool) -> None:
    for label, rows in kept["changed"].items():
        model = _model(label)
        names = {one.attname for one in model._meta.concrete_fields if one.is_relation == relations}
        for pk, columns in rows.items():
            values = {name: _value(model, name, before) for name, (before, _after) in columns.items() if name in names}
            if values:
                model._base_manager.filter(pk=pk).update(**values)


def _read(parts: Iterable[TouchedRows], besides: Rows | None = None) -> Rows:
    """The rows of the parts as text; ``besides``: also those that were read before and may have left the part."""
    found: Rows = {}
    for part in parts:
        label = part.rows.model._meta.label
        rows = {row.pk: row for row in part.rows.order_by("pk")}
        missing = [pk for pk in (besides or {}).get(label, {}) if int(pk) not in rows]
        rows |= {row.pk: row for row in _model(label)._base_manager.filter(pk__in=missing)} if missing else {}
        found.setdefault(label, {}).update({str(pk): _row(row) for pk, row in rows.items()})
    return found


def _row(row: models.Model) -> Row:
    return {column.attname: _text(row, column.attname) for column in row._meta.concrete_fields if not column.primary_key}


def _text(row: models.Model, name: str) -> Any:
    return _plain(getattr(row, name))


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, bool | int | list | dict) else str(value)


def _value(model: type[models.Model], name: str, text: Any) -> Any:
    column = next(one for one in model._meta.concrete_fields if one.attname == name)
    return None if text is None else column.to_python(text)


def _model(label: str) -> type[models.Model]:
    return apps.get_model(label)


def _named(row: models.Model) -> str:
    """What kind of row it is and of which day: enough to find it, nothing that stands in it."""
    noun = thing_words(row._meta.label_lower)
    day = next((value for name in DAYS if (value := getattr(row, name, None))), None)
    return _("%(thing)s of %(day)s") % {"thing": noun, "day": formatting.day(day)} if day else noun
