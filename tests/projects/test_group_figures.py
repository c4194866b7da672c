"""Groups and camps of a project: an average skips what is unknown and prints both numbers; a camp's gap is a gap of its own rows only."""

import datetime as dt
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from ligzda.projects.models import Project
from ligzda.projects.queries.figures import figures
from ligzda.services.catalogue import ensure_catalogue
from ligzda.services.models import Attendance, Cohort, Group, ServiceType, Session
from tests.cast import Cast, make_circle, make_person
from tests.projects.world import END, START, SYSTEM, make_mac150, say_unknown

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(cast: Cast) -> Project:
    ensure_catalogue()
    return make_mac150(cast)


def make_group(cast: Cast, project: Project, key: str, kind: str = "support", service: str = "support_group") -> Cohort:
    chosen = ServiceType.objects.get(key=service)
    circle = make_circle("group", parent=cast.site.circle, project=project.circle)
    group = Group.objects.create(key=key, kind=kind, name=key, project=project, service=chosen, site=cast.site, circle=circle)
    return Cohort.objects.create(group=group, start_date=START)


def meet(cohort: Cohort, day: dt.date, *marks: str) -> Session:
    group = cohort.group
    session = Session.objects.create(
        cohort=cohort, circle=group.circle, project=group.project, service=group.service, site=group.site, date=day, minutes=90, status="held", mode="group",
    )  # fmt: skip
    Attendance.objects.bulk_create(Attendance(session=session, person=make_person(), status=mark) for mark in marks)
    return session


def test_average_attendance_leaves_out_sessions_of_which_nobody_knows_who_came(cast: Cast, project: Project) -> None:
    group, camp = make_group(cast, project, "a"), make_group(cast, project, "vasara", "camp", "camp")
    meet(group, dt.date(2014, 1, 10), "present", "present", "late", "absent")
    meet(group, dt.date(2014, 1, 17), "present", "excused")
    meet(group, dt.date(2014, 1, 24), "present", "unknown")
    meet(group, dt.date(2014, 1, 31))
    meet(camp, dt.date(2014, 7, 10), *["present"] * 20)
    codes = ["average_attendance", "group_participations", "known_sessions"]
    average, came, known = figures(SYSTEM, project, codes=codes, as_of=END, lang="en")
    assert (average.value, came.value, known.value) == (Decimal("2.0"), 4, 2)
    assert average.note == "4 participations : 2 sessions with known attendance"
    (by_group,) = figures(SYSTEM, project, codes=["average_attendance"], as_of=END, by=("group",))
    assert [(row.key["group"], row.value) for row in by_group.rows or ()] == [("a", Decimal("2.0"))]


def test_the_two_numbers_of_an_average_are_not_listed_beside_it(cast: Cast, project: Project) -> None:
    meet(make_group(cast, project, "a"), dt.date(2014, 1, 10), "present")
    listed = {one.code for one in figures(SYSTEM, project, as_of=END)}
    assert "average_attendance" in listed
    assert not listed & {"group_participations", "known_sessions"}


def test_what_is_unknown_about_a_camp_is_no_part_of_other_services_and_sites(cast: Cast, project: Project) -> None:
    meet(make_group(cast, project, "a"), dt.date(2014, 1, 10), "present", "present")
    camp = make_group(cast, project, "vasara", "camp", "camp")
    Group.objects.filter(pk=camp.group_id).update(site=cast.other_site)
    meet(make_group(cast, project, "ziema", "camp", "camp"), dt.date(2014, 2, 10), "present")
    say_unknown(project, "participations", "camp=vasara")
    said = {}
    for axis in ("service", "site"):
        (found,) = figures(SYSTEM, project, codes=["participations"], as_of=END, by=(axis,), lang="en")
        said[axis] = {row.key[axis]: row.in_words("en") for row in found.rows or ()}
        assert found.in_words("en") == "3 + 1 unknown"
    assert said["service"] == {"camp": "1 + 1 unknown", "support_group": "2"}
    assert said["site"] == {"bauska": "3"}


def test_the_receipt_of_an_average_prints_both_its_numbers(cast: Cast, project: Project, client: Client) -> None:
    group = make_group(cast, project, "a")
    meet(group, dt.date(2014, 1, 10), "present", "present", "late", "absent")
    client.force_login(cast.manager)
    page = client.get("/projects/mac150/figures/average_attendance/?as-of=2015-07-31")
    assert page.status_code == 200
    assert "3 dalības reizes : 1 nodarbības ar zināmu apmeklējumu" in page.content.decode().replace("\u00a0", " ")
    assert client.get("/projects/mac150/figures/average_attendance/?as-of=2015-07-31&by=site").status_code == 200


def test_a_statement_about_a_group_is_read_by_its_name_and_never_by_its_key(cast: Cast, project: Project, client: Client) -> None:
    cohort = make_group(cast, project, "slegta8")
    Group.objects.filter(pk=cohort.group_id).update(name="Pirmdienas tikšanās")
    said = say_unknown(project, "enrolled", "group=slegta8")
    change = reverse("projects:narrow", args=[project.key, said.pk])
    for who, address in (("coordinator", reverse("projects:coverage", args=[project.key])), ("manager", change)):
        client.force_login(cast.users[who])  # type: ignore[arg-type]
        page = client.get(address).content.decode()
        assert "Pirmdienas tikšanās" in page and "slegta8" not in page, who
    given = {"measure": "enrolled", "state": "complete", "from_date": "01.11.2013.", "note_lv": "Ir zināms.", "reason": "Atrasts saraksts."}
    assert client.post(change, given).status_code == 302
    assert project.coverage_statements.get(replaced_by=None).dimensions == ["group=slegta8"]


def test_statements_stand_on_the_page_twenty_five_at_a_time(cast: Cast, project: Project, client: Client) -> None:
    for n in range(30):
        say_unknown(project, "enrolled", f"event=e{n}")
    client.force_login(cast.users["manager"])  # type: ignore[arg-type]
    first = client.get(reverse("projects:coverage", args=[project.key]))
    assert len(first.context["in_force"]) == 25 and first.context["page"].has_more
