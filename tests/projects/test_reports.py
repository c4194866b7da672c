"""What is published stands for ever; what changes later shows beside it."""

import datetime as dt
import io
import json

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document
from pypdf import PdfReader

from ligzda.closure.actions import closing
from ligzda.kernel.refused import Refused
from ligzda.measure.shown import shown_to
from ligzda.people.actions.reversals import reverse as reverse_act
from ligzda.people.models import Reversal
from ligzda.projects.actions import reports
from ligzda.projects.cli_tables import report_file
from ligzda.projects.models import Project, Report
from ligzda.projects.queries import reports as queries
from ligzda.projects.queries.reports import changes
from ligzda.services.models import Session
from tests.cast import Cast, make_family_case
from tests.projects.world import END, START, SYSTEM, make_mac150, say_unknown, serve_families

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(cast: Cast) -> Project:
    found = make_mac150(cast)
    serve_families(cast, found, 26, 40)
    return found


@pytest.fixture
def report(cast: Cast, project: Project) -> Report:
    return reports.draft(project, by=cast.actor("manager"), as_of=END, is_suppressed=False)


def one_session_less(project: Project) -> None:
    """Every record of one family is voided."""
    family = Session.objects.filter(project=project).order_by("pk").first().case
    Session.objects.filter(case=family).update(voided_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))


def test_published_numbers_stand_and_a_correction_shows_as_changed_since(
    cast: Cast, project: Project, report: Report, client: Client
) -> None:
    published = reports.publish(report, by=cast.actor("manager"))
    before = json.dumps(published.snapshot, sort_keys=True)
    assert changes(published) == []
    one_session_less(project)
    after = Report.objects.get(pk=report.pk)
    assert json.dumps(after.snapshot, sort_keys=True) == before
    told = {one.change.code: (one.was.value, one.now.value) for one in changes(after) if not one.change.key}
    assert told["families"] == (26, 25)
    client.force_login(cast.manager)
    page = client.get(reverse("projects:report", args=[report.key])).content.decode()
    assert "Mainīts kopš publicēšanas" in page
    assert "publicēts 26, tagad 25" in page


def test_a_closing_that_was_undone_shows_as_changed_since(cast: Cast, project: Project, report: Report) -> None:
    case = make_family_case(cast.site, project, admitted=END - dt.timedelta(days=90))
    values = {"on": END - dt.timedelta(days=3), "sentence": "Viss.", "exit_type": "moved_away", "accept_because": "Pārrunāts komandā."}
    closing.close(case.episodes.get(), by=cast.actor("coordinator"), **values)
    published = reports.publish(report, by=cast.actor("manager"))
    assert changes(published) == []
    reverse_act(Reversal.objects.get(kind="close"), by=cast.actor("coordinator"), reason="mistake")
    assert "exits" in {one.change.code for one in changes(Report.objects.get(pk=report.pk))}


def test_a_statement_made_since_shows_as_changed_since(cast: Cast, project: Project, report: Report) -> None:
    published = reports.publish(report, by=cast.actor("manager"))
    say_unknown(project, "families")
    found = next(one for one in changes(published) if one.change.code == "families" and not one.change.key)
    assert (found.was.value, found.now.value) == (26, None)
    assert "statements" in found.change.because


def test_a_published_report_is_neither_rewritten_nor_published_twice(cast: Cast, report: Report) -> None:
    manager = cast.actor("manager")
    reports.publish(report, by=manager)
    with pytest.raises(Refused):
        reports.publish(report, by=manager)
    with pytest.raises(Refused):
        reports.write_narrative(report, by=manager, sections={"done": "x"}, version=1)


def test_two_people_at_one_text_and_nothing_is_overwritten(cast: Cast, report: Report, client: Client) -> None:
    reports.write_narrative(report, by=cast.actor("manager"), sections={"done": "Pirmais teksts."}, version=1)
    client.force_login(cast.manager)
    answer = client.post(reverse("projects:narrative", args=[report.key]), {"version": "1", "done": "Otrs teksts.", "form_key": "n1"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Pirmais teksts." in page
    assert "Otrs teksts." in page
    assert 'name="version" value="2"' in page
    assert Report.objects.get(pk=report.pk).narrative == {"done": "Pirmais teksts."}


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_pdf_word_and_json_say_the_same_numbers_in_the_language_asked(cast: Cast, project: Project, report: Report, client: Client) -> None:
    say_unknown(project, "consultations")
    reports.write_narrative(report, by=SYSTEM, sections={"done": "Notika *nometne* #panic()."}, version=1)
    reports.publish(report, by=cast.actor("manager"))
    client.force_login(cast.manager)
    pdf = client.get(reverse("projects:pdf", args=[report.key]) + "?language=en").content
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    document = Document(io.BytesIO(client.get(reverse("projects:docx", args=[report.key]) + "?language=en").content))
    cells = {cell.text for table in document.tables for row in table.rows for cell in row.cells}
    data = client.get(reverse("projects:json", args=[report.key]) + "?language=en").json()
    assert next(one["text"] for one in data["figures"] if one["code"] == "families") == "26"
    assert {"26", "40", "unknown"} <= cells
    assert "26" in text
    assert "*nometne* #panic()." in text
    assert "22.4%" in text  # 26 of 116


def test_the_public_version_hides_small_numbers_and_says_so(cast: Cast, project: Project, client: Client) -> None:
    report = reports.draft(project, by=cast.actor("manager"), as_of=dt.date(2013, 11, 6), is_suppressed=True)
    client.force_login(cast.manager)
    page = client.get(reverse("projects:report", args=[report.key])).content.decode()
    assert "Slēpti mazi skaitļi" in page


def test_a_number_that_was_published_long_ago_is_printed_small_as_it_is(cast: Cast, project: Project) -> None:
    day = dt.date(2013, 11, 6)

    def told() -> str:
        found = queries.content(Project.objects.get(pk=project.pk), day, "en", is_public=True)
        return next(one.in_words("en") for one in found.figures if one.code == "families")

    assert told() in ("< 5", "hidden")
    say_unknown(project, "families", state="complete", exempt=True)
    assert told().isdigit() and 0 < int(told()) < 5


def test_of_an_older_report_that_does_not_say_whom_its_rows_touch_no_row_is_printed(cast: Cast, project: Project) -> None:
    """Eight stays may be of one family; what is people or families says itself how many they are."""
    for _n in range(6):
        make_family_case(cast.site, project, admitted=START)
    published = reports.publish(reports.draft(project, by=cast.actor("manager"), as_of=END, is_suppressed=True), by=cast.actor("manager"))
    before = {one.code: one.value for one in queries.as_printed_today(published)[:40] if not one.by}
    assert (before["families"], before["admitted"]) == (26, 32)
    for one in published.snapshot["frozen"]["figures"]:  # type: ignore[index]
        one.pop("behind")
    now = {one.code: one for one in queries.as_printed_today(published) if not one.by}
    assert now["admitted"].value is None and now["admitted"].suppressed
    assert now["families"].value == 26


def test_a_report_of_a_day_that_has_not_come_is_refused(cast: Cast, project: Project) -> None:
    with pytest.raises(Refused):
        reports.draft(project, by=cast.actor("manager"), as_of=dt.date(2999, 1, 1))


def test_the_command_makes_a_file_of_each_kind(project: Project) -> None:
    for kind, begins in (("pdf", b"%PDF"), ("json", b"{")):
        name, content = report_file(SYSTEM, "MAC/150", END, kind)
        assert name == f"mac150-2015-07-31.{kind}"
        assert content.startswith(begins)


def families_in(report: Report) -> str:
    found = report.snapshot["printed"]["en"]["figures"]  # type: ignore[index]
    return next(one["text"] for one in found if one["code"] == "families")


def test_two_public_reports_subtracted_do_not_point_at_one_family(cast: Cast, project: Project) -> None:
    manager, day = cast.actor("manager"), dt.date(2015, 6, 2)
    first = reports.publish(reports.draft(project, by=manager, as_of=day), by=manager)
    again = reports.publish(reports.draft(project, by=manager, as_of=day), by=manager)
    assert (families_in(first), families_in(again)) == ("25", "25")
    one_session_less(project)
    later = reports.publish(reports.draft(project, by=manager, as_of=day), by=manager)
    assert families_in(later) == "hidden"
    for_funder = reports.publish(reports.draft(project, by=manager, as_of=day, is_suppressed=False), by=manager)
    assert families_in(for_funder) == "24"


def test_what_texts_published_before_ligzda_is_public_already(cast: Cast, project: Project) -> None:
    manager = cast.actor("manager")
    reports.publish(reports.draft(project, by=manager, as_of=END - dt.timedelta(days=1)), by=manager)
    last = reports.publish(reports.draft(project, by=manager, as_of=END), by=manager)
    assert families_in(last) == "26"


def public(cast: Cast, project: Project, day: dt.date) -> Report:
    drafted = reports.draft(project, by=cast.actor("manager"), as_of=day, is_suppressed=True)
    return reports.publish(drafted, by=cast.actor("manager"))


def test_what_changed_since_is_rounded_as_printed_and_shows_nothing_hidden(cast: Cast, project: Project, client: Client) -> None:
    report = public(cast, project, END)
    one_session_less(project)
    client.force_login(cast.manager)
    page = client.get(reverse("projects:report", args=[report.key])).content.decode()
    told = page[page.index('id="changed"') : page.index('id="files"')].replace("\u00a0", " ")
    assert "Bērni uz vienu ģimeni" in told and "publicēts 1,54, tagad" in told
    assert "publicēts 26, tagad slēpts" in told and "tagad 25" not in told  # one family less would be one family that is known
    assert "Nemainīts" not in page and "Tāds, kā iesaldēts" in page


def test_a_report_published_under_an_earlier_law_prints_under_todays_and_stands(
    cast: Cast, project: Project, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = dt.date(2013, 11, 6)
    with monkeypatch.context() as earlier:
        earlier.setattr(queries, "shown_to_everybody", lambda figures, published=(): shown_to(SYSTEM, figures))
        report = public(cast, project, day)
    before = json.dumps(Report.objects.get(pk=report.pk).snapshot, sort_keys=True)
    assert report.snapshot is not None
    small = {one["text"] for one in report.snapshot["printed"]["lv"]["figures"] if one["code"] in ("families", "persons", "children")}
    assert small & {"1", "2", "3", "4"}
    client.force_login(cast.manager)
    said = client.get(reverse("projects:json", args=[report.key])).json()
    told = {one["code"]: one["text"] for one in said["figures"]}
    assert told["families"] == "< 5" and told["persons_per_family"] == "slēpts"
    assert not [line for line in said["figures"] if line["code"] == "families" and "%" in " ".join(line["targets"])]
    assert any("No 30.11.2026." in note for note in said["notes"])
    cells = {cell for row in said["services"]["rows"] for cell in row[1:]}
    assert not cells & {"1", "2", "3", "4"}
    word = client.get(reverse("projects:docx", args=[report.key])).content
    there = {cell.text for table in Document(io.BytesIO(word)).tables for row in table.rows for cell in row.cells}
    assert not there & {"1", "2", "3", "4"}
    page = client.get(reverse("projects:report", args=[report.key])).content.decode()
    assert "No 30.11.2026." in page and "Tāds, kā iesaldēts" in page
    assert json.dumps(Report.objects.get(pk=report.pk).snapshot, sort_keys=True) == before
