"""Figures on their first and last day, and what never counts in any of them: void, moved, not counted, another part of the house."""

import datetime as dt

import pytest

from ligzda.access.actor import Actor
from ligzda.access.models import Circle
from ligzda.kernel import clock
from ligzda.projects.models import Project, ProjectSite
from ligzda.projects.queries.figures import answer, terms
from ligzda.services.models import Enrolment, ServiceType, Session
from tests.services.test_figures import ask, cohort, counted, group_session, rows, value
from tests.services.world import START, TODAY, World, seat

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
DAY_ONE = dt.date(2026, 5, 4)


@pytest.mark.parametrize(("days", "families"), [(-1, 0), (0, 1), (1, 1)])
def test_what_is_held_on_a_day_counts_from_this_day_on(world: World, days: int, families: int) -> None:
    world.held("vitolini", "psychologist", DAY_ONE, "agnese")
    run = cohort(world, "a")
    group_session(world, run, DAY_ONE, {"agnese": "present"})
    found = {code: value(world, code, as_of=DAY_ONE + days * DAY) for code in ("families", "persons", "consultations", "hours", "sessions")}
    assert found == {"families": families, "persons": families, "consultations": families, "hours": 3 * families, "sessions": families}


@pytest.mark.parametrize(("days", "families"), [(-1, 1), (0, 1), (1, 0)])
def test_of_some_days_the_first_counts_and_the_day_before_it_does_not(world: World, days: int, families: int) -> None:
    world.held("vitolini", "psychologist", DAY_ONE, "agnese")
    assert value(world, "families", since=DAY_ONE + days * DAY) == families
    assert value(world, "families", since=DAY_ONE + days * DAY, measure="new") == families


@pytest.mark.parametrize(("minutes", "consultations"), [(14, 0), (15, 1)])
def test_a_quarter_of_an_hour_is_a_consultation_and_a_minute_less_is_none(world: World, minutes: int, consultations: int) -> None:
    world.held("vitolini", "psychologist", DAY_ONE, "agnese", minutes=minutes)
    assert (value(world, "consultations"), value(world, "families")) == (consultations, 1)


def test_a_service_that_is_not_counted_reaches_nobody_and_is_no_service(world: World) -> None:
    world.held("vitolini", "psychologist", DAY_ONE, "agnese")
    assert (value(world, "families"), value(world, "persons"), value(world, "adults"), value(world, "services")) == (1, 1, 1, 1)
    ServiceType.objects.filter(key="psychologist").update(is_counted=False)
    assert [value(world, code) for code in ("families", "persons", "children", "adults", "services")] == [0] * 5
    world.held("vitolini", "lawyer", DAY_ONE + DAY, "agnese")
    assert rows(world, "families", "service") == {"lawyer": 1}
    assert rows(world, "persons", "month")["2026-05"] == 1


@pytest.mark.parametrize("gone", ["voided_at", "moved_to"])
def test_what_is_void_or_moved_counts_in_no_figure_of_a_group_either(world: World, gone: str) -> None:
    run = cohort(world, "a", planned=1)
    Enrolment.objects.create(cohort=run, person=world.people["agnese"], from_date=DAY_ONE)
    other = world.held("zarini", "lawyer", DAY_ONE)
    one = group_session(world, run, DAY_ONE, {"agnese": "present"})
    codes = ("sessions", "participations", "attended", "completions", "persons", "services")
    assert [value(world, code) for code in codes] == [1] * 6
    Session.objects.filter(pk=one.pk).update(**{gone: clock.now() if gone == "voided_at" else other})
    assert [value(world, code) for code in codes] == [0] * 6
    assert value(world, "enrolled") == 1, "who is enrolled is enrolled, whatever took place"


def test_a_plan_that_is_void_waits_for_nobody(world: World) -> None:
    run = cohort(world, "a")
    planned = group_session(world, run, DAY_ONE, {}, status="planned")
    assert ask(world, "sessions").not_confirmed == 1
    Session.objects.filter(pk=planned.pk).update(voided_at=clock.now())
    assert ask(world, "sessions").not_confirmed == 0


@pytest.mark.parametrize(("mark", "came"), [("present", 1), ("late", 1), ("absent", 0), ("excused", 0), ("unknown", 0)])
def test_who_was_there_or_late_took_part(world: World, mark: str, came: int) -> None:
    group_session(world, cohort(world, "a"), DAY_ONE, {"agnese": mark})
    assert (value(world, "persons"), value(world, "services")) == (came, came)
    assert value(world, "participations") == (None if mark == "unknown" else came), "of the only one nobody knows anything"


def test_a_group_and_a_camp_are_told_apart(world: World) -> None:
    group_session(world, cohort(world, "a"), DAY_ONE, {"agnese": "present"})
    group_session(world, cohort(world, "c", "camp"), DAY_ONE, {"baiba": "present"})
    assert (value(world, "sessions"), value(world, "camps")) == (1, 1)
    assert (rows(world, "persons", "group"), rows(world, "persons", "camp")) == ({"a": 1}, {"c": 1})


def test_of_a_merged_person_the_record_that_stays_says_age_and_sex(world: World) -> None:
    world.held("vitolini", "psychologist", DAY_ONE, "kristers")
    assert (value(world, "children"), rows(world, "persons", "sex")) == (1, {"female": 1})
    kristers, toms = world.people["kristers"], world.people["toms"]
    type(kristers).objects.filter(pk=kristers.pk).update(root=toms)
    assert (rows(world, "persons", "sex"), rows(world, "persons", "age")) == ({"male": 1}, {"13-17": 1})
    type(toms).objects.filter(pk=toms.pk).update(birth_date=None, birth_precision="unknown")
    assert rows(world, "persons", "age") == {"unknown": 1}


def test_another_projects_work_is_not_ours(world: World) -> None:
    one = world.held("vitolini", "psychologist", DAY_ONE, "agnese")
    other = Project.objects.create(key="cits", title_lv="Cits", start_date=START, circle=Circle.objects.create(kind="project"))
    Session.objects.filter(pk=one.pk).update(project=other)
    assert set(counted(world).values()) == {0}


def test_a_coordinator_of_two_sites_counts_both_and_of_one_that_one(world: World) -> None:
    world.family("kalni", "valmiera", "toms")
    for site in world.sites.values():
        ProjectSite.objects.create(project=world.project, site=site)
    world.held("vitolini", "psychologist", DAY_ONE, "agnese")
    world.held("kalni", "psychologist", DAY_ONE, "toms")

    def families(who: str) -> object:
        actor = Actor(world.users[who], TODAY)
        return answer(terms(actor, world.project), "families", TODAY).value

    assert (families("coordinator"), families("manager")) == (1, 2)
    seat(world.sites["valmiera"].circle, world.users["coordinator"], "coordinator")
    assert families("coordinator") == 2
