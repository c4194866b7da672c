"""What every test lives under: one database of either kind, both aliases, no connection but to this machine."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connections
from django.utils import translation

from ligzda.access import timers
from tests.cast import cast  # noqa: F401  (the permanent cast is at hand in every test)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that may touch the database may touch the read audit's own file too."""
    for item in items:
        mark = item.get_closest_marker("django_db")
        if mark is None and "db" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.django_db(databases=list(settings.DATABASES)))
        elif mark and "databases" not in mark.kwargs:
            item.add_marker(pytest.mark.django_db(*mark.args, **mark.kwargs, databases=list(settings.DATABASES)), append=False)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Every id has four digits: one that is printed with a space between thousands breaks here, not in the second year of use."""
    with django_db_blocker.unblock():
        for alias in settings.DATABASES:
            _count_from(1001, connections[alias])


def _count_from(first: int, connection: Any) -> None:
    with connection.cursor() as cursor:
        for row in connection.introspection.sequence_list():
            if connection.vendor == "postgresql":
                cursor.execute(f'ALTER SEQUENCE "{row["name"]}" RESTART WITH {first}')
            else:
                cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [row["table"], first - 1])


@pytest.fixture(autouse=True)
def _same_start(request: pytest.FixtureRequest) -> Iterator[None]:
    """Each test begins in Latvian, with an empty cache, the default terms at hand and no kept file, whatever ran before it."""
    if "db" in request.fixturenames or request.node.get_closest_marker("django_db"):
        request.getfixturevalue("settings").MEDIA_ROOT = request.getfixturevalue("tmp_path") / "files"
    translation.activate("lv")
    cache.clear()
    cache.set(timers.KEPT, {})
    yield
    translation.deactivate()


@pytest.fixture
def on_postgresql() -> bool:
    return "postgresql" in settings.DATABASES["default"]["ENGINE"]
