"""The tail is what makes a codebase feared: nothing here is too long to be read in one go."""

import ast
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.rules.house import ROOT, Source, obey, python, templates

FILE, FUNCTION, VIEW, TEMPLATE, LINE = 400, 50, 25, 150, 240
ROOM = 15  # of a hundred lines of all rooms; the demo and migrations are not counted


def too_long(sources: Iterable[Source]) -> Iterator[str]:
    for source in sources:
        if (length := source.text.count("\n")) > FILE:
            yield f"{source.path}: {length} lines, {FILE} allowed"
        is_view = source.path.endswith("/views.py") or "/views/" in source.path
        for function in source.nodes(ast.FunctionDef):
            length = function.end_lineno - function.lineno + 1
            if length > (allowed := VIEW if is_view else FUNCTION):
                yield f"{source.path}:{function.lineno} {function.name}: {length} lines, {allowed} allowed"


def too_large(sources: Iterable[Source]) -> Iterator[str]:
    """Rooms that hold too much of the house."""
    lines = Counter[str]()
    for source in sources:
        if source.room != "demo" and "/" in source.path:
            lines[source.room] += source.text.count("\n")
    for room, length in lines.items():
        if (share := 100 * length / lines.total()) > ROOM:
            yield f"{room}: {share:.0f} % of the lines, {ROOM} allowed"


def test_no_room_holds_too_much_of_the_house() -> None:
    obey(too_large([*python(), *templates()]), "Divide the room: what knows nothing of the rest becomes a room beside or above it.")


def test_files_and_functions_keep_their_budget() -> None:
    obey(too_long(python()), "Make a package by noun out of the file; name the parts of the function.")


def test_templates_keep_their_budget() -> None:
    long = [f"{one.path}: {one.text.count(chr(10))} lines" for one in templates() if one.text.count("\n") > TEMPLATE]
    obey(long, f"A template has at most {TEMPLATE} lines: include a part.")


def wide(sources: Iterable[Source]) -> Iterator[str]:
    """Lines of templates that run out of sight."""
    for source in sources:
        for number, line in enumerate(source.text.split("\n"), start=1):
            if len(line) > LINE:
                yield f"{source.path}:{number}: {len(line)} letters, {LINE} allowed"


def test_lines_of_templates_stay_in_sight() -> None:
    obey(wide(templates()), "Break the line where a blank means nothing: between blocks, before a part, between attributes.")


def test_a_planted_wide_line_is_found() -> None:
    planted = Source("cases/templates/cases/x.html", f"<p>\n{'x' * 240}\n{'x' * 241}\n</p>")
    assert list(wide([planted])) == ["cases/templates/cases/x.html:3: 241 letters, 240 allowed"]


def test_planted_length_is_found() -> None:
    body = "def f():\n" + "    x = 1\n" * 30
    assert list(too_long([Source("cases/views.py", body)])) and not list(too_long([Source("cases/rules.py", body)]))
    assert list(too_long([Source("cases/rules.py", "x = 1\n" * 401)]))


def test_a_planted_great_hall_is_found() -> None:
    small = [Source(f"room{number}/rules.py", "x = 1\n" * 100) for number in range(9)]
    hall = Source("hall/rules.py", "x = 1\n" * 200)
    assert list(too_large([*small, hall])) == ["hall: 18 % of the lines, 15 allowed"]
    assert not list(too_large([*small, Source("demo/x.py", hall.text)]))


def test_a_planted_maze_is_found() -> None:
    """Sixteen ways through one function are too many: `make check` asks the linter, whose settings are these."""

    def maze(turns: int) -> str:
        text = "def way(x: int) -> int:\n" + "".join(f"    if x == {n}:\n        return {n}\n" for n in range(turns)) + "    return 99\n"
        asked = [Path(sys.executable).parent / "ruff", "check", "--no-cache", "--stdin-filename", "src/ligzda/cases/rules.py", "-"]
        return subprocess.run(asked, cwd=ROOT, input=text, capture_output=True, text=True, check=False).stdout

    assert "C901" in maze(15) and "C901" not in maze(14)
