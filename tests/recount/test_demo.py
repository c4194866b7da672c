"""Every figure of the example, by every axis that it has, is counted a second time and must be the same."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest

from tests.kept import TODAY
from tests.proofs import note
from tests.recount.asking import DEFINITIONS, all_differences, axes, codes, projects
from tests.recount.counting import Question
from tests.recount.records import Records


def days(project: Any) -> tuple[dt.date, dt.date]:
    """Some way into the project, and a while after its end."""
    late = TODAY if project.end_date is None else min(TODAY, project.end_date + dt.timedelta(days=40))
    return min(project.start_date + dt.timedelta(days=422), late), late


def questions(code: str, project: Any, n: int) -> Iterator[tuple[str, Question]]:
    """In the period, cumulative and new, whole and by every axis; by two axes where a figure has them."""
    early, late = days(project)
    since = project.start_date + dt.timedelta(days=121)
    names = axes(code)
    for measure in ("total", "new", "cumulative"):
        yield code, Question(project.id, project.start_date, early, since, measure)
        by = names[(n + len(measure)) % len(names)]
        yield code, Question(project.id, project.start_date, early, since, measure, (by,))
    for by in names:
        yield code, Question(project.id, project.start_date, late, None, "total", (by,))
    pair = (names[n % len(names)], names[(n + 1) % len(names)])
    if len({*pair} & {"quarter", "month"}) < 2 and len({*pair}) == 2:
        yield code, Question(project.id, project.start_date, late, None, "total", pair)


def a_few(code: str, project: Any, n: int) -> Iterator[tuple[str, Question]]:
    """Of programmes that work with nobody's file: whole, and by one axis."""
    late, names = days(project)[1], axes(code)
    for by in ((), (names[n % len(names)],)):
        yield code, Question(project.id, project.start_date, late, None, "total", by)


def test_every_figure_has_a_recount() -> None:
    assert set(codes()) == set(DEFINITIONS), "a figure without an independent count: write its definition in tests/recount"


@pytest.mark.parametrize("key", ["cesis", "mac150", "lli405", "ikdiena", "capacity", "ngslv623"])
def test_the_example_is_counted_twice_and_the_same(demo: None, db: None, key: str) -> None:
    records = Records()
    project = next(one for one in projects(records) if one.key == key)
    ask = a_few if key in ("capacity", "ngslv623") else questions
    asked = [one for n, code in enumerate(codes()) for one in ask(code, project, n)]
    found = all_differences(records, asked)
    note("recount", asked=len(asked), faults=len(found), of=key)
    assert not found, "\n".join([f"{len(found)} differences", *found[:40]])
