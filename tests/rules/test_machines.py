"""A workflow has no dead end and no orphan. That each move is tried, and no other can be made, shows ``tests/acts/test_every_move.py``."""

from collections.abc import Iterable, Iterator
from enum import StrEnum

import pytest

from ligzda.access.machines import MACHINES, Machine, Move
from ligzda.access.permissions import Permission
from ligzda.access.roles import ROLES
from tests.rules.house import obey

HOW = "Mend the table in the room's states.py."


def reachable(machine: Machine) -> set[str]:
    found, before = set(machine.initial), set()
    while found != before:
        before = set(found)
        found |= {move.target for move in machine.moves if move.sources & found}
    return found


def faults(machines: Iterable[Machine]) -> Iterator[str]:
    for machine in machines:
        states = {str(state) for state in machine.states}
        for state in states - reachable(machine):
            yield f"{machine.name}: nothing leads to {state}"
        for state in states - machine.final - set(machine.waiting_on):
            yield f"{machine.name}: {state} waits on nobody"
        for owner in set(machine.waiting_on.values()) - set(ROLES) - {"system"}:
            yield f"{machine.name}: {owner} is no role"
        for move in machine.moves:
            if move.sources & machine.final and not move.begins:
                yield f"{machine.name}: {move.name} leaves a final state"
            if unknown := ({*move.sources, move.target} - states):
                yield f"{machine.name}: {move.name} names {', '.join(unknown)}"


def test_machines_are_whole() -> None:
    obey(faults(MACHINES.values()), HOW)


def test_a_planted_machine_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ligzda.access.machines.MACHINES", {})
    states = StrEnum("states", {"OPEN": "open", "LOST": "lost", "DONE": "done"})
    moves = (Move("undo", frozenset({"done"}), "gone", Permission.NOTE, ""),)
    planted = Machine("planted", "state", states, moves, frozenset({"open"}), frozenset({"done"}), {"open": "nobody"})
    assert len(list(faults([planted]))) == 6
