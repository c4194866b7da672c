from collections.abc import Iterator

import pytest

from ligzda.access.actor import Actor
from ligzda.cases.models import Case
from ligzda.people.models import Person
from tests.acts.trail import Trail
from tests.cases.world import World
from tests.cast import Cast, cast
from tests.services import world as services

__all__ = ["cast"]


@pytest.fixture
def trail(db: None) -> Iterator[Trail]:
    ours = Trail()
    yield ours
    assert ours.is_told, "Say what the act leaves."


@pytest.fixture
def world(cast: Cast) -> World:
    """The cast with makers of files, plans and papers."""
    return World(cast)


@pytest.fixture
def at_work(db: None) -> services.World:
    """A programme with its services, two families and those who work with them."""
    return services.make()


@pytest.fixture
def worker(cast: Cast) -> Actor:
    return cast.actor("worker_in")


@pytest.fixture
def boss(cast: Cast) -> Actor:
    return cast.actor("coordinator")


@pytest.fixture
def admin(cast: Cast) -> Actor:
    return cast.actor("admin")


@pytest.fixture
def case(cast: Cast) -> Case:
    case: Case = cast.case
    return case


@pytest.fixture
def mother(cast: Cast) -> Person:
    return cast.family.memberships.get().person
