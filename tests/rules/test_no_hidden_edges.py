"""What happens can be read from top to bottom: no signals, no clever save(), no import in the middle."""

import ast
from collections.abc import Iterable, Iterator

from tests.rules.house import Source, obey, python

# Where an import may wait: Ibis takes half a second; Django's parts exist only after it is set up, and models after the apps.
MAY_WAIT = ("measure/engine.py", "config/cli.py", "/apps.py")
SIGNALS = {"receiver", "pre_save", "post_save", "pre_delete", "post_delete", "m2m_changed", "Signal"}


def hidden_edges(sources: Iterable[Source]) -> Iterator[str]:
    for source in sources:
        for node in source.nodes(ast.ImportFrom):
            if names := SIGNALS & {alias.name for alias in node.names}:
                yield f"{source.path}:{node.lineno} imports {', '.join(names)}"
        for node in source.nodes(ast.ClassDef):
            for inner in () if node.name.endswith("Form") else node.body:
                if isinstance(inner, ast.FunctionDef) and inner.name in {"save", "delete"}:
                    yield f"{source.path}:{inner.lineno} {node.name}.{inner.name} overrides Django's"
        for function in source.nodes(ast.FunctionDef):
            for node in ast.walk(function):
                if isinstance(node, ast.Import | ast.ImportFrom) and not source.path.endswith(MAY_WAIT):
                    yield f"{source.path}:{node.lineno} imports inside {function.name}"


def test_nothing_happens_behind_the_reader() -> None:
    obey(hidden_edges(python()), "Do it in the action, in the open; import at the top. A cycle says that a thing lies in the wrong room.")


def test_planted_edges_are_found() -> None:
    planted = "from django.dispatch import receiver\nclass A:\n    def save(self):\n        import b\n"
    assert len(list(hidden_edges([Source("x/models.py", planted)]))) == 3
