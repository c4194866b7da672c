"""What was promised beside what was counted: all versions of a target, and the one in force."""

import datetime as dt
from collections.abc import Iterable

from ligzda.measure.figure import Cell, Planned, percent
from ligzda.measure.request import FigureRequest, Target, in_language


def planned(ask: FigureRequest, actual: Cell) -> tuple[Planned, ...]:
    """All target versions known at the data-as-of day, each with the attainment against it."""
    known = sorted((t for t in ask.targets if t.valid_from is None or t.valid_from <= ask.as_of), key=lambda t: t.version)
    current = target_in_force(ask.targets, ask)
    whole = not ask.starts_late and not ask.where
    return tuple(
        Planned(
            version=t.version,
            value=t.value,
            comparator=t.comparator,
            valid_from=t.valid_from,
            attainment=percent(actual.value, t.value) if whole else None,
            original=t.original or t is known[0],
            in_force=t is current,
            note=in_language(t.note, ask.lang),
        )
        for t in known
    )


def target_in_force(targets: Iterable[Target], ask: FigureRequest) -> Target | None:
    """The version that began last on or before the data-as-of day, in whatever order they were typed.

    A version whose beginning nobody knows took the place of those before it: it began with the latest of them.
    """
    found: Target | None = None
    latest = dt.date.min
    for target in sorted((t for t in targets if t.valid_from is None or t.valid_from <= ask.as_of), key=lambda t: t.version):
        if target.valid_from is None or target.valid_from >= latest:
            found, latest = target, target.valid_from or latest
    return found
