"""What the signs mean: each sign that occurs in the drawing, and no other, with its words."""

from collections.abc import Iterator, Mapping
from textwrap import wrap
from xml.sax.saxutils import escape

from ligzda.documents.charts import FIRST, LINE, MUTED, SERIES, SURFACE, TEXT
from ligzda.people.genogram import line_styles
from ligzda.people.genogram.svg_paths import DASHES, short
from ligzda.people.genogram.symbols import symbol
from ligzda.people.genogram.values import UNKNOWN, Scene, Somebody

COLUMN, ROW, MARGIN, SAMPLE = 232, 24, 24, 44
PEOPLE = {"male": "male", "female": "female", "diamond": "unknown", UNKNOWN: "unknown", "index": "female", "dead": "male", "age": "female"}
DOWN = frozenset({"parent", "adoptive_parent", "foster_parent", "guardian", "grandparent"})
COUPLE = frozenset({"spouse", "partner", "parents", "separated", "divorced"})
TIES = frozenset({"close", "ordinary", "weak", "conflict", "broken", "other", "related"})


def legend(signs: Mapping[str, None], scene: Scene, left: int, width: int, top: int) -> tuple[list[str], int]:
    """The parts, and how far down the drawing reaches with them; above the signs, for whom there was no room."""
    parts: list[str] = []
    for line in wrap(scene.left_out, max((width - left - 2 * MARGIN) // 6, 30)):
        parts.append(f'<text x="{left + MARGIN}" y="{top + 4}" font-size="11" fill="{TEXT}">{escape(line)}</text>')
        top += 16
    top += 8 if parts else 0
    told = [(name, words) for name, words in scene.words.items() if name in signs]
    if not told:
        return parts, top
    columns = max(1, (width - left - 2 * MARGIN) // COLUMN)
    rows = -(-len(told) // columns)
    places = [(left + MARGIN + n // rows * COLUMN, top + 20 + n % rows * ROW) for n in range(len(told))]
    parts += [f'<path d="M{left + MARGIN} {top}H{width - MARGIN}" stroke="{LINE}"/>']
    parts.append(f'<g fill="none" stroke="{TEXT}" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round">')
    parts += [_sample(name, x, y) for (name, _words), (x, y) in zip(told, places, strict=True)]
    parts.append(f'</g><g font-size="11" fill="{MUTED}">')
    parts += [
        f'<text x="{x + SAMPLE + 8}" y="{y + 4}">{escape(short(words, 32))}</text>'
        for (_name, words), (x, y) in zip(told, places, strict=True)
    ]
    return [*parts, "</g>"], top + 20 + rows * ROW + 4


def _sample(name: str, x: int, y: int) -> str:
    if name in PEOPLE:
        one = Somebody("", "", sex=PEOPLE[name], is_dead=name == "dead", is_index=name == "index")
        inside = {UNKNOWN: "?", "age": "34"}.get(name, "")
        text = f'<text x="{x + SAMPLE // 2}" y="{y + 3}" font-size="9" text-anchor="middle" fill="{TEXT}" stroke="none">{inside}</text>'
        return f'<g fill="{SURFACE}">{symbol(one, x + SAMPLE // 2, y, 7 if name == "index" else 9)}</g>{text if inside else ""}'
    if name in COUPLE:
        cuts = {"separated": 1, "divorced": 2}.get(name, 0)
        slashes = "".join(f'<path d="{line_styles.slash(x + SAMPLE // 2 - 3 + n * 6, y + 3)}"/>' for n in range(cuts))
        return _path(f"M{x + 4} {y - 7}V{y + 3}H{x + SAMPLE - 4}V{y - 7}", DASHES.get(name, "")) + slashes
    if name in TIES:
        return _path(line_styles.tie([(x, y), (x + SAMPLE, y)], name), DASHES.get(name, ""))
    return "".join(_others(name, x, y))


def _others(name: str, x: int, y: int) -> Iterator[str]:
    middle = x + SAMPLE // 2
    if name in DOWN:
        yield _path(f"M{middle} {y - 11}V{y + 11}", DASHES.get(name, ""))
    elif name == "sibling":
        yield _path(f"M{x + 8} {y + 8}V{y - 6}H{x + SAMPLE - 8}V{y + 8}")
    elif name == "twins":
        yield _path(f"M{middle} {y - 9}L{x + 8} {y + 9}M{middle} {y - 9}L{x + SAMPLE - 8} {y + 9}")
    elif name == "flow":
        yield _path(f"M{x} {y}H{x + SAMPLE}{line_styles.arrow((x + SAMPLE, y), (x, y))}")
    elif name == "household":
        frame = f'<rect x="{x + 2}" y="{y - 9}" width="{SAMPLE - 4}" height="18" stroke="{SERIES[0]}" stroke-dasharray="{DASHES[name]}"/>'
        yield frame
    elif name == "ended":
        yield f'<path d="M{x} {y}H{x + SAMPLE}" stroke="{FIRST}"/>'


def _path(path: str, dash: str = "") -> str:
    style = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<path d="{path}"{style}/>'
