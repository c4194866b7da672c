"""What the page of a plan says of dates, targets and posts, row by row; and which columns of a printed report stand right."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from ligzda.access.models import Function
from ligzda.documents.paper import Table
from ligzda.projects import cli_tables, plan_page, report_page
from ligzda.projects.actions import plan, posts
from ligzda.projects.models import Project, Report
from ligzda.projects.plan_parts import PARTS
from tests.cast import Cast
from tests.projects.world import BASELINE_END, END, START, SYSTEM, make_mac150


@pytest.fixture
def project(cast: Cast) -> Project:
    Project.objects.filter(pk=cast.project.pk).update(start_date=START, end_date=BASELINE_END)
    return Project.objects.get(pk=cast.project.pk)


def rows(cast: Cast, project: Project, slug: str) -> list[tuple[str, str]]:
    with translation.override("en"):
        found: list[dict[str, Any]] = plan_page.sections(
            project, {name: part.rows(cast.actor("manager"), project) for name, part in PARTS.items()}
        )
    part = next(one for one in found if one["slug"] == slug)
    return [(str(row["title"]), str(row["meta"])) for row in part["rows"]]


def test_the_first_dates_are_signed_with_the_project_and_each_amendment_on_its_own_day(cast: Cast, project: Project) -> None:
    for end, signed in ((END, dt.date(2015, 3, 10)), (END + dt.timedelta(days=1), None)):
        plan.amend(project, by=SYSTEM, end_date=end, reason="Vēl.", signed_date=signed)
    first, second, third = rows(cast, project, "amendments")
    assert (first[0], second[0], third[0]) == ("At first", "Amendment 1", "Amendment 2")
    assert "Signed" not in first[1]
    assert "Signed: 10 Mar 2015" in second[1].replace("\u00a0", " ") and "Signed: " in third[1]


@pytest.mark.parametrize(("share", "said"), [("1", False), ("0.5", True), ("0.75", True)])
def test_a_share_is_said_of_a_post_that_is_not_whole(cast: Cast, project: Project, share: str, said: bool) -> None:
    posts.plan_post(project, by=SYSTEM, function=Function.objects.get(key="social_worker"), planned_from_date=START, share=Decimal(share))
    [(_title, meta)] = rows(cast, project, "posts")
    assert (f"share {share}" in meta) is said and ("share" in meta) is said


def test_all_columns_of_numbers_stand_right_on_paper(cast: Cast) -> None:
    project = make_mac150(cast)
    report = Report(project=project, as_of_date=END)
    printed = report_page.printed(report, "en")
    money = next(one for one in report_page.paper(report, "en").blocks if isinstance(one, Table) and one.columns[0] == "Source")
    assert printed["money"]["columns"] == ["Source", "EUR", "Share"] and money.numbers == (1, 2)


def test_a_printed_table_is_of_today_and_says_beside_each_figure_what_was_planned(cast: Cast) -> None:
    make_mac150(cast)
    actor = cast.actor("manager")
    today = cli_tables.figures_table(actor, "mac150", lang="en")
    assert today == cli_tables.figures_table(actor, "mac150", lang="en", as_of=actor.on)
    lines = today.splitlines()
    [at] = [n for n, line in enumerate(lines) if line.endswith("[families]")]
    assert [line.strip().split(" – ")[0] for line in lines[at + 1 : at + 3]] == ["planned, version 1: 100", "planned, version 2: 116"]
    assert cli_tables.figures_json(actor, "mac150")["as_of"] == actor.on.isoformat()
