"""A statement that Django puts together once. On a busy page the putting together costs more than what the database answers.

``Prepared(build)`` is called like ``build``: what is given by place is the shape of the statement, what is given by name are
its values. For each shape the queryset that ``build`` answers is compiled once, with marks for the values. ``values_list`` comes back
as tuples, whole rows as instances with what ``select_related`` and ``annotate`` asked for; nothing is prefetched.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.backends.postgresql.base import ServerBindingCursor
from django.db.models.query import get_related_populators

Rows = list[Any]  # tuples, or instances
Reader = Callable[[Any], Any]
FIRST = -2_147_000_000  # marks that fit the smallest column they are compared with and that nobody stores
IN = " IN ("
EMPTY = "NULL"  # IN (NULL) finds nothing
MOST = 500  # shapes of one query that are kept


class Prepared:
    """Shape by place, values by name: whole numbers, days, texts, lists of these, or None (which belongs to the shape)."""

    def __init__(self, build: Callable[..., Any]) -> None:
        self.build = build
        self.statements: dict[Any, _Statement | None] = {}

    def __call__(self, *shape: Any, using: str = "default", **values: Any) -> Rows:
        connection = connections[using]
        kinds = tuple((name, _kind(value)) for name, value in values.items())
        key = (connection.vendor, shape, kinds)
        if key not in self.statements:
            if len(self.statements) >= MOST:
                self.statements.clear()
            self.statements[key] = _compile(self.build, shape, dict(kinds), using)
        found = self.statements[key]
        return found.run(connection, values) if found else []


@dataclass(frozen=True)
class _Slot:
    """Where a value goes. Part of a text is looked for between ``before`` and ``after``, with its own signs made harmless."""

    name: str
    before: str = ""
    after: str = ""
    is_array: bool = False  # a list in one placeholder: the text stays the same whatever its length

    def stored(self, value: Any, connection: Any) -> Any:
        if self.before or self.after:
            return f"{self.before}{connection.ops.prep_for_like_query(value)}{self.after}"
        return connection.ops.adapt_datefield_value(value) if type(value) is dt.date else value


@dataclass(frozen=True)
class _Statement:
    """``pieces`` is the text cut at its placeholders; ``fillings`` are a slot for a value or what always stands there."""

    pieces: tuple[str, ...]
    fillings: tuple[Any, ...]
    width: int
    converters: dict[int, Any]
    reader: Reader

    def run(self, connection: Any, values: dict[str, Any]) -> Rows:
        text = [self.pieces[0]]
        params: list[Any] = []
        for filling, piece in zip(self.fillings, self.pieces[1:], strict=True):
            given = values[filling.name] if isinstance(filling, _Slot) else filling
            if isinstance(filling, _Slot) and isinstance(given, list):
                stored = [filling.stored(one, connection) for one in given]
                text.append("%s" if filling.is_array else ", ".join(["%s"] * len(given)) or EMPTY)
                params += [stored] if filling.is_array else stored
            else:
                text.append("%s")
                params.append(filling.stored(given, connection) if isinstance(filling, _Slot) else given)
            text.append(piece)
        with _cursor(connection) as cursor:
            cursor.execute("".join(text), params)
            rows = cursor.fetchall()
        return [self._read(row, connection) for row in rows]

    def _read(self, row: tuple[Any, ...], connection: Any) -> Any:
        cells = list(row[: self.width])
        for place, (functions, expression) in self.converters.items():
            for function in functions:
                cells[place] = function(cells[place], expression, connection)
        return self.reader(cells)


@contextmanager
def _cursor(connection: Any) -> Iterator[Any]:
    """On PostgreSQL one that prepares: the server keeps the statement with its plan. Every other statement is planned for its values."""
    if connection.vendor != "postgresql":
        with connection.cursor() as cursor:
            yield cursor
        return
    connection.ensure_connection()
    there = connection.connection
    usual = there.cursor_factory, there.prepare_threshold
    there.cursor_factory, there.prepare_threshold = ServerBindingCursor, 0
    try:
        with connection.cursor() as cursor:
            yield cursor
    finally:
        there.cursor_factory, there.prepare_threshold = usual


def _compile(build: Callable[..., Any], shape: tuple[Any, ...], kinds: dict[str, Any], using: str) -> "_Statement | None":
    """The statement for any values of these kinds; None when Django knows that it finds nothing."""
    marks = {name: _mark(place, kind) for place, (name, kind) in enumerate(kinds.items())}
    names = {str(mark[0] if isinstance(mark, list) else mark): name for name, mark in marks.items() if mark is not None}
    rows = build(*shape, **marks).using(using)
    compiler = rows.query.get_compiler(using=using)
    try:
        text, params = compiler.as_sql()
    except EmptyResultSet:
        return None
    pieces = text.split("%s")
    if len(pieces) != len(params) + 1:
        raise ValueError("A prepared statement must not hold a literal %s.")
    fillings = [_filling(param, names) for param in params]
    if connections[using].vendor == "postgresql":
        lists = {name for name, kind in kinds.items() if isinstance(kind, tuple)}
        for place, filling in enumerate(fillings):
            if isinstance(filling, _Slot) and filling.name in lists and pieces[place].endswith(IN) and pieces[place + 1].startswith(")"):
                pieces[place] = f"{pieces[place].removesuffix(IN)} = ANY ("
                fillings[place] = replace(filling, is_array=True)
    if missing := set(names.values()) - {filling.name for filling in fillings if isinstance(filling, _Slot)}:
        raise ValueError(f"Not a value in the statement, so part of its shape: {', '.join(sorted(missing))}.")
    width = compiler.col_count
    converters = compiler.get_converters([column[0] for column in compiler.select[:width]])
    return _Statement(tuple(pieces), tuple(fillings), width, converters, _reader(rows, compiler, using))


def _reader(rows: Any, compiler: Any, using: str) -> Reader:
    """What makes of the cells of a row what the queryset would have: a tuple, or an instance with those beside it."""
    if rows._fields is not None:
        return tuple
    model, (first, *_, last) = compiler.klass_info["model"], compiler.klass_info["select_fields"]
    names = [column[0].target.attname for column in compiler.select[first : last + 1]]
    beside = get_related_populators(compiler.klass_info, compiler.select, using)  # type: ignore[call-arg]  # the stubs know a later Django
    annotated = dict(compiler.annotation_col_map or {})

    def read(cells: Any) -> Any:
        found = model.from_db(using, names, cells[first : last + 1])
        for populator in beside:
            populator.populate(cells, found)
        for name, place in annotated.items():
            setattr(found, name, cells[place])
        return found

    return read


def _kind(value: Any) -> Any:
    if isinstance(value, list):
        return (_kind(value[0]) if value else int,)
    if value is None or type(value) in {int, str, dt.date}:
        return type(value)
    raise TypeError(f"{type(value).__name__} is no value of a prepared statement; give it by place as part of the shape.")


def _mark(place: int, kind: Any) -> Any:
    if isinstance(kind, tuple):
        return [_mark(place, kind[0])]
    if kind is dt.date:
        return dt.date(1, 1, 1) + dt.timedelta(days=place)
    if kind is str:
        return f"@@{place}@@"
    return FIRST - place if kind is int else None


def _filling(param: Any, names: dict[str, str]) -> Any:
    text = str(param)
    if text in names:
        return _Slot(names[text])
    part = text.strip("%") if isinstance(param, str) else ""
    if part not in names:
        return param
    before, after = text.split(part)
    return _Slot(names[part], before, after)
