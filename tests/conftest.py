"""What every test lives under: one database of either kind, both aliases, no connection but to this machine."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connections
from django.utils import translation

from ligzda.access import deadlines, sealing
from ligzda.kernel.cached import cache
from tests import kept, witness
from tests.cast import cast  # noqa: F401  (the permanent cast is at hand in every test)

witness.stand_by()


# What takes longest begins first, so that neither process is left alone with it at the end.
LONG = (
    "tests/browser/test_every_page",
    "tests/recount/test_changes",
    "tests/doors",
    "tests/secrets",
    "tests/browser",
    "tests/demo",
    "tests/recount",
)


def pytest_configure() -> None:
    """A run that goes past midnight keeps the day it began on: its processes are begun after this."""
    kept.day_of_this_run()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A test that may touch the database may touch the trail's own file too; on PostgreSQL a test that asks no database is not told again."""
    for item in items:
        mark = item.get_closest_marker("django_db")
        if mark is None and "db" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.django_db(databases=list(settings.DATABASES)))
        elif mark and "databases" not in mark.kwargs:
            item.add_marker(pytest.mark.django_db(*mark.args, **mark.kwargs, databases=list(settings.DATABASES)), append=False)
    if "postgresql" in settings.DATABASES["default"]["ENGINE"]:
        told = [item for item in items if not asks_a_database(item)]
        config.hook.pytest_deselected(items=told)
        items[:] = [item for item in items if asks_a_database(item)]
    items.sort(key=lambda item: next((n for n, path in enumerate(LONG) if item.nodeid.startswith(path)), len(LONG)))


def asks_a_database(item: pytest.Item) -> bool:
    return bool(item.get_closest_marker("django_db")) or not {"db", "demo", "django_db_setup"}.isdisjoint(getattr(item, "fixturenames", ()))


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_modify_db_settings: None, django_db_blocker: Any, worker_id: str
) -> Iterator[None]:
    """A copy of the kept, migrated database for this process (``tests.kept``), with the keys that belong to it."""
    kept.copy_keys(Path(settings.LIGZDA_KEYS_DIR))
    ours = connections.all()
    with django_db_blocker.unblock(), kept.instead("migrated", ours, f"{worker_id}_{os.getpid()}"):
        django_db_blocker.block()
        yield
        django_db_blocker.unblock()


# A seal waits for every transaction of the server; in a test only for those of its own database, because a neighbour writes beside it.
OURS_ALONE = "NOT EXISTS (SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND backend_xid IS NOT NULL)"


@pytest.fixture(autouse=True, scope="session")
def neighbours_do_not_hold_up_a_seal() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sealing, "SETTLED", f"({sealing.SETTLED} OR {OURS_ALONE})")
        yield


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: Any, worker_id: str) -> Iterator[None]:
    """The five programmes of the default seed, for a module; each test rolls back its own changes."""
    with django_db_blocker.unblock(), kept.instead("demo", connections.all(), f"demo_{worker_id}_{os.getpid()}"):
        django_db_blocker.block()
        yield
        django_db_blocker.unblock()


@pytest.fixture(autouse=True)
def _same_start(request: pytest.FixtureRequest) -> Iterator[None]:
    """Each test begins in Latvian, with an empty cache, the default terms at hand, no kept file and no head of a trail, whatever ran before it."""
    if "db" in request.fixturenames or request.node.get_closest_marker("django_db"):
        settings = request.getfixturevalue("settings")
        settings.MEDIA_ROOT = request.getfixturevalue("tmp_path") / "files"
        settings.TRAIL_HEADS = request.getfixturevalue("tmp_path") / "trail.heads"
    translation.activate("lv")
    cache.clear()
    cache.set(deadlines.KEPT, {})
    yield
    translation.deactivate()


@pytest.fixture
def on_postgresql() -> bool:
    return "postgresql" in settings.DATABASES["default"]["ENGINE"]
