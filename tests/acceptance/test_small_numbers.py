"""The reports for everybody of the five programmes give no small number away, not by any sum, share, picture, note or file."""

import datetime as dt
import io
from dataclasses import replace
from typing import Any

import pytest
from docx import Document
from pypdf import PdfReader

from ligzda.access.actor import Actor
from ligzda.documents import docx, pdf
from ligzda.measure import engine
from ligzda.measure.indicators import exists, indicator
from ligzda.projects import report_document
from ligzda.projects.models import Project, Report
from ligzda.projects.queries.figures import figures, terms
from ligzda.projects.queries.overview import day_shown, report_days
from ligzda.projects.queries.reports import content
from tests.acceptance.ask import Registry
from tests.projects.attacker import WIDE, WITHIN, Attacker, digits, in_pictures, on_the_page

SYSTEM = Actor.system("test")
OF_FAMILIES = ("active", "admitted", "exits", "reopened", "reviews_on_time", "worker_changes")


def touched(project: Project, code: str, day: dt.date) -> int:
    """How many people or families stand behind a number, by listing them."""
    one = indicator(code)
    ask = terms(SYSTEM, project).ask(code, day)
    found = engine.units_beside(replace(ask, statements=()), None if one.is_units else "family", limit=None)
    return len({unit if one.is_units else family for unit, family in found})


def test_what_the_programmes_published_is_printed_in_a_report_for_everybody(registry: Registry) -> None:
    project = Project.objects.get(key="mac150")
    said = content(project, dt.date(2015, 7, 31), "lv", is_public=True)
    told = {one.code: one.in_words("lv") for one in said.figures}
    assert (told["families"], told["children"], told["completions"]) == ("129", "271", "10")
    assert [one.value for _day, one in said.curve] == [79, 92, 101, 117, 127, 129]
    assert project.coverage_statements.filter(exempt=True).count() > 8


def furniture(project: Project, day: dt.date) -> set[str]:
    """Days and targets that a paper carries besides what was counted."""
    days = [
        project.start_date,
        project.end_date,
        day,
        *(one.as_of_date for one in project.published_texts.all()),
        *report_days(project, day),
    ]
    days += [one.end_date for one in project.amendments.all()]
    found = {str(part) for one in days if one for part in (one.day, one.month, one.year, f"{one.day:02}", f"{one.month:02}")}
    found |= {f"{one.day:02}.{one.month:02}" for one in days if one} | {f"{one.month:02}.{one.year}" for one in days if one}
    targets = {str(int(one.value)) for one in project.targets.all()}
    return found | targets | digits(f"{project} {project.number} {project.title_lv}")


def read_files(attacker: Attacker, project: Project, page: dict[str, Any], day: dt.date) -> int:
    """PDF and Word as a reader gets them; how many numbers the attacker found by their titles."""
    made = report_document.paper(Report(project=project, as_of_date=day), page, "lv")
    printed = " ".join(one.extract_text() for one in PdfReader(io.BytesIO(pdf.render(made))).pages)
    paper = Document(io.BytesIO(docx.render(made)))
    cells = "; ".join(" ".join(cell.text for cell in row.cells) for table in paper.tables for row in table.rows)
    text = " ".join([*(one.text for one in paper.paragraphs), cells])
    return min(attacker.read_text(printed, page), attacker.read_text(text, page))


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
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
    page = report_document.page(content(project, day, "lv", is_public=True), kind="quarterly")
    attacker = Attacker()
    attacker.read(page)
    found = read_files(attacker, project, page, day)
    printed = sum(one["text"][:1].isdigit() for one in page["figures"])
    assert found >= printed, "the attacker overlooks a number in a file"
    assert printed or key in {"lli405", "ngslv623"}, "of the others some figures were complete that day"
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
    paper = Document(io.BytesIO(docx.render(report_document.paper(Report(project=project, as_of_date=day), page, "lv"))))
    assert digits(in_pictures(page)) - on_the_page(page) <= furniture(project, day), "a drawing says what no line says"
    cells = {cell.text for table in paper.tables for row in table.rows for cell in row.cells}
    assert {one["text"] for one in page["figures"]} <= cells
    assert looked or key != "ikdiena", "the families of the first months are few"
