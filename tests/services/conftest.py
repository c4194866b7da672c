import pytest

from tests.services import world as worlds


@pytest.fixture
def world(db: None) -> worlds.World:
    return worlds.make()
