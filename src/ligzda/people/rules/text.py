"""What may stand on one line. Nothing is cut: what is too long is refused, because cutting loses words."""

import re
import unicodedata
from typing import Any

from django.utils.translation import gettext as _

from ligzda.kernel.refused import Refused

NAME, HEADING, SENTENCE = 80, 120, 300
_SPACE = re.compile(r"\s+")
_ALLOWED_FORMAT = {"\u200c", "\u200d"}  # joiners that some scripts need inside a word


def clean(value: Any, *, field: str | None, most: int, required: bool = False) -> str:
    """One line in composed form with single blanks. Refuses control characters, NUL, and more than ``most`` letters."""
    raw = str(value or "")
    if len(raw) > most * 4:
        raise Refused(too_long(len(raw), most), field=field)
    text = _SPACE.sub(" ", unicodedata.normalize("NFC", raw)).strip()
    if any(unicodedata.category(c) in {"Cc", "Cs", "Co", "Cn"} or _hidden(c) for c in text):
        raise Refused(_("There are characters here that cannot be shown. Delete this text and type it again."), field=field)
    if len(text) > most:
        raise Refused(too_long(len(text), most), field=field)
    if required and not text:
        raise Refused(_("This is still missing."), field=field)
    return text


def too_long(length: int, most: int) -> str:
    return _("This text is too long: %(length)s letters, at most %(most)s. Shorten it.") % {"length": length, "most": most}


def _hidden(character: str) -> bool:
    """Marks that turn the direction of writing or hide letters: a name that looks like another one."""
    return unicodedata.category(character) == "Cf" and character not in _ALLOWED_FORMAT
