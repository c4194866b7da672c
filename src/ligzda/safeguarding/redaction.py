"""A hidden address is covered wherever it is rendered, however it is spelled, whenever it was typed. The texts themselves stay as they are.

An address may be hidden long after somebody wrote it down. Pages are covered once, before they are sent, for readers who may not read
it; papers and files, which leave the house, for everybody.
"""

import dataclasses
from collections.abc import Collection, Sequence
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from ligzda.access.actor import Actor
from ligzda.access.covered import carried
from ligzda.access.shown import Shown
from ligzda.kernel.addresses import Finder, Reader, cover_ends, cover_page
from ligzda.people.models import Family
from ligzda.safeguarding.hidden import NOBODY, finder, near_circles, near_families
from ligzda.safeguarding.own_words import Wrote, covered_but_own

Said = TypeVar("Said")


def instead() -> str:
    """What stands where an address is covered."""
    return _("[protected address]")


def veiled(families: Family | Collection[Family], said: Said) -> Said:
    """A text, a paper or the lines of a page with every address hidden near these families covered. One statement."""
    whose = [families] if isinstance(families, Family) else families
    hidden = finder(near_families(whose))
    covered: Said = _covered(said, hidden, instead()) if hidden else said
    return covered


def veiled_rows(actor: Actor, families: Collection[Family], rows: Sequence[Any], columns: Sequence[str]) -> dict[int, str]:
    """The texts of rows of one table, covered for everybody, but for what this actor typed: so a search answers alike, whether anything
    is hidden or not. Two statements."""
    return covered_but_own(actor, rows, columns, finder(near_families(families)), instead())


def legible_rows(actor: Actor, case: Any, rows: Sequence[Any], columns: Sequence[str]) -> dict[int, str]:
    """The texts of rows of one file as this actor reads them: where words are looked for, nothing is found behind a cover."""
    return covered_but_own(actor, rows, columns, near_file(actor, case.circle_id, case.family), instead())


def near_file(actor: Actor, circle: int, family: Family | None) -> Finder:
    """What may stand in a file of this circle and is not for this actor. Two statements."""
    reader = actor.user.pk if actor.user else NOBODY
    return finder([*near_circles([circle], reader), *near_families([family] if family is not None else [], reader)])


def cover(actor: Actor, circles: Collection[int], body: str, shown: Shown | None = None) -> str:
    """A whole page, table or feed as it is sent. Readers of an address see it, and whoever typed it the own entry.

    Two statements, one where no text was told. A form in it brings back what it covers (``access.covered``).
    """
    hidden = finder(near_circles(circles, actor.user.pk if actor.user else NOBODY))
    wrote = Wrote(actor, shown)
    if not hidden:
        return body
    path = shown.path if shown is not None else ""
    wrote.looking_for(hidden)
    reader = Reader(
        own=actor.own_words, typed=actor.typed, wrote=wrote,
        carries=lambda action, originals: carried(actor, action or path, originals),
    )  # fmt: skip
    return cover_page(hidden, cover_ends(body, wrote.cut, instead()), instead(), reader)


def _covered(said: Any, address: Finder, instead: str) -> Any:
    if isinstance(said, str):
        return cover_page(address, said, instead) if "<svg" in said[:200] else address.covered(said, instead)
    if isinstance(said, tuple | list):
        return type(said)(_covered(one, address, instead) for one in said)
    if isinstance(said, dict):
        return {name: _covered(one, address, instead) for name, one in said.items()}
    if dataclasses.is_dataclass(said) and not isinstance(said, type):
        parts = {one.name: _covered(getattr(said, one.name), address, instead) for one in dataclasses.fields(said) if one.init}
        return dataclasses.replace(said, **parts)
    return said
