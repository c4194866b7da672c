"""What was never reported stays unknown, whatever the records hold; without its statement the records speak."""

import datetime as dt
from typing import Any

import pytest

from ligzda.access.actor import Actor
from ligzda.demo.coverage import STATEMENTS
from ligzda.measure.indicators import exists, indicator
from ligzda.projects.actions.coverage import set_default, withdraw
from ligzda.projects.models import CoverageStatement, Project
from ligzda.projects.queries.figures import figures
from tests.acceptance.ask import Registry

BY = Actor.system("test")


def figure(project: str, code: str, as_of: str, by: tuple[str, ...] = ()) -> dict[str, Any]:
    """One figure as it is printed; the others are not computed."""
    day = dt.date.fromisoformat(as_of)
    found = figures(BY, Project.objects.get(key=project), codes=[code], as_of=day, by=by, lang="lv")
    return found[0].as_json()


def statements() -> list[tuple[str, str, tuple[str, ...], str]]:
    """The unknown statements of the data set about figures that exist and that their dimensions can split."""
    return [
        (key, measure, tuple(listed), (end or start).isoformat())
        for key, measure, listed, start, end, state, _note in STATEMENTS
        if state == "unknown"
    ]


def cells(project: str, measure: str, listed: tuple[str, ...], as_of: str) -> list[dict[str, Any]]:
    """The figure, or those of its rows, that the statement is about."""
    names = [text.partition("=")[0] for text in listed]
    wanted = dict(text.split("=") for text in listed if "=" in text)
    found = figure(project, measure, as_of, tuple(names))
    if not names:
        return [found]
    rows = [row for row in found.get("rows", []) if all(row[name] == value for name, value in wanted.items())]
    return [
        row for row in rows if not any(all(row.get(name) == value for name, value in part) for part in known(project, measure, len(listed)))
    ]


def known(project: str, measure: str, names: int) -> list[tuple[tuple[str, str], ...]]:
    """Parts of which a narrower statement says that they are complete."""
    found = [
        tuple(tuple(text.split("=")) for text in one[2]) for one in STATEMENTS if one[:2] == (project, measure) and one[5] == "complete"
    ]
    return [part for part in found if len(part) >= names and all(len(pair) == 2 for pair in part)]


def is_counted(statement: tuple[str, str, tuple[str, ...], str]) -> bool:
    """Whether a room counts this figure and offers these splits already."""
    _project, measure, listed, _end = statement
    code = "families" if measure == "*" else measure
    return exists(code) and {text.partition("=")[0] for text in listed} <= set(indicator(code).by)


COUNTED = [one for one in statements() if is_counted(one)]
STORED = [one for one in statements() if not is_counted(one)]
LAST_DAYS = {"mac150": "2015-07-31", "cesis": "2012-12-31", "lli405": "2019-12-31", "ngslv623": "2021-03-31", "capacity": "2013-06-30"}


@pytest.mark.parametrize(("project", "measure", "listed", "end"), COUNTED, ids=str)
def test_a_gap_prints_unknown_with_its_sentence(registry: Registry, project: str, measure: str, listed: tuple[str, ...], end: str) -> None:
    as_of = end if end == "2015-07-30" else max(end, LAST_DAYS[project])
    found = cells(project, "families" if measure == "*" else measure, listed, as_of)
    assert found, "nothing is printed where the gap is"
    for cell in found:
        assert cell["value"] is None, cell
        assert cell["reason"]


@pytest.mark.parametrize(("project", "measure", "listed", "end"), STORED, ids=str)
def test_a_gap_of_a_later_room_is_kept(registry: Registry, project: str, measure: str, listed: tuple[str, ...], end: str) -> None:
    kept = CoverageStatement.objects.filter(project__key=project, measure=measure)
    assert list(listed) in [row.dimensions for row in kept]


def test_without_its_statement_a_gap_prints_what_holds_unless_stated(registry: Registry) -> None:
    statement = CoverageStatement.objects.get(project__key="mac150", measure="persons", dimensions=[])
    assert figure("mac150", "persons", "2015-07-31")["value"] is None
    withdraw(statement, by=BY, reason="Saraksti atrasti arhīvā.")
    assert figure("mac150", "persons", "2015-07-31")["value"] is None, "the programme is unknown unless stated"
    set_default(Project.objects.get(key="mac150"), by=BY, unless_stated="complete", reason="Saraksti atrasti arhīvā.")
    counted = figure("mac150", "persons", "2015-07-31")["value"]
    assert counted and counted > 271
