"""Somebody without a seat in a closed group compares every day, period and breakdown, and places none of its sessions."""

import datetime as dt
import re
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from ligzda.access.actor import Actor
from ligzda.access.models import Seat
from ligzda.measure import engine, seatless
from ligzda.measure.closed import cut
from ligzda.measure.growth import Curve, creeps
from ligzda.measure.indicators import indicator, indicators
from ligzda.measure.request import FigureRequest
from ligzda.measure.shown import shown_to
from ligzda.projects.actions import reports
from ligzda.projects.models import Project, ProjectSite, PublishedText
from ligzda.projects.queries.figures import answer, figures, terms
from ligzda.projects.queries.reports import as_printed_today
from ligzda.services.actions import groups
from ligzda.services.models import Attendance, Cohort, Session
from tests.projects.ways_out import as_text, routes
from tests.proofs import SOAK
from tests.services.test_groups import running
from tests.services.world import START, TODAY, World, seat

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
END = dt.date(2026, 12, 31)
QUARTERS = [dt.date(2026, 3, 31), dt.date(2026, 6, 30), dt.date(2026, 9, 30), END]
MET = [dt.date(2026, 2, 10), dt.date(2026, 2, 17), dt.date(2026, 5, 5), dt.date(2026, 8, 18), dt.date(2026, 11, 3)]
OPEN = [dt.date(2026, 1, 14), dt.date(2026, 3, 3), dt.date(2026, 5, 20), dt.date(2026, 10, 7)]
NAMES = ("agnese", "kristers", "elina", "toms", "baiba", "inga")
SYSTEM = Actor.system("test")


@pytest.fixture
def closed(world: World) -> Cohort:
    """Six people in a closed group at Valmiera, its manager sits elsewhere; some families come to open services as well."""
    world.person("inga", dt.date(1980, 1, 1))
    for place in world.sites.values():
        ProjectSite.objects.get_or_create(project=world.project, site=place)
    found = running(world, planned=3, name="Ceturtdienas pulciņš", is_closed_circle=True)
    Seat.objects.filter(circle=found.group.circle, user=world.users["coordinator"]).delete()
    for name in NAMES:
        case = world.cases["zarini" if name in ("toms", "baiba", "inga") else "vitolini"]
        groups.enrol(found, by=SYSTEM, person=world.people[name], case=case, from_date=MET[0])
    for day in MET:
        meet(world, found, day, *NAMES)
    for day in OPEN:
        world.held("vitolini", "social_work", day, "agnese")
    return found


def year() -> list[dt.date]:
    """Every day of it in the soak; else each week, with the days around those on which something was."""
    days = [START + n * DAY for n in range(365)]
    near = {day + n * DAY for day in (*MET, *OPEN, *QUARTERS) for n in (-1, 0, 1)}
    return [day for n, day in enumerate(days) if SOAK or n % 14 == 0 or day in near]


def meet(world: World, cohort: Cohort, day: dt.date, *names: str) -> Session:
    group = cohort.group
    session = Session.objects.create(
        cohort=cohort, circle=group.circle, project=group.project, service=group.service, site=group.site, date=day, minutes=90,
        status="held", mode="group", worker=world.users["leader"],
    )  # fmt: skip
    for name in names:
        case = world.cases["zarini" if name in ("toms", "baiba", "inga") else "vitolini"]
        Attendance.objects.create(session=session, person=world.people[name], case=case, family=case.family, status="present")
    return session


def printed(world: World, code: str, day: dt.date, **more: Any) -> str:
    (found,) = figures(world.actor("manager"), world.project, codes=[code], as_of=day, lang="en", **more)
    return found.in_words("en")


@pytest.mark.parametrize("code", ["sessions", "participations"])
def test_asking_every_day_of_a_year_a_number_moves_only_where_open_work_or_a_quarters_end_lies(
    world: World, closed: Cohort, code: str
) -> None:
    days = year()
    said = [printed(world, code, day) for day in days]
    moved = {day for (_, before), (day, now) in pairwise(zip(days, said, strict=True)) if before != now}
    assert moved <= {*OPEN, *QUARTERS} and moved & set(QUARTERS), moved


def test_asking_every_first_day_a_number_moves_only_there_as_well(world: World, closed: Cohort) -> None:
    days = year()
    said = [printed(world, "services", END, since=day) for day in days]
    moved = {day for (_, before), (day, now) in pairwise(zip(days, said, strict=True)) if before != now}
    assert moved <= {day + DAY for day in (*OPEN, *QUARTERS)}, moved


def test_at_a_quarters_end_the_reader_is_told_the_organisations_number(world: World, closed: Cohort) -> None:
    for day in QUARTERS:
        every = engine.compute(FigureRequest("sessions", as_of=day, project=world.project.pk, project_start=START))
        assert printed(world, "sessions", day) == str(every.value)
    assert printed(world, "sessions", QUARTERS[0] + 40 * DAY) == "2"


def places(one: Any) -> list[str]:
    return [name for name in ("site", "territory", "function", "month") if name in one.by]


def test_in_no_row_by_place_profession_or_month_does_a_closed_group_stand(world: World, closed: Cohort) -> None:
    actor, codes = world.actor("manager"), [one for one in indicators() if one.fact in ("session", "attendance", "enrolment", "camp")]
    asked = [
        (one.code, by) for one in codes if one.listed for name in places(one) for by in ((name,), (name, "service"), ("quarter", name))
    ]
    asked = [(code, by) for code, by in asked if not {"quarter", "month"} <= set(by) and all(n in indicator(code).by for n in by)]

    asked = asked if SOAK else Random(7).sample(asked, 8)

    def rows() -> dict[Any, Any]:
        found = {}
        for code, by in asked:
            (figure,) = figures(actor, world.project, codes=[code], as_of=END, by=by, lang="en")
            found[code, by] = {tuple(row.key.values()): row.in_words("en") for row in figure.rows or ()}
        return found

    with_it = rows()
    assert len(with_it) == len(asked) >= 8
    Attendance.objects.filter(session__cohort=closed).delete()
    Session.objects.filter(cohort=closed).delete()
    closed.enrolments.all().delete()
    without = rows()
    for each, found in with_it.items():
        told = {key: text for key, text in found.items() if text not in ("0", "unknown")}
        assert told == {key: text for key, text in without[each].items() if text not in ("0", "unknown")}, each


def test_a_filter_by_place_is_a_row_by_place(world: World, closed: Cohort) -> None:
    about = terms(world.actor("manager"), world.project)
    assert answer(about, "sessions", END, where={"site": "bauska"}, lang="en").value == 0
    assert answer(about, "participations", END, where={"function": "unknown"}, lang="en").value == 0


def test_a_family_that_comes_to_an_open_service_is_not_known_to_have_come_to_the_closed_group(world: World, closed: Cohort) -> None:
    """All of zarini came to the closed group; the day on which they come to the social worker says nothing of it."""
    day = dt.date(2026, 10, 15)
    about = terms(world.actor("manager"), world.project)
    before = seatless.compute(about.ask("families", day - DAY)).value
    world.held("zarini", "social_work", day, "baiba")
    assert seatless.compute(about.ask("families", day)).value == (before or 0) + 1


def test_what_a_closed_group_grew_by_is_not_told_while_it_is_of_few(world: World, closed: Cohort) -> None:
    """Six by the end of March; one more person in May would be the difference of two printed numbers."""
    world.person("zane", dt.date(1991, 1, 1))
    assert [printed(world, "enrolled", day) for day in QUARTERS[:2]] == ["6", "6"]
    groups.enrol(closed, by=SYSTEM, person=world.people["zane"], case=world.cases["zarini"], from_date=MET[2], because="Zina visus.")
    assert [printed(world, "enrolled", day) for day in QUARTERS[:2]] == ["6", "hidden"]


@pytest.mark.parametrize(
    ("parts", "waits"),
    [([6], False), ([3], True), ([6, 7], True), ([3, 6], False), ([6, 6, 8, 11], False), ([6, 4], True), ([0, 0], False)],
)
def test_a_part_is_told_again_once_it_moved_by_five(parts: list[int], waits: bool) -> None:
    assert creeps([(part, part) for part in parts], is_units=True) is waits


def test_children_are_not_what_people_and_adults_leave_over(world: World, closed: Cohort) -> None:
    """Seven people at the closed group: five adults, two children. Of the three numbers one alone may be told."""
    for name in ("rita", "zane"):
        world.person(name, dt.date(1970, 1, 1))
        groups.enrol(closed, by=SYSTEM, person=world.people[name], case=world.cases["zarini"], from_date=MET[0], because="Zina visus.")
    Attendance.objects.filter(session__cohort=closed, person=world.people["toms"]).delete()
    Session.objects.filter(case__isnull=False).update(status="planned")
    extra = [world.people[name] for name in ("rita", "zane")]
    for person in extra:
        Attendance.objects.create(session=closed.sessions.order_by("date")[0], person=person, case=world.cases["zarini"], status="present")
    said = {code: printed(world, code, END) for code in ("persons", "children", "adults")}
    assert said["children"] == "< 5" and sum(text.isdigit() for text in said.values()) <= 1, said


def published(world: World, *days: dt.date) -> None:
    for n, day in enumerate(days, 1):
        PublishedText.objects.create(project=world.project, number=n, subject="Pārskats", kind="report", as_of_date=day)
    world.project = Project.objects.get(pk=world.project.pk)


def test_the_end_of_a_month_that_was_published_is_told_exactly(world: World, closed: Cohort) -> None:
    day = dt.date(2026, 2, 28)
    assert printed(world, "sessions", day) == "0"
    published(world, day)
    assert printed(world, "sessions", day) == "2"
    assert printed(world, "sessions", day - DAY) == "0"


def test_in_a_quarter_that_is_not_over_no_month_is_told(world: World, closed: Cohort, monkeypatch: pytest.MonkeyPatch) -> None:
    day = dt.date(2026, 2, 28)
    published(world, day)
    monkeypatch.setattr("ligzda.kernel.clock.today", lambda: QUARTERS[0])
    assert printed(world, "sessions", day) == "0"


def few_more(world: World, closed: Cohort) -> None:
    """Five come in April and one in May: a quarter's end tells of six, two months' ends would tell of one."""
    more = [f"cita{n}" for n in range(6)]
    for n, name in enumerate(more):
        world.person(name, dt.date(1980 + n, 1, 1))
        day = dt.date(2026, 4, 14) if n < 5 else MET[2]
        groups.enrol(closed, by=SYSTEM, person=world.people[name], case=world.cases["zarini"], from_date=day, because="Zina visus.")
    meet(world, closed, dt.date(2026, 4, 14), *more[:5])
    meet(world, closed, dt.date(2026, 5, 12), more[5])


TOLD = ("enrolled", "persons", "adults", "attended")
SPRING = [
    dt.date(2026, 3, 31),
    dt.date(2026, 4, 30),
    dt.date(2026, 5, 31),
    dt.date(2026, 6, 30),
]  # between them no open work brings anybody new


def subtracted(world: World, days: list[dt.date], *codes: str) -> set[str]:
    """An attacker publishes every day, asks on all of them and subtracts each day from each later one: what moved by one to four."""
    published(world, *days)
    found: dict[Any, dict[dt.date, int]] = {}
    for day, by in ((day, by) for day in days for by in ((), ("group",), ("service",))[: 3 if SOAK else 2]):
        for one in figures(world.actor("manager"), world.project, codes=codes, as_of=day, by=by, lang="en"):
            for key, cell in [((), one), *((tuple(row.key.values()), row) for row in one.rows or ())]:
                if cell.value is not None:
                    found.setdefault((one.code, key), {})[day] = int(cell.value)
    return {
        code for (code, _key), curve in found.items() for first in curve for last in curve
        if first < last and 0 < abs(curve[last] - curve[first]) < 5
    }  # fmt: skip


def test_no_two_days_subtracted_say_what_few_did_though_every_day_was_published(world: World, closed: Cohort) -> None:
    few_more(world, closed)
    days = [day + n * DAY for day in SPRING for n in (-1, 0, 1)] if SOAK else SPRING
    assert subtracted(world, days, *(TOLD if SOAK else TOLD[:2])) == set()


def test_a_published_month_that_moved_by_few_would_be_found(world: World, closed: Cohort, monkeypatch: pytest.MonkeyPatch) -> None:
    few_more(world, closed)
    monkeypatch.setattr(Curve, "moved_by_few", lambda *_days: False)
    assert subtracted(world, SPRING[1:], "enrolled") == {"enrolled"}


@pytest.mark.parametrize(
    ("parts", "few"), [((0, 6), False), ((6, 7), True), ((6, 6), False), ((6, 2), True), ((0, 4), True), ((1, 6), False)]
)
def test_what_a_part_moved_by_between_two_days(parts: tuple[int, int], few: bool) -> None:
    days = [dt.date(2026, 4, 30), dt.date(2026, 5, 31)]
    curve = Curve({day: (part, part) for day, part in zip(days, parts, strict=True)}, is_units=True)
    assert curve.moved_by_few(*days) is few


def said_on(client: Client, world: World, day: dt.date) -> dict[str, set[int]]:
    """How many are enrolled, as every address of the project says it to its manager: pages, drawings and files."""
    found: dict[str, set[int]] = {}
    for name, keys in routes(of="projects/<slug:key>/"):
        if not (SOAK or "code" in keys):
            continue  # a page of all figures compiles each of them anew
        for query in ("", "&by=group", "&format=csv") if "code" in keys else ("",):
            values = {"key": world.project.key, "code": "enrolled"}
            answer = client.get(reverse(name, args=[values[key] for key in keys]) + f"?as-of={day.isoformat()}{query}")
            if answer.status_code == 200:
                text = as_text(answer)
                found[f"{name}{query}"] = {int(one) for one in re.findall(r"Grupās uzņemtie cilvēki\D{0,40}?(\d+)(?![\d.])", text)}
    return found


@pytest.mark.parametrize("is_planted", [False, True])
def test_no_way_out_of_the_project_says_what_few_did_between_two_days(
    world: World, closed: Cohort, client: Client, monkeypatch: pytest.MonkeyPatch, is_planted: bool
) -> None:
    """Planted: a law that admits every published month. Then the pages say that one came in May."""
    few_more(world, closed)
    published(world, *SPRING)
    if is_planted:
        monkeypatch.setattr(Curve, "moved_by_few", lambda *_days: False)
    client.force_login(world.users["manager"])
    first, last = (said_on(client, world, day) for day in SPRING[1:3])
    assert {11 if is_planted else 6} <= set().union(*first.values()) and len(first) > 1, "nothing was read"
    assert any(0 < abs(one - two) < 5 for way in first for one in first[way] for two in last[way]) is is_planted


def test_rows_moved_by_few_where_few_people_stand_behind_them() -> None:
    """Ten meetings of two families are two."""
    days = [dt.date(2026, 4, 30), dt.date(2026, 5, 31)]
    assert Curve({days[0]: (10, 9), days[1]: (20, 2)}).moved_by_few(*days)
    assert not Curve({days[0]: (10, 2), days[1]: (20, 5)}).moved_by_few(*days)


def test_the_leader_and_the_server_are_told_every_day(world: World, closed: Cohort) -> None:
    seat(closed.group.circle, world.users["manager"], "group_leader")
    assert printed(world, "sessions", MET[0]) == "1"
    assert figures(SYSTEM, world.project, codes=["sessions"], as_of=MET[0])[0].value == 1


def test_a_figure_counted_for_the_server_is_counted_anew_at_the_door(world: World, closed: Cohort) -> None:
    """Whoever asks the engine past the house's own queries gets no more out of it."""
    about = terms(SYSTEM, world.project)
    (shown,) = shown_to(world.actor("manager"), [engine.compute(about.ask("sessions", MET[1], lang="en"))])
    assert shown.value == 0


@pytest.mark.parametrize(
    ("day", "last"), [("2026-03-31", "2026-03-31"), ("2026-04-01", "2026-03-31"), ("2026-01-01", "2025-12-31"), ("9999-12-31", "9999-12-31"),
                      ("0001-01-01", "0001-01-01"), ("2026-07-15", "2026-06-30")]
)  # fmt: skip
def test_the_day_on_which_a_closed_part_moves(day: str, last: str) -> None:
    assert cut(dt.date.fromisoformat(day)) == dt.date.fromisoformat(last)


def test_the_day_of_today_is_no_cut() -> None:
    assert cut(TODAY) == dt.date(2026, 9, 30)


def test_a_report_frozen_before_this_law_withholds_what_would_place_a_session(world: World, closed: Cohort) -> None:
    manager, day = world.actor("manager"), QUARTERS[0] + 10 * DAY
    report = reports.publish(reports.draft(world.project, by=manager, as_of=day, is_suppressed=False), by=manager)

    def told(code: str) -> str:
        found = next(one for one in as_printed_today(report) if one.code == code)
        return "hidden" if found.suppressed else found.in_words("en")

    assert told("sessions") == "2"
    for one in report.snapshot["frozen"]["figures"]:
        one.pop("seatless")
    assert told("sessions") == "hidden"
    assert told("active") != "hidden"
