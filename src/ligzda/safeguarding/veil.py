"""A hidden address is covered wherever it is rendered, however it is spelled, whenever it was typed. The texts themselves stay as they are.

An address may be hidden long after somebody wrote it down. Pages are covered once, before they are sent, for readers who may not read
it; papers and files, which leave the house, for everybody.
"""

import dataclasses
from collections.abc import Collection
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from ligzda.access.actor import Actor
from ligzda.kernel.addresses import Finder, cover_page
from ligzda.people.models import Family
from ligzda.safeguarding.hidden import NOBODY, finder, near_circles, near_families

Said = TypeVar("Said")


def veiled(families: Family | Collection[Family], said: Said) -> Said:
    """A text, a paper or the lines of a page with every address hidden near these families covered. One statement."""
    whose = [families] if isinstance(families, Family) else families
    hidden = finder(near_families(whose))
    covered: Said = _covered(said, hidden, _("[protected address]")) if hidden else said
    return covered


def cover(actor: Actor, circles: Collection[int], body: str) -> str:
    """A whole page, table or feed as it is sent. Readers of an address see it, and whoever typed it the own entry. One statement."""
    hidden = finder(near_circles(circles, actor.user.pk if actor.user else NOBODY))
    return cover_page(hidden, body, _("[protected address]"), own=actor.own_words, typed=actor.typed) if hidden else body


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
