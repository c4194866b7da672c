"""The reports for everybody of the five programmes give no small number away, not by any sum, share, picture, note or file."""

import datetime as dt
import io
from dataclasses import replace

import pytest
from docx import Document

from ligzda.access.actor import Actor
from ligzda.documents import docx
from ligzda.measure import engine
from ligzda.measure.indicators import exists, indicator
from ligzda.projects import writing
from ligzda.projects.models import Project, Report
from ligzda.projects.queries.figures import figures, terms
from ligzda.projects.queries.overview import day_shown
from ligzda.projects.queries.reports import content
from tests.acceptance.ask import Registry
from tests.projects.attacker import WIDE, WITHIN, Attacker

SYSTEM = Actor.system("test")
OF_FAMILIES = ("active", "admitted", "exits", "reopened", "reviews_on_time", "worker_changes")


def touched(project: Project, code: str, day: dt.date) -> int:
    """How many people or families stand behind a number, by listing them."""
    one = indicator(code)
    ask = terms(SYSTEM, project).ask(code, day)
    found = engine.units_beside(replace(ask, statements=()), None if one.is_units else "family", limit=None)
    return len({unit if one.is_units else family for unit, family in found})


@pytest.mark.parametrize(
    ("key", "on"),
    [
        ("mac150", "2013-11-30"),
        ("mac150", ""),
        ("ikdiena", "2024-12-31"),
        ("ikdiena", "2025-06-30"),
        ("lli405", "2018-09-30"),
        ("ngslv623", "2020-07-31"),
    ],
)
def test_nobody_can_work_out_a_small_number_from_a_report_for_everybody(registry: Registry, key: str, on: str) -> None:
    project = Project.objects.get(key=key)
    day = dt.date.fromisoformat(on) if on else day_shown(project, None)
    true = {one.code: one.value for one in figures(SYSTEM, project, as_of=day) if one.is_known}
    page = writing.page(content(project, day, "lv", is_public=True), kind="quarterly")
    attacker = Attacker()
    attacker.read(page)
    told = {name[0]: bounds for name, bounds in attacker.known.items() if len(name) == 1}
    for whole, parts in ((("persons",), ("children", "adults")), (("active", "exits"), ("admitted",))):
        if all(code in true for code in (*whole, *parts)):
            attacker.add_up(whole, parts, rest=float(sum(true[c] or 0 for c in whole) - sum(true[c] or 0 for c in parts)))
    for part, whole_of in WITHIN:
        attacker.add_up((whole_of,), (part,))
    looked = 0
    for code in told:
        if code not in true or not exists(code) or not (indicator(code).is_units or code in OF_FAMILIES):
            continue
        if 0 < touched(project, code, day) < 5:
            looked += 1
            assert attacker.width((code,)) > WIDE, (code, true[code], attacker.known[(code,)])
    paper = Document(io.BytesIO(docx.render(writing.paper(Report(project=project, as_of_date=day), page, "lv"))))
    cells = {cell.text for table in paper.tables for row in table.rows for cell in row.cells}
    assert {one["text"] for one in page["figures"]} <= cells
    assert looked or key != "ikdiena", "the families of the first months are few"
