"""A text as its bare letters and digits, each with where it stood: what is compared and found, and then covered in the original.

Letters of any spelling become plain Latin ones: 'Ģ' and 'Г' a g. Marks, soft hyphens and what takes no room vanish. Whatever
stands between words becomes one character: ``-`` for dashes and strokes, ``,`` for commas and new lines, ``.`` and a blank.
"""

import functools
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

SOUNDS = dict(zip("абвгдезийклмнопрстуфхцчшщъыьэіґє", "abvgdezijklmnoprstufhccss_i_eige", strict=True))  # _ makes none
CYRILLIC = {letter: sound.strip("_") for letter, sound in SOUNDS.items()} | {"ж": "z", "ё": "jo", "ю": "ju", "я": "ja", "ї": "ji", "ў": "v"}
PLAIN = {"ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ı": "i", "№": "nr"}
PLAIN |= dict(zip("αβεζηικμνορτυχγσϲ", "abeziikmnoptyxgsc", strict=True))  # Greek letters that pass for Latin ones
RANK = " .,-"  # of two separators in a row the later here counts

Char = tuple[str, int, int]  # a character, and from where to where it stands in the original


@dataclass(frozen=True)
class Stream:
    """``letters[n]`` stood in the original from ``starts[n]`` to ``ends[n]``."""

    letters: str
    starts: list[int]
    ends: list[int]


def stream(text: str, start: int = 0, end: int | None = None) -> Stream:
    """Of a plain text, or of a part of it; positions are those in the whole."""
    last = len(text) if end is None else end
    return of_characters((text[at], at, at + 1) for at in range(start, last))


def of_characters(characters: Iterable[Char]) -> Stream:
    """Of characters that stand anywhere: a page's text with its tags left out."""
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for plain, start, end in _joined(characters):
        if plain in RANK:
            if letters and letters[-1] in RANK:
                letters[-1] = max(letters[-1], plain, key=RANK.index)
                continue
            letters.append(plain)
            starts.append(start)
            ends.append(end)
            continue
        for letter in plain:
            letters.append(letter)
            starts.append(start)
            ends.append(end)
    return Stream("".join(letters), starts, ends)


def bare(text: str) -> str:
    return stream(text).letters.strip(RANK)


def _joined(characters: Iterable[Char]) -> Iterator[Char]:
    """Plain letters and separators; a word that was parted at the end of a line is one word again."""
    held: list[Char] = []  # a hyphen and the line's end, of which it is not yet known whether a word goes on
    for character, start, end in characters:
        plain = _plain(character)
        if plain == "":
            continue
        is_line_end = character in "\r\n" and bool(held)
        if held and (is_line_end or (plain == " " and held[-1][0] == "\n")):
            held.append(("\n", start, end))
            continue
        if held:
            if not (held[-1][0] == "\n" and plain.isalpha()):
                yield from ((("-" if one == "-" else " "), begun, done) for one, begun, done in held)
            held = []
        if character in "-‐" and plain == "-":
            held = [("-", start, end)]
            continue
        yield plain, start, end
    yield from ((("-" if one == "-" else " "), begun, done) for one, begun, done in held)


@functools.cache
def _plain(character: str) -> str:
    """Letters and digits, one separator, or nothing for what takes no room."""
    if character in PLAIN:
        return PLAIN[character]
    found: list[str] = []
    for whole in unicodedata.normalize("NFKC", character).lower():
        if whole in CYRILLIC:
            found.append(CYRILLIC[whole])
            continue
        for part in unicodedata.normalize("NFKD", whole):
            kind = unicodedata.category(part)
            if kind == "Nd":
                found.append(str(unicodedata.digit(part)))
            elif kind == "No" and (number := unicodedata.numeric(part)).is_integer():
                found.append(str(int(number)))
            elif kind.startswith("L"):
                found.append(PLAIN.get(part, CYRILLIC.get(part, part)))
            elif not (kind in {"Mn", "Me", "Cf"} or part in "\u00ad\u200b\u2060\ufeff"):
                found.append(_between(part, kind))
    letters = "".join(one for one in found if one not in RANK)
    return letters or (found[0] if found and found[0] else "")


def _between(character: str, kind: str) -> str:
    if kind == "Pd" or character in "/\\_−|":
        return "-"
    if character in ",;:\n\r\t()":
        return ","
    return "." if character == "." else " "
