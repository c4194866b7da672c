"""Facts: flat rows that rooms declare over their own tables. Only the columns an ask needs, and the joins behind them, reach the SQL."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ligzda.kernel.refused import Refused


@dataclass(frozen=True)
class Join:
    """One more table beside the base. ``on`` is ``alias.column`` (or ``base.column``) and meets ``key``, which is unique in the table.

    It must never multiply or drop rows: it is left out when no asked column needs it. One that is meant to drop rows says ``filters=True``.
    ``only`` names a column without which a row of the table is not worth meeting: few merged records, say, among all people (with ``how="left"``).
    """

    alias: str
    table: str
    on: str
    key: str = "id"
    how: str = "inner"
    filters: bool = False
    only: str = ""


@dataclass(frozen=True, eq=False)
class Fact:
    """One flat row per countable event.

    Declare ``base``, ``joins`` and ``columns`` (name → ``"alias.column"`` or a callable over the aliases, ``r.session.date``; ``r.ibis``
    is the module). Or, for a shape that no chain of joins gives, ``build(t)``: an expression over ``t.<table>`` and ``t.ibis``, all columns.

    ``alone`` says a column in a cheaper way, taken when no other asked column needs the tables behind it.

    ``reach`` says which rows are qualifying reach facts: the first of them in a project freezes what is recorded at entry.
    Expected names: ``fact_id``, ``project`` and ``date``; ``person`` and ``family`` hold root ids or nothing; ``circle_id`` or ``case_id``
    carry need-to-know; ``birth_date`` (or ``birth_year``, ``birth_month``, ``birth_day``, each may be empty) gives the age. ``entry_from`` names
    another fact whose reach fixes the entry (people of an enrolment enter with their first service).
    """

    name: str
    tables: Mapping[str, Mapping[str, str]]
    build: Callable[[Any], Any] | None = None
    base: str = ""
    joins: tuple[Join, ...] = ()
    columns: Mapping[str, str | Callable[[Any], Any]] | None = None
    alone: Mapping[str, str | Callable[[Any], Any]] = field(default_factory=dict)
    reach: Callable[[Any], Any] | None = None
    entry_from: str = ""


_FACTS: dict[str, Fact] = {}


def register_fact(fact: Fact) -> None:
    """Hand a fact over. The same name twice is a mistake of the programmer, unless it is the very same fact."""
    if _FACTS.get(fact.name, fact) is not fact:
        raise ValueError(f"The fact {fact.name} is registered twice")
    _FACTS[fact.name] = fact


def fact(name: str) -> Fact:
    """The registered fact of that name."""
    if name not in _FACTS:
        raise Refused(f"There is no fact called {name}")
    return _FACTS[name]


def facts() -> tuple[Fact, ...]:
    """All registered facts, in the order of their names."""
    return tuple(_FACTS[name] for name in sorted(_FACTS))
