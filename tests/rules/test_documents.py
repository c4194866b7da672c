"""What the house is explained with: the drawings are what was walked, and every file that a text names is there."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from tests import drawing
from tests.rules.house import PACKAGE, ROOT, Source, layers, obey
from tests.ways import Call, condensed

TEXTS = ("CONTRIBUTING.md", "docs/architecture.md", "docs/glossary.md")
LINK = re.compile(r"\]\(([^)#:]+)\)")
NAMED = re.compile(r"`([\w.<>*-]+/[\w./<>*-]*)`")  # a path: it has a slash; `<room>` stands for any name
EXPLAINED = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)
ROOM_OF = re.compile(r"[a-z_]+/[a-z_]+\.html|templates/<room>/|indicators/|locale/|migrations/")  # a part of a path, in any room


def missing(texts: Iterable[Source], root: Path = ROOT) -> Iterator[str]:
    for one in texts:
        text = EXPLAINED.sub("", one.text)
        links = [(root / one.path).parent / name for name in LINK.findall(text)]
        named = [root / name for name in NAMED.findall(text) if not ROOM_OF.fullmatch(name)]
        for path in [*links, *named]:
            place = path.resolve().relative_to(root.resolve()).as_posix()
            if not any(root.glob(re.sub(r"<\w+>", "*", place))):
                yield f"{one.path}: {place}"


def unexplained(rooms: Iterable[str], package: Path = PACKAGE) -> Iterator[str]:
    return (room for room in rooms if not drawing.purpose(package / room))


WRITTEN = ("src/ligzda/**/*.py", "src/ligzda/**/*.html", "tests/**/*.py", "scripts/*", "bench/*.py", "frontend/*", "docs/**/*.md", "*.md")
HERE = Path(__file__).parent  # where such names are planted
CODE = re.compile(r"\bWF-\d+\b|(?<!\d )\b[AP]-\d{2}\b")  # of a workflow, a fact, a property; "7 A-15" is a house
PAPER = re.compile(r"(?<![\w*/.-])[a-z][a-z_-]*\.md\b")


def foreign(texts: Iterable[Source], papers: Iterable[str]) -> Iterator[str]:
    """What only somebody understands who holds papers that are not in the repository."""
    known = set(papers)
    for one in texts:
        for number, line in enumerate(one.text.splitlines(), start=1):
            said = [*CODE.findall(line), *(name for name in PAPER.findall(line) if name not in known)]
            yield from (f"{one.path}:{number}: {word}" for word in said)


def test_nothing_names_a_paper_that_is_not_here() -> None:
    paths = sorted({path for pattern in WRITTEN for path in ROOT.glob(pattern) if path.is_file() and path.parent != HERE})
    texts = [Source(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")) for path in paths]
    assert len(texts) > 1000
    obey(
        foreign(texts, [path.name for place in ("*.md", "docs/**/*.md") for path in ROOT.glob(place)]),
        "Say the rule itself: a reader has only the repository.",
    )


def test_planted_names_of_papers_are_found() -> None:
    lines = ["the way of WF-12", "(counting.md 9a)", "# P-07 and A-52", "Krasta iela 7 A-15", "docs/generated/states.md", "see glossary.md"]
    found = list(foreign([Source("x.py", "\n".join(lines))], ["glossary.md"]))
    assert found == ["x.py:1: WF-12", "x.py:2: counting.md", "x.py:3: P-07", "x.py:3: A-52"]


def test_every_file_that_is_named_is_there() -> None:
    texts = [Source(name, (ROOT / name).read_text(encoding="utf-8")) for name in TEXTS]
    obey(missing(texts), "The text names a file that is not there: say where the thing lives now.")


def test_every_room_says_what_it_is_for() -> None:
    obey(unexplained(layers()), "The first sentence of the room's __init__.py says what it is for.")


def test_a_word_of_ours_is_explained_on_one_page() -> None:
    assert len((ROOT / "docs/glossary.md").read_text(encoding="utf-8").splitlines()) <= 30


@pytest.mark.django_db
def test_the_drawn_ways_are_those_that_are_walked() -> None:
    obey([] if drawing.PAGE.read_text(encoding="utf-8") == drawing.page() else ["docs/architecture.md"], "make docs")


def test_a_planted_change_of_way_is_seen_and_a_function_beside_it_is_not() -> None:
    way = [
        Call(0, "cases/views/x.py", "x"), Call(1, "cases/queries/x.py", "find"), Call(2, "", ""), Call(2, "people/queries/y.py", "all"),
        Call(1, "cases/templates/cases/x.html", ""), Call(2, "web/queries.py", "never"),
    ]  # fmt: skip
    drawn = [(step.depth, step.layer, step.call.path, step.asks) for step in condensed(way)]
    assert drawn == [
        (0, "view", "cases/views/x.py", False), (1, "query", "cases/queries/x.py", True), (2, "query", "people/queries/y.py", False),
        (1, "template", "cases/templates/cases/x.html", False),
    ]  # fmt: skip
    beside = [*way[:2], Call(2, "cases/queries/z.py", "more"), Call(2, "kernel/text.py", "fold"), *way[2:]]
    assert condensed(beside) == condensed(way)
    assert condensed([*way[:2], Call(2, "cases/actions/x.py", "write"), *way[2:]]) != condensed(way)


def test_planted_texts_are_found(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "here.md").touch()
    text = "[a](here.md) [b](gone.md) `docs/here.md` `docs/<any>.md` `src/<room>/x.py` https://example.org/x\n```\n`a/b.py`\n```\n"
    assert list(missing([Source("docs/x.md", text)], tmp_path)) == ["docs/x.md: docs/gone.md", "docs/x.md: src/<room>/x.py"]
    assert filled_wrongly("<!-- printed: a -->\nold\n<!-- end -->", {"a": ["new"]}) == "<!-- printed: a -->\n\nnew\n\n<!-- end -->"


def filled_wrongly(text: str, parts: dict[str, list[str]]) -> str:
    with pytest.raises(AssertionError):
        drawing.filled(text, {**parts, "forgotten": []})
    return drawing.filled(text, parts)
