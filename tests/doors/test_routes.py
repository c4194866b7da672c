"""The walk knows every address, and notices a door that was left open."""

from collections.abc import Callable
from typing import Any

import pytest

from ligzda.access.actor import Guarded
from tests.doors import world
from tests.doors.routes import routes
from tests.doors.things import THINGS, kind_of, things
from tests.doors.walk import Walk


def test_every_parameter_of_every_address_is_known() -> None:
    kinds = {kind_of(route, name) for route in routes() for name in route.parameters} - {None}
    assert kinds <= set(THINGS)


def test_every_parameter_of_every_address_has_keys(demo: None, db: None) -> None:
    world.plant()
    rows = things()
    without = []
    for route in routes():
        for name in route.parameters:
            kind = kind_of(route, name)
            if kind and not rows[kind]:
                without.append(f"{route.template}: the demo holds no {kind}")
    assert not without, "\n".join(without)


def test_a_door_left_open_is_found(walked: Callable[..., Walk], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Guarded, "visible_to", lambda self, actor, word: self)
    found: Any = walked("sociala@ligzda.example", 150)
    assert any("where nothing may be" in fault for fault in found.faults)
