"""The acceptance facts are asked over the five programmes, as they are kept for every run."""

import pytest

from ligzda.access.actor import Actor
from ligzda.access.models import User
from tests.acceptance.ask import Registry


@pytest.fixture
def registry(demo: None, db: None) -> Registry:
    """Writes as the coordinator of a site does: through the actions, on a day of today."""
    people = {"bauska": "koordinatore", "valmiera": "koordinators.valmiera", "cesis": "koordinatore.cesis"}
    return Registry({site: Actor(User.objects.get(email=f"{name}@ligzda.example")) for site, name in people.items()})
