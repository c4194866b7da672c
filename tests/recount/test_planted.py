"""A recount that never fails proves nothing: each of these faults, planted into a figure, is found."""

import datetime as dt
from dataclasses import replace
from typing import Any

import ibis
import pytest

from ligzda.access.models import User
from ligzda.care.actions import statuses
from ligzda.care.actions.statuses import Decision
from ligzda.cases import seating
from ligzda.cases.models import Case, Responsibility
from ligzda.measure import indicators
from ligzda.people.actions import persons
from ligzda.people.models import Membership, Person
from ligzda.services.actions import sessions
from ligzda.services.models import ServiceType
from tests.kept import TODAY
from tests.recount.asking import codes, differences, projects
from tests.recount.changes import BY
from tests.recount.counting import Question
from tests.recount.records import Records

FAULTS: dict[str, dict[str, Any]] = {
    "families": {"counts": "person"},
    "children": {"who": "adult"},
    "persons": {"counts": "rows"},
    "consultations": {"where": lambda f: f.held & f.of_case},
    "active": {"until_inclusive": True},
    "exits": {"date": "admitted"},
    "admitted": {"counts": "family", "date": "left"},
    "completions": {"where": None, "date": "first_day"},
    "hours": {"divide_by": 45},
    "enrolled": {"apart": None},
    "children_removed": {"where": lambda f: f.kind == "at_risk"},
    "children_kept": {"where": lambda f: f.kind == "with_parents"},
    "children_returned": {"where": lambda f: f.kind == "with_parents"},
    "worker_changes": {"where": None},
    "levels_changed": {"counts": "rows"},
    "families_no_show_rate": {"exceeds": (lambda f: f.held, 30)},
    "people_of_known_age": {"where": lambda f: f.by_name},
    "years_of_age": {"adds": lambda f: f.cut_off.year() - f.birth_year},
}


@pytest.mark.parametrize("code", FAULTS)
def test_a_planted_fault_is_found(demo: None, db: None, monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    broken = replace(indicators.indicator(code), **FAULTS[code])
    monkeypatch.setitem(indicators._INDICATORS, code, broken)
    what_the_example_lacks()
    records = Records()
    assert any(line for one in asked(records, code) for line in differences(records, code, one))


def test_every_figure_is_more_than_nothing_somewhere_and_its_silence_would_be_found(
    demo: None, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a figure is 0 or unknown over the whole example, two counts that agree prove nothing of it."""
    what_the_example_lacks()
    records, never = Records(), []
    for code in (one for one in codes() if not indicators.indicator(one).ratio):
        with monkeypatch.context() as silence:
            silence.setitem(indicators._INDICATORS, code, replace(indicators.indicator(code), where=lambda _f: ibis.literal(False)))
            if not any(line for one in asked(records, code) for line in differences(records, code, one)):
                never.append(code)
    assert not never, f"nothing of these is in the example: plant a situation here for {never}"


def asked(records: Records, code: str) -> list[Question]:
    """What is never put into one number is asked by its parts."""
    per = indicators.indicator(code).per
    by = (per,) if per else ()
    return [Question(one.id, one.start_date, day, by=by) for one in projects(records) for day in _days(one)]


def what_the_example_lacks() -> None:
    a_separation()
    a_hand_over()
    an_unknown_age()
    a_family_that_slips_away()


def a_family_that_slips_away() -> None:
    """More often away without a word than there."""
    case = Case.objects.filter(project__key="mac150", episodes__isnull=False).order_by("pk")[0]
    day = case.episodes.order_by("pk")[0].admitted_date
    service = ServiceType.objects.get(key="psychologist")
    for n in range(2 * case.sessions.count() + 1):
        start = dt.time(5 + n // 60, n % 60)
        sessions.log(
            case, by=BY, date=day, service=service, minutes=45, start_time=start, outcome="no_show", warned=False, because="Dokumentos."
        )


def an_unknown_age() -> None:
    """Somebody who came and of whom nobody knows when they were born."""
    person = Person.objects.filter(attendances__status="present", root=None, birth_date__isnull=False).order_by("pk")[0]
    persons.change_person(person, by=BY, birth_date=None, birth_precision="unknown", accept_because="Dokumentos.")


def a_hand_over() -> None:
    """The day of it belongs to the new worker."""
    row = Responsibility.objects.filter(until_date=None, episode__is_latest=True, episode__closed_date=None).order_by("pk")[0]
    other = User.objects.filter(function__key="social_worker", is_active=True).exclude(pk=row.user_id).order_by("pk")[0]
    seating.make_responsible(row.episode.case, by=BY, user=other, on=BY.on)


def a_separation() -> None:
    """In the programme in which the example has none: a child is in danger and stays, another goes to a foster family and comes home."""
    rows = Membership.objects.filter(role="child", family__cases__project__key="mac150", person__care_statuses=None, person__root=None)
    stays, goes = rows.select_related("person", "family").distinct().order_by("pk")[:2]
    for row, life in ((stays, ("at_risk", "with_parents")), (goes, ("removed", "foster", "returned"))):
        case = row.family.cases.get(project__key="mac150")
        first = case.episodes.order_by("pk")[0].admitted_date
        for n, kind in enumerate(life):
            day = first + dt.timedelta(days=5 + n)
            decided = Decision("Bāriņtiesa", f"1-6/{n}", day) if kind not in ("at_risk", "with_parents") else Decision()
            statuses.record_status(
                case, row.person, by=BY, kind=kind, from_date=day, decision=decided, led_to="Lēmums.", accept_because="Dokumentos."
            )  # fmt: skip


def _days(project: Any) -> list[Any]:
    return [TODAY, project.start_date.replace(year=project.start_date.year + 1)]
