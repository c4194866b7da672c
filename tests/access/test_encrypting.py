"""A column that becomes encrypted on a house full of files: every row is hidden, reads as before, and can be made plain again."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.db.migrations import RunPython
from django.db.migrations.executor import MigrationExecutor

from ligzda.access import keys
from ligzda.access.models import Circle, Seat
from ligzda.safeguarding.models import Concern
from tests.access.test_plain import marked
from tests.cast import Cast, make_circle, make_seat

__all__ = ["marked"]
pytestmark = pytest.mark.django_db(transaction=True)

OLD = "slepens7"  # short enough for every column there was


def steps() -> list[tuple[tuple[str, str], str, tuple[str, ...]]]:
    """Each migration that encrypts, with the model and its columns: found in the migrations themselves."""
    found = MigrationExecutor(connection).loader.disk_migrations
    return sorted(
        (key, one.hints["model_name"], one.hints["columns"])
        for key, migration in found.items()
        for one in migration.operations
        if isinstance(one, RunPython) and "columns" in one.hints
    )


def migrated(*targets: tuple[str, str]) -> Any:
    """The apps of that time, once the tables are as they were then."""
    executor = MigrationExecutor(connection)
    wanted = list(targets) or executor.loader.graph.leaf_nodes()
    executor.migrate(wanted)
    return executor.loader.project_state(wanted).apps  # what ``migrate`` answers knows rooms that were divided off since


def before(keys_of: set[tuple[str, str]]) -> list[tuple[str, str]]:
    graph = MigrationExecutor(connection).loader.graph
    return [next(parent.key for parent in graph.node_map[key].parents if parent.key[0] == key[0]) for key in sorted(keys_of)]


def stored(model: Any, column: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT "{column}" FROM "{model._meta.db_table}" ORDER BY id')
        return [row[0] for row in cursor.fetchall()]


@pytest.fixture
def of_old(marked: Cast) -> Iterator[Any]:
    """The tables before anything was encrypted, with the rows of today in them; afterwards as they are today."""
    try:
        yield migrated(*before({key for key, _model, _columns in steps()}))
    finally:
        migrated()


def test_filled_tables_are_encrypted_and_read_as_before(of_old: Any, marked: Cast) -> None:
    found = steps()
    assert len(found) >= 5
    for (app, _name), model, columns in found:
        then = of_old.get_model(app, model)
        for column in columns:
            assert stored(then, column) and not any(keys.is_token(value) for value in stored(then, column)), (model, column)
        assert then.objects.update(**dict.fromkeys(columns, OLD))
    assert of_old.get_model("safeguarding", "Concern").objects.update(named_user=marked.worker_out.pk) == 1  # type: ignore[union-attr]
    circle = Concern.objects.values_list("circle_id", flat=True)[0]
    of_old.get_model("access", "Circle").objects.filter(pk=circle).update(kind="concern")
    noticed = make_seat(make_circle(pk=circle + 1000), marked.worker_in, "case_worker")  # type: ignore[arg-type]
    of_old.get_model("access", "Seat").objects.filter(pk=noticed.pk).update(because="noticed")  # a code that the list has no more
    apps = migrated()
    for _of_room, model, columns in found:
        now = next(one for one in apps.get_models() if one._meta.model_name == model)  # it may have moved to another room
        for column in columns:
            assert all(keys.is_token(value) for value in stored(now, column)), (model, column)
            assert set(now.objects.values_list(column, flat=True)) == {OLD}, (model, column)
    assert Concern.objects.get().named_user == marked.worker_out
    assert not Circle.objects.filter(kind="concern").exists() and not Seat.objects.filter(because="noticed").exists()
