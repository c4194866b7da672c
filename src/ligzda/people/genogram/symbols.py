"""The people: a square, a circle or a diamond with the age in it, crossed out who has died, doubled whom the work is about."""

import math
from collections.abc import Iterator, Mapping
from xml.sax.saxutils import escape

from ligzda.documents.charts import MUTED, SURFACE, TEXT
from ligzda.people.genogram.svg_paths import HALO, Ink, short
from ligzda.people.genogram.values import UNKNOWN, Somebody

HALF = 20  # of a symbol
NAME = 13  # size of a name
MIDDLE = HALF + 6  # below the top of the box
RIM = 4  # of the second outline
LETTERS = 15
SEXES = {"male": "male", "female": "female"}


def symbols(ink: Ink, people: tuple[Somebody, ...], boxes: Mapping[str, tuple[int, int, int, int]]) -> Iterator[str]:
    places = [(one, (boxes[one.key][0] + boxes[one.key][2]) // 2, boxes[one.key][1]) for one in people]
    yield f'<g fill="{SURFACE}" stroke="{TEXT}" stroke-width="2">{"".join(symbol(one, x, y + MIDDLE) for one, x, y in places)}</g>'
    yield f'<g text-anchor="middle" font-size="{NAME}" fill="{TEXT}">'
    for one, x, y in places:
        yield from _words(one, x, y)
        ink.sign(UNKNOWN if one.is_unknown else SEXES.get(one.sex, "diamond"))
        ink.sign(*(("dead",) if one.is_dead else ()), *(("index",) if one.is_index else ()), *(("age",) if one.age else ()))
    yield "</g>"


def _words(one: Somebody, x: int, y: int) -> Iterator[str]:
    if one.is_unknown:
        yield f'<text x="{x}" y="{y + MIDDLE + 6}" font-size="18">?</text>'
    else:
        if one.age:
            yield f'<text x="{x}" y="{y + MIDDLE + 5}"{HALO if one.is_dead else ""}>{escape(one.age)}</text>'
        yield f'<text x="{x}" y="{y + 65}" font-weight="600">{escape(short(one.first, LETTERS))}</text>'
    if one.last:
        yield f'<text x="{x}" y="{y + 80}">{escape(short(one.last, LETTERS))}</text>'
    if below := one.line if one.is_unknown else one.years:
        yield f'<text x="{x}" y="{y + (65 if one.is_unknown else 95)}" font-size="11" fill="{MUTED}">{escape(below)}</text>'


def symbol(one: Somebody, x: int, y: int, half: int = HALF) -> str:
    """Square male, circle female, diamond other or unknown; crossed out who has died."""
    shape = _shape(one.sex, x, y, half)
    if one.is_index:
        shape = _shape(one.sex, x, y, half + RIM + (2 if one.sex not in SEXES else 0)) + shape
    reach = half if one.sex == "male" else half * 7 // 10 if one.sex == "female" else half // 2
    cross = f'<path d="M{x - reach} {y - reach}L{x + reach} {y + reach}M{x + reach} {y - reach}L{x - reach} {y + reach}"/>'
    return shape + (cross if one.is_dead else "")


def edge(one: Somebody, aside: int) -> int:
    """How far the outline is from the middle, so many points above or below it."""
    half = HALF + (RIM if one.is_index else 0)
    if one.sex == "female":
        return round(math.sqrt(half * half - aside * aside))
    return half if one.sex == "male" else half - abs(aside)


def _shape(sex: str, x: int, y: int, half: int) -> str:
    if sex == "female":
        return f'<circle cx="{x}" cy="{y}" r="{half}"/>'
    if sex == "male":
        return f'<rect x="{x - half}" y="{y - half}" width="{2 * half}" height="{2 * half}"/>'
    return f'<path d="M{x} {y - half}L{x + half} {y}L{x} {y + half}L{x - half} {y}Z"/>'
