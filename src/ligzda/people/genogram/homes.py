"""Households: a dashed loop round those who live together, with its name."""

from collections.abc import Iterator, Mapping, Sequence

from ligzda.documents.charts import SERIES
from ligzda.people.genogram import household_outlines
from ligzda.people.genogram.layout import WIDTH, Placed
from ligzda.people.genogram.svg_paths import DASHES, HALO, Ink, short
from ligzda.people.genogram.values import Home

LETTERS = 22  # beside the line down to a person


def homes(
    ink: Ink, found: Sequence[Home], placed: Placed, gaps: Sequence[int], boxes: Mapping[str, tuple[int, int, int, int]]
) -> Iterator[str]:
    """Each loop a little wider than the one before. Names stand right of a person's line and above each other."""
    labels: list[tuple[int, int]] = []
    for n, home in enumerate(found):
        pad, colour = 4 + n % 3 * 4, SERIES[n % len(SERIES)]
        runs = [_runs(keys, set(home.members), boxes, pad) for keys in placed.rows]
        pieces = household_outlines.around(runs, [gap + n % 3 * 5 - 5 for gap in gaps])
        path = "".join(household_outlines.outline(piece) for piece in pieces)
        ink.sign("household")
        yield f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="1.5" stroke-dasharray="{DASHES["household"]}"/>'
        for piece in pieces:
            left, top = min(piece, key=lambda box: (box[1], box[0]))[:2]
            x, y = left + pad + WIDTH // 2 + 10, top - 4
            while any(abs(x - other) < WIDTH and abs(y - there) < 12 for other, there in labels):
                y -= 13
            labels.append((x, y))
            ink.text(x, y, short(home.name, LETTERS), f' font-size="11" font-weight="600" fill="{colour}"{HALO}')


def _runs(
    keys: tuple[str, ...], members: set[str], boxes: Mapping[str, tuple[int, int, int, int]], pad: int
) -> list[tuple[int, int, int, int]]:
    """Neighbours who live together share a box; whoever stands between them and lives elsewhere stays outside."""
    found: list[tuple[int, int, int, int]] = []
    before = False
    for key in keys:
        if key in members:
            left, top, right, bottom = boxes[key]
            start = found.pop()[0] if before else left - pad
            found.append((start, top - pad, right + pad, bottom + pad))
        before = key in members
    return found
