"""What was never reported stays unknown, whatever the records hold; without its statement the records speak."""

import datetime as dt
from typing import Any

import pytest

from ligzda.access.actor import Actor
from ligzda.demo.coverage import STATEMENTS
from ligzda.measure.indicators import exists
from ligzda.projects.actions.coverage import withdraw
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
    return [row for row in found.get("rows", []) if all(row[name] == value for name, value in wanted.items())]


@pytest.mark.parametrize(("project", "measure", "listed", "end"), statements(), ids=lambda value: str(value))
def test_a_gap_prints_unknown_with_its_sentence(registry: Registry, project: str, measure: str, listed: tuple[str, ...], end: str) -> None:
    if measure == "*":
        measure = "families"
    if not exists(measure):
        assert figure_of_a_later_room(project, measure) is None
        return
    if any(name.partition("=")[0] in {"session", "family", "course", "organisation", "for"} for name in listed):
        return  # a split that no room offers yet; the statement is stored and waits
    as_of = max(end, "2015-07-31") if project == "mac150" and not end.startswith("2015-07-30") else end
    as_of = {"cesis": max(end, "2012-12-31"), "lli405": "2019-12-31", "ngslv623": "2021-03-31", "capacity": "2013-06-30"}.get(
        project, as_of
    )
    for cell in cells(project, measure, listed, as_of):
        assert cell["value"] is None, cell
        assert cell["reason"]


def figure_of_a_later_room(project: str, measure: str) -> Any:
    """A statement about a figure nobody counts yet is kept."""
    assert CoverageStatement.objects.filter(project__key=project, measure=measure).exists()
    return None


def test_withdrawing_a_statement_prints_the_records_and_setting_it_again_prints_unknown(registry: Registry) -> None:
    statement = CoverageStatement.objects.get(project__key="mac150", measure="persons", dimensions=[])
    assert figure("mac150", "persons", "2015-07-31")["value"] is None
    withdraw(statement, by=BY, reason="Saraksti atrasti arhīvā.")
    counted = figure("mac150", "persons", "2015-07-31")["value"]
    assert counted and counted > 271
