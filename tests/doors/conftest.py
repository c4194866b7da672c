"""The demo of a module, and the walk of one person over it."""

import types
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from ligzda.access import middleware
from ligzda.kernel import clock
from tests import kept
from tests.doors import gather, marks, noticing, walk, world
from tests.doors.harvest import Harvest
from tests.doors.walk import Walk
from tests.proofs import SOAK, note

SEED = 20261130
# Over everybody: 20,000 on SQLite, 4,000 on PostgreSQL, 100,000 in the soak.
SHARES = {"sqlite": 20_000, "postgresql": 4_000}


@pytest.fixture(scope="module")
def marked(demo: None, django_db_blocker: Any) -> dict[str, frozenset[int]]:
    """The demo of this module with everybody who walks, and marks in the texts of its files."""
    with django_db_blocker.unblock():
        world.plant()
        return marks.plant()


@pytest.fixture
def frozen(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock stands still: what is answered twice says the same."""
    moment = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: moment)
    monkeypatch.setattr(middleware, "time", types.SimpleNamespace(time=moment.timestamp))


@pytest.fixture
def harvest(marked: Any, db: None, frozen: None, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Harvest]:
    """What the pages offer, gathered once for this state of the code."""
    settings.MEDIA_ROOT = kept.files("demo", connection.vendor)
    with noticing.listening(monkeypatch):
        found = gather.kept_harvest()
    yield found


@pytest.fixture
def walked(marked: dict[str, frozenset[int]], harvest: Harvest, client: Client, on_postgresql: bool) -> Callable[..., Walk]:
    def go(email: str, number: int = 0, **how: Any) -> Walk:
        whole = 100_000 if SOAK else SHARES["postgresql" if on_postgresql else "sqlite"]
        user = world.user(email)
        walk.enter(client, user)
        width = 6 if SOAK else 2
        found = Walk(email, clock.today(), SEED, harvest=harvest, marks=marked, user=user.pk if user else None, width=width, **how)
        found.go(client, number or whole // len(world.people()))
        if not number:
            note("doors", asked=sum(found.asked.values()), faults=len(found.faults), of=f"{email or 'a stranger'} {dict(found.asked)}")
        return found

    return go
