"""Every lock of the product keeps a law between two who act at one moment: with it the law holds, without it the law falls."""

import ast
from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from tests.proofs import SOAK
from tests.races import stories_access, stories_care, stories_cases, stories_people, stories_portal, stories_projects, stories_services
from tests.races.stories import STORIES, falls, leave_ground
from tests.rules.house import Source, obey, python

TOLD = [stories_access, stories_care, stories_cases, stories_people, stories_portal, stories_projects, stories_services]


@pytest.fixture(scope="module")
def ground(server: None) -> Iterator[None]:
    leave_ground()
    yield
    leave_ground()


@pytest.mark.parametrize("lock", sorted(STORIES))
def test_the_law_holds_with_its_lock(ground: None, lock: str) -> None:
    race = STORIES[lock]()
    assert race.holds(), f"{lock} does not keep the law of {STORIES[lock].__name__}: {race.answers!r}"


# All of them in the soak, a tenth each time.
@pytest.mark.parametrize("lock", sorted(STORIES)[:: 1 if SOAK else 10])
def test_the_law_falls_without_its_lock(ground: None, lock: str) -> None:
    assert falls(lock), f"{STORIES[lock].__name__} goes well without {lock}: the race does not meet it, or it is not needed"


def locks(sources: Iterable[Source]) -> Iterator[tuple[str, str]]:
    """Every function that asks for a lock, with its place."""
    for source in sources:
        module = f"ligzda.{source.path.removesuffix('.py').replace('/', '.')}"
        yield from ((f"{module}.{name}", f"{source.path}:{line}") for name, line in _in(source.tree, ""))


def _in(node: ast.AST, name: str) -> Iterator[tuple[str, int]]:
    for one in ast.iter_child_nodes(node):
        is_named = isinstance(one, ast.FunctionDef | ast.ClassDef)
        inside = ".".join(filter(None, [name, one.name])) if isinstance(one, ast.FunctionDef | ast.ClassDef) else name
        asks: Any = one
        if isinstance(one, ast.Attribute) and one.attr == "select_for_update":
            yield name, asks.lineno
        if isinstance(one, ast.Constant) and isinstance(one.value, str) and "advisory" in one.value and "SELECT" in one.value:
            yield name, asks.lineno
        yield from _in(one, inside if is_named else name)


def test_every_lock_is_raced() -> None:
    unraced = (f"{place} {lock}" for lock, place in locks(python()) if lock not in STORIES)
    obey(unraced, "Tell a race of two acts that this lock decides (tests/races/stories_….py), or take the lock away.")


def test_a_function_asks_for_one_lock() -> None:
    """Two in one would be forgotten together, and neither be missed alone."""
    asked = [lock for lock, _place in locks(python())]
    obey((lock for lock in sorted(set(asked)) if asked.count(lock) > 1), "Give the second lock a function of its own, or take it away.")


def test_every_race_is_about_a_lock_that_is_there() -> None:
    assert set(STORIES) <= {lock for lock, _place in locks(python())}


def test_a_planted_lock_without_a_race_is_found() -> None:
    planted = Source(
        "x/actions.py",
        "class M:\n    def take(self): M.objects.select_for_update().get()\ndef alone(): run('SELECT pg_advisory_lock(1)')\n",
    )
    assert [lock for lock, _place in locks([planted])] == ["ligzda.x.actions.M.take", "ligzda.x.actions.alone"]
