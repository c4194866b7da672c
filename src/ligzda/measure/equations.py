"""What an attacker knows of the figures of a report: each printed number by name, and every sum in which they stand.

Numbers that are people, families, or rows about them are variables. Totals and margins, two days of one curve, and the identities that rooms
declare (persons = children + adults, the stock of families) are equations.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from ligzda.measure import coverage
from ligzda.measure.ages import CHILD_BANDS, LAST_BAND
from ligzda.measure.figure import Cell, Figure
from ligzda.measure.indicators import Indicator, exists, indicator, indicators
from ligzda.measure.request import CUMULATIVE, TOTAL
from ligzda.measure.suppression import THRESHOLD, Name, Problem

BANDS = {"child": CHILD_BANDS, "adult": ("18-29", "30-54", LAST_BAND)}
Known = list[tuple[Figure, int]]


@dataclass(frozen=True)
class Identity:
    """The figures of ``whole`` together hold those of ``parts``; what remains (of unknown age, re-opened) stands in no figure by itself."""

    whole: tuple[str, ...]
    parts: tuple[str, ...]


_IDENTITIES: list[Identity] = []


def register_identity(one: Identity) -> None:
    """Handed over in ``AppConfig.ready()``; the same one twice is the same one."""
    if one not in _IDENTITIES:
        _IDENTITIES.append(one)


def identities() -> tuple[Identity, ...]:
    """All of them, for whoever asks what can be worked out."""
    return tuple(_IDENTITIES)


def name_of(figure: Figure, key: dict[str, str], edition: int = 0) -> Name:
    """Without a first day a total is the cumulative number. ``edition``: printed earlier, with another value for the same thing."""
    running = figure.measure == CUMULATIVE or (figure.measure == TOTAL and figure.since is None and not _is_stock(figure))
    measure, since = (CUMULATIVE, None) if running else (figure.measure, figure.since)
    name: Name = (figure.code, measure, since, figure.as_of, tuple(sorted({**figure.where, **key}.items())))
    return (*name, edition) if edition else name


def _is_stock(figure: Figure) -> bool:
    return exists(figure.code) and indicator(figure.code).is_stock


def is_counted(cell: Cell) -> bool:
    """A plain whole number: what an attacker can add up."""
    return cell.is_known and isinstance(cell.value, int)


def is_added(one: Indicator) -> bool:
    """Does it stand in sums, and does it touch anybody? Ratios, middles and steps up and down are judged each by itself."""
    return one.whose is not None and not (one.ratio or one.is_median or one.per)


def _is_private(figure: Figure) -> bool:
    return exists(figure.code) and is_added(indicator(figure.code))


def cells(figure: Figure) -> list[tuple[dict[str, str], Cell]]:
    """The figure itself, then its rows."""
    return [({}, figure), *((dict(row.key), row) for row in figure.rows or ())]


def is_public(figure: Figure, key: dict[str, str]) -> bool:
    """Was this very number published long ago, and does a statement say so?"""
    if figure.asked is None:
        return False
    values = {**figure.where, **key}
    where = coverage.Scope(figure.code, figure.as_of, None, values)
    return any(
        one.exempt and coverage.concerns(one, figure.code, reach=False) and coverage.holds_on(one, where.last_day)
        and dict(one.dimensions).keys() == values.keys() and coverage.matches(one, values)
        for one in figure.asked.statements
    )  # fmt: skip


def problem(figures: Iterable[Figure], published: Iterable[Figure] = (), threshold: int = THRESHOLD) -> Problem:
    """All tables of one report and of the reports before it, checked together. A published cell that was hidden keeps its true value here."""
    found = Problem(threshold)
    known: Known = [(one, 0) for one in _said_by(figures) if _is_private(one)]
    for figure, _edition in known:
        _enter(found, figure)
    for n, figure in enumerate((one for one in _said_by(published) if _is_private(one)), 1):
        edition = n if _says_otherwise(found, figure) else 0
        _enter(found, figure, fixed=True, edition=edition)
        known.append((figure, edition))
    _enter_margins(found, known)
    _enter_identities(found)
    _enter_bands(found)
    _enter_differences(found)
    return found


def _said_by(figures: Iterable[Figure]) -> Iterator[Figure]:
    """The figures, and of each ratio the two numbers that its note says, asked for by themselves or not; what a mean adds up is no number of people."""
    for figure in figures:
        yield figure
        if exists(figure.code) and (codes := indicator(figure.code).ratio):
            if indicator(codes[0]).adds is None:
                yield _side(figure, codes[0], "part")
            yield _side(figure, codes[1], "over")


def _side(figure: Figure, code: str, name: str) -> Figure:
    rows = None if figure.rows is None else tuple(replace(row, value=getattr(row, name), touched=None) for row in figure.rows)
    return replace(figure, code=code, value=getattr(figure, name), touched=None, rows=rows)


def _says_otherwise(found: Problem, figure: Figure) -> bool:
    """Did the records change since? Then the two numbers for one thing are two things that an attacker knows."""
    names = [(name_of(figure, key), cell) for key, cell in cells(figure) if is_counted(cell)]
    return any(found.values.get(name, cell.value) != cell.value for name, cell in names)


def _enter(found: Problem, figure: Figure, fixed: bool = False, edition: int = 0) -> None:
    for key, cell in cells(figure):
        if not is_counted(cell) or (cell.suppressed and not fixed):
            continue
        name = name_of(figure, key, edition)
        found.values[name] = int(cell.value or 0)
        if cell.touched is not None:
            found.touched[name] = cell.touched
        if fixed or is_public(figure, key):
            found.fixed.add(name)
        if fixed and cell.suppressed:
            found.hidden.add(name)
    total, parts = name_of(figure, {}, edition), [name_of(figure, dict(row.key), edition) for row in figure.rows or ()]
    one = indicator(figure.code)
    if not parts or one.apart in figure.by or any(name not in found.values for name in (total, *parts)):
        return
    exact = all(one.may_add(name, figure.measure) for name in figure.by)
    if one.exceeds is not None and not exact:
        return  # who stands in a row need not stand in the total
    if exact or sum(found.values[p] for p in parts) >= found.values[total]:
        found.sums.append((total, tuple(parts), exact))
    if not exact:
        found.sums += [(part, (total,), False) for part in parts]


def _enter_margins(found: Problem, known: Known) -> None:
    """A table by a and b beside a table by a: each line of the smaller one is a sum of the larger one where b may be added."""
    for small, edition in known:
        for large, other in known:
            beyond = set(large.by) - set(small.by)
            same = edition == other and name_of(small, {}) == name_of(large, {})
            if not same or not small.by or not beyond or not set(small.by) < set(large.by):
                continue
            if not all(indicator(large.code).may_add(name, large.measure) for name in beyond):
                continue
            for row in small.rows or ():
                parts = [name_of(large, dict(r.key), other) for r in large.rows or () if row.key.items() <= r.key.items()]
                names = (name_of(small, dict(row.key), edition), *parts)
                if parts and all(name in found.values for name in names):
                    found.sums.append((names[0], tuple(parts), True))


def _enter_identities(found: Problem) -> None:
    """Between figures of one day and one part. Where nothing remains the attacker is taken to know it."""
    shares = {one.ratio for one in indicators() if one.ratio}
    groups: dict[tuple[object, ...], dict[object, Name]] = {}
    for name in list(found.values):
        groups.setdefault((name[2], name[3], name[4], name[5:]), {})[name[0]] = name
    for place, at in groups.items():
        for one in _IDENTITIES:
            if not all(code in at for code in (*one.whole, *one.parts)):
                continue
            whole, parts = [at[code] for code in one.whole], [at[code] for code in one.parts]
            rest = sum(found.values[n] for n in whole) - sum(found.values[n] for n in parts)
            if rest < 0:
                continue  # not from the same records: an earlier report, or statements between
            beside = _virtual if (one.parts + one.whole) in shares else _free
            right = tuple(parts) if rest == 0 else (*parts, beside(found, ("rest", one, *place), rest))
            if len(whole) == 1:
                found.sums.append((whole[0], right, True))
                continue
            both = _free(found, ("both", one, *place), sum(found.values[n] for n in whole))
            found.sums += [(both, tuple(whole), True), (both, right, True)]


def _enter_bands(found: Problem) -> None:
    """Children are the people of four bands, adults those of three: a table by age beside either of them says so."""
    lines: dict[tuple[object, ...], dict[str, Name]] = {}
    for name in list(found.values):
        key = dict(name[4]) if len(name) > 4 and isinstance(name[4], tuple) and name[0] not in ("new", "rest", "both") else {}
        if "age" in key:
            rest = tuple(sorted((n, v) for n, v in key.items() if n != "age"))
            lines.setdefault((name[0], *name[1:4], rest, *name[5:]), {})[str(key["age"])] = name
    for place, bands in lines.items():
        for one in _IDENTITIES:
            for part in one.parts if one.whole == (place[0],) else ():
                who = indicator(part).who if exists(part) else None
                total: Name = (part, *place[1:])
                parts = tuple(name for band, name in bands.items() if band in BANDS.get(who or "", ()))
                if total in found.values and parts and sum(found.values[n] for n in parts) == found.values[total]:
                    found.sums.append((total, parts, True))


def _virtual(found: Problem, name: Name, value: int) -> Name:
    """A number that nobody printed and that may be small: the rest of a share, eleven of twelve."""
    found.values[name] = value
    found.virtual.add(name)
    found.hidden.add(name)
    return name


def _free(found: Problem, name: Name, value: int) -> Name:
    """A number that nobody printed and nobody protects."""
    found.free.add(name)
    return _virtual(found, name, value)


def _enter_differences(found: Problem) -> None:
    """Two points of one curve, or two reports, give away the new between them, although nobody printed it."""
    for line in _lines(found):
        line.sort(key=lambda name: (str(name[3]), len(name) == 5, name[5:]))  # of one day: what was printed earlier comes first
        for earlier, later in pairwise(line):
            low, high = (earlier, later) if found.values[later] >= found.values[earlier] else (later, earlier)
            if earlier[3] != later[3] and high == earlier:
                continue  # records that were merged or voided in between, nobody knows how many came as well
            between: Name = ("new", earlier, later)
            found.values[between] = found.values[high] - found.values[low]
            found.virtual.add(between)
            found.hidden.add(between)
            found.sums.append((high, (low, between), True))


def _lines(found: Problem) -> Iterator[list[Name]]:
    lines: dict[tuple[object, ...], list[Name]] = {}
    for name in found.values:
        if name not in found.virtual and name[1] == CUMULATIVE and not indicator(str(name[0])).stands_each_day:
            lines.setdefault((name[0], name[4]), []).append(name)
    yield from lines.values()
