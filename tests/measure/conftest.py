"""The small world of these tests."""

from collections.abc import Iterator

import pytest

from tests.measure.world import World, nine_facts


@pytest.fixture
def world(db: None) -> Iterator[World]:
    made = World()
    yield made
    made.drop()


@pytest.fixture
def example(world: World) -> World:
    nine_facts(world)
    return world
