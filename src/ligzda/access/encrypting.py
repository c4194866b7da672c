"""For migrations: a column that was plain is written encrypted, row by row, with the newest key."""

from collections.abc import Callable
from typing import Any

from django.db import migrations

from ligzda.access import keys


def encrypted_from_plain(app: str, model: str, *names: str) -> migrations.RunPython:
    """After the columns have become text. What is encrypted already stays; backwards everything is plain again."""
    return migrations.RunPython(
        _each(app, model, names, _hide), _each(app, model, names, _show), hints={"model_name": model, "columns": names}
    )


def _each(app: str, model: str, names: tuple[str, ...], change: Callable[[str], str]) -> Callable[[Any, Any], None]:
    def work(apps: Any, editor: Any) -> None:
        table, columns = apps.get_model(app, model)._meta.db_table, ", ".join(f'"{name}"' for name in names)
        marks = ", ".join(f'"{name}" = %s' for name in names)
        with editor.connection.cursor() as cursor:
            cursor.execute(f'SELECT id, {columns} FROM "{table}"')  # noqa: S608  names of our own columns
            for number, *values in cursor.fetchall():
                new = [change(value) if value else value for value in values]
                if new != values:
                    cursor.execute(f'UPDATE "{table}" SET {marks} WHERE id = %s', [*new, number])  # noqa: S608

    return work


def _hide(value: str) -> str:
    return value if keys.is_token(value) else keys.encrypt(value)


def _show(value: str) -> str:
    return keys.decrypt(value) if keys.is_token(value) else value
