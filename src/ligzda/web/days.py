"""Reading a day that somebody typed, in any of our languages, and telling apart what was wrong with it."""

import re
from datetime import date
from functools import cache

from babel.dates import get_month_names

from ligzda.kernel.languages import LANGUAGES
from ligzda.kernel.text import fold
from ligzda.web.formatting import FORMATS

NUMBERS = (
    re.compile(r"(?P<d>\d{1,2})[.\-/ ]+(?P<m>\d{1,2})[.\-/ ]+(?P<y>\d{4})\.?"),
    re.compile(r"(?P<d>\d{2})(?P<m>\d{2})(?P<y>\d{4})"),
    re.compile(r"(?P<y>\d{4})[.\-/ ]+(?P<m>\d{1,2})[.\-/ ]+(?P<d>\d{1,2})\.?"),
)
NAMED = tuple(re.compile(typed) for formats in FORMATS.values() for typed in formats.TYPED_DAYS)


class NoSuchDay(ValueError):
    """Three numbers were understood, but the calendar has no such day."""

    def __init__(self, year: int, month: int, day: int) -> None:
        super().__init__(year, month, day)
        self.parts = (year, month, day)


class Unreadable(ValueError):
    """This is no form of a date that we know."""


@cache
def _months() -> dict[str, int]:
    """Folded month names and their beginnings, long and short, of every language."""
    known: dict[str, int] = {"sept": 9}
    for language in LANGUAGES:
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                names = get_month_names(width, context, locale=language)
                known.update({fold(str(name)).rstrip("."): index for index, name in names.items()})
    return known


def read_day(text: str) -> date:
    """22.11.2026., 22112026, 2026-11-22, 22 Nov 2026, 2026. gada 22. novembris, 2026 m. lapkričio 22 d. …"""
    typed = " ".join(text.replace("\u00a0", " ").split()).strip(" ,")
    if len(typed) > 40:
        raise Unreadable
    for form in NUMBERS:
        if found := form.fullmatch(typed):
            return _make(int(found["y"]), int(found["m"]), int(found["d"]))
    for form in NAMED:
        if found := form.fullmatch(typed):
            month = _months().get(fold(found["name"]))
            if month:
                return _make(int(found["y"]), month, int(found["d"]))
    raise Unreadable


def _make(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise NoSuchDay(year, month, day) from error
