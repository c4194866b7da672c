"""The same rows twice: in the floor's five tables and in ours."""

import shutil
import sys

import psycopg
from setting import ADMIN, ADMIN_PASSWORD, FLOOR, LIGZDA, Setting, run, say

READY = "bench_ready"  # a table whose existence says that loading came to its end


def load(setting: Setting) -> None:
    if _create(setting, FLOOR):
        say("Loading the floor…")
        _load_floor(setting)
        _finish(setting, FLOOR)
    if _create(setting, LIGZDA):
        say("Loading Ligzda (a minute or two)…")
        say(run([sys.executable, "-m", "ligzda.config.cli", "demo", "--large", "--no-serve"], setting.ligzda()).strip())
        _finish(setting, LIGZDA)


def _create(setting: Setting, name: str) -> bool:
    """A new database; False when a whole one is there already, on a server that is kept."""
    with psycopg.connect(setting.server, autocommit=True) as server:
        if server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            with psycopg.connect(_address(setting, name)) as there:
                whole = there.execute("SELECT to_regclass(%s)", [READY]).fetchone()
            if whole and whole[0]:
                return False
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
        server.execute(f'CREATE DATABASE "{name}"')
    return True


def _finish(setting: Setting, name: str) -> None:
    with psycopg.connect(_address(setting, name), autocommit=True) as there:
        there.execute(f"CREATE TABLE {READY} ()")
        there.execute("VACUUM ANALYZE")


def _load_floor(setting: Setting) -> None:
    data = setting.scratch / "rows"
    data.mkdir(exist_ok=True)
    env, manage = setting.floor(), [sys.executable, str(setting.bench / "floor" / "manage.py")]
    run([sys.executable, str(setting.bench / "make_data.py")], env, data)
    run([*manage, "migrate", "--verbosity", "0"], env)
    who = {"DJANGO_SUPERUSER_USERNAME": ADMIN, "DJANGO_SUPERUSER_PASSWORD": ADMIN_PASSWORD, "DJANGO_SUPERUSER_EMAIL": "admin@example.org"}
    run([*manage, "createsuperuser", "--noinput"], env | who)
    psql = shutil.which("psql") or sys.exit("Not measured: psql is missing. Install it (apt-get install postgresql-client).")
    run([psql, _address(setting, FLOOR), "-q", "-v", "ON_ERROR_STOP=1", "-f", str(setting.bench / "floor" / "load.sql")], env, data)


def _address(setting: Setting, name: str) -> str:
    return f"{setting.server.rsplit('/', 1)[0]}/{name}"
