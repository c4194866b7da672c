"""What typed texts say of a hidden address is covered wherever they leave the house or reach somebody of the family.

An address may be hidden long after somebody wrote it down; the texts themselves stay as they were written.
"""

import dataclasses
import re
from collections.abc import Collection
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from ligzda.kernel.text import as_pattern
from ligzda.people.models import Family
from ligzda.safeguarding.objections import hidden_in, marks_of

BETWEEN, FLAT = r"[\W_]+", r"(?:\s?[-–/]\s?\d+\w?\b)?"
Said = TypeVar("Said")


def veiled(families: Family | Collection[Family], said: Said) -> Said:
    """A text, a paper or the lines of a page with every address hidden for somebody of these families covered. One statement."""
    whose = [families] if isinstance(families, Family) else families
    marks = sorted({mark for one in hidden_in(*whose) for mark in marks_of(one.text)}, key=len, reverse=True)
    if not marks:
        return said
    words = "|".join(BETWEEN.join(as_pattern(word) for word in mark.split()) for mark in marks)
    covered: Said = _covered(said, re.compile(rf"(?<!\w)(?:{words})(?!\w){FLAT}"), _("[protected address]"))
    return covered


def _covered(said: Any, address: re.Pattern[str], instead: str) -> Any:
    if isinstance(said, str):
        return address.sub(lambda _found: instead, said)
    if isinstance(said, tuple | list):
        return type(said)(_covered(one, address, instead) for one in said)
    if isinstance(said, dict):
        return {name: _covered(one, address, instead) for name, one in said.items()}
    if dataclasses.is_dataclass(said) and not isinstance(said, type):
        parts = {one.name: _covered(getattr(said, one.name), address, instead) for one in dataclasses.fields(said) if one.init}
        return dataclasses.replace(said, **parts)
    return said
