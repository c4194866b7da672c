from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import connections

from ligzda.access import deadlines
from ligzda.kernel.cached import cache
from tests import kept


@pytest.fixture(scope="module")
def server(django_db_setup: None, django_db_blocker: Any, worker_id: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A database of its own for a module, in which everything is really written. SQLite has one writer, so nothing races there."""
    if "postgresql" not in settings.DATABASES["default"]["ENGINE"]:
        pytest.skip("SQLite has one writer: whoever writes holds everything (ADR 2)")
    before, there = (settings.MEDIA_ROOT, settings.TRAIL_HEADS), tmp_path_factory.mktemp("files")
    settings.MEDIA_ROOT, settings.TRAIL_HEADS = there, there / "trail.heads"
    with django_db_blocker.unblock(), kept.instead("migrated", connections.all(), f"races_{worker_id}"):
        yield
    settings.MEDIA_ROOT, settings.TRAIL_HEADS = before


@pytest.fixture(autouse=True)
def _usual_terms() -> None:
    cache.clear()
    cache.set(deadlines.KEPT, {})
