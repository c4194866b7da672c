"""Reads the environment, and answers a wrong value with a sentence that says how to mend it."""

import os
import secrets
from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

# Without IMMEDIATE a transaction that reads first and writes later fails at once when another one has written between.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-16000;",
}
# Planning a join of many tables takes longer than answering it: of what is sent as a prepared statement (``kernel.prepared``,
# nothing else is) the server keeps one plan, as long as the connection is kept.
POSTGRES_OPTIONS = {"options": "-c plan_cache_mode=force_generic_plan"}
YES = {"1", "yes", "true", "on"}
NO = {"0", "no", "false", "off", ""}


def text(name: str, default: str) -> str:
    return os.environ.get(name, default)


def words(name: str, default: list[str]) -> list[str]:
    given = os.environ.get(name)
    return default if given is None else [word for word in given.replace(",", " ").split() if word]


def flag(name: str, *, default: bool) -> bool:
    given = os.environ.get(name)
    if given is None:
        return default
    if given.lower() in YES | NO:
        return given.lower() in YES
    raise ImproperlyConfigured(f"{name} is “{given}”. Write yes or no.")


def number(name: str, *, default: int) -> int:
    given = os.environ.get(name, str(default))
    if given.isdecimal():
        return int(given)
    raise ImproperlyConfigured(f"{name} is “{given}”. Write a whole number.")


def choice(name: str, default: str, allowed: set[str]) -> str:
    given = os.environ.get(name, default)
    if given in allowed:
        return given
    raise ImproperlyConfigured(f"{name} is “{given}”. Write one of: {', '.join(sorted(allowed))}.")


def folder(name: str, default: Path) -> Path:
    return Path(os.environ.get(name, default)).resolve()


def secret(name: str, *, file: Path, must_be_given: bool) -> str:
    """The value of the variable; for a trial on one's own machine, a value made once and kept in `file`."""
    if given := os.environ.get(name):
        return given
    if must_be_given:
        raise ImproperlyConfigured(
            f"{name} is missing. Make one with “python -c 'import secrets; print(secrets.token_urlsafe(50))'” "
            "and keep it where only the server can read it."
        )
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(secrets.token_urlsafe(50), encoding="ascii")
        file.chmod(0o600)
    return file.read_text(encoding="ascii")


def mail(host: str, *, production: bool) -> str:
    """How e-mail leaves. Without a server a trial prints it; real files never: a log would hold links that open accounts."""
    if host:
        return "django.core.mail.backends.smtp.EmailBackend"
    return f"django.core.mail.backends.{'dummy' if production else 'console'}.EmailBackend"


def databases(name: str, default_file: Path) -> dict[str, dict[str, Any]]:
    """The database, and on SQLite a second file for the read audit, so that a page never waits for an import."""
    given = os.environ.get(name) or f"sqlite:///{default_file}"
    try:
        main: dict[str, Any] = dict(dj_database_url.parse(given, conn_max_age=None, conn_health_checks=True))
    except ValueError as error:
        raise ImproperlyConfigured(
            f"{name} cannot be read. Write sqlite:////folder/file.sqlite3 or postgresql://user:password@host/name."
        ) from error
    if main["ENGINE"] != "django.db.backends.sqlite3":
        return {"default": main | {"OPTIONS": POSTGRES_OPTIONS | main.get("OPTIONS", {})}}
    file = Path(main["NAME"]).resolve()
    file.parent.mkdir(parents=True, exist_ok=True)
    main = {"ENGINE": main["ENGINE"], "NAME": file, "OPTIONS": SQLITE_OPTIONS}
    return {"default": main, "trail": main | {"NAME": file.with_name(f"{file.stem}-trail{file.suffix}")}}
