"""A typed address, read into its street, house and flat; what makes two of them the same."""

import re
from dataclasses import dataclass

from ligzda.kernel.addresses import words
from ligzda.kernel.addresses.stream import bare

STREET = re.compile(rf"(?:{'|'.join(words.STREETS)}|{words.SHORT_STREETS})")
LONG_STREET = re.compile("|".join(words.STREETS))
HOUSE = re.compile(rf"(?:{words.HOUSES}|{words.SHORT_HOUSES})")
FLAT = re.compile(rf"(?:{words.FLATS})")
NUMBERED = re.compile(rf"{HOUSE.pattern}|{FLAT.pattern}")  # words that stand at a number
TOKEN = re.compile(r"\d+(?:[a-z](?![a-z]))?|[^\W\d]+")
POSTCODE = re.compile(r"\b(?:LV|LT)\s?[-–]?\s?\d{4,5}\b", re.IGNORECASE)
APART_LETTER = re.compile(r"(?<=\d)\s?[-/]?\s?[\"„“”']?([A-F]|[ab](?!\.))[\"“”']?(?![^\W_])")  # "7 A", '7-"A"'
QUOTED = re.compile(r"[„“\"«”']\s*([^\d„“\"»”'«]{3,}?)\s*[\"”“»']")
ENDINGS = (
    ("os", "i|os|u|iem|us"), ("iem", "i|os|u|iem|us"), ("i", "i|os|u|iem|us"), ("as", "as|am|u"), ("es", "es|em|u"), ("us", "us|u"), ("s", "s|a|am|u"),
)  # fmt: skip
FEWEST = 3  # letters of a name that can be told from other words


@dataclass(frozen=True)
class Place:
    """``name``: the words of the street's name, or of the house's where ``house`` is empty. ``around``: town, parish, municipality."""

    name: tuple[str, ...]
    house: str = ""
    flat: str = ""
    has_street: bool = False
    around: frozenset[str] = frozenset()
    is_named: bool = False  # a farm with a name whose number is a flat


def read(text: str) -> Place | None:
    """None where nothing can be told apart: a number alone, a word or two of street."""
    parts = _parts(APART_LETTER.sub(r"\1", text))
    if not parts:
        return None
    at, head = _head(parts)
    found = _read_head(head)
    if found is None or (sum(len(word) for word in found.name) < FEWEST and not found.has_street):
        return None
    rest = [word for n, part in enumerate(parts) if n not in at for word in TOKEN.findall(bare(part))]
    around = {word for word in rest if word not in words.AROUND and not word[0].isdigit()} | set(found.around)
    return Place(found.name, found.house, found.flat, found.has_street, frozenset(around), _is_named(found, text))


def house_key(text: str) -> str:
    """Equal for two spellings of one house, so that equals are looked for by a digest. What cannot be read is its letters."""
    place = read(text)
    if place is None:
        return re.sub(r"[^a-z0-9]", "", bare(text))
    last = place.name[-1]
    if place.is_named or not (place.house or place.has_street):
        last = stem_of(last)[0]
    return f"{heard(re.sub('ais$', 'a', last))}|{place.house}"


def same(first: str, second: str, *, anywhere: bool = True) -> bool:
    """One house, and one flat as far as both name it. ``anywhere``: also where they name different towns."""
    one, two = read(first), read(second)
    if one is None or two is None or house_key(first) != house_key(second):
        return one is None and two is None and house_key(first) == house_key(second)
    if one.flat and two.flat and one.flat != two.flat:
        return False
    towns, others = {word[:4] for word in one.around}, {word[:4] for word in two.around}
    return anywhere or not towns or not others or bool(towns & others)


def heard(word: str) -> str:
    """A word without what one script writes and another leaves out: j, i after a vowel, double letters, sh for š."""
    for written, plain in (("tch", "c"), ("ch", "c"), ("sh", "s"), ("zh", "z"), ("ts", "c"), ("j", "")):
        word = word.replace(written, plain)
    return re.sub(r"(.)\1+", r"\1", re.sub(r"(?<=[aeou])i", "", word))


def stem_of(name: str) -> tuple[str, str]:
    """'kalnmali' is also 'kalnmalos', and 'kalnmalu' beside the word for a farm."""
    for ending, forms in ENDINGS:
        if name.endswith(ending) and len(name) - len(ending) >= FEWEST:
            return name.removesuffix(ending), forms
    return name, ""


def _is_named(place: Place, text: str) -> bool:
    quoted = QUOTED.search(text)
    return quoted is not None and not place.has_street and bare(quoted[1]) == " ".join(place.name)


def _parts(text: str) -> list[str]:
    """What stands between commas; a flat belongs to what stands before it."""
    parts: list[str] = []
    for part in re.split(r"[,;]", POSTCODE.sub(" ", text)):
        tokens = TOKEN.findall(bare(part))
        if tokens and parts and FLAT.fullmatch(tokens[0]):
            parts[-1] += f" {part}"
        elif tokens:
            parts.append(part)
    return parts


def _head(parts: list[str]) -> tuple[set[int], str]:
    """The part that names street and house, and which parts it is made of."""
    tokens = [TOKEN.findall(bare(part)) for part in parts]
    numbered = [any(one[0].isdigit() for one in found) for found in tokens]
    named = [any(LONG_STREET.fullmatch(one) for one in found) for found in tokens]
    for n in range(len(parts)):
        if named[n] and numbered[n]:
            return {n}, parts[n]
    for n in range(len(parts) - 1):
        begins = tokens[n + 1] and (tokens[n + 1][0][0].isdigit() or HOUSE.fullmatch(tokens[n + 1][0]))
        if tokens[n] and not numbered[n] and begins and numbered[n + 1]:
            return {n, n + 1}, f"{parts[n]} {parts[n + 1]}"
    for n in range(len(parts)):
        if numbered[n] and any(not one[0].isdigit() for one in tokens[n]):
            return {n}, parts[n]
    plain = next((n for n in range(len(parts)) if tokens[n] and not set(tokens[n]) & words.AROUND), 0)  # "Codes pagasts, „Kalnmaļi”"
    return {plain}, parts[plain]


def _read_head(head: str) -> Place | None:
    tokens = TOKEN.findall(re.sub(r"\bar (?=n)|(?<=\bpr)-t[aes]\b", "", bare(head)))
    split: list[str] = []
    for token in tokens:  # "brivibasiela" is two words
        glued = re.fullmatch(rf"([a-z]{{3,}}?)({words.STREETS[0]})", token) if not LONG_STREET.fullmatch(token) else None
        split += [glued[1], glued[2]] if glued else [token.lstrip("0") or token]
    streets = [n for n, one in enumerate(split) if n and STREET.fullmatch(one)] or [n for n in (0,) if split and STREET.fullmatch(split[0])]
    streets = [n for n in streets if n + 1 not in streets]  # "Mazā ceļa iela": of two the first is a name
    numbers = [n for n, one in enumerate(split) if one[0].isdigit()]
    at = _house_at(split, streets, numbers)
    if at is None:
        return _named(split, streets)
    flat, after = _flat(split, at)
    if at < min(streets, default=at):  # "15-3 Brīvības iela": the name stands behind
        name = tuple(one for n, one in enumerate(split) if n >= after and n not in streets and not HOUSE.fullmatch(one))
        return Place(name, split[at], flat, True) if name else None
    name = tuple(one for n, one in enumerate(split) if n < at and n not in streets and not _is_house_word(split, n))
    rest = frozenset(one for one in split[after:] if not one[0].isdigit() and one not in words.AROUND and not NUMBERED.fullmatch(one))
    if name:
        return Place(name, split[at], flat, bool(streets), rest)
    behind = tuple(split[after:])  # "15. Brīvības": no street word at all
    return Place(behind, split[at], flat) if behind else None


def _named(split: list[str], streets: list[int]) -> Place | None:
    """What stands without a number: the name of a house, with the parish before it or behind; of a street all that was typed."""
    around = {
        n
        for n in range(len(split))
        if split[n] in words.AROUND or (n + 1 < len(split) and len(split[n + 1]) > 2 and split[n + 1] in words.AROUND)
    }
    name = [n for n in range(len(split)) if n not in streets and (streets or not (n in around or HOUSE.fullmatch(split[n])))]
    name = name or [n for n in range(len(split)) if n not in streets]
    said = tuple(split[n] for n in name)
    towns = frozenset(split[n] for n in around if n not in name and split[n] not in words.AROUND)
    return Place(said, has_street=bool(streets), around=towns) if sum(len(one) for one in said) >= FEWEST else None


def _house_at(split: list[str], streets: list[int], numbers: list[int]) -> int | None:
    """The number behind the street's word, else the first behind a name, else the first: "18. novembra iela 12", "15 Brīvības iela"."""
    behind = [n for n in numbers if streets and n > streets[0]]
    if behind:
        return behind[0]
    later = [n for n in numbers if n > 0 and not split[n - 1][0].isdigit()]
    if later and not (numbers[0] == 0 and streets):
        return later[0]
    return numbers[0] if numbers else None


def _flat(split: list[str], at: int) -> tuple[str, int]:
    """The flat, and where what comes after it begins."""
    n = at + 1
    while n < len(split) and HOUSE.fullmatch(split[n]):
        n += 1
    if n < len(split) and FLAT.fullmatch(split[n]):
        n += 1
    return (split[n], n + 1) if n < len(split) and split[n][0].isdigit() else ("", at + 1)


def _is_house_word(split: list[str], n: int) -> bool:
    """Just before the number, or behind the street: in a name it is part of the name."""
    return n > 0 and bool(HOUSE.fullmatch(split[n])) and n + 1 < len(split) and (split[n + 1][0].isdigit() or n + 2 < len(split))
