"""The small world of these tests."""

from collections.abc import Iterator
from unittest.mock import patch

import pytest

from ligzda.measure import facts, indicators
from tests.measure.world import ALL, FACTS, World, nine_facts


@pytest.fixture
def world(db: None) -> Iterator[World]:
    made = World()
    yield made
    made.drop()


@pytest.fixture
def example(world: World) -> World:
    nine_facts(world)
    return world


@pytest.fixture(scope="module", autouse=True)
def _known_here() -> Iterator[None]:
    """The facts and figures of the small world are known in these tests and in no others."""
    with patch.dict(facts._FACTS, {one.name: one for one in FACTS}), patch.dict(indicators._INDICATORS, {one.code: one for one in ALL}):
        yield
