"""State machines are tables: what may follow what, who may do it, why not now.

``objections`` returns the sentences shown beside the greyed button and raised by the action; ``apply`` locks, checks
and sets the state. Side effects stay visible in the action that calls it; the action writes the audit entry.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from dataclasses import field as column
from typing import Any

from django.utils.translation import gettext_lazy as _

from ligzda.access.actor import Actor
from ligzda.access.permissions import Permission
from ligzda.kernel.refused import Refused

Guard = Callable[[Any, Actor], Any]  # the sentence why not, or a false value


@dataclass(frozen=True)
class Move:
    """One arrow: from any of ``sources`` to ``target``, for whoever holds ``needs`` on the thing."""

    name: str
    sources: frozenset[str]
    target: str
    needs: Permission
    label: Any
    unless: tuple[Guard, ...] = ()
    by_system: bool = False
    returns_to: str = ""  # the field that holds the state to go back to; ``target`` then names one of the possible ones
    begins: bool = False  # opens a new record in ``target``; the present one stays as it is


@dataclass(frozen=True)
class Option:
    """A move as a button: greyed with its reasons when there are objections."""

    move: Move
    objections: list[Any]


MACHINES: dict[str, "Machine"] = {}


@dataclass
class Machine:
    """A workflow of one model: its moves, who owns each open state, which states end it."""

    name: str
    field: str
    states: type
    moves: tuple[Move, ...]
    initial: frozenset[str]
    final: frozenset[str]
    waiting_on: dict[str, str]  # open state → role key (or "system") whose turn it is
    late_guards: dict[str, list[Guard]] = column(default_factory=dict)

    def __post_init__(self) -> None:
        MACHINES[self.name] = self

    def move(self, name: str) -> Move:
        return next(move for move in self.moves if move.name == name)

    def object_to(self, name: str, guard: Guard) -> None:
        """The one upward channel: a room above adds a guard, in its AppConfig.ready()."""
        self.late_guards.setdefault(self.move(name).name, []).append(guard)

    def target(self, thing: Any, name: str) -> str:
        """Where the move leads: back to the remembered state, onwards to its own, or nowhere when it begins a new record."""
        move = self.move(name)
        if move.begins:
            return str(getattr(thing, self.field))
        return str(getattr(thing, move.returns_to)) if move.returns_to else move.target

    def objections(self, thing: Any, name: str, actor: Actor) -> list[Any]:
        """Every reason why ``actor`` cannot make this move now; empty when it can be made."""
        move = self.move(name)
        found: list[Any] = []
        here = getattr(thing, self.field)
        if here not in move.sources:
            label = self.states(here).label
            found.append(_("The state is now “%(state)s”; this step does not follow from it. Open the page anew.") % {"state": label})
        if not actor.may(move.needs, thing):
            found.append(_("This step is not yours to take; ask your coordinator."))
        found += [reason for guard in (*move.unless, *self.late_guards.get(name, [])) if (reason := guard(thing, actor))]
        return found

    def options(self, thing: Any, actor: Actor) -> list[Option]:
        """The moves that start from the present state, each with its objections."""
        here = getattr(thing, self.field)
        return [
            Option(move, self.objections(thing, move.name, actor)) for move in self.moves if here in move.sources and not move.by_system
        ]

    def apply(self, thing: Any, name: str, by: Actor) -> Any:
        """Lock the row, check again, set the state. Raises ``Refused`` with the objections. Must run in a transaction."""
        locked = type(thing).objects.select_for_update().get(pk=thing.pk)
        Refused.unless_empty(self.objections(locked, name, by))
        setattr(locked, self.field, self.target(locked, name))
        locked.save(update_fields=[self.field])
        return locked

    def open_states(self) -> Iterable[str]:
        return (str(state) for state in self.states if str(state) not in self.final)  # type: ignore[attr-defined]


def as_markdown() -> str:
    """All machines in words and as a diagram: the text of ``docs/generated/states.md``."""
    return "\n".join(
        ["# States", "", "Printed from the tables in the code by `make docs`.", *(_chapter(MACHINES[name]) for name in sorted(MACHINES))]
    )


def _chapter(machine: Machine) -> str:
    moves = sorted(machine.moves, key=lambda move: move.name)
    arrows = [f"    {source} --> {move.target}: {move.name}" for move in machine.moves for source in sorted(move.sources)]
    diagram = ["```mermaid", "stateDiagram-v2", *(f"    [*] --> {state}" for state in sorted(machine.initial)), *arrows]
    diagram += [*(f"    {state} --> [*]" for state in sorted(machine.final)), "```"]
    table = ["| move | from | to | needs | refused when |", "|---|---|---|---|---|"]
    table += [
        f"| {move.name} | {', '.join(sorted(move.sources))} | {_goal(move)} | {move.needs} | {_guards(machine, move)} |" for move in moves
    ]
    owners = [f"* **{state}** waits on {owner}" for state, owner in machine.waiting_on.items()]
    return "\n".join(["", f"## {machine.name}", "", *diagram, "", *table, "", *owners, ""])


def _goal(move: Move) -> str:
    if move.begins:
        return f"a new record in {move.target}"
    return f"the state in `{move.returns_to}`" if move.returns_to else move.target


def _guards(machine: Machine, move: Move) -> str:
    names = [guard.__name__.strip("_").replace("_", " ") for guard in (*move.unless, *machine.late_guards.get(move.name, []))]
    return ", ".join(names) or "–"
