"""The demo of a module, and the walk of one person over it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from ligzda.kernel import clock
from tests import kept
from tests.doors import walk, world
from tests.doors.walk import Walk
from tests.proofs import SOAK, note

SEED = 20261130
# Over everybody: 20,000 on SQLite, 4,000 on PostgreSQL, 100,000 in the soak.
SHARES = {"sqlite": 20_000, "postgresql": 4_000}


@pytest.fixture
def walked(demo: None, db: None, client: Client, settings: Any, on_postgresql: bool) -> Callable[[str], Walk]:
    def go(email: str, number: int = 0) -> Walk:
        settings.MEDIA_ROOT = kept.files("demo", connection.vendor)
        world.plant()
        whole = 100_000 if SOAK else SHARES["postgresql" if on_postgresql else "sqlite"]
        walk.enter(client, world.user(email))
        found = Walk(email, clock.today(), SEED)
        found.go(client, number or whole // len(world.people()))
        if not number:
            note("doors", asked=sum(found.asked.values()), faults=len(found.faults), of=f"{email or 'a stranger'} {dict(found.asked)}")
        return found

    return go
