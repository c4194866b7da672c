"""What is printed into docs/architecture.md, between its marks: the rooms, and the ways of a page, an entry and a figure.

`make docs` writes it, a house rule compares it. A mark is a comment of the page: ``<!-- printed: rooms -->`` to ``<!-- end -->``.
"""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from tests.rules.house import PACKAGE, ROOT, layers
from tests.services import world
from tests.ways import ways

PAGE = ROOT / "docs" / "architecture.md"
PART = re.compile(r"(<!-- printed: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)
SENTENCE = re.compile(r"(.+?\.)(?:\s|$)")


def page() -> str:
    """The page as it should stand. Needs the test database, in which it walks three ways."""
    drawn = {name: ["```", *lines, "```"] for name, lines in ways(world.make()).items()}
    return filled(PAGE.read_text(encoding="utf-8"), {"rooms": [*rooms(layers())], **drawn})


def filled(text: str, parts: Mapping[str, Iterable[str]]) -> str:
    """The text with every printed part anew; each has one place."""
    assert sorted(name for _begin, name, _end in PART.findall(text)) == sorted(parts), f"One mark for each of {', '.join(parts)}."
    return PART.sub(lambda mark: "\n".join([f"{mark[1]}", *parts[mark[2]], f"\n{mark[3]}"]), text)


def rooms(heights: Mapping[str, int]) -> Iterator[str]:
    """Lowest first, each with the first sentence of its own text."""
    yield from ("| height | room | what it is for |", "|---|---|---|")
    for room, height in sorted(heights.items(), key=lambda one: (one[1], one[0])):
        yield f"| {height} | `{room}` | {purpose(PACKAGE / room)} |"


def purpose(room: Path) -> str:
    text = ast.get_docstring(ast.parse((room / "__init__.py").read_text(encoding="utf-8"))) or ""
    sentence = SENTENCE.match(" ".join(text.split()))
    assert sentence, f"{room.name}/__init__.py says in its first sentence what the room is for."
    return sentence[1]
