"""A workflow has no dead end, no orphan and no move that nobody has tried."""

from collections.abc import Iterable, Iterator
from enum import StrEnum

import pytest

from ligzda.access.machines import MACHINES, Machine, Move
from ligzda.access.roles import ROLES
from ligzda.access.words import Word
from tests.rules.house import ROOT, obey

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


def untried(machines: Iterable[Machine], told: str) -> Iterator[str]:
    for machine in machines:
        yield from (
            f"{machine.name}: {move.name}" for move in machine.moves if f'"{move.name}"' not in told and f".{move.name}(" not in told
        )


def test_machines_are_whole() -> None:
    obey(faults(MACHINES.values()), HOW)


def test_every_move_is_tried() -> None:
    told = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py") if path.parent.name != "rules")
    obey(untried(MACHINES.values(), told), "Tell a story in tests/<room> in which this move happens.")


def test_a_planted_machine_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ligzda.access.machines.MACHINES", {})
    states = StrEnum("states", {"OPEN": "open", "LOST": "lost", "DONE": "done"})
    moves = (Move("undo", frozenset({"done"}), "gone", Word.NOTE, ""),)
    planted = Machine("planted", "state", states, moves, frozenset({"open"}), frozenset({"done"}), {"open": "nobody"})
    assert len(list(faults([planted]))) == 6
    assert list(untried([planted], "")) == ["planted: undo"]
