"""A document as plain blocks: the same for PDF and Word, so both say the same numbers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ligzda.kernel.languages import FIRST


@dataclass(frozen=True)
class Heading:
    text: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    """Text as somebody typed it; lines stay lines. ``muted`` for notes."""

    text: str
    muted: bool = False


@dataclass(frozen=True)
class Table:
    """``numbers`` are the columns that stand right. The note says why rows may not be added."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class PaperSize:
    """Paper larger than A4 or lying, for a drawing that would be too small to read."""

    name: str
    width_mm: int
    height_mm: int

    @property
    def lies(self) -> bool:
        return self.width_mm > self.height_mm


@dataclass(frozen=True)
class Picture:
    """A drawing with the sentence that says what it shows: the SVG of the page, as it is in a PDF and as pixels in Word.

    ``sheet``: in a PDF it stands on a page of its own of this size; with the title, when it is the first thing.
    """

    svg: str
    alt: str
    width_mm: int = 165
    sheet: PaperSize | None = None


Block = Heading | Paragraph | Table | Picture


@dataclass(frozen=True)
class Paper:
    """A whole document, for pages and files alike. ``footer`` stands on every page; ``page_of`` holds {n} and {total}."""

    title: str
    lead: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    footer: str = ""
    page_of: str = "{n} / {total}"
    language: str = FIRST
    is_large: bool = False  # 14 pt, for readers who are no experts
    facts: tuple[tuple[str, str], ...] = field(default=())
    whose: tuple[Any, ...] = field(kw_only=True)  # the families of whom it tells; () where it tells of nobody


COVERS: list[Callable[[Any, Any], Any]] = []  # rooms above append f(whose, paper or words) -> the same without what nobody may carry out


def covered(paper: Paper, words: Mapping[str, str]) -> tuple[Paper, dict[str, str]]:
    """The paper with the words of its placeholders as it may leave the house. Every kind of file is laid out from this."""
    both = (paper, dict(words))
    for cover in COVERS if paper.whose else ():
        both = cover(paper.whose, both)
    return both
