"""MAC/150: what was published about it comes out of its records, and follows them."""

import datetime as dt
from typing import Any

import pytest

from ligzda.access.models import Function
from ligzda.cases.models import Case
from ligzda.projects.models import Post, PostHolder, Project
from ligzda.services.actions import attendance, corrections
from ligzda.services.actions import events as event_actions
from ligzda.services.models import Attendance, Cohort, Enrolment, Event, Group, Session
from tests.acceptance.ask import Registry, figure, known, people, row, value

P3 = "mac150"
FINAL = ("--as-of", "2015-07-31")
SERIES = {"2014-04-30": 79, "2014-07-31": 92, "2014-11-30": 101, "2015-02-28": 117, "2015-05-31": 127, "2015-07-31": 129}
day = dt.date.fromisoformat


def cumulative(as_of: str) -> Any:
    return value(P3, "families", "--measure", "cumulative", "--as-of", as_of)


@pytest.mark.parametrize(("as_of", "families"), SERIES.items())
def test_a14_cumulative_families(registry: Registry, as_of: str, families: int) -> None:
    assert cumulative(as_of) == families


def test_a14_follows_a_record_added_moved_and_voided(registry: Registry) -> None:
    case, met = registry.newcomers(P3, "bauska", day("2014-10-06")), day("2014-10-07")
    assert cumulative("2014-11-30") == 101, "admitted is not reached"
    session = registry.meet(case, "social_work", met, people(case)[:1])
    assert [cumulative(as_of) for as_of in SERIES] == [79, 92, 102, 118, 128, 130]
    registry.move(session, known(P3, "bauska", day("2014-09-01")))
    assert [cumulative(as_of) for as_of in SERIES] == list(SERIES.values())
    again = registry.meet(case, "social_work", met, people(case)[:1])
    assert cumulative("2014-11-30") == 102
    registry.void(again)
    assert [cumulative(as_of) for as_of in SERIES] == list(SERIES.values())


def test_a15_new_families_per_interval(registry: Registry) -> None:
    starts = ["2013-11-01", *((day(end) + dt.timedelta(days=1)).isoformat() for end in list(SERIES)[:-1])]
    new = [value(P3, "families", "--measure", "new", "--from", start, "--as-of", end) for start, end in zip(starts, SERIES, strict=True)]
    assert new == [79, 13, 9, 16, 10, 2]
    assert sum(new) == 129


def test_a15_follows_a_record_added_moved_and_voided(registry: Registry) -> None:
    def new() -> Any:
        return value(P3, "families", "--measure", "new", "--from", "2014-08-01", "--as-of", "2014-11-30")

    case = registry.newcomers(P3, "valmiera", day("2014-08-04"))
    session = registry.meet(case, "home_visit", day("2014-08-05"), people(case))
    assert new() == 10
    registry.move(session, known(P3, "valmiera", day("2014-08-01")))
    assert new() == 9
    registry.void(registry.meet(case, "home_visit", day("2014-08-06"), people(case)))
    assert new() == 9


def planned(code: str) -> dict[int, dict[str, Any]]:
    return {line["version"]: line for line in figure(P3, code, *FINAL)["planned"]}


def test_a16_plan_lines_in_force(registry: Registry) -> None:
    families, children = planned("families"), planned("children")
    assert {version: line["value"] for version, line in families.items()} == {1: 100, 2: 116}
    assert {version: line["value"] for version, line in children.items()} == {1: 200, 2: 250}
    assert families[2]["valid_from"] is None, "the day of the second version is not known"


def test_a17_attainment_against_version_2(registry: Registry) -> None:
    assert planned("families")[2]["attainment"] == 111.2
    assert planned("children")[2]["attainment"] == 108.4


def test_a18_attainment_against_version_1(registry: Registry) -> None:
    assert planned("families")[1]["attainment"] == 129.0
    assert planned("children")[1]["attainment"] == 135.5


def test_a17_a18_follow_a_record_added_moved_and_voided(registry: Registry) -> None:
    case = registry.newcomers(P3, "bauska", day("2015-06-01"))
    session = registry.meet(case, "social_work", day("2015-06-02"), people(case))
    assert planned("families")[1]["attainment"] == 130.0
    assert planned("children")[1]["attainment"] == 136.0
    registry.move(session, known(P3, "bauska", day("2015-01-01")))
    assert planned("families")[2]["attainment"] == 111.2
    registry.void(registry.meet(case, "social_work", day("2015-06-03"), people(case)))
    assert planned("children")[2]["attainment"] == 108.4


def test_a20_children_per_family(registry: Registry) -> None:
    assert value(P3, "children", *FINAL) == 271
    assert value(P3, "children_per_family", *FINAL) == 2.10


def test_a20_follows_a_record_added_moved_and_voided(registry: Registry) -> None:
    case = registry.newcomers(P3, "bauska", day("2015-06-01"))
    session = registry.meet(case, "social_work", day("2015-06-02"), people(case)[1:])
    assert value(P3, "children", *FINAL) == 272
    registry.move(session, known(P3, "bauska", day("2015-01-01")))
    assert value(P3, "children", *FINAL) == 271
    registry.void(registry.meet(case, "social_work", day("2015-06-03"), people(case)[1:]))
    assert value(P3, "children_per_family", *FINAL) == 2.10


def by_site(service: str) -> dict[str, Any]:
    keys = ("bauska", "valmiera")
    return {site: row(P3, "families", "service,site", *FINAL, service=service, site=site).get("value") for site in keys}


def test_a21_psychologist_families_by_site(registry: Registry) -> None:
    assert by_site("psychologist") == {"bauska": 28, "valmiera": 60}


def test_a22_legal_advice_families_by_site(registry: Registry) -> None:
    assert by_site("lawyer") == {"bauska": 51, "valmiera": 30}


@pytest.mark.parametrize(("service", "bauska", "valmiera"), [("psychologist", 28, 60), ("lawyer", 51, 30)])
def test_a21_a22_follow_a_record_added_moved_and_voided(registry: Registry, service: str, bauska: int, valmiera: int) -> None:
    without = known(P3, "bauska", day("2015-05-01"), without_service=service)
    session = registry.meet(without, service, day("2015-05-05"), people(without)[:1])
    assert by_site(service) == {"bauska": bauska + 1, "valmiera": valmiera}
    registry.move(session, known(P3, "bauska", day("2015-05-01"), with_service=service))
    assert by_site(service) == {"bauska": bauska, "valmiera": valmiera}
    registry.void(registry.meet(without, service, day("2015-05-06"), people(without)[:1]))
    assert by_site(service) == {"bauska": bauska, "valmiera": valmiera}


def test_a23_the_rows_exceed_the_total_and_the_table_says_why(registry: Registry) -> None:
    split = figure(P3, "families", "--by", "service", "--lang", "en", *FINAL)
    rows = {one["service"]: one["value"] for one in split["rows"]}
    assert (rows["psychologist"], rows["lawyer"], split["value"]) == (88, 81, 129)
    assert "one family may receive several services" in split["note"]


def held_of_b(as_of: str) -> Any:
    return row(P3, "sessions", "group", "--as-of", as_of, group="b")["value"]


@pytest.mark.parametrize(("as_of", "held"), [("2014-09-11", 7), ("2014-12-04", 10), ("2015-02-28", 13)])
def test_a29_sessions_of_the_parents_group(registry: Registry, as_of: str, held: int) -> None:
    assert held_of_b(as_of) == held


def test_a29_follows_a_session_added_and_voided(registry: Registry) -> None:
    cohort, by = Cohort.objects.get(group__key="b"), registry.at["valmiera"]
    like = Session.objects.filter(cohort=cohort).order_by("id")[0]
    extra = Session.objects.create(
        cohort=cohort, circle=like.circle, project=like.project, service=like.service, site=like.site, date=day("2014-08-15"), minutes=90,
        mode="group", status="planned",
    )  # fmt: skip
    assert held_of_b("2014-09-11") == 7, "planned is not held"
    members = [one.person for one in cohort.enrolments.select_related("person")]
    attendance.mark(extra, by=by, marks=dict.fromkeys(members, "present"))
    assert held_of_b("2014-09-11") == 8
    extra.refresh_from_db()
    corrections.void(extra, by=by, reason="Tikšanās nenotika.")
    assert held_of_b("2014-09-11") == 7


def camp(code: str, key: str, *arguments: str) -> Any:
    return row(P3, code, "camp", *(arguments or FINAL), camp=key).get("value")


def test_a32_camp_valmiera(registry: Registry) -> None:
    found = {code: camp(code, "valmiera") for code in ("families", "adults", "children", "persons")}
    assert found == {"families": 5, "adults": 5, "children": 17, "persons": 22}
    days = Session.objects.filter(cohort__group__key="valmiera", status="held").order_by("date").values_list("date", flat=True)
    assert (len(days), days[0], days[3]) == (4, day("2014-06-18"), day("2014-06-21"))


def test_a32_follows_a_presence_added_and_taken_back(registry: Registry) -> None:
    by, cohort = registry.at["valmiera"], Cohort.objects.get(group__key="valmiera")
    first = cohort.sessions.order_by("date")[0]
    there = cohort.enrolments.values("family")
    here = Case.objects.filter(project__key=P3, site__key="valmiera").exclude(family__in=there).order_by("id")[0]
    person = people(here)[0]
    Enrolment.objects.create(cohort=cohort, person=person, family=here.family, case=here, from_date=day("2014-06-18"))
    assert camp("persons", "valmiera") == 22, "enrolled is not present"
    attendance.mark(first, by=by, marks={person: "present"})
    assert (camp("persons", "valmiera"), camp("families", "valmiera")) == (23, 6)
    first.refresh_from_db()
    attendance.mark(first, by=by, marks={person: "absent"})
    assert (camp("persons", "valmiera"), camp("families", "valmiera")) == (22, 5)


def test_a33_camp_bauska_1(registry: Registry) -> None:
    assert camp("families", "bauska_1") == 5
    assert [camp(code, "bauska_1") for code in ("persons", "adults", "children")] == [None, None, None]
    group = Group.objects.get(key="bauska_1")
    assert group.territory.name == "Rundāles novads"
    days = Session.objects.filter(cohort__group=group, status="held").order_by("date").values_list("date", flat=True)
    assert list(days) == [day("2014-07-14"), day("2014-07-15"), day("2014-07-16")]


def test_a34_three_camps_and_nobody_counted_at_the_last(registry: Registry) -> None:
    assert value(P3, "camps", *FINAL) == 3
    assert {site: row(P3, "camps", "site", *FINAL, site=site)["value"] for site in ("bauska", "valmiera")} == {"bauska": 2, "valmiera": 1}
    assert [camp(code, "bauska_2") for code in ("families", "persons", "children")] == [None, None, None]
    assert Cohort.objects.get(group__key="bauska_2").planned_sessions == 3


def test_a35_event_attendance_with_unknown_and_unconfirmed(registry: Registry) -> None:
    found = figure(P3, "event_attendance", *FINAL)
    assert (found["value"], found["unknown_parts"], found["not_confirmed"]) == (25, 4, 2)
    assert found["reason"]


def test_a35_follows_an_event_that_is_cancelled(registry: Registry) -> None:
    event = Event.objects.get(key="project_presentation")
    event_actions.cancel(event, by=registry.at["bauska"], because="Pārcelts.")
    assert figure(P3, "event_attendance", *FINAL)["not_confirmed"] == 1


def test_a49_planned_posts(registry: Registry) -> None:
    rows = {(one["function"], one["site"]): one["value"] for one in figure(P3, "posts_planned", "--by", "function,site", *FINAL)["rows"]}
    assert rows[("social_worker", "bauska")] == rows[("social_worker", "valmiera")] == 1
    assert sum(count for (function, _site), count in rows.items() if function == "family_assistant") == 4
    assert row(P3, "posts_filled", "function", *FINAL, function="family_assistant")["value"] is None


def test_a49_follows_a_post_added(registry: Registry) -> None:
    project = Project.objects.get(key=P3)
    Post.objects.create(project=project, function=Function.objects.get(key="psychologist"), planned_from_date=day("2014-01-01"))
    assert row(P3, "posts_planned", "function", *FINAL, function="psychologist")["value"] == 1
    assert PostHolder.objects.filter(post__project=project, is_unknown=True).count() == 4


def test_planned_and_cancelled_meetings_change_no_figure(registry: Registry) -> None:
    before = Attendance.objects.count()
    case = registry.newcomers(P3, "bauska", day("2014-10-06"))
    Session.objects.create(
        case=case, circle=case.circle, project=case.project, service_id=Session.objects.order_by("id")[0].service_id, site=case.site,
        date=day("2014-10-07"), minutes=60, status="no_show",
    )  # fmt: skip
    assert cumulative("2014-11-30") == 101
    assert Attendance.objects.count() == before
