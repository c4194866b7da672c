"""Figures of a project stand where its people look for figures, under the same rules of counting as on its own page."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.urls import reverse

from ligzda.projects.models import Project
from tests.cast import Cast, make_project
from tests.projects.world import END, make_mac150, say_unknown, serve_families

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(cast: Cast) -> Project:
    found = make_mac150(cast)
    serve_families(cast, found, 26, 40)
    return found


def page(client: Client, cast: Cast, who: str, query: str = "") -> str:
    client.force_login(cast.users[who])
    answer = client.get(reverse("desk:figures") + query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_project_manager_sees_the_figures_of_the_own_project(cast: Cast, project: Project, client: Client) -> None:
    whole = page(client, cast, "manager", "?since=01.11.2013.&until=31.07.2015.")
    assert ">26</a>" in whole
    assert "/projects/mac150/figures/families/?as-of=2015-07-31" in whole
    assert "Psihologa konsultācija" in whole
    assert "Bērziņa" not in whole and "Ģimene 1" not in whole


def test_what_was_never_reported_reads_not_known(cast: Cast, project: Project, client: Client) -> None:
    say_unknown(project, "families", since=dt.date(2013, 11, 1))
    shown = page(client, cast, "manager", "?since=01.11.2013.&until=31.07.2015.")
    assert re.search(r"figures/families/[^>]*>nav zināms<", shown)
    assert "avots to nenosauc" in shown
    assert "Līdz šim ierakstīts: 26" in shown


def test_without_days_a_finished_project_shows_its_last_known_ones(cast: Cast, project: Project, client: Client) -> None:
    assert "31.07.2015." in page(client, cast, "manager")
    assert dt.date(2015, 7, 31) == END


def test_another_project_and_no_seat_at_all_lead_nowhere(cast: Cast, project: Project, client: Client) -> None:
    make_project("Cits projekts", key="cits")
    for who, key in (("manager", "cits"), ("worker_in", "mac150"), ("coordinator", "mac150"), ("leader", "mac150")):
        client.force_login(cast.users[who])
        assert client.get(reverse("desk:figures") + f"?project={key}").status_code == 404, who
    for who in ("partner", "admin", "nobody"):
        client.force_login(cast.users[who])
        assert client.get(reverse("desk:figures") + "?project=mac150").status_code == 404, who


def test_own_work_stays_where_it_was_and_the_project_is_one_tap_away(cast: Cast, project: Project, client: Client) -> None:
    assert "Pakalpojumi" not in page(client, cast, "worker_in")
    assert "?project=mac150" in page(client, cast, "auditor")
