"""Every deadline of the house: how long, counted in what, who says so. Rooms register theirs; an administrator changes one.

A number in force is read once and kept for a minute, so a change holds everywhere, on every worker, within that time.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from ligzda.access.models import Setting
from ligzda.kernel import order
from ligzda.kernel.cached import cache

WORKING_DAYS = pgettext_lazy("unit of a timer", "working days")
DAYS = pgettext_lazy("unit of a timer", "days")
MONTHS = pgettext_lazy("unit of a timer", "months")
YEARS = pgettext_lazy("unit of a timer", "years")
HOURS = pgettext_lazy("unit of a timer", "hours")
TIMES = pgettext_lazy("unit of a timer", "times")
OCLOCK = pgettext_lazy("unit of a timer", "o'clock")
KEPT, KEPT_FOR = "deadlines", 60  # seconds


@dataclass(frozen=True)
class Deadline:
    """How long something may take, in ``unit``; ``source`` says who says so. Several numbers are a series: 1, 3, 6, 12 months."""

    name: str
    default: int | tuple[int, ...]
    unit: str | Promise
    source: Any
    title: Any = ""
    lowest: int = 1
    highest: int = 400
    behind: str = ""  # said to all of a room at once, where it is registered

    @property
    def is_series(self) -> bool:
        return isinstance(self.default, tuple)

    @property
    def numbers(self) -> tuple[int, ...]:
        return self.default if isinstance(self.default, tuple) else (self.default,)


DEADLINES: dict[str, Deadline] = {}


def register(*deadlines: Deadline, behind: str = "") -> None:
    """A room's own deadlines; a name means one of them. ``behind``: another room's, which the work meets before these."""
    DEADLINES.update({deadline.name: replace(deadline, behind=behind) for deadline in deadlines})


def in_order() -> list[Deadline]:
    """All deadlines in the order in which the work meets them."""
    return order.by_room(DEADLINES)


def length(name: str) -> int:
    """The number in force for a deadline, in its own unit."""
    return series(name)[0]


def series(name: str) -> tuple[int, ...]:
    """The numbers in force for a deadline that comes several times; one number is a series of one."""
    return _changed().get(name) or DEADLINES[name].numbers


def forget_kept() -> None:
    """After a change: this worker reads anew at once, the others within a minute."""
    cache.delete(KEPT)


def _changed() -> Mapping[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] | None = cache.get(KEPT)
    if found is None:
        rows = Setting.objects.order_by("name").values_list("name", "numbers")
        found = {name: tuple(numbers) for name, numbers in rows}
        cache.set(KEPT, found, KEPT_FOR)
    return found
