"""On a telephone a row of a table becomes a list: each cell says itself what it is."""

import re
from collections.abc import Iterable, Iterator

from tests.rules.house import Source, obey, templates

TABLE = re.compile(r'<table class="data-table([^"]*)"(.*?)</table>', re.DOTALL)
CELL = re.compile(r"<td\b([^>]*)>")
OWN_WAY = {"keep", "split"}  # these stay tables, or have columns of their own on a telephone


def mute(sources: Iterable[Source]) -> Iterator[str]:
    for one in sources:
        for names, body in TABLE.findall(one.text):
            if not OWN_WAY & set(names.split()):
                silent = [cell for cell in CELL.findall(body) if "data-label" not in cell and "colspan" not in cell]
                yield from (f"{one.path}: <td{cell}>" for cell in silent)


def test_each_cell_says_on_a_telephone_what_it_is() -> None:
    obey(mute(templates()), 'Give the cell data-label="…", the words of its column; the first cell of a row is a <th scope="row">.')
    planted = '<table class="data-table"><tr><th>a</th><td>1</td></tr></table>'
    assert list(mute([Source("x.html", planted)])) and not list(mute([Source("x.html", planted.replace("<td", '<td data-label="b"'))]))
