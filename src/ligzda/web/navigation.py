"""The shape of the navigation; which entries a role gets is decided above, in config."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

Words = str | Promise


@dataclass(frozen=True, kw_only=True)
class MenuEntry:
    """One place. `primary` is the plus, `rare` lies under "More" on every width, `sheet` opens in a dialog."""

    label: Words
    url: str
    icon: str = "circle"
    active: bool = False
    primary: bool = False
    rare: bool = False
    sheet: bool = False


@dataclass(frozen=True)
class Bar:
    """The same entries, laid out for the top bar and for the thumb bar of a phone."""

    places: tuple[MenuEntry, ...]
    rare: tuple[MenuEntry, ...]
    plus: MenuEntry | None

    @property
    def left(self) -> tuple[MenuEntry, ...]:
        return self.places[:2]

    @property
    def right(self) -> tuple[MenuEntry, ...]:
        return self.places[2 : self._shown]

    @property
    def more(self) -> tuple[MenuEntry, ...]:
        return self.places[self._shown :] + self.rare

    @property
    def _shown(self) -> int:
        """The bar has five slots; a slot that "More" does not need goes to a place."""
        slots = 5 - bool(self.plus)
        fits = len(self.places) <= slots and not self.rare
        return slots if fits else slots - 1


def lay_out(entries: Iterable[MenuEntry]) -> Bar:
    entries = tuple(entries)
    return Bar(
        places=tuple(e for e in entries if not e.primary and not e.rare),
        rare=tuple(e for e in entries if e.rare and not e.primary),
        plus=next((e for e in entries if e.primary), None),
    )
