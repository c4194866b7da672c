"""Cēsis: the year 2012 as it was published, out of its records."""

import datetime as dt
from typing import Any

import pytest

from ligzda.access.models import Function
from ligzda.projects.models import Post, Project
from ligzda.services.actions import corrections
from ligzda.services.models import ServiceType
from tests.acceptance.ask import Registry, figure, known, people, row, value

P1 = "cesis"
YEAR = ("--as-of", "2012-12-31")
BY_TYPE = {
    "psychologist": 177, "psychotherapist": 200, "physiotherapist": 322, "speech_therapist": 276, "lawyer": 149, "narcologist": 85, "gynaecologist": 23,
}  # fmt: skip
day = dt.date.fromisoformat
REACH = {"families": 49, "persons": 193, "children": 103, "adults": 90}


def reach() -> dict[str, Any]:
    return {code: value(P1, code, *YEAR) for code in REACH}


def test_a37_reach_of_2012(registry: Registry) -> None:
    assert reach() == REACH


def test_a37_follows_a_record_added_moved_and_voided(registry: Registry) -> None:
    case = registry.newcomers(P1, "cesis", day("2012-11-05"))
    session = registry.meet(case, "social_work", day("2012-11-06"), people(case))
    assert reach() == {"families": 50, "persons": 195, "children": 104, "adults": 91}
    registry.move(session, known(P1, "cesis", day("2012-06-01")))
    assert reach() == REACH
    registry.void(registry.meet(case, "social_work", day("2012-11-07"), people(case)))
    assert reach() == REACH


def test_a38_active_families_are_a_floor(registry: Registry) -> None:
    found = figure(P1, "active", *YEAR)
    assert (found["value"], found["at_least"], found["comparator"]) == (40, True, ">")
    assert found["reason"]
    registry.newcomers(P1, "cesis", day("2012-11-05"))
    assert figure(P1, "active", *YEAR)["value"] == 40, "a floor does not follow the records"


def consultations() -> dict[str, Any]:
    return {one["service"]: one["value"] for one in figure(P1, "consultations", "--by", "service", *YEAR)["rows"]}


def test_a39_consultations_by_type(registry: Registry) -> None:
    found = consultations()
    assert found.pop("hiv_specialist") is None
    assert found == BY_TYPE


def test_a40_consultations_together(registry: Registry) -> None:
    found = figure(P1, "consultations", *YEAR)
    assert (found["value"], found["unknown_parts"]) == (1232, 1)
    assert found["reason"]


@pytest.mark.parametrize("service", ["lawyer", "gynaecologist"])
def test_a39_a40_follow_a_record_added_moved_and_voided(registry: Registry, service: str) -> None:
    case = known(P1, "cesis", day("2012-06-01"))
    session = registry.meet(case, service, day("2012-10-01"), people(case)[:1])
    assert consultations()[service] == BY_TYPE[service] + 1
    assert value(P1, "consultations", *YEAR) == 1233
    other = ServiceType.objects.get(key="psychologist")
    corrections.correct(
        session, by=registry.at["cesis"], reason="Tā bija psihologa konsultācija.", service=other, because="vēlu ierakstīts"
    )
    assert (consultations()[service], consultations()["psychologist"]) == (BY_TYPE[service], 178)
    session.refresh_from_db()
    registry.void(session)
    assert value(P1, "consultations", *YEAR) == 1232


def test_a39_work_of_the_uncounted_specialist_changes_nothing_that_is_printed(registry: Registry) -> None:
    case = known(P1, "cesis", day("2012-06-01"))
    registry.meet(case, "hiv_specialist", day("2012-10-01"), people(case)[:1])
    found = figure(P1, "consultations", *YEAR)
    assert (found["value"], found["unknown_parts"]) == (1232, 1)


def test_a39_social_work_is_no_consultation(registry: Registry) -> None:
    case = known(P1, "cesis", day("2012-06-01"))
    registry.meet(case, "social_work", day("2012-10-01"), people(case)[:1])
    assert value(P1, "consultations", *YEAR) == 1232


def test_a41_camp(registry: Registry) -> None:
    own = row(P1, "children", "camp,territory", *YEAR, camp="staicele", territory="cesis")
    other = row(P1, "children", "camp,territory", *YEAR, camp="staicele", territory="valmiera")
    assert own["value"] == 15
    assert other["value"] is None
    assert other["reason"]
    assert value(P1, "children", *YEAR) == 103, "a stated number is never added to children who were counted"


def test_a42_core_posts(registry: Registry) -> None:
    assert value(P1, "posts_planned", *YEAR) == value(P1, "posts_filled", *YEAR) == 4
    rows = {one["function"]: one["value"] for one in figure(P1, "posts_planned", "--by", "function", *YEAR)["rows"]}
    assert rows == {"social_worker": 2, "social_rehabilitator": 2}


def test_a42_follows_a_post_added(registry: Registry) -> None:
    nanny = Function.objects.get(key="nanny")
    Post.objects.create(project=Project.objects.get(key=P1), function=nanny, planned_from_date=day("2012-03-01"))
    assert value(P1, "posts_planned", *YEAR) == 5
    assert value(P1, "posts_filled", *YEAR) == 4


def test_a52_ratios(registry: Registry) -> None:
    assert value(P1, "persons_per_family", *YEAR) == 3.94
    assert value(P1, "children_per_family", *YEAR) == 2.10


def test_what_the_year_report_does_not_cover_is_unknown(registry: Registry) -> None:
    assert value(P1, "families", "--as-of", "2013-06-30") is None
    assert {one["value"] for one in figure(P1, "children", "--by", "sex", *YEAR)["rows"]} == {None}
