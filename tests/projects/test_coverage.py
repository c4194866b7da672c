"""Statements decide what is printed; the records stand beside it for those who may see them."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from ligzda.access.actor import Actor
from ligzda.access.models import AuditEntry
from ligzda.kernel.refused import Refused
from ligzda.projects.actions import coverage
from ligzda.projects.models import CoverageStatement, Project
from ligzda.projects.queries.figures import figures
from tests.cast import Cast
from tests.projects.world import END, START, SYSTEM, make_mac150, say_unknown, serve_families

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(cast: Cast) -> Project:
    found = make_mac150(cast)
    serve_families(cast, found, 13, 20)
    return found


def families(project: Project) -> object:
    return figures(SYSTEM, project, codes=["families"], as_of=END, lang="lv")[0]


def test_setting_prints_unknown_withdrawing_prints_the_count_and_setting_again_prints_unknown(project: Project) -> None:
    assert families(project).value == 13
    statement = say_unknown(project, "families")
    assert (families(project).value, families(project).recorded, families(project).reason) == (None, 13, "avots to nenosauc")
    coverage.withdraw(statement, by=SYSTEM, reason="Atrasts saraksts.")
    assert families(project).value == 13
    say_unknown(project, "families")
    assert families(project).value is None


def test_narrowing_replaces_and_keeps_the_former_statement(project: Project) -> None:
    former = say_unknown(project, "families")
    note = {"lv": "tikai līdz martam"}
    coverage.state_coverage(
        project,
        by=SYSTEM,
        measure="families",
        state="unknown",
        from_date=START,
        until_date=dt.date(2014, 3, 31),
        note=note,
        reason="x",
        instead_of=former,
    )
    assert families(project).value == 13
    assert CoverageStatement.objects.get(pk=former.pk).replaced_by is not None
    with pytest.raises(Refused):
        coverage.withdraw(former, by=SYSTEM, reason="par vēlu")


def test_a_floor_reads_as_it_was_said(project: Project) -> None:
    say_unknown(project, "families", state="at_least", floor=40, comparator=">")
    found = families(project)
    assert (found.value, found.at_least, found.comparator, found.in_words("en"), found.discrepancy) == (40, True, ">", "> 40", True)


def test_only_the_projects_manager_states_with_a_reason_and_each_act_leaves_one_entry(cast: Cast, project: Project) -> None:
    for name in ("coordinator", "auditor", "worker_in"):
        with pytest.raises(Refused):
            coverage.state_coverage(project, by=cast.actor(name), measure="families", state="unknown", from_date=START, reason="x")
    with pytest.raises(Refused):
        coverage.state_coverage(project, by=cast.actor("manager"), measure="families", state="unknown", from_date=START)
    before = AuditEntry.objects.count()
    coverage.state_coverage(project, by=cast.actor("manager"), measure="families", state="unknown", from_date=START, reason="Nav saraksta.")
    assert AuditEntry.objects.count() == before + 1


def test_a_manager_states_and_withdraws_on_the_page(cast: Cast, project: Project, client: Client) -> None:
    client.force_login(cast.manager)
    answer = {
        "measure": "families", "state": "unknown", "from_date": "01.11.2013.", "note_lv": "nav ziņots", "reason": "Avots klusē.", "form_key": "k1",
    }  # fmt: skip
    assert client.post(reverse("projects:state", args=["mac150"]), answer).status_code == 302
    statement = CoverageStatement.objects.get(measure="families")
    page = client.get(reverse("projects:figure", args=["mac150", "families"]) + "?as-of=2015-07-31").content.decode()
    assert "nav ziņots" in page
    assert "Līdz šim ierakstīts: 13" in page
    url = reverse("projects:withdraw", args=["mac150", statement.pk])
    assert client.post(url, {"reason": "", "form_key": "k2"}).status_code == 422
    assert client.post(url, {"reason": "Atrasts.", "form_key": "k2"}).status_code == 302
    assert families(project).value == 13


def test_an_unknown_dimension_is_refused_by_name(project: Project) -> None:
    with pytest.raises(Refused, match="colour"):
        figures(SYSTEM, project, by=("colour",))


def test_a_coordinator_counts_the_own_site_without_targets(cast: Cast, project: Project) -> None:
    (found,) = figures(Actor(cast.coordinator), project, codes=["families"], as_of=END)
    assert 0 < found.value < 13
    assert found.planned == ()


def test_what_is_said_of_one_site_is_said_to_its_coordinator_and_to_no_other(cast: Cast, project: Project) -> None:
    """The own site is a part like any other: what is unknown there is unknown to whoever sees that site alone."""
    say_unknown(project, "families", f"site={cast.other_site.key}")
    (here,) = figures(Actor(cast.coordinator), project, codes=["families"], as_of=END)
    assert (here.value, here.unknown_parts) == (here.recorded, 0) and here.value
    say_unknown(project, "families", f"site={cast.site.key}")
    (here,) = figures(Actor(cast.coordinator), project, codes=["families"], as_of=END)
    assert here.value is None
