"""Every act of every room is called once in this folder, and every act that the trail can name is written by one of them."""

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

from ligzda.access.audit_labels import ACTS
from ligzda.access.sealing import BROKEN, HEALED
from tests.rules.house import Source, obey, python

HERE = Path(__file__).parent


def acts(sources: Iterable[Source]) -> dict[str, str]:
    """Dotted name → file and line of every act: a public function of actions that is atomic and done by somebody."""
    found = {}
    for source in sources:
        for function in source.public_functions():
            done_by = "by" in {argument.arg for argument in function.args.kwonlyargs}
            if done_by and any("atomic" in ast.unparse(mark) for mark in function.decorator_list):
                name = f"ligzda.{source.path.removesuffix('.py').replace('/', '.')}.{function.name}"
                found[name] = f"{source.path}:{function.lineno}"
    return found


def calls(sources: Iterable[Source]) -> Iterator[str]:
    """Dotted name of every act that a test hands to ``trail.call``."""
    for source in sources:
        names = {alias.asname or alias.name: f"{node.module}.{alias.name}" for node, alias in _imported(source)}
        for node in source.nodes(ast.Call):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "trail.call" and node.args:
                first, _dot, rest = ast.unparse(node.args[0]).partition(".")
                yield f"{names.get(first, first)}.{rest}" if rest else names.get(first, first)


def _imported(source: Source) -> Iterator[tuple[ast.ImportFrom, ast.alias]]:
    for node in source.nodes(ast.ImportFrom):
        assert isinstance(node, ast.ImportFrom)
        yield from ((node, alias) for alias in node.names)


def written(sources: Iterable[Source]) -> dict[str, str]:
    """Every name under which something is put into the trail, as far as it stands in the call itself."""
    found = {}
    for source in sources:
        for node in source.nodes(ast.Call):
            assert isinstance(node, ast.Call)
            if ast.unparse(node.func) in {"audit.record", "audit.note"}:
                said = node.args[0 if ast.unparse(node.func) == "audit.note" else 1]
                for one in [said.body, said.orelse] if isinstance(said, ast.IfExp) else [said]:
                    if isinstance(one, ast.Constant) and isinstance(one.value, str):
                        found[one.value] = f"{source.path}:{node.lineno}"
    return found


def told(sources: Iterable[Source]) -> set[str]:
    """The act of every line that a test says an act owes."""
    owed = (node for source in sources for node in source.nodes(ast.Call))
    lines = [node for node in owed if isinstance(node, ast.Call) and ast.unparse(node.func) == "line"]
    return {str(ast.literal_eval(node.args[0])) for node in lines if isinstance(node.args[0], ast.Constant)}


def here() -> list[Source]:
    return [Source(f"tests/acts/{file.name}", file.read_text(encoding="utf-8")) for file in sorted(HERE.glob("test_*.py"))]


def test_every_act_is_called_once_with_what_it_leaves() -> None:
    called = set(calls(here()))
    missing = [f"{place} {name}" for name, place in acts(python("actions")).items() if name not in called]
    obey(missing, "Add one call to tests/acts: trail.call(the_act, …, by=…), then trail.leaves(line(…)).")


def test_every_name_in_the_trail_is_owed_by_an_act_of_this_folder() -> None:
    known = told(here())
    obey(
        (f"{place} {name}" for name, place in written(python()).items() if name not in known),
        "Add a line of this act to the test of the action that writes it.",
    )


def test_every_act_that_has_words_is_written_by_something() -> None:
    constants = (node for source in python() if source.path != "access/audit_labels.py" for node in source.nodes(ast.Constant))
    said = {str(node.value) for node in constants if isinstance(node, ast.Constant)}
    said |= {f"{name}_{stream}" for name in (HEALED, BROKEN) for stream in ("changes", "reads")}
    obey((name for name in ACTS if name not in said), "Nothing writes it: take the words away.")


def test_planted_acts_are_found() -> None:
    room = Source("x/actions.py", "@transaction.atomic\ndef close(one, *, by): audit.record(by, 'close_it', one)\ndef _own(*, by): ...\n")
    assert acts([room]) == {"ligzda.x.actions.close": "x/actions.py:2"}
    assert written([room]) == {"close_it": "x/actions.py:2"}
    test = Source(
        "tests/acts/test_x.py", "from ligzda.x import actions as x\ntrail.call(x.close, 1, by=me)\ntrail.leaves(line('close_it', 1))\n"
    )
    assert list(calls([test])) == ["ligzda.x.actions.close"] and told([test]) == {"close_it"}
