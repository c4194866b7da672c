"""Who opens which report, of which days one is made, and what a statement that was withdrawn still says."""

import datetime as dt
from typing import Any

import pytest
from django.http import Http404

from ligzda.access.models import Circle
from ligzda.kernel import clock
from ligzda.kernel.refused import Refused
from ligzda.measure import snapshot
from ligzda.projects import report_document
from ligzda.projects.actions import coverage, reports
from ligzda.projects.models import Project, Report
from ligzda.projects.queries import reports as queries
from ligzda.projects.queries.figures import answer, terms
from tests.cast import Cast, make_project, make_seat, make_user
from tests.projects.world import SYSTEM, say_unknown

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def project(cast: Cast) -> Project:
    Project.objects.filter(pk=cast.project.pk).update(start_date=clock.today() - 100 * DAY, state="running")
    return Project.objects.get(pk=cast.project.pk)


def make_report(project: Project, **values: Any) -> Report:
    return Report.objects.create(**{"project": project, "as_of_date": clock.today(), "kind": "quarterly", "language": "lv", **values})


def published(project: Project, **values: Any) -> Report:
    return make_report(project, state="published", published_at=clock.now(), fingerprint="f" * 64, snapshot={}, **values)


@pytest.mark.parametrize(
    ("who", "opened"),
    [
        ("manager", {"draft", "public", "for the funder"}),
        ("auditor", {"draft", "public", "for the funder"}),
        ("above", {"draft", "public", "for the funder"}),
        ("coordinator", {"public"}),
        ("worker_in", set()),
        ("other_manager", set()),
        ("partner", set()),
        ("admin", set()),
        ("nobody", set()),
    ],
)
def test_a_draft_is_the_projects_and_what_is_public_is_also_its_sites(cast: Cast, project: Project, who: str, opened: set[str]) -> None:
    there = {
        "draft": make_report(project),
        "public": published(project, is_suppressed=True),
        "for the funder": published(project, is_suppressed=False),
    }
    cast.users["above"], cast.users["other_manager"] = make_user(), make_user()
    make_seat(Circle.objects.get(kind="organisation"), cast.users["above"], "coordinator")
    make_seat(make_project("Cita").circle, cast.users["other_manager"], "project_manager")

    def opens(report: Report) -> bool:
        try:
            return queries.by_key(cast.actor(who), report.key) == report
        except Http404:
            return False

    assert {name for name, report in there.items() if opens(report)} == opened
    with pytest.raises(Http404):
        queries.by_key(cast.actor(who), "zzzzzzz9")


def test_a_report_is_of_a_day_from_the_first_of_the_project_to_today(cast: Cast, project: Project) -> None:
    by, first = cast.actor("manager"), project.start_date
    assert first is not None
    for day in (first, clock.today()):
        assert reports.draft(project, by=by, as_of=day).as_of_date == day
    for day in (first - DAY, clock.today() + DAY):
        with pytest.raises(Refused) as refused:
            reports.draft(project, by=by, as_of=day)
        assert refused.value.field == "as_of_date"
    for who in ("coordinator", "auditor", "admin"):
        with pytest.raises(Refused):
            reports.draft(project, by=cast.actor(who), as_of=first)


def test_words_that_are_blank_are_no_section(cast: Cast, project: Project) -> None:
    report = reports.draft(project, by=cast.actor("manager"), as_of=clock.today())
    kept = reports.write_narrative(report, by=cast.actor("manager"), sections={"done": "Notika.", "next": "  "}, version=1)
    assert (kept.narrative, kept.version) == ({"done": "Notika."}, 2)
    with pytest.raises(Refused):
        reports.write_narrative(report, by=cast.actor("manager"), sections={"done": "x"}, version=1)


def test_a_draft_says_the_day_on_which_it_was_printed_and_a_published_one_its_fingerprint(project: Project) -> None:
    today = f"{clock.today():%d.%m.%Y}."
    draft = report_document._footer(make_report(project, as_of_date=clock.today() - 30 * DAY))
    proof = report_document._footer(published(project, as_of_date=clock.today() - 30 * DAY))
    assert draft.endswith(today) and "f" * 16 not in draft
    assert "f" * 16 in proof and "f" * 17 not in proof and today not in proof


def test_only_what_was_published_for_everybody_before_is_known_to_everybody(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """A draft, a report for the funder, a report of another project and a later one were read by nobody outside."""
    monkeypatch.setattr(snapshot, "printed", lambda frozen, marks=(): [frozen])
    now = clock.now()
    first = published(project, is_suppressed=True)
    second = published(project, is_suppressed=True)
    other = published(make_project("Cita"), is_suppressed=True)
    funder, draft = published(project, is_suppressed=False), make_report(project, is_suppressed=True)
    for n, one in enumerate((first, second, other, funder, draft)):
        moment = now - dt.timedelta(hours=9 - n)
        Report.objects.filter(pk=one.pk).update(snapshot={"frozen": one.pk}, published_at=moment if one != draft else None)
    Report.objects.filter(pk=draft.pk).update(snapshot={"frozen": draft.pk})
    assert queries._printed_before(project) == [second.pk, first.pk]
    assert queries._printed_before(project, Report.objects.get(pk=second.pk)) == [first.pk]
    assert queries._printed_before(project, Report.objects.get(pk=first.pk)) == []


def families(project: Project) -> Any:
    return answer(terms(SYSTEM, project), "families", clock.today()).value


def test_a_statement_that_was_withdrawn_or_replaced_says_nothing_any_more(cast: Cast, project: Project) -> None:
    assert families(project) == 0
    stated = say_unknown(project, "families", since=clock.today() - 50 * DAY)
    assert families(project) is None
    coverage.withdraw(stated, by=SYSTEM, reason="Dati atrasti.")
    assert families(project) == 0
    again = say_unknown(project, "families", since=clock.today() - 50 * DAY)
    say_unknown(project, "families", "site", since=clock.today() - 50 * DAY, instead_of=again)  # narrowed: only its split is unknown
    assert families(project) == 0
    with pytest.raises(Refused):
        coverage.withdraw(stated, by=SYSTEM, reason="Vēlreiz.")
