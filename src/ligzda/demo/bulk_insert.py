"""Pours very many rows into a table: COPY on PostgreSQL, many rows a statement elsewhere. Ids are given, for made-up data in empty tables."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models

from ligzda.kernel import clock

BATCH = 5000


def pour(model: type[models.Model], names: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> None:
    """Insert ``rows``, which hold the columns ``names`` (attribute names, "id" among them); the other columns get their defaults."""
    fields = model._meta.concrete_fields
    makers = [_maker(field, names) for field in fields]
    whole = (tuple(make(row) for make in makers) for row in rows)
    quote = connection.ops.quote_name
    table, columns = quote(model._meta.db_table), ", ".join(quote(str(field.column)) for field in fields)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in whole:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(fields))
            while batch := list(islice(whole, BATCH)):
                cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", batch)  # noqa: S608 - our own names
        for statement in connection.ops.sequence_reset_sql(no_style(), [model]):
            cursor.execute(statement)


def first_id(model: type[models.Model]) -> int:
    """The id after the last one."""
    return int(model._default_manager.aggregate(last=models.Max("pk"))["last"] or 0) + 1


def numbered(first: int, rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """The rows with an id before each."""
    return ((number, *row) for number, row in enumerate(rows, first))


def _maker(field: Any, names: tuple[str, ...]) -> Callable[[tuple[Any, ...]], Any]:
    """How this column's value comes from a row: given, made anew each time, or the same for all."""
    if field.attname in names:
        place = names.index(field.attname)
        if _is_plain(field):
            return lambda row: row[place]
        return lambda row: field.get_db_prep_save(row[place], connection)
    if field.has_default() and callable(field.default):
        fresh = _unlike(field.default) if field.unique else field.default
        return lambda row: field.get_db_prep_save(fresh(), connection)
    auto = getattr(field, "auto_now_add", False) or getattr(field, "auto_now", False)
    same = field.get_db_prep_save(clock.now() if auto else field.get_default(), connection)
    return lambda row: same


def _unlike(make: Callable[[], Any]) -> Callable[[], Any]:
    """Among 600,000 random keys two are alike once in five times; here none are."""
    made: set[Any] = set()

    def fresh() -> Any:
        value = make()
        while value in made:
            value = make()
        made.add(value)
        return value

    return fresh


def _is_plain(field: Any) -> bool:
    """Whether the value can go as it is: numbers and texts on both databases, dates on PostgreSQL."""
    plain = (models.CharField, models.IntegerField, models.AutoField, models.ForeignKey, models.BooleanField)
    return isinstance(field, plain) or (connection.vendor == "postgresql" and isinstance(field, models.DateField))
