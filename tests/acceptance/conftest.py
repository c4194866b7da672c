"""The five programmes, loaded once for a module inside a transaction that is rolled back; each test rolls back its own changes."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from ligzda.access.actor import Actor
from ligzda.access.models import User
from ligzda.demo import load
from tests.acceptance.ask import Registry

TODAY = dt.date(2026, 11, 22)


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The data set of the default seed."""
    with django_db_blocker.unblock():
        block = transaction.atomic()
        block.__enter__()
        load.load(today=TODAY)
    yield
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        block.__exit__(None, None, None)


@pytest.fixture
def registry(demo: None, db: None) -> Registry:
    """Writes as the coordinator of a site does: through the actions, on a day of today."""
    people = {"bauska": "koordinatore", "valmiera": "koordinators.valmiera", "cesis": "koordinatore.cesis"}
    return Registry({site: Actor(User.objects.get(email=f"{name}@ligzda.example")) for site, name in people.items()})
