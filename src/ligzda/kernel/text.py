"""Folded text, compared without case, accents and punctuation in whatever script; and the order of names in a language's dictionary."""

import functools
import re
import unicodedata
from collections import defaultdict

_NOT_PLAIN = re.compile(r"[^0-9a-z]+")
_EXTRA = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ı": "i"})


# Letters in the order of the alphabet; of letters in brackets the dictionary makes no difference until all others are the same.
_ENGLISH = "abcdefghijklmnopqrstuvwxyz"
_CYRILLIC = "абвгґд(её)єжз(и)іїйклмнопрстуфхцчшщъыьэюя"  # the Ukrainian alphabet, the Russian letters where they would stand
_ALPHABETS = {
    "lv": "(aā)bcčd(eē)fgģh(iīy)jkķlļmnņ(oō)pqrŗsšt(uū)vwxzž" + _CYRILLIC,
    "lt": "(aą)bcčd(eęė)fgh(iįy)jklmnopqrsšt(uųū)vwxzž" + _CYRILLIC,
    "en": _ENGLISH + _CYRILLIC,
    "uk": _CYRILLIC + _ENGLISH,
}
_SILENT = "'’ʼ`"  # psychologist’s, п'ять: the letters around it decide

_BEFORE_LETTERS = 0x250  # signs and digits of the first pages of Unicode; what is left of other scripts comes last
SortKey = tuple[tuple[int, ...], tuple[int, ...], str]


def sort_key(text: str, language: str) -> SortKey:
    """Dictionary order: in Latvian ā stands with a, č after c; ties are broken by the letters as written, then by their size.

    A letter of no alphabet here stands with the plain one it is made of; blanks, signs and digits come before letters.
    """
    places = _places(language if language in _ALPHABETS else "en")
    letters = [place for letter in text.casefold() for place in (places.get(letter) or _elsewhere(letter, places))]
    return tuple(first for first, _second in letters if first), tuple(second for _first, second in letters), text


@functools.cache
def _places(language: str) -> dict[str, tuple[tuple[int, int], ...]]:
    """Letter → its place in the alphabet, and among those of the same place."""
    found: dict[str, tuple[tuple[int, int], ...]] = {}
    first, second, is_same = _BEFORE_LETTERS, 0, False
    for letter in _ALPHABETS[language]:
        if letter in "()":
            first, second, is_same = first + (letter == "("), 0, letter == "("
        else:
            first, second = first if is_same else first + 1, second + 1 if is_same else 1
            found[letter] = ((first, second),)
    return found | {sign: ((0, ord(sign)),) for sign in _SILENT}


def _elsewhere(letter: str, places: dict[str, tuple[tuple[int, int], ...]]) -> tuple[tuple[int, int], ...]:
    plain = fold(letter)
    if plain and all(part in places for part in plain):
        return tuple((place, second + ord(letter)) for part in plain for place, second in places[part])
    return ((ord(letter) if ord(letter) < _BEFORE_LETTERS else ord(letter) + len(places) + _BEFORE_LETTERS, 0),)


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
