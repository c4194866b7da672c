"""The one list: a table whose rows become cards on a telephone, with filters that combine, a sort, and movement by keyboard.

A room says which columns, filters and sorts its list has and makes a ``Line`` of each row; the address carries what was chosen. What
a filter does not offer to this reader is left out and said, whatever it was. Drawn by ``web/list.html``.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.utils.http import urlencode
from django.utils.translation import gettext as _

from ligzda.web.paging import Page

FEW = 7  # so many choices are chips; more are a field to choose from
LONGEST = 80  # letters of a value in an address that are looked at


@dataclass(frozen=True)
class Column:
    """``sort`` is what pressing its head asks for. The first column names the row and leads to it."""

    label: Any
    sort: str = ""


@dataclass(frozen=True)
class Mark:
    """A badge in a cell: its tone, word and icon."""

    tone: str
    text: Any
    icon: str


@dataclass(frozen=True)
class Cell:
    """What stands in one cell. ``is_empty``: the text is the word for what is not there."""

    text: Any = ""
    note: Any = ""
    mark: Mark | None = None
    is_empty: bool = False


@dataclass(frozen=True)
class ListRow:
    """One row: where it leads, and its cells in the order of the columns. ``key`` tells rows apart where several are chosen at once."""

    key: str
    url: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Filter:
    """``choices``: value and word of each. ``quick``: values that stand in sight, not behind the fold."""

    name: str
    label: Any
    choices: tuple[tuple[str, Any], ...]
    quick: tuple[str, ...] = ()

    @property
    def is_long(self) -> bool:
        return len(self.choices) > FEW

    def said(self, value: str) -> str:
        """A choice outside its group says what it is about; a filter of one choice is its own word."""
        word = dict(self.choices)[value]
        return str(self.label) if len(self.choices) == 1 else f"{self.label}: {word}"


@dataclass(frozen=True)
class Sort:
    """One order of the rows, the first of a list being its usual one. ``is_falling``: the largest stands on top."""

    key: str
    label: Any
    is_falling: bool = False


@dataclass(frozen=True)
class Chip:
    """A link that puts a choice in or takes it away. ``takes``: it is chosen, and pressing it takes it away."""

    label: Any
    url: str
    active: bool = False
    takes: bool = False


@dataclass(frozen=True)
class Chosen:
    """What an address asks for, of what the list offers. ``unknown``: the names of filters that were asked for something else."""

    values: Mapping[str, str]
    sort: str
    unknown: tuple[Any, ...] = ()

    def of(self, name: str) -> str:
        """The chosen value of a filter, else nothing."""
        return self.values.get(name, "")


@dataclass(frozen=True)
class Offered:
    """The shape of one list for one reader: columns, filters, orders; ``beside`` is what else its address keeps, such as a search."""

    columns: tuple[Column, ...]
    filters: tuple[Filter, ...]
    sorts: tuple[Sort, ...]
    beside: Mapping[str, str] = field(default_factory=dict)

    def read(self, asked: Mapping[str, Any]) -> Chosen:
        """Only what is offered counts. Nonsense is told apart from nothing, and from nothing else."""
        values, unknown = {}, []
        for one in self.filters:
            value = str(asked.get(one.name, ""))[:LONGEST]
            if value in dict(one.choices):
                values[one.name] = value
            elif value:
                unknown.append(one.label)
        wanted = str(asked.get("sort", ""))
        known = wanted in {one.key for one in self.sorts}
        if wanted and not known:
            unknown.append(_("Order"))
        return Chosen(values, wanted if known else self.sorts[0].key, tuple(unknown))


@dataclass(frozen=True)
class Head:
    """A column as it is drawn: the link that sorts by it, and how it is sorted now."""

    label: Any
    url: str = ""
    sorted: str = ""


@dataclass(frozen=True)
class Group:
    """A filter as it is drawn behind the fold: chips, or a field with what the form has to keep."""

    label: Any
    name: str
    chips: Sequence[Chip]
    is_long: bool
    choices: tuple[tuple[str, Any], ...]
    value: str
    kept: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Listing:
    """What ``web/list.html`` draws."""

    id: str
    caption: Any
    offered: Offered
    chosen: Chosen
    page: Page[ListRow]

    @property
    def is_filtered(self) -> bool:
        return bool(self.chosen.values)

    @property
    def clear_url(self) -> str:
        """Without any filter; a search and the order stay."""
        return self._address({})

    @cached_property
    def heads(self) -> list[Head]:
        falls = {one.key: one.is_falling for one in self.offered.sorts}
        found = []
        for column in self.offered.columns:
            if column.sort not in falls:
                found.append(Head(column.label))
                continue
            now = ("descending" if falls[column.sort] else "ascending") if column.sort == self.chosen.sort else ""
            found.append(Head(column.label, self._address(self.chosen.values, column.sort), now))
        return found

    @cached_property
    def sorts(self) -> list[Chip]:
        now = self.chosen
        return [Chip(one.label, self._address(now.values, one.key), active=one.key == now.sort) for one in self.offered.sorts]

    @cached_property
    def chips(self) -> list[Chip]:
        """What stands in sight: the quick choices, and whatever is chosen."""
        found = []
        for one in self.offered.filters:
            now = self.chosen.of(one.name)
            shown = [value for value, _word in one.choices if value in one.quick or value == now]
            found += [self._chip(one, value, one.said(value)) for value in shown]
        return found

    @cached_property
    def groups(self) -> list[Group]:
        """Filters with all their choices; one whose choices stand in sight already is not drawn twice."""
        found = []
        for one in self.offered.filters:
            if len(one.quick) == len(one.choices):
                continue
            now = self.chosen.of(one.name)
            kept = self._pairs({name: value for name, value in self.chosen.values.items() if name != one.name})
            chips = [] if one.is_long else [self._chip(one, value, word) for value, word in one.choices]
            found.append(Group(one.label, one.name, chips, one.is_long, one.choices, now, kept))
        return found

    def _chip(self, one: Filter, value: str, label: Any) -> Chip:
        takes = self.chosen.of(one.name) == value
        values = {**self.chosen.values, one.name: "" if takes else value}
        return Chip(label, self._address(values), active=takes, takes=takes)

    def _pairs(self, values: Mapping[str, str], sort: str = "") -> list[tuple[str, str]]:
        order = sort or self.chosen.sort
        usual = self.offered.sorts[0].key
        asked: Iterable[tuple[str, str]] = [*self.offered.beside.items(), *values.items(), ("sort", "" if order == usual else order)]
        return [(name, value) for name, value in asked if value]

    def _address(self, values: Mapping[str, str], sort: str = "") -> str:
        pairs = self._pairs(values, sort)
        return f"?{urlencode(pairs)}" if pairs else "."
