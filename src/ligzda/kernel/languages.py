"""The languages pages are written in. A further one is a line here, its file below ``web/formats`` and a catalogue per room.

What each writes its own way (days, numbers, marks of quotation) stands in ``web/formats``; by which alphabet names are ordered, in ``text``.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Language:
    """One language: what its own speakers call it, what the reader calls it, and what the reader says of a text in it."""

    code: str
    own_name: str
    name: Any
    written_in: Any


LANGUAGES = {
    one.code: one
    for one in (
        Language("lv", "Latviešu", _("Latvian"), _("in Latvian")),
        Language("en", "English", _("English"), _("in English")),
        Language("lt", "Lietuvių", _("Lithuanian"), _("in Lithuanian")),
    )
}
FIRST = "lv"  # what is said where nobody chose, and where a text was not written in the language asked for
SOURCE = "en"  # what the code is written in: it needs no catalogue
TRANSLATED = tuple(code for code in LANGUAGES if code != SOURCE)
CHOICES = [(one.code, one.name) for one in LANGUAGES.values()]


def known(code: str | None) -> str:
    """This language, or the first one where pages do not speak it."""
    return code if code in LANGUAGES else FIRST


def reading() -> str:
    """The language of the page."""
    return known((get_language() or FIRST)[:2])
