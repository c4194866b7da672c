"""Folded text: what people type is compared without case, accents and punctuation, in whatever script they write."""

import functools
import re
import unicodedata
from collections import defaultdict

_NOT_PLAIN = re.compile(r"[^0-9a-z]+")
_EXTRA = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ı": "i"})


def fold(text: str) -> str:
    """'Bērziņa-Kļava ' → 'berzina klava', 'ИВАНОВ' → 'иванов': lower case, no accents, words parted by one blank."""
    plain = unicodedata.normalize("NFKD", text.lower().translate(_EXTRA)).lower()
    if plain.isascii():
        return _NOT_PLAIN.sub(" ", plain).strip()
    kept = ((c if _belongs(c) else " ") for c in plain if not unicodedata.combining(c))
    return " ".join("".join(kept).split())


def squeeze(text: str) -> str:
    """'2012.EEZ/PP/ 1/MAC/150' → '2012eezpp1mac150': numbers of contracts compare without punctuation."""
    return fold(text).replace(" ", "")


def ascii_words(text: str) -> str:
    """The folded words as far as a key or an address can hold them: nothing is left of a name in another script."""
    return _NOT_PLAIN.sub(" ", fold(text)).strip()


def as_pattern(word: str) -> str:
    """A regular expression, for Python and PostgreSQL alike, that finds a folded word in text nobody folded: 'berns' finds 'Bērns'."""
    return "".join(f"[{_spellings()[c]}]" if c in _spellings() else re.escape(c) for c in word)


@functools.cache
def _spellings() -> dict[str, str]:
    """Letter → itself and all that fold to it: Latin with marks, Cyrillic."""
    found: dict[str, str] = defaultdict(str)
    for start, end in ((0x61, 0x7B), (0x41, 0x5B), (0xC0, 0x250), (0x400, 0x460), (0x1E00, 0x1F00)):
        for code in range(start, end):
            folded = fold(chr(code))
            if len(folded) == 1:
                found[folded] += chr(code)
    return dict(found)


def _belongs(character: str) -> bool:
    """Letters and digits of any script, and the vowel signs without which some scripts have no words."""
    return character.isalnum() or unicodedata.category(character) in {"Mn", "Mc"}
