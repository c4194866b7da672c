from collections.abc import Generator, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.core import mail

from ligzda.access.actor import Actor
from ligzda.access.shown import told_columns
from ligzda.cases.models import Case
from ligzda.kernel import post
from ligzda.people.models import Family, Person
from tests.acts.silenced import is_tried, unnoticed
from tests.acts.trail import Trail
from tests.cases.world import World
from tests.cast import Cast, cast
from tests.services import world as services

__all__ = ["cast"]


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> Generator[None, Any, Any]:
    """Before a test runs, it has to fail without each of the lines that it owes."""
    if is_tried(pyfuncitem):
        silent = list(unnoticed(pyfuncitem))
        assert not silent, f"stays green while nothing is written of: {', '.join(silent)}"
    return (yield)


@pytest.fixture
def trail(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Trail]:
    ours = Trail()
    monkeypatch.setattr(post, "transaction", SimpleNamespace(on_commit=lambda send: send()))
    yield ours
    assert ours.is_told, "Say what the act leaves."
    said = "".join(f"{letter.subject}\n{letter.body}\n" for letter in mail.outbox)
    assert not said or not (found := [word for word in words_of_families() if word in said]), f"a letter says {found}"


def words_of_families() -> set[str]:
    """Names, keys and numbers of whoever is on record, and everything that was written of them."""
    found: set[Any] = {row.key for model in (Person, Family, Case) for row in model.objects.all()}
    found |= {name for row in Person.objects.all() for name in (row.first_name, row.last_name)} | set(
        Family.objects.values_list("name", flat=True)
    )
    found |= set(Case.objects.values_list("number", flat=True))
    for model in apps.get_models():
        for column in told_columns(model):
            found |= set(model._default_manager.values_list(column.attname, flat=True))
    return {str(word) for word in found if isinstance(word, str) and len(word) > 3}


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
