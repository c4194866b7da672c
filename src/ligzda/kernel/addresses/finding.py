"""Addresses found in any text, wherever and however they were typed, and covered there.

With the word of the street, or with the number of a flat, every spelling counts. A bare name with a bare number counts too, unless
the number belongs to what follows: "Skolas 5. klase", "15:30". All flats of the house count: who knows the house finds the door.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import cache

from ligzda.kernel.addresses import words
from ligzda.kernel.addresses.reading import FEWEST, LONG_STREET, Place, heard, house_key, read, stem_of
from ligzda.kernel.addresses.stream import Stream, bare, stream

Span = tuple[int, int]
GAP, APART, LETTER = r"[-., ]?", r"[-., ]", r"[^\W\d_]"
STREET = rf"(?:{GAP}(?:{'|'.join(words.STREETS)})(?!{LETTER})|{APART}(?:{words.SHORT_STREETS})(?={APART}|\d|$))"
HOUSE = rf"(?:{GAP}(?:{words.HOUSES})(?!{LETTER})|{APART}(?:{words.SHORT_HOUSES})(?={APART}|\d|$))"
AT_A_FLAT = (
    rf"(?:{HOUSE}?-\d+(?:[a-z](?!{LETTER}))?"
    rf"|{HOUSE}?{APART}?(?:{words.FLATS}){GAP}(?:{words.HOUSES})?{GAP}\d+"
    rf"|{HOUSE}?{APART}?\d+{GAP}(?:{words.FLATS})(?!{LETTER})"
    rf"|{HOUSE}?{APART}(?:{words.BUILDINGS}){GAP}\d+|{HOUSE}?{APART}\d+{GAP}(?:{words.BUILDINGS})(?!{LETTER}))"
)
COUNTED = r"gad|bern|klas|min|stund|reiz|dien|nedel|menes|eur|km|metr|gimen|cilvek|person|proc|vidussk|pamatsk|vaik|met[au]|kart|darbin|nodarb|dalibn"
HOUSE_NUMBER = rf"(?<!\d)0*(?P<house>\d+)(?!\d)(?:(?P<letter>[a-z])(?!{LETTER}))?"
STREET_WORD = re.compile(STREET)
STREET_BEFORE = re.compile(rf"(?<!{LETTER})(?:{'|'.join(words.STREETS)}|{words.SHORT_STREETS}){APART}$")
STREET_BEHIND = re.compile(STREET)
POSTCODE = rf"{APART}(?:lv|lt){GAP}\d{{4,5}}(?={APART})"
NUMBER_BEFORE = re.compile(rf"(?<!\d)(?<!\d-){HOUSE_NUMBER}{AT_A_FLAT}{{0,3}}(?P<between>(?:{STREET}|{HOUSE}){{0,3}}){GAP}$")
FLAT_BEFORE = re.compile(rf"(?<![^\W_])(?:(?:{words.FLATS}){GAP}(?:{words.HOUSES})?{GAP}\d+|\d+[-. ]?(?:{words.FLATS})){GAP}$")
MOMENT = re.compile(rf":(?P<minute>[0-5]\d)(?!\d)|\.\d{{1,2}}\.\d{{4}}|\. ?(?:{words.MONTHS})")  # behind a number: an hour, a day
TO_IT = re.compile(rf"(?<!{LETTER})(?:{words.FROM_AND_TO}){APART}$")
OF_A_FLAT = re.compile(rf"(?<!{LETTER})(?:{words.FLATS}){GAP}$")
NO_ROOM = "[\u00ad\u200b-\u200d\u2060\ufeff\ufe00-\ufe0f\u20e3\u0300-\u036f]*"  # what may stand between two digits and is not seen
MOST_OF_A_WORD, MOST_BEFORE = 20, 80  # letters looked at before a name


class Finder:
    """Where any of these addresses stands in a text. ``open_places`` are known to all: just they stay, a flat of them does not."""

    def __init__(self, addresses: Iterable[str], open_places: Iterable[str] = ()) -> None:
        self.forms = [one for address in dict.fromkeys(addresses) for one in _forms(address)]
        self.open_places = {(house_key(one), place.flat) for one in open_places if (place := read(one))}
        self.may_hold = _may_hold(self.forms)

    def __bool__(self) -> bool:
        return bool(self.forms)

    def spans(self, text: str) -> list[Span]:
        """From where to where, in order; none overlap."""
        return self.spans_in(stream(text), text) if self.forms and self.may_hold(text) else []

    def spans_in(self, said: Stream, text: str) -> list[Span]:
        found = [span for form in self.forms for span in form.spans(said, text) if not self._is_open(said.letters[slice(*span)])]
        return _merged([(said.starts[begin], said.ends[end - 1]) for begin, end in found])

    def _is_open(self, words: str) -> bool:
        place = read(words) if self.open_places else None
        return place is not None and (house_key(words), place.flat) in self.open_places

    def covered(self, text: str, instead: str) -> str:
        for start, end in reversed(self.spans(text)):
            text = f"{text[:start]}{instead}{text[end:]}"
        return text


class _Numbered:
    """A house with a number, in a street."""

    def __init__(self, place: Place) -> None:
        number = re.match(r"(\d+)(\D?)", place.house)
        self.number, self.letter = (number[1], number[2]) if number else (place.house, "")
        self.flat = place.flat
        self.is_weak = not any(len(word) >= FEWEST for word in place.name)
        self.name = re.compile(rf"(?<!{LETTER}){_name(place.name)}")
        towns = "|".join(f",{_spelled(town)}(?=,)" for town in sorted(place.around) if len(town) >= FEWEST)
        around = "|".join(one for one in (POSTCODE, towns) if one)
        apart = rf"(?:{APART}+{self.letter}(?!{LETTER}))?" if self.letter else ""
        flat = rf"(?:{APART}{place.flat}(?=[.,]|$))?" if place.flat else ""  # with no more than a blank between
        self.number_behind = re.compile(
            rf"(?P<between>(?:{STREET}|{HOUSE}|{around}){{0,5}}){GAP}{HOUSE_NUMBER}{apart}(?P<flat>{AT_A_FLAT}{{0,3}}){flat}"
        )

    def spans(self, said: Stream, text: str) -> Iterable[Span]:
        for name in self.name.finditer(said.letters):
            street = STREET_BEFORE.search(said.letters[: name.start()][-MOST_OF_A_WORD:])
            begin = name.start() - (len(street[0]) if street else 0)
            flat = FLAT_BEFORE.search(said.letters[:begin][-MOST_OF_A_WORD:])
            begin -= len(flat[0]) if flat else 0
            if span := self._behind(said, text, begin, name, bool(street)) or self._before(said, name):
                yield span

    def _behind(self, said: Stream, text: str, begin: int, name: "re.Match[str]", has_street: bool) -> Span | None:
        found = self.number_behind.match(said.letters, name.end())
        if found is None or not self._is_house(found) or (not found["flat"] and self._is_moment(text, said.ends[found.end() - 1])):
            return None
        is_sure = has_street or STREET_WORD.search(found["between"]) or (not self.is_weak and found["flat"])
        if is_sure or (not self.is_weak and _stands_alone(text[said.ends[found.end() - 1] :][:60])):
            return begin, found.end()
        return None

    def _before(self, said: Stream, name: "re.Match[str]") -> Span | None:
        found = NUMBER_BEFORE.search(said.letters[: name.start()][-MOST_BEFORE:])
        street = STREET_BEHIND.match(said.letters, name.end())
        if found is None or not self._is_house(found) or not (found["between"] or street):
            return None
        begin = name.start() - (len(found.string) - found.start())
        if OF_A_FLAT.search(said.letters[:begin][-MOST_OF_A_WORD:]):
            return None
        return begin, (street or name).end()

    def _is_moment(self, text: str, after: int) -> bool:
        found = MOMENT.match(text, after)
        return found is not None and (not self.flat or found["minute"] != self.flat)

    def _is_house(self, found: "re.Match[str]") -> bool:
        """A letter that the hidden address has may be left out, one that it has not makes another house."""
        return found["house"] == self.number and found["letter"] in {None, self.letter}


class _Named:
    """A house with a name: as it is called, or in it; beside the word for a farm, or beside its parish, in whatever case."""

    number = ""

    def __init__(self, place: Place) -> None:
        stem, ending = stem_of(bare(" ".join(place.name)))
        near = "|".join(rf"{_spelled(stem_of(one)[0])}[a-z]{{0,3}}" for one in sorted(place.around) if len(stem_of(one)[0]) >= FEWEST)
        number = rf"(?:{GAP}{place.house}(?!\d))?" if place.house else ""
        self.pattern = re.compile(
            rf"(?<!{LETTER}){_spelled(stem)}(?P<ending>{ending})(?!{LETTER})(?P<farm>{APART}maj[a-z]{{1,3}})?{number}{AT_A_FLAT}{{0,2}}"
        )
        admin = rf"(?:{APART}(?:{'|'.join(sorted(words.AROUND))})(?!{LETTER}))?"
        self.before = re.compile(rf"(?<!{LETTER})(?:{near}){admin}{APART}(?:{words.HOUSES})?{APART}?$") if near else None
        self.behind = re.compile(rf"{APART}(?:{near})(?!{LETTER})") if near else None

    def spans(self, said: Stream, text: str) -> Iterable[Span]:
        for found in self.pattern.finditer(said.letters):
            if found["farm"] or self._is_told(said, text, found) or self._is_near(said, found):
                yield found.span()

    def _is_told(self, said: Stream, text: str, found: "re.Match[str]") -> bool:
        start = said.starts[found.start()]
        if text[max(start - 1, 0) : start] in {"„", "“", '"', "«", "'"} and start:
            return True
        if not text[start].isupper() or found["ending"] == "u":
            return False
        return found["ending"] != "iem" or TO_IT.search(said.letters[: found.start()][-MOST_OF_A_WORD:]) is not None

    def _is_near(self, said: Stream, found: "re.Match[str]") -> bool:
        if self.before is None or self.behind is None:
            return False
        before = said.letters[: found.start()][-MOST_BEFORE:]
        return bool(self.before.search(before) or self.behind.match(said.letters, found.end()))


class _Literal:
    """What could not be read as an address: found as it was typed, whatever stands between its words and in whichever case the street is."""

    number = ""

    def __init__(self, address: str) -> None:
        parts = [one for one in re.split(APART, bare(address)) if one]
        self.pattern = re.compile(rf"(?<![^\W_]){GAP.join(_letters(one) for one in parts)}(?![^\W_])")

    def spans(self, said: Stream, text: str) -> Iterable[Span]:
        return (found.span() for found in self.pattern.finditer(said.letters))


def _forms(address: str) -> list[_Numbered | _Named | _Literal]:
    place = read(address)
    if place is None:
        return [_Literal(address)] if sum(letter.isalpha() for letter in bare(address)) >= FEWEST else []
    if place.house:
        return [_Numbered(place), _Named(place)] if place.is_named else [_Numbered(place)]
    line = next((one for one in address.split(",") if re.search(LONG_STREET, bare(one))), "") if place.has_street else ""
    if line:  # a street without a number: with all that was said of where in it
        return [_Literal(line)]
    return [_Named(place)] if sum(len(word) for word in place.name) > FEWEST else []


def _may_hold(forms: Sequence[_Numbered | _Named | _Literal]) -> Callable[[str], bool]:
    """A quick question before a text is read letter by letter: is any of the numbers in it?"""
    numbers = [one.number for one in forms]
    if not all(numbers):
        return lambda _text: True
    written = [NO_ROOM.join(_digits()[digit] for digit in one) for one in dict.fromkeys(numbers)]
    written += [_in_one()[one] for one in dict.fromkeys(numbers) if one in _in_one()]
    any_number = re.compile("|".join(written) or "$^")
    return lambda text: any_number.search(text) is not None


@cache
def _digits() -> dict[str, str]:
    """Each digit with all characters that are written for it: full width, raised, of other scripts."""
    found: dict[str, str] = {}
    for code in range(0x20000):
        if (value := unicodedata.digit(chr(code), None)) is not None:
            found[str(value)] = found.get(str(value), "") + chr(code)
    return {digit: f"[{characters}]" for digit, characters in found.items()}


@cache
def _in_one() -> dict[str, str]:
    """Numbers that are written as one character: in a circle, with a dot."""
    found: dict[str, str] = {}
    for code in (*range(0x2460, 0x2500), *range(0x2776, 0x2794), *range(0x3251, 0x32C0)):
        number = re.sub(r"\D", "", bare(chr(code)))
        if len(number) > 1:
            found[number] = found.get(number, "") + chr(code)
    return {number: f"[{characters}]" for number, characters in found.items()}


def _name(name: tuple[str, ...]) -> str:
    """The last word, which people say; what stands before it, whole or as its first letters, as far as it is said."""
    *before, last = name
    first = "".join(_first(word) for word in before if not word[0].isdigit())
    numbers = "".join(rf"{word}{GAP}" for word in before if word[0].isdigit())
    ending = r"(?:j?a)?[sim]?" if last.endswith("a") else ""
    if last.endswith("ais"):  # "Vecais ceļš", "Vecajā ceļā"
        last, ending = last.removesuffix("ais"), "(?:ais|aj[ao]m?|am|a|o)"
    opening = rf"(?:{first})?" if first else ""
    return rf"{opening}(?<!{LETTER}){numbers}{_spelled(last)}{ending}" if not first else rf"{opening}{numbers}{_spelled(last)}{ending}"


def _first(word: str) -> str:
    """Whole, with the ending of "Mazajā", or as its first letters; where only these are known also whatever they stand for."""
    if len(word) < FEWEST:
        return rf"(?:{word}[a-z]*){APART}?"
    ending = "(?:j?a)?[sim]?" if word.endswith("a") else ""
    return rf"(?:{_spelled(word)}{ending}|{word[0]}[a-z]{{0,2}}){APART}?"


def _spelled(word: str) -> str:
    """Any way to write a word: with j or without, i after a vowel, letters doubled, sh for š, blanks between."""
    found = []
    for letter in heard(word):
        if letter in "aeiou":
            found.append(rf"j?{letter}+[ij]*")
        elif letter == "c":
            found.append(r"(?:t?ch|c+h?|ts)j*")
        else:
            found.append(rf"{re.escape(letter)}+{'h?' if letter in 'sz' else ''}j*")
    return GAP.join(found)


def _letters(word: str) -> str:
    if LONG_STREET.fullmatch(word):
        return f"(?:{LONG_STREET.pattern})"
    return re.escape(word) if word[0].isdigit() else _spelled(word)


def _stands_alone(after: str) -> bool:
    """Whether a number with nothing of an address beside it is a house's: no day, hour, share, class, count of children."""
    if re.match(r"[.:,]\d|\s?[%€°]", after):
        return False
    ordinal = re.match(r"\s*\.\s*([a-zà-žа-я]+)", after)
    if ordinal:
        return re.fullmatch(words.HOUSES, bare(ordinal[1])) is not None
    return re.match(rf"{APART}?(?:{COUNTED})", bare_start(after)) is None


def bare_start(text: str) -> str:
    return stream(text, 0, min(len(text), 40)).letters


def _merged(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
