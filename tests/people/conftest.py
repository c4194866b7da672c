"""People of these tests: entered through the actions, by somebody who may."""

import datetime as dt
from typing import Any

import pytest

from ligzda.access.actor import Actor
from ligzda.people.actions.persons import register_person
from ligzda.people.models import Person


@pytest.fixture
def me(db: None) -> Actor:
    return Actor.system("test")


@pytest.fixture
def enter(me: Actor) -> Any:
    """enter('Anna Bērziņa', 1981, 2, 3): a person of that name and birth date."""

    def make(name: str = "Anna Bērziņa", *born: int, **values: Any) -> Person:
        first, _blank, last = name.partition(" ")
        return register_person(by=me, first_name=first, last_name=last, birth_date=dt.date(*born) if born else None, **values)

    return make
