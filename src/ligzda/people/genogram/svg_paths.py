"""The pen: lines of one kind gathered into one path, words on top of them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from ligzda.documents.charts import FIRST, MUTED, SURFACE, TEXT

HALO = f' stroke="{SURFACE}" stroke-width="4" stroke-linejoin="round" paint-order="stroke"'
LABEL = f' font-size="11" fill="{MUTED}"{HALO}'
DASHES = {
    "partner": "10 5", "parents": "4 4", "adoptive_parent": "7 4", "foster_parent": "1 5", "guardian": "9 3 2 3", "grandparent": "2 3",
    "other": "12 4 2 4 2 4", "weak": "1 5", "household": "8 5",
}  # fmt: skip


@dataclass
class Ink:
    """A drawing of forty people has to arrive on a phone. ``signs``: what was drawn, for the legend; ``reach``: how far right and left."""

    paths: dict[tuple[str, bool], list[str]] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    signs: dict[str, None] = field(default_factory=dict)
    reach: list[float] = field(default_factory=list)

    def line(self, path: str, dash: str = "", *, faded: bool = False) -> None:
        self.paths.setdefault((dash, faded), []).append(path)

    def text(self, x: float, y: float, words: str, more: str = "") -> None:
        if words:
            self.texts.append(f'<text x="{round(x)}" y="{round(y)}"{more}>{escape(words)}</text>')
            self.reach.append(x + len(words) * 7)

    def sign(self, *names: str) -> None:
        self.signs |= dict.fromkeys(names)

    def drawn(self) -> Iterator[str]:
        """All lines, then all words."""
        lines = []
        for (dash, faded), paths in self.paths.items():
            style = f' stroke-dasharray="{dash}"' if dash else ""
            colour = f' stroke="{FIRST}"' if faded else ""
            lines.append(f'<path d="{"".join(paths)}"{style}{colour}/>')
        yield f'<g fill="none" stroke="{TEXT}" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round">{"".join(lines)}</g>'
        yield "".join(self.texts)


def short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
