import pytest

from tests.cases.world import World, make_world
from tests.cast import cast

__all__ = ["cast"]


@pytest.fixture
def world(db: None) -> World:
    return make_world()
