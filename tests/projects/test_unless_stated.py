"""A project's default: set on its page with a reason; posts, money and targets stay; several projects together leave out the unknown."""

import pytest
from django.test import Client
from django.urls import reverse

from ligzda.access.models import AuditEntry, Seat
from ligzda.kernel.refused import Refused
from ligzda.measure.indicators import exists, indicators
from ligzda.projects.actions import coverage
from ligzda.projects.indicators.coming import COMING
from ligzda.projects.models import Project
from ligzda.projects.queries.figures import figures, together
from ligzda.projects.queries.money import money
from tests.cast import Cast, make_circle
from tests.projects.world import END, START, SYSTEM, make_mac150, say_unknown, serve_families

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(cast: Cast) -> Project:
    found = make_mac150(cast)
    serve_families(cast, found, 13, 20)
    return found


def unknown_unless_stated(project: Project) -> Project:
    return coverage.set_default(project, by=SYSTEM, unless_stated="unknown", reason="No publicētiem tekstiem.")


def test_new_projects_are_complete_unless_stated(project: Project) -> None:
    assert project.unless_stated == "complete"
    assert figures(SYSTEM, project, codes=["families"], as_of=END)[0].value == 13


def test_every_figure_but_posts_is_unknown_unless_stated(project: Project) -> None:
    project = unknown_unless_stated(project)
    found = figures(SYSTEM, project, codes=[one.code for one in indicators()], as_of=END, lang="lv")
    assert {one.code for one in found if one.value is not None} == {"posts_planned", "posts_filled", "posts_full_time"}
    families = next(one for one in found if one.code == "families")
    assert (families.recorded, families.reason) == (13, "neviens nav norādījis, ka ieraksti par to ir pilnīgi")
    assert [one.value for one in families.planned] == [100, 116]
    assert money(SYSTEM, project) is not None
    say_unknown(project, "families", state="complete")
    assert figures(SYSTEM, project, codes=["families"], as_of=END)[0].value == 13


def test_the_manager_sets_it_on_the_page_with_a_reason(cast: Cast, project: Project, client: Client) -> None:
    client.force_login(cast.manager)
    address = reverse("projects:coverage_default", args=[project.key])
    before = AuditEntry.objects.count()
    assert client.post(address, {"unless_stated": "unknown"}).status_code == 422
    sent = client.post(address, {"unless_stated": "unknown", "reason": "Salikts no tekstiem."})
    assert sent.status_code == 302
    assert AuditEntry.objects.filter(act="coverage_default").count() == 1
    assert AuditEntry.objects.count() > before
    page = client.get(reverse("projects:coverage", args=[project.key])).content.decode()
    assert "nav zināmi, ja nav norādīts citādi" in page
    assert "Salikts no tekstiem." in page


def test_only_the_projects_manager_sets_it(cast: Cast, project: Project) -> None:
    for name in ("coordinator", "auditor", "worker_in"):
        with pytest.raises(Refused):
            coverage.set_default(project, by=cast.actor(name), unless_stated="unknown", reason="x")


def test_a_statement_speaks_of_a_figure_that_exists_or_is_to_come(project: Project) -> None:
    with pytest.raises(Refused):
        say_unknown(project, "children_removd")
    say_unknown(project, "mentor_hours")
    say_unknown(project, "children_removed")


def test_no_code_that_is_counted_stands_among_those_to_come() -> None:
    assert not [code for code in COMING if exists(code)], "take it from the list: it has come"
    assert all(COMING.values())


def test_the_organisations_figures_have_a_page(cast: Cast, project: Project, client: Client) -> None:
    circle = make_circle("project")
    other = Project.objects.create(key="other", title_lv="Cita programma", start_date=START, circle=circle)
    client.force_login(cast.manager)
    address = reverse("projects:together")
    assert address not in client.get(reverse("projects:projects")).content.decode()
    Seat.objects.create(circle=circle, user=cast.manager, role="project_manager", because="assigned", from_date=START)
    unknown_unless_stated(other)
    assert address in client.get(reverse("projects:projects")).content.decode()
    page = client.get(f"{address}?day=31.07.2015.").content.decode()
    assert "≥ 13" in page and "Cita programma" in page
    assert client.get(f"{address}?day=31.02.2015.").status_code == 422
    client.force_login(cast.coordinator)
    assert client.get(address).status_code == 404


def test_several_projects_count_once_and_leave_out_the_unknown(cast: Cast, project: Project) -> None:
    other = Project.objects.create(key="other", title_lv="Cita", start_date=START, circle=make_circle("project"))
    both = [project, other]
    known = together(SYSTEM, both, "families", END, lang="en")
    assert (known.value, known.at_least, known.unknown_parts) == (13, False, 0)
    unknown_unless_stated(other)
    other.refresh_from_db()
    part = together(SYSTEM, both, "families", END, lang="en")
    assert (part.value, part.at_least, part.unknown_parts, part.in_words("en")) == (13, True, 1, "≥ 13")
    assert part.reason == "1 project is left out, because its number is not known"
    unknown_unless_stated(project)
    project.refresh_from_db()
    none = together(SYSTEM, both, "families", END, lang="en")
    assert (none.value, none.at_least) == (None, False)
    assert none.reason
