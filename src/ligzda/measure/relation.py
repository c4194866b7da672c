"""Turns a declared fact into one relation that holds only the columns an ask needs, and joins only the tables behind them.

Gets the Ibis module handed in. Permission goes onto the table that carries it, before any join.
"""

from dataclasses import replace
from functools import cache
from typing import Any

from ligzda.kernel.refused import Refused
from ligzda.measure.facts import Fact, Join

CASES = "permitted_rows"
BASE = "base"


def mark(name: str) -> str:
    """A string that becomes a placeholder."""
    return f"@@{name}@@"


def day_mark(name: str, ibis: Any) -> Any:
    """A day of the question, as an expression."""
    return ibis.literal(mark(name)).cast("date")


class _Alias:
    """``r.session``: its columns, remembering which were touched."""

    def __init__(self, name: str, table: Any, touched: set[tuple[str, str]]) -> None:
        self._name, self._table, self._touched = name, table, touched

    def __getattr__(self, column: str) -> Any:
        self._touched.add((self._name, column))
        return self._table[f"{self._name}__{column}"]


class _Aliases:
    """``r`` of a column: the joined tables by alias, and ``r.ibis``."""

    def __init__(self, table: Any, ibis: Any, touched: set[tuple[str, str]]) -> None:
        self.ibis, self._table, self._touched = ibis, table, touched

    def __getattr__(self, alias: str) -> _Alias:
        return _Alias(alias, self._table, self._touched)


class FactRow:
    """``f`` of an indicator: the columns of the fact by name, remembering which were used, ``f.ibis``, and ``f.cut_off``.

    ``cut_off`` is the day of the data: what a rule looks for after the counted row (a return, a later confirmation) must lie
    on or before it, or a figure would know today what nobody could know on the day it is asked for.
    """

    def __init__(self, table: Any, ibis: Any, used: set[str] | None = None) -> None:
        self.ibis, self._table, self._used = ibis, table, set() if used is None else used

    @property
    def cut_off(self) -> Any:
        return day_mark("cut_off", self.ibis)

    def __getattr__(self, name: str) -> Any:
        self._used.add(name)
        return self._table[name]


class _Tables:
    """``t`` of ``Fact.build``: its tables by name, and ``t.ibis``."""

    def __init__(self, fact: Fact, ibis: Any) -> None:
        self.ibis = ibis
        self._tables = {name: ibis.table(dict(schema), name=name) for name, schema in fact.tables.items()}

    def __getattr__(self, name: str) -> Any:
        return self._tables[name]


def _resolve(column: Any, aliases: _Aliases) -> Any:
    if callable(column):
        return column(aliases)
    alias, name = column.split(".")
    return getattr(getattr(aliases, alias), name)


def _path(text: str) -> tuple[str, str]:
    alias, _, column = text.partition(".")
    return alias, column


def _alias_tables(fact: Fact) -> dict[str, str]:
    return {BASE: fact.base} | {join.alias: join.table for join in fact.joins}


@cache
def sketch(fact: Fact, ibis: Any) -> Any:
    """A relation with all columns and their types, only to look at: what is used of it is built afterwards."""
    if fact.build is not None:
        return fact.build(_Tables(fact, ibis))
    wide = {f"{alias}__{name}": kind for alias, table in _alias_tables(fact).items() for name, kind in fact.tables[table].items()}
    aliases = _Aliases(ibis.table(wide, name="wide"), ibis, set())
    return aliases._table.select(**{name: _resolve(column, aliases) for name, column in (fact.columns or {}).items()})


def relation(fact: Fact, need: set[str], ibis: Any, restrict: str | None = None) -> Any:
    """The fact with these columns; with ``restrict`` only rows whose column of that name is among the permitted ones."""
    permitted: Any = ibis.table({"id": "int64"}, name=CASES) if restrict else None
    if fact.build is not None:
        whole = fact.build(_Tables(fact, ibis))
        if restrict:
            whole = whole.filter(whole[restrict].isin(permitted["id"]))
        return whole.select(*sorted(need))
    fact = _leanest(fact, need, ibis)
    columns = fact.columns or {}
    missing = (need | ({restrict} if restrict else set())) - set(columns)
    if missing:
        raise Refused(f"The fact {fact.name} has no {', '.join(sorted(str(name) for name in missing))}")
    touched = _touched(fact, need, ibis)
    gate = columns[restrict] if restrict else None
    if callable(gate):
        raise Refused(f"{restrict} of the fact {fact.name} must be a plain column, so that permission stands before the joins")
    if gate is not None:
        touched.add(_path(gate))
    joins = _needed_joins(fact.joins, touched)
    left = _part(fact, BASE, fact.base, touched, gate, permitted, ibis)
    for join in joins:
        right = _part(fact, join.alias, join.table, touched, gate, permitted, ibis)
        how = "inner" if gate is not None and gate.split(".")[0] == join.alias else join.how
        meets = [left[join.on.replace(".", "__")] == right[f"{join.alias}__{join.key}"]]
        if join.only:
            meets.append(right[f"{join.alias}__{join.only}"].notnull())
        left = left.join(right, meets, how=how)
    aliases = _Aliases(left, ibis, set())
    return left.select(**{name: _resolve(columns[name], aliases) for name in sorted(need)})


def _touched(fact: Fact, need: set[str], ibis: Any) -> set[tuple[str, str]]:
    touched: set[tuple[str, str]] = set()
    wide = {f"{alias}__{name}": kind for alias, table in _alias_tables(fact).items() for name, kind in fact.tables[table].items()}
    aliases = _Aliases(ibis.table(wide, name="wide"), ibis, touched)
    for name in need:
        _resolve((fact.columns or {})[name], aliases)
    return touched


def _leanest(fact: Fact, need: set[str], ibis: Any) -> Fact:
    """The fact with the cheaper columns of ``alone`` wherever nobody else asks for the tables that they spare."""
    lean = {}
    for name in need & set(fact.alone):
        spared = {alias for alias, _ in _touched(fact, {name}, ibis)} - {BASE}
        if spared.isdisjoint(alias for alias, _ in _touched(fact, need - {name}, ibis)):
            lean[name] = fact.alone[name]
    return replace(fact, columns={**(fact.columns or {}), **lean}) if lean else fact


def _needed_joins(joins: tuple[Join, ...], touched: set[tuple[str, str]]) -> list[Join]:
    """The joins behind the touched columns, and those these hang on; adds the columns they meet on."""
    needed: list[Join] = []
    for join in reversed(joins):
        if join.filters or any(alias == join.alias for alias, _ in touched):
            needed.append(join)
            touched.add((join.alias, join.key))
            touched.add(_path(join.on))
    return needed[::-1]


def _part(fact: Fact, alias: str, name: str, touched: set[tuple[str, str]], gate: str | None, permitted: Any, ibis: Any) -> Any:
    table = ibis.table(dict(fact.tables[name]), name=name)
    if gate is not None and gate.split(".")[0] == alias:
        table = table.filter(table[gate.split(".")[1]].isin(permitted.id))
    wanted = sorted(column for one, column in touched if one == alias) or [next(iter(fact.tables[name]))]
    return table.select(**{f"{alias}__{column}": table[column] for column in wanted})
