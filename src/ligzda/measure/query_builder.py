"""The shapes of questions as Ibis expressions: count units, count the new, add up, list ids. Values stay marks until the statement runs.

Inside the fenced subset only: ``group_by().agg()``, never ``.distinct()``; booleans by ``ifelse``; periods by declared last days.
"""

from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from ligzda.measure import ages
from ligzda.measure.dimensions import UNKNOWN, dimension
from ligzda.measure.facts import Fact, fact
from ligzda.measure.indicators import Indicator
from ligzda.measure.relation import FactRow, day_mark, mark, relation, sketch

COUNT, NEW, SUM, IDS, TABLE = "count", "new", "sum", "ids", "table"


@dataclass(frozen=True)
class Shape:
    """All that decides the text of a statement; what may change between two runs of it is a mark."""

    code: str
    kind: str
    by: tuple[str, ...] = ()
    filters: tuple[tuple[str, bool], ...] = ()
    periods: int = 0
    project: bool = False
    lower: bool = False
    start: bool = False
    since: bool = False
    restrict: str | None = None
    after: bool = False
    limit: int | None = None
    beside: str | None = None  # listed beside each unit: the family that a counted row is about
    projects: int | None = None  # how many projects count together
    apart: bool = False  # split by the dimension whose rows otherwise stand apart: the total then contains them


class Builder:
    """Builds one expression for one indicator and shape."""

    def __init__(self, one: Indicator, shape: Shape, ibis: Any) -> None:
        self.one, self.shape, self.ibis = one, shape, ibis
        self.fact: Fact = fact(one.fact)
        self.sketch = sketch(self.fact, ibis)
        self.unit = one.counts if one.is_units else None
        self.filter_names = tuple(name for name, _ in shape.filters)
        self.frozen = self._frozen()

    def _date(self, name: str) -> Any:
        return day_mark(name, self.ibis)

    def _frozen(self) -> tuple[str, ...]:
        """Dimensions taken at entry: age always, the others where people or families are counted."""
        asked = (*self.shape.by, *self.filter_names, *(["age"] if self.one.who else []))
        return tuple(dict.fromkeys(n for n in asked if n == "age" or (self.unit and dimension(n).at_entry and n in self.sketch.columns)))

    def build(self, ones: tuple[Indicator, ...] = ()) -> Any:
        """The expression; several indicators only for a table."""
        if self.shape.kind == TABLE:
            return self._table(ones)
        rows = self._rows()
        if self.shape.kind == IDS:
            return self._ids(rows)
        if self.shape.kind == SUM:
            return self._sums(rows)
        names = self._group_names()
        if self.shape.kind == NEW:
            rows = self._firsts(rows)
            rows = self._with_period(rows, rows.first_day)
            number = rows.brings.sum() if self.one.adds else rows.count()
        else:
            rows = self._with_period(rows, rows.day) if "day" in rows.columns else rows
            rows = self._each(rows, names) if self._looks_at_each() else rows
            number = rows.brings.sum() if self.one.adds else rows.unit.nunique()
        return rows.group_by(names).agg(n=number) if names else rows.agg(n=number)

    def _group_names(self) -> list[str]:
        return [f"dim_{name}" for name in self.shape.by]

    def _period(self) -> str | None:
        return next((name for name in self.shape.by if dimension(name).period), None)

    def _with_period(self, rows: Any, day: Any) -> Any:
        name = self._period()
        if name is None:
            return rows
        ends = [(day <= self._date(f"end{i}"), i) for i in range(self.shape.periods)]
        return rows.mutate(**{f"dim_{name}": self.ibis.cases(*ends)})

    # rows that qualify

    def _rows(self) -> Any:
        """One row per qualifying fact: unit, day, fact_id, the asked dimensions and what a sum needs."""
        one, shape = self.one, self.shape
        need = self._need()
        rows = relation(self.fact, need, self.ibis, shape.restrict)
        conditions = self._conditions(rows)
        rows = rows.filter(*conditions) if conditions else rows
        if self.frozen:
            rows = self._join_entry(rows)
            if one.who:
                is_such = rows.age_in_years < ages.ADULT if one.who == "child" else rows.age_in_years >= ages.ADULT
                rows = rows.filter(is_such.fill_null(False))  # else SQLite begins with the entries, and reads the facts again for each
            rows = self._frozen_filters(rows)
        found = {f"dim_{n}": self._dimension(rows, n) for n in shape.by if not dimension(n).period}
        if one.date in rows.columns and not one.is_stock:
            found["day"] = rows[one.date]
        found["unit"] = rows[self._unit_column()]
        if self.shape.beside:
            found["beside"] = rows[self.shape.beside]
        found |= self._summands(rows) if shape.kind == SUM else self._of_each(rows)
        return rows.select(**found)

    # what each unit brings, and whether enough of its rows are such

    def _looks_at_each(self) -> bool:
        return self.one.exceeds is not None or self.one.adds is not None

    def _of_each(self, rows: Any) -> dict[str, Any]:
        row, found = FactRow(rows, self.ibis), dict[str, Any]()
        if self.one.adds is not None:
            found["brings"] = self.one.adds(row)
        if self.one.exceeds is not None:
            found["such"] = self.one.exceeds[0](row).ifelse(1, 0)
        return found

    def _each(self, rows: Any, names: list[str], **more: Any) -> Any:
        """One row for each unit in each line of the table; without those of whose rows too few are such."""
        if self.one.adds is not None:
            more["brings"] = rows.brings.max()
        if self.one.exceeds is None:
            return rows.group_by([*names, "unit"]).agg(**more)
        found = rows.group_by([*names, "unit"]).agg(of_such=rows.such.sum(), of_all=rows.count(), **more)
        return found.filter(found.of_such * 100 > found.of_all * self.one.exceeds[1])

    def _unit_column(self) -> str:
        if self.unit:
            return self.unit
        if self.one.counts == "rows" or self.one.column:
            return "fact_id"
        return self.one.counts

    def _need(self) -> set[str]:
        one, shape = self.one, self.shape
        used: set[str] = set()
        row = FactRow(self.sketch, self.ibis, used)
        of_rows, of_each = (one.unknown, one.not_confirmed), (one.adds, one.exceeds[0] if one.exceeds else None)
        for rule in (one.where, *(of_rows if shape.kind == SUM else of_each)):
            if rule is not None:
                rule(row)
        used |= {n for n in (*shape.by, *self.filter_names) if not dimension(n).period and n not in self.frozen}
        used.add(self._unit_column())
        if shape.beside:
            used.add(shape.beside)
        if one.apart:
            used.add(one.apart)
        if one.column:
            used.add(one.column)
        used |= set(one.span) if one.span else {one.date}
        if shape.project or shape.projects is not None:
            used.add("project")
        if self.frozen:
            used.add(self.unit or "person")
        return used

    def _conditions(self, rows: Any) -> list[Any]:
        found = self._scope(rows)
        if self.one.where is not None and not self._counts_beside():
            found.append(self.one.where(FactRow(rows, self.ibis)))
        if self.shape.kind != SUM:
            found.append(rows[self._unit_column()].notnull())
        return found

    def _scope(self, rows: Any) -> list[Any]:
        """Project, days and filters: everything but what qualifies."""
        one, shape = self.one, self.shape
        found = []
        found += self._of_projects(rows)
        if one.span:
            begins, ends = rows[one.span[0]], rows[one.span[1]]
            left = ends >= self._date("last") if one.until_inclusive else ends > self._date("last")
            found += [begins <= self._date("last"), ends.isnull() | left]
        else:
            found.append(rows[one.date] <= self._date("last"))
            if shape.lower:
                found.append(rows[one.date] >= self._date("first"))
        for name, unknown in shape.filters:
            if name not in self.frozen and not dimension(name).period:
                found.append(self._is(rows[name], name, unknown))
        if one.apart and not shape.apart and one.apart not in (*shape.by, *self.filter_names):
            found.append(rows[one.apart].isnull())
        return found

    def _of_projects(self, rows: Any) -> list[Any]:
        if self.shape.projects is not None:
            return [rows.project.isin([self._number(f"project{i}") for i in range(self.shape.projects)])]
        return [rows.project == self._number("project")] if self.shape.project else []

    def _number(self, name: str) -> Any:
        return self.ibis.literal(mark(name)).cast("int64")

    def _is(self, column: Any, name: str, unknown: bool) -> Any:
        asked = column.cast("string") == self.ibis.literal(mark(f"is_{name}"))
        return (column.isnull() | asked) if unknown else asked

    def _dimension(self, rows: Any, name: str) -> Any:
        column = rows[name].cast("string") if not rows[name].type().is_string() else rows[name]
        return column if dimension(name).optional else column.fill_null(UNKNOWN)

    # at entry

    def _join_entry(self, rows: Any) -> Any:
        key = self.unit or "person"
        entry = self._entry(key)
        wanted = [n for n in entry.columns if n != f"entry_{key}"]
        joined = rows.join(entry, rows[key] == entry[f"entry_{key}"], how="left")
        return joined.select(*rows.columns, *wanted)

    def _entry(self, key: str) -> Any:
        """One row per unit: age and other values at its first qualifying fact in the project, whoever asks and for whatever period.

        Nobody has entered whose first fact lies after the day of the data.
        """
        source = fact(self.fact.entry_from) if self.fact.entry_from else self.fact
        reach = source.reach or (self.one.where if source is self.fact else None)
        look = sketch(source, self.ibis)
        others = [n for n in self.frozen if n != "age"]
        births = [n for n in ("birth_year", "birth_month", "birth_day", "birth_date") if n in look.columns] if "age" in self.frozen else []
        if "birth_year" in births and "birth_date" in births:
            births.remove("birth_date")
        used: set[str] = {key, "date", *births, *others}
        if self.shape.project or self.shape.projects is not None:
            used.add("project")
        if reach is not None:
            reach(FactRow(look, self.ibis, used))
        all_rows = relation(source, used, self.ibis)
        conditions = [all_rows[key].notnull(), all_rows.date <= self._date("cut_off")]
        conditions += self._of_projects(all_rows)
        if reach is not None:
            conditions.append(reach(FactRow(all_rows, self.ibis)))
        if self.shape.start:
            conditions.append(all_rows.date >= self._date("start"))
        all_rows = all_rows.filter(*conditions)
        entry = all_rows.group_by(key).agg(entry_date=all_rows.date.min(), **{f"b_{n}": all_rows[n].max() for n in births})
        found = {f"entry_{key}": entry[key], "entry_date": entry.entry_date}
        if births:
            found["age_in_years"] = ages.age_at(entry.entry_date, self._birth(entry, births), self.ibis)
        entry = entry.select(**found)
        return self._values_at_entry(entry, all_rows, key, others) if others else entry

    def _birth(self, entry: Any, births: list[str]) -> tuple[Any, Any, Any]:
        if "birth_date" in births:
            return entry.b_birth_date.year(), entry.b_birth_date.month(), entry.b_birth_date.day()
        empty = self.ibis.null("int64")
        return tuple(entry[f"b_{n}"] if n in births else empty for n in ("birth_year", "birth_month", "birth_day"))

    def _values_at_entry(self, entry: Any, all_rows: Any, key: str, others: list[str]) -> Any:
        """On several facts on the first day the first value in the alphabet stands: always the same one."""
        match = [all_rows[key] == entry[f"entry_{key}"], all_rows.date == entry.entry_date]
        day_one = all_rows.join(entry, match, how="inner")
        kept = [n for n in entry.columns if n != f"entry_{key}"]
        grouped = day_one.group_by(f"entry_{key}").agg(
            **{n: day_one[n].min() for n in kept}, **{f"at_{n}": day_one[n].cast("string").min() for n in others}
        )
        return grouped.rename({n: f"at_{n}" for n in others})

    def _frozen_filters(self, rows: Any) -> Any:
        if "age" in self.frozen and "age" in (*self.shape.by, *self.filter_names):
            rows = rows.mutate(age=ages.band_of(rows.age_in_years, self.ibis))
        for name, unknown in self.shape.filters:
            if name in self.frozen:
                rows = rows.filter(self._is(rows[name], name, unknown))
        return rows

    # the measures

    def _counts_beside(self) -> bool:
        """Rows that do not qualify are looked at too, because some of them wait to be confirmed."""
        return self.shape.kind == SUM and self.one.not_confirmed is not None

    def _summands(self, rows: Any) -> dict[str, Any]:
        one, row, lit = self.one, FactRow(rows, self.ibis), self.ibis.literal
        qualifies = one.where(row) if one.where is not None and self._counts_beside() else lit(True)
        unknown = one.unknown(row) if one.unknown is not None else None
        known = qualifies if unknown is None else qualifies & ~unknown
        plain = unknown is None and not self._counts_beside()
        found = {"known": lit(1) if plain else known.ifelse(1, 0)}
        if one.column:
            column = rows[one.column]
            found["amount"] = column if plain else known.ifelse(column, self.ibis.null())
        elif one.counts != "rows":
            found["amount"] = rows[one.counts] if plain else known.ifelse(rows[one.counts], self.ibis.null())
        found["missing"] = (qualifies & unknown).ifelse(1, 0) if unknown is not None else lit(0)
        waits = one.not_confirmed(row) & (rows[one.date] < self._date("last")) if one.not_confirmed is not None else None
        found["waiting"] = waits.ifelse(1, 0) if waits is not None else lit(0)
        return found

    def _sums(self, rows: Any) -> Any:
        rows = self._with_period(rows, rows.day) if "day" in rows.columns else rows
        if self.one.is_median:
            return self._middle(rows)
        if self.one.counts == "rows":
            value = rows.known.sum()
        elif self.one.column:
            value = rows.amount.sum()
        else:
            value = rows.amount.nunique()
        measures = {"value": value, "known": rows.known.sum(), "missing": rows.missing.sum(), "waiting": rows.waiting.sum()}
        names = self._group_names()
        return rows.group_by(names).agg(**measures) if names else rows.agg(**measures)

    def _middle(self, rows: Any) -> Any:
        """The median: the middle row, or the mean of the two in the middle. By numbering the rows, for SQLite has no median of its own."""
        names, rows = self._group_names(), rows.filter(rows.amount.notnull())
        order = self.ibis.window(group_by=names or None, order_by=[rows.amount, rows.unit])
        rows = rows.mutate(place=self.ibis.row_number().over(order), size=rows.count().over(self.ibis.window(group_by=names or None)))
        middle = rows.filter(2 * rows.place >= rows["size"] - 2, 2 * rows.place <= rows["size"])
        middle = middle.mutate(none=self.ibis.literal(0))
        measures = {
            "value": middle.amount.mean(),
            "known": middle["size"].max(),
            "missing": middle.none.max(),
            "waiting": middle.none.max(),
        }
        return middle.group_by(names).agg(**measures) if names else middle.agg(**measures)

    def _firsts(self, rows: Any) -> Any:
        """New = the first qualifying fact per scope and unit, then the period, then the count."""
        names = [f"dim_{n}" for n in self.shape.by if not dimension(n).period]
        firsts = self._each(rows, names, first_day=rows.day.min())
        return firsts.filter(firsts.first_day >= self._date("since")) if self.shape.since else firsts

    def _ids(self, rows: Any) -> Any:
        if self.shape.since:
            rows = self._firsts(rows)
        units = self._each(rows, [], beside=rows.beside.min() if self.shape.beside else rows.count())
        if self.shape.after:
            units = units.filter(units.unit > self.ibis.literal(mark("after")).cast("int64"))
        units = units.select("unit", "beside").order_by("unit")
        return units.limit(self.shape.limit) if self.shape.limit is not None else units

    def _table(self, ones: tuple[Indicator, ...]) -> Any:
        """Several figures of one fact in one pass: a condition that all share filters, another one turns into an empty value."""
        shared = all(one.where is self.one.where for one in ones)
        builders = [Builder(one, self.shape, self.ibis) for one in ones]
        need = set().union(*(builder._need() for builder in builders))
        rows = relation(self.fact, need, self.ibis, self.shape.restrict)
        conditions = self._scope(rows)
        rules = list(dict.fromkeys(one.where for one in ones))
        if None not in rules:
            conditions.append(reduce(or_, [rule(FactRow(rows, self.ibis)) for rule in rules if rule is not None]))
        rows = rows.filter(*conditions) if conditions else rows
        found = {f"dim_{n}": self._dimension(rows, n) for n in self.shape.by if not dimension(n).period}
        found["day"] = rows[self.one.date]
        for builder in builders:
            column, rule = rows[builder._amount_column()], builder.one.where
            if not shared and rule is not None:
                column = rule(FactRow(rows, self.ibis)).ifelse(column, self.ibis.null())
            found[f"of_{builder.one.code}"] = column
        rows = rows.select(**found)
        rows = self._with_period(rows, rows.day)
        measures = {one.code: self._measured(one, rows[f"of_{one.code}"]) for one in ones}
        names = self._group_names()
        return rows.group_by(names).agg(**measures) if names else rows.agg(**measures)

    def _measured(self, one: Indicator, column: Any) -> Any:
        if one.counts == "rows":
            return column.count()
        return column.sum() if one.column else column.nunique()

    def _amount_column(self) -> str:
        return self.one.column or self._unit_column()
