"""A figure leaves measure by ``shown_to`` alone: nothing outside makes one that is shown, or puts one in words that is not."""

import ast
import re
from collections.abc import Iterable, Iterator

from ligzda.measure.indicators import UNITS, Indicator, indicators
from tests.rules.house import Source, obey, python

MADE = re.compile(r"\b(?:Shown|ShownCell|Figure|Cell)\((?!\))")
WORDS = re.compile(r"\b(?:cell_json|figure_json)\b|measure\.figure import [^\n]*\bin_words\b")
COUNTED = re.compile(r"seatless\.(?!units\b)\w+\(")
COUNTS = {"projects/queries/figures.py"}  # and hands everything to shown_to
BEHIND = {
    "projects/queries/drill.py": {"units_beside", "fingerprint"},
    "config/wsgi.py": {"warm"},
}  # ids, fetched by name through visible_to


def engine_of(source: Source) -> set[str]:
    """What is taken of the engine, by whatever name it was imported."""
    names = {alias.asname or alias.name for node in source.nodes(ast.ImportFrom, ast.Import) for alias in node.names  # type: ignore[attr-defined]
             if alias.name in ("engine", "ligzda.measure.engine")}  # fmt: skip
    taken = {node.attr for node in source.nodes(ast.Attribute) if ast.unparse(node.value) in names}  # type: ignore[attr-defined]
    return taken | {name for module, found in source.imports if module == "ligzda.measure.engine" for name in found}


def past_the_door(sources: Iterable[Source]) -> Iterator[str]:
    for source in sources:
        if source.path.startswith("measure/") or "measure" not in source.text:
            continue
        for rule, why in ((MADE, "makes a figure"), (WORDS, "puts a figure in words"), (COUNTED, "counts")):
            if rule.search(source.text) and not (rule is COUNTED and source.path in COUNTS):
                yield f"{source.path} {why}"
        if more := engine_of(source) - BEHIND.get(source.path, set()):
            yield f"{source.path} asks the engine: {', '.join(sorted(more))}"


def undeclared(found: Iterable[Indicator]) -> Iterator[str]:
    for one in found:
        if not (one.ratio or one.is_units or one.touches in (*UNITS, "nobody")):
            yield f"{one.code} does not say whose privacy its rows touch"


def test_figures_leave_measure_by_one_door() -> None:
    obey(past_the_door(python()), "Take what shown_to(actor, figures) gives; ask projects.queries.figures for it.")


def test_every_figure_says_whose_privacy_it_touches() -> None:
    ours = [one for one in indicators() if not one.code.startswith("w_")]
    obey(undeclared(ours), 'touches="family", "person" or "nobody": a stay of one family counts as that family.')


def test_planted_ways_past_the_door_are_found() -> None:
    planted = Source("desk/views/x.py", "from ligzda.measure.figure import in_words\nShown(code='a')\nengine.compute(ask)\n")
    assert len(list(past_the_door([planted]))) == 2
    for text in (
        "from ligzda.measure import engine\nengine.compute(ask)\n", "from ligzda.measure.engine import table\ntable(CODES, ask)\n",
        "import ligzda.measure.engine as counting\ncounting.units(ask)\n", "from ligzda.measure import seatless\nseatless.compute(ask)\n",
    ):  # fmt: skip
        assert list(past_the_door([Source("desk/queries/x.py", text)])), text
    assert list(undeclared([Indicator("planted", "Planted")])) == ["planted does not say whose privacy its rows touch"]
