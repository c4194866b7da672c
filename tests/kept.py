"""Databases that stay between runs: migrated once, the demo loaded once. Changed code makes them anew; nobody writes to the kept one.

``python -m tests.kept migrated`` and ``… demo`` fill the database that LIGZDA_DATABASE_URL names; the rest is for ``conftest``.
"""

import contextlib
import datetime as dt
import fcntl
import functools
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.test import override_settings

from ligzda.access import keys

ROOT = Path(__file__).resolve().parents[1]
OF = Path(os.environ.get("LIGZDA_TEST_KEPT_OF", ROOT))  # whose code decides: beside a copy with a planted fault, the whole one
FOLDER = Path(os.environ.get("LIGZDA_TEST_KEPT", ROOT / ".pytest_cache" / "kept"))
KEYS = FOLDER / "keys"
TODAY = dt.date(2026, 11, 22)  # the demo's day
FIRST_ID = 1001  # an id that is printed with a space between thousands breaks here, not in the second year of use
KEPT_DAYS = 3


@functools.cache
def version(*patterns: str) -> str:
    """A digest of the files that decide what stands in a database, with the locked libraries."""
    digest = hashlib.sha256((OF / "requirements.lock").read_bytes())
    for path in sorted({path for pattern in patterns for path in (OF / "src" / "ligzda").glob(pattern) if path.is_file()}):
        digest.update(str(path.relative_to(OF)).encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def kept_name(kind: str) -> str:
    """``migrated`` hangs on the migrations alone; ``demo`` on all code and on the day, for what is written is dated."""
    if kind == "migrated":
        return f"migrated_{version('*/migrations/*.py', 'config/settings.py')}"
    return f"{kind}_{version('**/*.py', '**/*.csv', '**/*.mo')}_{day_of_this_run()}"


def day_of_this_run() -> str:
    """The day on which the first process of a run asked; every process of it uses the same kept things, also past midnight."""
    return os.environ.setdefault("LIGZDA_TEST_DAY", f"{dt.date.today():%j}")  # noqa: DTZ011  names a folder


@contextlib.contextmanager
def alone(name: str) -> Iterator[None]:
    """One process at a time makes a kept thing; the others wait and find it."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / f".{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def folder(kind: str, build: Callable[[Path], None]) -> Path:
    """The kept folder of this kind, made by ``build`` where it is missing. It appears whole or not at all."""
    name = kept_name(kind)
    with alone(kind):
        there = FOLDER / name
        if not there.exists():
            _forget_old(kind)
            draft = FOLDER / f".draft_{name}"
            shutil.rmtree(draft, ignore_errors=True)
            draft.mkdir(parents=True)
            build(draft)
            draft.rename(there)
    return there


def _forget_old(kind: str) -> None:
    old = dt.datetime.now(dt.UTC).timestamp() - KEPT_DAYS * 24 * 3600
    for path in FOLDER.glob(f"{kind}_*"):
        if path.is_dir() and path.stat().st_mtime < old:
            shutil.rmtree(path, ignore_errors=True)


def fill(kind: str, address: str, var: Path) -> None:
    """Fill an empty database in a process of its own, whose connections and caches nobody else meets."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("LIGZDA_", "PYTEST_"))}
    var.mkdir(parents=True, exist_ok=True)
    own = {"LIGZDA_VAR": str(var), "LIGZDA_DATABASE_URL": address, "LIGZDA_TEST_KEPT": str(FOLDER), "LIGZDA_KEYS_DIR": str(KEYS)}
    own |= {"LIGZDA_TEST_DAY": day_of_this_run()}
    own |= {"PYTHONPATH": str(OF / "src")} if OF != ROOT else {}
    command = [sys.executable, "-m", "tests.kept", kind]
    done = subprocess.run(
        command, cwd=OF, env=clean | own | {"DJANGO_SETTINGS_MODULE": "tests.settings"}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{done.stderr[-4000:]}")


def copy_keys(there: Path) -> None:
    """The keys that the kept databases are encrypted with, into a folder that a test may spoil; made before anything is kept."""
    with alone("keys"), override_settings(LIGZDA_KEYS_DIR=KEYS):
        keys.encrypt(""), keys.lookup_digest(""), keys.current_seal_key_id()
    there.mkdir(parents=True, exist_ok=True)
    for path in [one for one in KEYS.iterdir() if one.suffix in {".fernet", ".key", ".seal"}]:
        shutil.copy(path, there)


# SQLite: files, copied into memory


FILES = {"default": "ligzda.sqlite3", "trail": "ligzda-trail.sqlite3"}


def sqlite_files(kind: str) -> dict[str, Path]:
    """The kept files by alias."""

    def build(draft: Path) -> None:
        if kind != "migrated":
            copy_migrated(draft)
        fill(kind, f"sqlite:///{draft}/{FILES['default']}", draft)

    there = folder(kind, build)
    return {alias: there / name for alias, name in FILES.items()}


def copy_migrated(there: Path) -> None:
    """The files that `ligzda migrate` makes, without its wait; not yet the keys (``copy_keys``)."""
    there.mkdir(parents=True, exist_ok=True)
    for path in sqlite_files("migrated").values():
        shutil.copy(path, there)


def into_memory(connection: Any, file: Path, name: str) -> None:
    """Point the connection at a database in memory of that name, and copy the kept file into it."""
    connection.connection = None
    connection.settings_dict["NAME"] = name
    connection.ensure_connection()
    with contextlib.closing(sqlite3.connect(file)) as source:
        source.backup(connection.connection)


# PostgreSQL: databases, used as templates


def postgres_template(connection: Any, kind: str) -> str:
    """The name of the kept database on this server, made where it is missing."""
    name = f"ligzda_{kept_name(kind)}"
    begun_from = "template0" if kind == "migrated" else postgres_template(connection, "migrated")
    settings = connection.settings_dict
    where = f"{settings['USER']}@{settings['HOST']}:{settings['PORT']}"
    with alone(f"postgres_{settings['PORT']}_{kind}"), connection._nodb_cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [f"ligzda_{kind}_%"])
        there = {row[0] for row in cursor.fetchall()}
        if name not in there or not beside_postgres(kind).exists():
            for old in there:
                cursor.execute(f'DROP DATABASE IF EXISTS "{old}" WITH (FORCE)')
            draft = f"ligzda_draft_{kind}"
            cursor.execute(f'DROP DATABASE IF EXISTS "{draft}" WITH (FORCE)')
            cursor.execute(f'CREATE DATABASE "{draft}" TEMPLATE "{begun_from}"')
            password = f":{settings['PASSWORD']}" if settings["PASSWORD"] else ""
            fill(kind, f"postgresql://{where.replace('@', f'{password}@', 1)}/{draft}", beside_postgres(kind))
            cursor.execute(f'ALTER DATABASE "{draft}" RENAME TO "{name}"')
    return name


def beside_postgres(kind: str) -> Path:
    """Where the files lie that belong to a kept database on PostgreSQL."""
    return FOLDER / f"postgres_{kept_name(kind)}"


def files(kind: str, vendor: str) -> Path:
    """What people uploaded in the kept database of this kind."""
    return (beside_postgres(kind) if vendor == "postgresql" else FOLDER / kept_name(kind)) / "files"


def new_database(connection: Any, name: str, template: str) -> None:
    """A copy of the kept database under a name of one's own, which the connection points at from now on."""
    connection.close()
    with alone(f"copy_{template}"), connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    connection.settings_dict["NAME"] = name


def drop_database(connection: Any, name: str) -> None:
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


# either


def open_copy(kind: str, connections: list[Any], label: str) -> None:
    """Every alias reads and writes a copy of its own of what is kept."""
    for connection in connections:
        if connection.vendor == "postgresql":
            new_database(connection, f"test_ligzda_{label}", postgres_template(connection, kind))
        else:
            into_memory(connection, sqlite_files(kind)[connection.alias], f"file:{label}_{connection.alias}?mode=memory&cache=shared")


@contextlib.contextmanager
def instead(kind: str, connections: list[Any], label: str) -> Iterator[None]:
    """For a while every connection leads to a copy of what is kept, then back to where it led."""
    before = [(one, one.settings_dict["NAME"], one.connection) for one in connections]
    for one in connections:
        if one.vendor == "postgresql":
            one.close()
    open_copy(kind, connections, label)
    try:
        yield
    finally:
        for one, name, held in before:
            if one.vendor == "postgresql":
                drop_database(one, one.settings_dict["NAME"])
                one.settings_dict["NAME"] = name
            else:
                one.connection.close()
                one.settings_dict["NAME"], one.connection = name, held


def count_from(first: int, connection: Any) -> None:
    """Every id has four digits from the first row on."""
    with connection.cursor() as cursor:
        for row in connection.introspection.sequence_list():
            if connection.vendor == "postgresql":
                cursor.execute(f'ALTER SEQUENCE "{row["name"]}" RESTART WITH {first}')
            else:
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [row["table"]])
                cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [row["table"], first - 1])


def main(kind: str) -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connections

    from ligzda.demo import load

    for alias in connections:
        call_command("migrate", database=alias, interactive=False, verbosity=0, run_syncdb=True)
        call_command("createcachetable", database=alias)
        count_from(FIRST_ID, connections[alias])
    if kind == "demo":
        load.load(today=TODAY)
    for connection in connections.all():
        if connection.vendor == "sqlite":
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()


if __name__ == "__main__":
    main(sys.argv[1])
