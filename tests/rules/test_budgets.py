"""The tail is what makes a codebase feared: nothing here is too long to be read in one go."""

import ast
from collections.abc import Iterable, Iterator

from tests.rules.house import Source, obey, python, templates

FILE, FUNCTION, VIEW, TEMPLATE = 400, 50, 25, 150


def too_long(sources: Iterable[Source]) -> Iterator[str]:
    for source in sources:
        if (length := source.text.count("\n")) > FILE:
            yield f"{source.path}: {length} lines, {FILE} allowed"
        is_view = source.path.endswith("/views.py") or "/views/" in source.path
        for function in source.nodes(ast.FunctionDef):
            length = function.end_lineno - function.lineno + 1
            if length > (allowed := VIEW if is_view else FUNCTION):
                yield f"{source.path}:{function.lineno} {function.name}: {length} lines, {allowed} allowed"


def test_files_and_functions_keep_their_budget() -> None:
    obey(too_long(python()), "Make a package by noun out of the file; name the parts of the function.")


def test_templates_keep_their_budget() -> None:
    long = [f"{one.path}: {one.text.count(chr(10))} lines" for one in templates() if one.text.count("\n") > TEMPLATE]
    obey(long, f"A template has at most {TEMPLATE} lines: include a part.")


def test_planted_length_is_found() -> None:
    body = "def f():\n" + "    x = 1\n" * 30
    assert list(too_long([Source("cases/views.py", body)])) and not list(too_long([Source("cases/rules.py", body)]))
    assert list(too_long([Source("cases/rules.py", "x = 1\n" * 401)]))
