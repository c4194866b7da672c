"""Every print of a published report, found by walking: the frozen numbers, under the law of today, and what has changed since."""

import datetime as dt
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from ligzda.measure.shown import shown_to
from ligzda.projects.actions import reports
from ligzda.projects.models import Project, Report
from ligzda.projects.queries import reports as queries
from tests.cast import Cast
from tests.projects.attacker import WIDE, Attacker
from tests.projects.test_reports import one_session_less
from tests.projects.ways_out import as_text, numbers, prints
from tests.projects.world import END, SYSTEM, make_mac150, serve_families

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore::DeprecationWarning")]
FILES = {"projects:report", "projects:pdf", "projects:docx", "projects:json"}
PRINTS = {*FILES, "projects:reports"}
TODAY_LAW = "No 30.11.2026."
CHANGED = "Kopš publicēšanas:"


@pytest.fixture
def project(cast: Cast) -> Project:
    found = make_mac150(cast)
    serve_families(cast, found, 26, 40)
    return found


def public(cast: Cast, project: Project, day: dt.date = END) -> Report:
    drafted = reports.draft(project, by=cast.actor("manager"), as_of=day, is_suppressed=True)
    return reports.publish(drafted, by=cast.actor("manager"))


def lines(report: Report) -> list[Any]:
    assert report.snapshot is not None
    return report.snapshot["printed"]["lv"]["figures"]  # type: ignore[no-any-return]


def test_every_print_shows_the_frozen_numbers_and_how_many_would_be_others_today(cast: Cast, project: Project, client: Client) -> None:
    report = public(cast, project)
    titles = [one["title"] for one in lines(report) if one["text"][:1].isdigit()]
    client.force_login(cast.coordinator)
    before = {name: numbers(text, titles) for name, text in prints(client, report).items()}
    assert before.keys() == PRINTS
    for name in FILES:
        assert {title: {one["text"]} for one in lines(report) if (title := one["title"]) in titles} == before[name], name
    one_session_less(project)
    found = prints(client, report)
    assert {name: numbers(text, titles) for name, text in found.items()} == before
    assert {name for name, text in found.items() if CHANGED in text} == FILES
    assert len({text.partition(CHANGED)[2][:40] for name, text in found.items() if name in FILES}) == 1, "each print says the same number"


def test_a_report_of_which_nothing_changed_says_nothing_of_it(cast: Cast, project: Project, client: Client) -> None:
    report = public(cast, project)
    client.force_login(cast.coordinator)
    assert not [name for name, text in prints(client, report).items() if CHANGED in text]


def test_no_print_of_a_report_of_an_earlier_law_gives_a_small_number_away(
    cast: Cast, project: Project, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as earlier:
        earlier.setattr(queries, "shown_to_everybody", lambda figures, published=(): shown_to(SYSTEM, figures))
        report = public(cast, project, dt.date(2013, 11, 6))
    small = {one["code"]: one["title"] for one in lines(report) if one["text"] in ("1", "2", "3", "4")}
    assert {"families"} <= small.keys()
    client.force_login(cast.coordinator)
    found, attacker = prints(client, report), Attacker()
    assert found.keys() == PRINTS
    said = client.get(f"/reports/{report.key}/report.json").json()
    attacker.read(said)
    for name, text in found.items():
        told = attacker.read_text(text, said)
        assert told if name in FILES else not told, name
        assert not [title for title in small.values() if numbers(text, [title]).get(title, set()) & {"1", "2", "3", "4"}], name
    assert attacker.width(("families",)) > WIDE
    assert {name for name, text in found.items() if TODAY_LAW in text} == FILES


def test_a_kind_of_file_that_nobody_can_read_yet_is_no_silent_way_out() -> None:
    with pytest.raises(KeyError):
        as_text(HttpResponse(b"x", content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))
