"""The only way out of this room: figures as a reader may see them, in words.

A ``Figure`` has no words. ``shown_to`` makes a ``Shown`` of it for one reader, whose own seats are what is known to suppression: a closed
group's part is hidden where it is small and the reader does not sit in it. ``shown_to_everybody`` does it for a report that everybody
reads. Pages, papers, files and charts take what is shown and nothing else: a house rule and the types see to it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar

from django.utils import translation
from django.utils.translation import gettext as _

from ligzda.access.actor import Actor
from ligzda.measure import engine, seatless, snapshot
from ligzda.measure.closed import Part, rows_of, shut, shut_circles
from ligzda.measure.equations import is_added, is_counted, is_public, name_of, problem
from ligzda.measure.figure import Cell, Figure, cell_json, figure_json, in_words, percent
from ligzda.measure.growth import APART, sorted_key
from ligzda.measure.indicators import Indicator, exists, indicator, is_mean
from ligzda.measure.labels import label
from ligzda.measure.request import FigureRequest
from ligzda.measure.seatless_parts import Crept, small_parts
from ligzda.measure.suppression import THRESHOLD, Name

SMALLEST_DENOMINATOR = 10
C = TypeVar("C", bound=Cell)


def percentage_may_be_printed(denominator: int) -> bool:
    """Percentages of fewer than ten are not printed."""
    return denominator >= SMALLEST_DENOMINATOR


def average_may_be_printed(people: int, threshold: int = THRESHOLD) -> bool:
    """Averages over fewer than five people are not printed."""
    return people >= threshold


@dataclass(frozen=True, kw_only=True)
class ShownCell(Cell):
    """A number that this reader may see. Made here and nowhere else."""

    def in_words(self, lang: str) -> str:
        """As printed: ``129``, ``> 40``, ``25 + 4 unknown; 2 not confirmed as held``, ``unknown``."""
        return in_words(self, lang)

    def as_json(self) -> dict[str, Any]:
        """What a figure says of itself, key by key; dimensions of a row come first."""
        return cell_json(self)


@dataclass(frozen=True, kw_only=True)
class Shown(Figure, ShownCell):
    """A figure that this reader may see."""

    rows: tuple[ShownCell, ...] | None = None  # narrower than what was counted

    def as_json(self) -> dict[str, Any]:
        """One object of ``figures --format json``."""
        return figure_json(self)


NOT_KNOWN = ShownCell()


def shown_to(actor: Actor | None, figures: Iterable[Figure]) -> list[Shown]:
    """The figures as this reader may see them; None is somebody who sits nowhere. Jobs and commands have no reader and print all."""
    asked: Crept = {}
    return [_out(_for_reader(actor, one, asked)) for one in figures]


def shown_together(actor: Actor | None, figure: Figure, parts: Iterable[Figure]) -> Shown:
    """One figure over several projects: hidden where that of one of them is, for the others subtracted would tell it."""
    found, *each = shown_to(actor, [figure, *parts])
    hidden = {sorted_key(row.key) for one in each for row in one.rows or () if row.suppressed}

    def shown_as(cell: C, is_told: bool) -> C:
        return cell if is_told or cell.suppressed or cell.value is None else hide(cell, 0)

    rows = None if found.rows is None else tuple(shown_as(row, sorted_key(row.key) not in hidden) for row in found.rows)
    return _out(_whole(found, shown_as(found, not any(one.suppressed for one in each)), rows))


def own_shown_to(actor: Actor, codes: tuple[str, ...], ask: FigureRequest) -> list[tuple[Mapping[str, Any], dict[str, ShownCell]]]:
    """A reader's own work as a table of what is recorded, in one statement: rows of the circles that open to them and no others."""
    found = engine.table(codes, replace(ask, cases=rows_of(actor)))
    return [(key, {code: ShownCell(value=number, recorded=number) for code, number in counts.items()}) for key, counts in found]


def shown_to_everybody(figures: Iterable[Figure], published: Sequence[Figure] = (), threshold: int = THRESHOLD) -> list[Shown]:
    """The figures of a report that everybody reads, checked together, and with what was published before."""
    asked: Crept = {}
    return [_out(one) for one in suppress([_for_reader(None, one, asked) for one in figures], published, threshold)]


def shown_frozen(
    frozen: Mapping[str, Any],
    marks: Iterable[Iterable[int]],
    asks: Sequence[FigureRequest],
    published: Sequence[Figure] = (),
    *,
    is_public: bool,
) -> list[Shown]:
    """What a published report may print today: what it held back stays so, and what the law of today holds back as well is hidden too."""
    pairs = zip(frozen["figures"], snapshot.printed(frozen), asks, strict=True)
    true = [_as_lawful(kept, replace(one, asked=ask)) for kept, one, ask in pairs]
    shown = shown_to_everybody(true, published) if is_public else shown_to(None, true)
    for place, row in marks:
        one = shown[place]
        if row < 0:
            shown[place] = _out(_whole(one, one if one.suppressed else hide(one, THRESHOLD), one.rows))
        else:
            rows = [hide(cell, THRESHOLD) if n == row and not cell.suppressed else cell for n, cell in enumerate(one.rows or ())]
            shown[place] = replace(one, rows=tuple(rows))
    return shown


def _as_lawful(kept: Mapping[str, Any], figure: Figure) -> Figure:
    """Frozen before a closed group's part moved on a few days only, and of another day: its numbers are withheld, for they place it."""
    ask = ask_of(figure)
    if kept.get("seatless") or not seatless.may_differ(ask):
        return figure
    at = seatless.at_cut(ask)
    if at is not None and seatless.is_exact(ask, at) and APART.isdisjoint(figure.by):
        return figure
    rows = None if figure.rows is None else tuple(hide(row, 0) for row in figure.rows)
    return _whole(figure, hide(figure, 0), rows)


def _out(figure: Figure) -> Shown:
    rows = None if figure.rows is None else tuple(ShownCell(**_values(row, Cell)) for row in figure.rows)
    return Shown(**_values(figure, Figure) | {"rows": rows})


def _values(cell: Cell, kind: type[Cell]) -> dict[str, Any]:
    return {one.name: getattr(cell, one.name) for one in fields(kind)}


# everybody


def suppress(figures: Sequence[Figure], published: Sequence[Figure] = (), threshold: int = THRESHOLD) -> list[Figure]:
    """Small numbers hidden. 0 and unknown are printed as such, and what a statement calls public already."""
    found = problem(figures, published, threshold)
    hidden = found.solve()
    return [_printed(one, hidden, found.veiled, threshold) for one in figures]


def _printed(figure: Figure, hidden: set[Name], veiled: set[Name], threshold: int) -> Figure:
    one = indicator(figure.code) if exists(figure.code) else None

    def shown_as(cell: C, key: Mapping[str, str]) -> C:
        name = name_of(figure, dict(key))
        if name in hidden:
            return hide(cell, threshold if name not in veiled else 0)
        if is_public(figure, dict(key)) or not (_is_of_hidden(figure, one, key, hidden) or held_back(one, cell, threshold)):
            return replace(cell, recorded=None)
        return hide(cell, 0)

    rows = None if figure.rows is None else tuple(shown_as(row, row.key) for row in figure.rows)
    rows = _of_enough(figure, rows, threshold) if one is not None and rows and is_mean(one) else rows
    return _whole(figure, shown_as(figure, {}), rows)


def _of_enough(figure: Figure, rows: tuple[Cell, ...], threshold: int) -> tuple[Cell, ...]:
    """The mean of the hidden rows together is what the total and the others leave: it may not be of few either."""
    found = list(rows)
    while True:
        hidden = [n for n, row in enumerate(found) if row.suppressed]
        of = sum(int((figure.rows or rows)[n].over or 0) for n in hidden)
        left = [n for n, row in enumerate(found) if row.value is not None]
        if not 0 < of < threshold or not left:
            return tuple(found)
        least = min(left, key=lambda n: (found[n].over or 0, n))
        found[least] = hide(found[least], 0)


def _whole(figure: Figure, shown: Figure, rows: tuple[Cell, ...] | None) -> Figure:
    """A hidden number takes its attainment along, and of a ratio the two numbers in its note."""
    if not shown.suppressed:
        return replace(shown, rows=rows)
    is_ratio = exists(figure.code) and indicator(figure.code).ratio is not None
    planned = tuple(replace(one, attainment=None) for one in figure.planned)
    return replace(shown, rows=rows, planned=planned, note=None if is_ratio else figure.note)


def _is_of_hidden(figure: Figure, one: Indicator | None, key: Mapping[str, str], hidden: set[Name]) -> bool:
    """Is one of the numbers that are divided hidden, or how many people there were?"""
    if one is None or one.ratio is None:
        return False
    return any(name_of(replace(figure, code=code), dict(key)) in hidden for code in (*one.ratio, one.people) if code)


def held_back(one: Indicator | None, cell: Cell, threshold: int) -> bool:
    """What stands in no sum is judged by itself: rates and averages of few, a middle value, a floor."""
    if one is None or cell.value is None:
        return False
    few = bool(cell.touched) and not average_may_be_printed(int(cell.touched or 0), threshold)
    if one.ratio:
        of_people, whole = indicator(one.ratio[1]).whose is not None, int(cell.over or 0)
        enough = average_may_be_printed(whole, threshold) if is_mean(one) else percentage_may_be_printed(whole)
        return few or (of_people and cell.over is not None and not enough)
    if one.is_median or one.per:
        return few
    return is_added(one) and not is_counted(cell) and (few or 0 < cell.value < threshold)


def hide(cell: C, threshold: int) -> C:
    """``threshold`` 0: not even that it is small."""
    small = isinstance(cell.value, int) and 0 < cell.value < threshold
    said = f"< {threshold}" if small else _("hidden")
    return replace(
        cell, value=None, recorded=None, touched=None, over=None, part=None, unknown_parts=0, at_least=False, comparator=None, suppressed=said,
        reason=_("hidden to protect people"),
    )  # fmt: skip


# one reader


def _for_reader(actor: Actor | None, figure: Figure, asked: Crept) -> Figure:
    ask = figure.asked
    gone = shut(actor, ask.closed) if ask is not None else frozenset()
    if ask is None or not gone or not exists(figure.code):
        return figure
    figure, one = _seatless(figure, ask, shut_circles(actor, ask.closed)), indicator(figure.code)
    with translation.override(ask.lang):
        if any(part in gone for part in ask.where.items()) and not one.told_of_closed:
            return _whole(figure, hide(figure, 0), ())
        small = {key for key in small_parts(ask_of(figure), figure.by, asked) if not is_public(figure, dict(key))}
        rows = figure.rows
        if rows is not None:
            shown = [(row, hide(row, THRESHOLD) if sorted_key(row.key) in small and row.value is not None else row) for row in rows]
            rows = tuple(told for row, cell in shown if (told := _told(cell, row.key, one, figure, gone)) is not None)
        whole = hide(figure, THRESHOLD) if () in small and figure.value is not None else figure
        return _whole(figure, whole, rows)


def _seatless(figure: Figure, ask: FigureRequest, circles: frozenset[int]) -> Figure:
    """Counted anew where it was counted for somebody who sits in a circle in which this reader does not."""
    if circles <= ask.gone or not seatless.may_differ(replace(ask, gone=circles)):
        return replace(figure, asked=replace(ask, gone=ask.gone | circles))
    found = seatless.compute(replace(ask, gone=ask.gone | circles, by=figure.by))
    plan = tuple(replace(one, attainment=percent(found.value, one.value) if one.attainment is not None else None) for one in figure.planned)
    return replace(found, title=figure.title, planned=plan)


def _told(cell: C, key: Mapping[str, str], one: Indicator, figure: Figure, gone: frozenset[Part]) -> C | None:
    """A closed group's row has its neutral name and leads nowhere; of most figures, of days and of places it has none."""
    part = next((part for part in key.items() if part in gone), None)
    if part is None:
        return cell
    ask = figure.asked
    alone = len(key) == 1 and figure.measure == "total" and figure.since is None
    if ask is None or not (one.told_of_closed and alone and (not ask.where or ask.cases is not None)):
        return None
    return replace(cell, key={part[0]: label(*part, ask.lang)}, leads=False)


def ask_of(figure: Figure) -> FigureRequest:
    """What was asked: never empty for what the engine counted."""
    if figure.asked is None:
        raise ValueError(f"{figure.code} was not counted by the engine")
    return figure.asked
