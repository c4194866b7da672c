"""A statement that Django puts together once. On a busy page the putting together costs more than what the database answers.

``Prepared(build)`` is called like ``build``: what is given by place is the shape of the statement, what is given by name are
its values. ``build`` answers a queryset of ``values_list``; for each shape it is compiled once, with marks for the values.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections

Rows = list[tuple[Any, ...]]
FIRST = -2_147_000_000  # marks that fit the smallest column they are compared with and that nobody stores
EMPTY = "NULL"  # IN (NULL) finds nothing


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
            self.statements[key] = _compile(self.build, shape, dict(kinds), using)
        found = self.statements[key]
        return found.run(connection, values) if found else []


@dataclass(frozen=True)
class _Statement:
    """``pieces`` is the text cut at its placeholders; ``fillings`` says for each whether a value goes there, and which."""

    pieces: tuple[str, ...]
    fillings: tuple[tuple[bool, Any], ...]
    width: int
    converters: dict[int, Any]

    def run(self, connection: Any, values: dict[str, Any]) -> Rows:
        text, params = [self.pieces[0]], []
        for (is_value, filling), piece in zip(self.fillings, self.pieces[1:], strict=True):
            value = values[filling] if is_value else filling
            if isinstance(value, list):
                text.append(", ".join(["%s"] * len(value)) or EMPTY)
                params += [_stored(one, connection) for one in value] if is_value else value
            else:
                text.append("%s")
                params.append(_stored(value, connection) if is_value else value)
            text.append(piece)
        with connection.cursor() as cursor:
            cursor.execute("".join(text), params)
            rows = cursor.fetchall()
        return [self._read(row, connection) for row in rows]

    def _read(self, row: tuple[Any, ...], connection: Any) -> tuple[Any, ...]:
        if not self.converters:
            return tuple(row[: self.width])
        cells = list(row[: self.width])
        for place, (functions, expression) in self.converters.items():
            for function in functions:
                cells[place] = function(cells[place], expression, connection)
        return tuple(cells)


def _compile(build: Callable[..., Any], shape: tuple[Any, ...], kinds: dict[str, Any], using: str) -> "_Statement | None":
    """The statement for any values of these kinds; None when Django knows that it finds nothing."""
    marks = {name: _mark(place, kind) for place, (name, kind) in enumerate(kinds.items())}
    names = {str(mark[0] if isinstance(mark, list) else mark): name for name, mark in marks.items() if mark is not None}
    compiler = build(*shape, **marks).using(using).query.get_compiler(using=using)
    try:
        text, params = compiler.as_sql()
    except EmptyResultSet:
        return None
    pieces = tuple(text.split("%s"))
    if len(pieces) != len(params) + 1:
        raise ValueError("A prepared statement must not hold a literal %s.")
    fillings = tuple((str(param) in names, names.get(str(param), param)) for param in params)
    if missing := set(names.values()) - {name for is_value, name in fillings if is_value}:
        raise ValueError(f"Not a value in the statement, so part of its shape: {', '.join(sorted(missing))}.")
    width = compiler.col_count
    return _Statement(pieces, fillings, width, compiler.get_converters([column[0] for column in compiler.select[:width]]))


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


def _stored(value: Any, connection: Any) -> Any:
    return connection.ops.adapt_datefield_value(value) if type(value) is dt.date else value
