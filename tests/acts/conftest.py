from collections.abc import Iterator

import pytest

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
