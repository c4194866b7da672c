"""Folded text: what people type is compared without case, accents and punctuation."""

import re
import unicodedata

_NOT_WORD = re.compile(r"[^0-9a-z]+")
_EXTRA = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe"})


def fold(text: str) -> str:
    """'Bērziņa-Kļava ' → 'berzina klava': lower case, no diacritics, words parted by one blank."""
    plain = unicodedata.normalize("NFKD", text.lower().translate(_EXTRA))
    return _NOT_WORD.sub(" ", "".join(c for c in plain if not unicodedata.combining(c))).strip()


def squeeze(text: str) -> str:
    """'2012.EEZ/PP/ 1/MAC/150' → '2012eezpp1mac150': numbers of contracts compare without punctuation."""
    return fold(text).replace(" ", "")
