"""What every test lives under: one database of either kind, both aliases, no connection but to this machine."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.cache import cache
from django.utils import translation

from tests.cast import cast  # noqa: F401  (the permanent cast is at hand in every test)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that may touch the database may touch the read audit's own file too."""
    for item in items:
        mark = item.get_closest_marker("django_db")
        if mark is None and "db" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.django_db(databases=list(settings.DATABASES)))
        elif mark and "databases" not in mark.kwargs:
            item.add_marker(pytest.mark.django_db(*mark.args, **mark.kwargs, databases=list(settings.DATABASES)), append=False)


@pytest.fixture(autouse=True)
def _same_start() -> Iterator[None]:
    """Each test begins in Latvian with an empty cache, whatever ran before it."""
    translation.activate("lv")
    cache.clear()
    yield
    translation.deactivate()


@pytest.fixture
def on_postgresql() -> bool:
    return "postgresql" in settings.DATABASES["default"]["ENGINE"]
