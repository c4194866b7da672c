"""A closed group opens to those who sit in its circle: in nobody's file, list, table, drill-down or paper does it stand for anybody else."""

import datetime as dt
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from ligzda.access.actor import Actor
from ligzda.access.models import Circle, Seat
from ligzda.desk.queries.timeline import timeline, whole_record
from ligzda.measure import engine
from ligzda.measure.request import FigureRequest
from ligzda.measure.shown import shown_to
from ligzda.projects.models import ProjectSite
from ligzda.projects.queries.figures import figures
from ligzda.projects.queries.reports import content
from ligzda.services.actions import attendance, groups
from ligzda.services.models import Cohort
from ligzda.services.queries.families_without_contact import silent
from tests.services.test_groups import DAY, START, enrol, running
from tests.services.world import TODAY, World, seat

pytestmark = pytest.mark.django_db
NAME = "Ceturtdienas pulciņš"
MEMBERS = ("agnese", "kristers", "elina", "toms")
SYSTEM = Actor.system("test")
READERS = ("coordinator", "worker", "psychologist")
QUARTER = dt.date(2026, 12, 31)  # of a closed group nothing is told before its quarter ends


@pytest.fixture
def cohort(world: World) -> Cohort:
    """Four people met in a closed group; nobody but its leader sits there."""
    found, leader = running(world, planned=1, name=NAME, is_closed_circle=True), world.actor("leader")
    Seat.objects.filter(circle=found.group.circle, user=world.users["coordinator"]).delete()  # somebody else opened it
    for name in MEMBERS:
        case = world.cases["zarini" if name == "toms" else "vitolini"]
        groups.enrol(found, by=SYSTEM, person=world.people[name], case=case, from_date=START)
    session = groups.plan_session(found, by=leader, date=TODAY)
    attendance.mark(session, by=leader, marks={world.people[name]: "present" for name in MEMBERS})
    ProjectSite.objects.get_or_create(project=world.project, site=world.sites["bauska"])
    return found


def pages(world: World) -> list[str]:
    case = world.cases["vitolini"]
    family, keys = case.family.key, [case.family.key, case.key]
    return [
        reverse("desk:family", args=[family]), f"{reverse('desk:family', args=[family])}?kind=groups",
        reverse("desk:family_services", args=[family]), reverse("desk:family_access", args=[family]), reverse("desk:case", args=keys),
        reverse("desk:day"), reverse("desk:figures"), reverse("desk:records"), reverse("services:calendar"), reverse("services:groups"),
        f"{reverse('desk:search')}?q=pulci%C5%86%C5%A1",
    ]  # fmt: skip


@pytest.mark.parametrize("who", READERS)
def test_a_closed_group_stands_in_no_file_table_or_list_of_who_does_not_sit_in_it(
    world: World, cohort: Cohort, client: Client, who: str
) -> None:
    client.force_login(world.users[who])
    read = 0
    for address in pages(world):
        answer = client.get(address)
        if answer.status_code == 200:
            text, read = answer.content.decode(), read + 1
            for secret in (NAME, "Vita Eglīte", cohort.group.key, *(["tbalsta grup"] if "services" in address else [])):
                assert secret not in text, (address, secret)
    assert read > 4


@pytest.mark.parametrize("who", READERS)
def test_a_familys_record_has_the_groups_it_came_to_but_for_closed_ones(world: World, cohort: Cohort, who: str) -> None:
    open_one = running(world, name="Mammu skola")
    enrol(world, open_one, "agnese")
    meeting = groups.plan_session(open_one, by=world.actor("leader"), date=TODAY)
    attendance.mark(meeting, by=world.actor("leader"), marks={world.people["agnese"]: "present"})
    case = world.cases["vitolini"]
    assert [entry.title for entry in whole_record(world.actor(who), case, 50) if entry.kind.name == "groups"] == ["Mammu skola"]
    assert NAME not in str(timeline(world.actor(who), case.family).groups)


def test_who_sits_in_the_closed_circle_reads_it_in_the_file(world: World, cohort: Cohort) -> None:
    seat(cohort.group.circle, world.users["worker"], "group_leader")
    found = timeline(world.actor("worker"), world.cases["vitolini"].family, kind="groups")
    assert found.count == 3


def test_coming_to_a_closed_group_is_no_contact_for_who_does_not_sit_in_it(world: World, cohort: Cohort) -> None:
    world.held("vitolini", "social_work", TODAY - 100 * DAY, "agnese")
    assert {one.family_name for one in silent(world.actor("coordinator"))[0:26]} == {"vitolini ģimene", "zarini ģimene"}
    seat(cohort.group.circle, world.users["coordinator"], "group_leader")
    assert list(silent(world.actor("coordinator"))[0:26]) == []


def rows(client: Client, code: str, query: str = "") -> str:
    answer = client.get(f"/projects/mac/figures/{code}/?as-of=2026-11-20{query}")
    assert answer.status_code == 200, (code, query)
    return answer.content.decode()


@pytest.mark.parametrize(
    "code",
    ["enrolled", "attended", "completions", "persons", "families", "children", "participations", "years_of_age", "people_of_known_age"],
)
@pytest.mark.parametrize("who", ["coordinator", "manager"])
def test_nobody_is_listed_behind_a_number_only_for_being_in_a_closed_group(
    world: World, cohort: Cohort, client: Client, code: str, who: str
) -> None:
    client.force_login(world.users[who])
    world.held("zarini", "social_work", TODAY - DAY, "baiba")
    for query in ("", "&by=service", "&service=support_group", "&format=csv", "&service=support_group&format=csv"):
        text = rows(client, code, query)
        names = [name for name in ("Agnese", "Kristers", "Toms", "vitolini") if name in text]
        assert not names and text.count("P-") <= 1, (query, names)
        assert "support_group" not in query or ("P-" not in text and "G-" not in text), query


@pytest.mark.parametrize("who", ["coordinator", "manager"])
@pytest.mark.parametrize("code", ["enrolled", "sessions", "persons", "completions"])
def test_a_closed_group_and_one_that_never_was_are_answered_alike(
    world: World, cohort: Cohort, client: Client, code: str, who: str
) -> None:
    client.force_login(world.users[who])
    for key in (cohort.group.key, "never-was"):
        assert client.get(f"/projects/mac/figures/{code}/?group={key}").status_code == 404
    open_one = running(world, name="Mammu skola")
    assert client.get(f"/projects/mac/figures/{code}/?group={open_one.group.key}").status_code == 200


def test_the_leader_sees_behind_the_numbers_of_the_own_closed_group(world: World, cohort: Cohort, client: Client) -> None:
    Seat.objects.create(circle=cohort.group.circle, user=world.users["coordinator"], role="group_leader", because="leads", from_date=START)
    client.force_login(world.users["coordinator"])
    assert "Agnese" in rows(client, "enrolled", f"&group={cohort.group.key}")


def test_the_server_has_no_reader_and_counts_all(world: World, cohort: Cohort) -> None:
    assert engine.compute(FigureRequest("enrolled", project=world.project.pk, as_of=TODAY, where={"group": cohort.group.key})).value == 4


@pytest.mark.parametrize("wide", ["site", "organisation"])
def test_the_centres_own_work_counts_no_closed_circle(world: World, cohort: Cohort, client: Client, wide: str) -> None:
    who = world.users["nobody"]
    place = world.sites["bauska"].circle if wide == "site" else Circle.objects.get(kind="organisation")
    seat(place, who, "coordinator")
    world.held("vitolini", "social_work", TODAY - DAY, "agnese")
    client.force_login(who)
    day = dt.date(2026, 1, 1).strftime("%d.%m.%Y.")
    text = client.get(f"{reverse('desk:figures')}?project=&since={day}&until={TODAY.strftime('%d.%m.%Y.')}").content.decode()
    assert "ociāl" in text and "tbalsta grupa" not in text


def told(client: Client, code: str) -> str:
    answer = client.get(f"/projects/mac/figures/{code}/?as-of={QUARTER}&by=group")
    assert answer.status_code == 200, code
    return answer.content.decode()


def test_of_a_closed_group_a_manager_is_told_a_neutral_name_and_no_number_under_five(world: World, cohort: Cohort, client: Client) -> None:
    client.force_login(world.users["manager"])
    page = told(client, "enrolled")
    assert NAME in page and "&lt; 5" in page and cohort.group.key not in page
    assert ">4<" not in page  # neither the row nor the total: with the other rows they would be the four
    for code in ("persons", "participations", "families"):
        text = told(client, code)
        assert NAME not in text and cohort.group.key not in text, code
    for split in ("&by=group,site", "&by=group,quarter&from=2026-01-01", "&by=group&site=bauska", "&by=group&from=2026-11-01"):
        text = client.get(f"/projects/mac/figures/enrolled/?as-of={QUARTER}{split}").content.decode()
        assert NAME not in text and cohort.group.key not in text, split


def test_of_a_closed_group_of_five_the_sums_are_told(world: World, cohort: Cohort, client: Client) -> None:
    groups.enrol(cohort, by=SYSTEM, person=world.people["baiba"], case=world.cases["zarini"], from_date=START)
    client.force_login(world.users["manager"])
    page = told(client, "enrolled")
    assert NAME in page and ">5<" in page and "?group=" not in page and cohort.group.key not in page
    assert cohort.group.key not in client.get(f"/projects/mac/figures/enrolled/?as-of={QUARTER}&by=group&format=csv").content.decode()


def test_the_mean_age_does_not_tell_how_old_the_few_in_a_closed_group_are(world: World, cohort: Cohort) -> None:
    for n in range(10):
        world.person(f"p{n}", dt.date(1996, 1, 1))
        world.held("vitolini", "psychologist", START, f"p{n}")

    def told(who: str) -> tuple[object, object]:
        [found] = figures(world.actor(who), world.project, codes=["average_age"], as_of=QUARTER)
        return found.value, found.note

    [all_of_them] = figures(SYSTEM, world.project, codes=["average_age"], as_of=QUARTER)
    assert (all_of_them.value, all_of_them.note.split()[0]) == (Decimal("26.5"), "371")  # 10 × 30 and 36, 12, 9, 14
    assert told("manager") == (None, None)
    case = world.cases["zarini"]
    groups.enrol(cohort, by=SYSTEM, person=world.people["baiba"], case=case, from_date=START)
    attendance.mark(cohort.sessions.get(), by=world.actor("leader"), marks={world.people["baiba"]: "present"})
    assert told("manager")[0] == Decimal("27.5")  # of five it is told, with 41 years more


def test_a_paper_for_the_funder_hides_what_is_small_in_a_closed_circle(world: World, cohort: Cohort) -> None:
    with translation.override("lv"):
        said = content(world.project, QUARTER, "lv", is_public=False)
    texts = {one.code: one.in_words("lv") for one in said.figures}
    assert texts["enrolled"] == "< 5" and texts["sessions"] == "1"
    leader = shown_to(world.actor("leader"), [engine.compute(FigureRequest("enrolled", project=world.project.pk, as_of=QUARTER))])
    assert leader[0].value == 4
