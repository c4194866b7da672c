"""Who gets in where: every address of the room, asked by everybody."""

import datetime as dt
import io

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document
from pypdf import PdfReader

from ligzda.projects.actions import reports
from ligzda.projects.models import Report
from ligzda.projects.urls import urlpatterns
from tests.cast import NAMES, Cast, door
from tests.projects.world import END, SYSTEM, make_mac150, say_unknown, serve_families

pytestmark = pytest.mark.django_db

SEE = {"manager", "auditor", "coordinator"}
WHOLE = {"manager", "auditor"}
MANAGE = {"manager"}
DOORS = {
    "projects": SEE,
    "together": WHOLE,
    "new": MANAGE,
    "project": SEE,
    "edit": MANAGE,
    "curve": SEE,
    "plan": MANAGE,
    "part": MANAGE,
    "row": MANAGE,
    "remove": MANAGE,
    "figure": SEE,
    "coverage": SEE,
    "coverage_default": MANAGE,
    "state": MANAGE,
    "narrow": MANAGE,
    "withdraw": MANAGE,
    "reports": SEE,
    "new_report": MANAGE,
    "report": WHOLE,
    "narrative": MANAGE,
    "publish": MANAGE,
    "pdf": WHOLE,
    "docx": WHOLE,
    "json": WHOLE,
}


@pytest.fixture
def addresses(cast: Cast) -> dict[str, str]:
    project = make_mac150(cast)
    serve_families(cast, project, 13, 20)
    statement = say_unknown(project, "exits")
    report = reports.draft(project, by=SYSTEM, as_of=END)
    target = project.targets.filter(code="mentors").get().pk
    key, one = [project.key], [report.key]
    arguments = {
        "projects": [], "together": [], "new": [], "project": key, "edit": key, "curve": key, "plan": key, "part": [*key, "targets"],
        "row": [*key, "targets", target], "remove": [*key, "targets", target], "figure": [*key, "families"], "coverage": key, "coverage_default": key,
        "state": key, "narrow": [*key, statement.pk], "withdraw": [*key, statement.pk], "reports": [], "new_report": [], "report": one, "narrative": one,
        "publish": one, "pdf": one, "docx": one, "json": one,
    }  # fmt: skip
    return {name: reverse(f"projects:{name}", args=given) for name, given in arguments.items()}


def test_every_address_is_in_the_table() -> None:
    assert {pattern.name for pattern in urlpatterns} == set(DOORS)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_doors(cast: Cast, addresses: dict[str, str], client: Client) -> None:
    wrong = []
    for name, url in addresses.items():
        for who in NAMES:
            got = door(client, cast.users[who], url)
            if got != (200 if who in DOORS[name] else 404):
                wrong.append((name, who, got))
        if door(client, None, url) != 302:
            wrong.append((name, "anonymous", 0))
    assert wrong == []


def test_a_coordinator_reads_a_public_report_once_it_is_published(cast: Cast, addresses: dict[str, str], client: Client) -> None:
    reports.publish(Report.objects.get(), by=SYSTEM)
    assert door(client, cast.coordinator, addresses["report"]) == 200
    assert door(client, cast.worker_in, addresses["report"]) == 404


def test_the_lists_are_flat(cast: Cast, addresses: dict[str, str], client: Client) -> None:
    client.force_login(cast.manager)
    project = Report.objects.get().project
    counts = []
    client.get(addresses["reports"])
    for more in (4, 45):
        Report.objects.bulk_create(Report(project=project, as_of_date=dt.date(2014, 1, 1), key=f"k{more:02}{i:03}x") for i in range(more))
        with CaptureQueriesContext(connection) as seen:
            assert client.get(addresses["reports"]).status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_manager_never_reads_the_name_of_a_family_or_a_person(cast: Cast, addresses: dict[str, str], client: Client) -> None:
    reports.publish(Report.objects.get(), by=SYSTEM)
    client.force_login(cast.manager)
    files = [addresses["figure"] + f"?as-of=2015-07-31&{more}" for more in ("format=csv", "by=site&format=csv", "by=service")]
    people = [addresses["figure"].replace("families", code) + "?as-of=2015-07-31" for code in ("persons", "children", "adults")]
    for url in (*addresses.values(), *files, *people, reverse("desk:figures")):
        answer = client.get(url)
        told = read(answer)
        assert answer.status_code == 200, url
        assert not [name for name in ("Bērziņ", "Bērns 0", "Ģimene 1") if name in told], url


def read(answer: HttpResponse) -> str:
    """The words of a page or a file."""
    kind = answer["Content-Type"]
    if "pdf" in kind:
        return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    if "openxml" in kind:
        found = Document(io.BytesIO(answer.content))
        return " ".join([one.text for one in found.paragraphs] + [c.text for t in found.tables for row in t.rows for c in row.cells])
    return answer.content.decode()
