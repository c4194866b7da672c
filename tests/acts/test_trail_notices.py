"""The comparison with the trail fails for everything that it promises to see: otherwise no act of this folder proves anything."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from ligzda.access import audit
from ligzda.access.actor import Actor
from ligzda.access.models import AuditEntry
from ligzda.cases.models import Case
from ligzda.people.models import Person
from tests.acts.silenced import unnoticed
from tests.acts.trail import Trail, line
from tests.cast import Cast


def renamed(case: Case, mother: Person, *, by: Actor) -> None:
    """An act that owes two lines."""
    audit.record(by, "case.renamed", case, circle=case.circle, changed={"number": ("BA-1", "BA-2")})
    audit.record(by, "change_person", mother, circle=case.circle)


@pytest.fixture
def acted(case: Case, mother: Person, worker: Actor) -> Trail:
    trail = Trail()
    trail.call(renamed, case, mother, by=worker)
    return trail


def test_both_lines_and_nothing_else_is_right(acted: Trail, case: Case, mother: Person) -> None:
    acted.leaves(
        line("change_person", mother, case.circle), line("case.renamed", case, case.circle, number=("BA-1", "BA-2"))
    )  # in whatever order


Told = Callable[[Cast, Case, Person, Any], list[Any]]
WRONG: dict[str, Told] = {
    "nothing": lambda cast, case, mother, first: [],
    "one line is silent": lambda cast, case, mother, first: [first],
    "the other line is silent": lambda cast, case, mother, first: [line("change_person", mother, case.circle)],
    "a line too many": lambda cast, case, mother, first: [first, *2 * [line("change_person", mother, case.circle)]],
    "another act": lambda cast, case, mother, first: [first, line("add_alias", mother, case.circle)],
    "another thing": lambda cast, case, mother, first: [first, line("change_person", case, case.circle)],
    "another circle": lambda cast, case, mother, first: [first, line("change_person", mother, cast.site.circle)],
    "somebody else": lambda cast, case, mother, first: [first, line("change_person", mother, case.circle, who=cast.actor("admin"))],
    "the server": lambda cast, case, mother, first: [first, line("change_person", mother, case.circle, who=Actor.system("server"))],
    "a field too many": lambda cast, case, mother, first: [first, line("change_person", mother, case.circle, sex=("", "female"))],
    "another value before": lambda cast, case, mother, first: [
        line("case.renamed", case, case.circle, number=("BA-0", "BA-2")), line("change_person", mother, case.circle),
    ],
    "another value after": lambda cast, case, mother, first: [
        line("case.renamed", case, case.circle, number=("BA-1", "BA-3")), line("change_person", mother, case.circle),
    ],
    "no value": lambda cast, case, mother, first: [line("case.renamed", case, case.circle), line("change_person", mother, case.circle)],
}  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG)
def test_anything_else_is_noticed(acted: Trail, cast: Cast, case: Case, mother: Person, wrong: str) -> None:
    first = line("case.renamed", case, case.circle, number=("BA-1", "BA-2"))
    with pytest.raises(AssertionError):
        acted.leaves(*WRONG[wrong](cast, case, mother, first))


def test_a_line_that_may_be_silent_is_named(trail: Trail, case: Case, mother: Person, worker: Actor, on_postgresql: bool) -> None:
    if on_postgresql:
        pytest.skip("there a copy of the process would share its connection")
    lines = [line("change_person", mother, case.circle), line("case.renamed", case, case.circle, number=("BA-1", "BA-2"))]

    def tells() -> None:
        trail.call(renamed, case, mother, by=worker)
        trail.leaves(*lines)

    def keeps_half_to_itself() -> None:
        trail.call(renamed, case, mother, by=worker)
        trail.entries = [one for one in trail.entries if one.act == "change_person"]
        trail.leaves(lines[0])
        trail.owed.add("case.renamed")

    about: Any = SimpleNamespace(_fixtureinfo=SimpleNamespace(argnames=()), funcargs={"trail": trail})
    assert [list(unnoticed(SimpleNamespace(obj=run, **vars(about)))) for run in (tells, keeps_half_to_itself)] == [[], ["case.renamed"]]  # type: ignore[arg-type]
    assert not AuditEntry.objects.filter(act="case.renamed").exists() and trail.is_told, "what was tried happened in a copy"


def test_whoever_calls_says_what_is_left_before_the_next_call(acted: Trail, case: Case, mother: Person, worker: Actor) -> None:
    with pytest.raises(AssertionError, match="before"):
        acted.call(renamed, case, mother, by=worker)
