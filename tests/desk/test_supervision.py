"""A coordinator looks at the team: five families or fifty, the page costs the same, and it shows nothing of other sites."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ligzda.access.actor import Actor
from ligzda.cases.actions import cover
from ligzda.cases.actions.steps import finish_step
from ligzda.cases.models import Case, Episode, Responsibility, Step
from ligzda.cases.queries.supervision import risky
from ligzda.cooperation import queries as cooperation
from ligzda.cooperation.models import CaseMeeting, InformationRequest
from ligzda.desk.queries.day import all_work
from ligzda.desk.queries.supervision import LISTS, past_its_day
from ligzda.kernel import clock
from ligzda.safeguarding.actions.flags import flag
from ligzda.services.catalogue import ensure_catalogue
from ligzda.services.models import ServiceType, Session
from ligzda.services.queries import meetings
from ligzda.services.queries.families_without_contact import silent
from tests.cast import Cast, holds, make_family_case, make_seat

URL = reverse("desk:supervision")
DAY = dt.timedelta(days=1)


def met(case: Case, on: dt.date, status: str = "held") -> Session:
    service = ServiceType.objects.get(key="social_work")
    return Session.objects.create(
        case=case, circle=case.circle, project=case.project, service=service, site=case.site, minutes=60, status=status, date=on
    )


def add(cast: Cast, count: int) -> None:
    """Files with everything the page can show: overdue, silent, handed over, stood in for."""
    worker, other = cast.users["worker_in"], cast.users["worker_out"]
    for _n in range(count):
        case = make_family_case(cast.site, cast.project, state="assessment")
        make_seat(case.circle, worker, "case_worker", is_responsible=True)
        episode, since = Episode.objects.get(case=case), dt.date(2025, 1, 1)
        first = Responsibility.objects.create(episode=episode, user=other, from_date=since, until_date=since + DAY)
        Responsibility.objects.create(episode=episode, user=worker, from_date=since + DAY, follows=first)
        cover.stand_in([case], by=cast.actor("coordinator"), absent=worker, user=other, from_date=clock.today(), until_date=clock.today())


PAGES = [*(f"{URL}?show={name}" for name in LISTS), reverse("desk:caseload")]


@pytest.mark.parametrize("page", PAGES)
def test_the_page_is_flat(cast: Cast, page: str) -> None:
    ensure_catalogue()
    client, counts = Client(), []
    client.force_login(cast.users["coordinator"])
    for more in (5, 45):
        add(cast, more)
        client.get(page)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(page).status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1]
    assert counts[0] <= 16


def test_each_row_leads_to_the_file_and_nothing_of_another_site_stands_there(cast: Cast) -> None:
    Episode.objects.update(state="assessment")
    client = Client()
    client.force_login(cast.users["coordinator"])
    said = client.get(URL).content.decode()
    assert cast.case.get_absolute_url() in said and cast.case.number in said
    assert cast.other_case.number not in said and cast.users["worker_out"].name not in said


def test_a_request_and_a_minute_that_are_late_stand_among_what_is_overdue(cast: Cast) -> None:
    today, case = clock.today(), cast.case
    values = {"institution": "Skola", "what": "Kā klājas?", "ground_kind": "law", "ground": "17. pants"}

    def asked(due: int, **more: str) -> InformationRequest:
        return InformationRequest.objects.create(case=case, due_date=today + due * DAY, **values, **more)

    ours, theirs = asked(-1, state="sent"), asked(-4, state="sent", direction="in")
    asked(0, state="sent"), asked(-9, state="answered"), asked(-9, state="withdrawn")
    late = CaseMeeting.objects.create(case=case, purpose="Skola", state="invited", date=today - 30 * DAY)
    CaseMeeting.objects.create(case=case, purpose="Skola", state="invited", date=today)
    CaseMeeting.objects.create(case=case, purpose="Skola", state="held", date=today - 30 * DAY)
    InformationRequest.objects.create(case=cast.other_case, due_date=today - 9 * DAY, **values)
    coordinator = cast.actor("coordinator")
    rows = [(line.url, line.overdue_days > 0) for line in past_its_day(coordinator)]
    assert rows == [(one.get_absolute_url(), True) for one in (late, theirs, ours)]
    with CaptureQueriesContext(connection) as seen:
        cooperation.overdue(coordinator)
    assert len(seen) == 1
    assert cooperation.overdue(cast.actor("worker_in")) == []


def test_a_family_is_silent_when_nobody_met_it_for_so_many_days(cast: Cast) -> None:
    ensure_catalogue()
    holds("silent", 20)
    actor, today = cast.actor("coordinator"), clock.today()

    def numbers() -> list[str]:
        return [line.number for line in silent(actor)[0:26]]

    assert numbers() == [cast.case.number]
    met(cast.case, today - 3 * DAY, "no_show")  # an attempt is not a contact
    assert numbers() == [cast.case.number]
    met(cast.case, today - 21 * DAY)
    assert [(line.due_date, line.number) for line in silent(actor)[0:26]] == [(today - 21 * DAY, cast.case.number)]
    session = met(cast.case, today - 20 * DAY)
    assert numbers() == []
    session.voided_at = clock.now()
    session.save()
    assert numbers() == [cast.case.number]
    assert list(silent(Actor(cast.users["worker_in"]))[0:26]) == []


def test_a_high_risk_of_a_family_or_of_its_member_stands_there_and_no_other(cast: Cast) -> None:
    worker, today = cast.actor("worker_in"), clock.today()
    other = make_family_case(cast.site, cast.project)
    person = cast.family.memberships.get().person
    flag(by=worker, level="high", reason="Draudi.", review_date=today + 3 * DAY, person=person)
    flag(by=cast.actor("coordinator"), level="medium", reason="Parādi.", review_date=today + 3 * DAY, family=other.family)
    flag(by=cast.actor("worker_out"), level="high", reason="Draudi.", review_date=today + 3 * DAY, family=cast.other_case.family)
    assert [line.number for line in risky(cast.actor("coordinator"))] == [cast.case.number]
    flag(by=cast.actor("coordinator"), level="high", reason="Draudi.", review_date=today + DAY, family=other.family)
    assert [line.number for line in risky(cast.actor("coordinator"))] == [other.number, cast.case.number]
    assert risky(worker) == []


def test_a_stand_in_gets_the_absent_workers_meetings_and_steps_in_those_days_and_files_only(cast: Cast) -> None:
    ensure_catalogue()
    today, absent, other = clock.today(), cast.users["worker_in"], cast.users["worker_out"]
    case, left_out = cast.case, make_family_case(cast.site, cast.project)
    for one in (case, left_out):
        make_seat(one.circle, absent, "case_worker") if one is left_out else None
        session = met(one, today, "planned")
        session.worker = absent
        session.save()
        Step.objects.create(case=one, text="Zvanīt skolai", user=absent, due_date=today)
    until = today + 5 * DAY
    cover.stand_in([case], by=cast.actor("coordinator"), absent=absent, user=other, from_date=today, until_date=until)
    assert [one.case_id for one in meetings(cast.actor("worker_out"), today)] == [case.pk]
    work = [row.url for row in all_work(cast.actor("worker_out")) if "/steps/" in row.url]
    assert len(work) == 1 and case.key in work[0]
    assert meetings(Actor(other, until + DAY), today) == []
    assert len(meetings(cast.actor("worker_in"), today)) == 2  # the absent worker's calendar stays as it is
    step = Step.objects.get(case=case)
    assert finish_step(step, by=cast.actor("worker_out"), on=today).done_by == other


def test_a_new_family_is_not_silent_yet(cast: Cast) -> None:
    make_family_case(cast.site, cast.project, admitted=clock.today())
    assert [line.number for line in silent(cast.actor("coordinator"))[0:26]] == [cast.case.number]


def test_the_record_of_a_visit_names_for_whom_its_worker_stood_in_on_that_day_only(cast: Cast) -> None:
    ensure_catalogue()
    today, absent, other = clock.today(), cast.users["worker_in"], cast.users["worker_out"]
    cover.stand_in([cast.case], by=cast.actor("coordinator"), absent=absent, user=other, from_date=today - DAY, until_date=today)
    client = Client()
    client.force_login(cast.users["coordinator"])
    for on, worker, marked in ((today, other, True), (today - DAY, other, True), (today - 2 * DAY, other, False), (today, absent, False)):
        session = met(cast.case, on)
        session.worker = worker
        session.outside_grant_because = "Bērns saslima."
        session.save()
        said = client.get(reverse("services:session", args=[session.key])).content.decode()
        assert (f"{other.name} (aizvieto: {absent.name})" in said) is marked
        assert worker.name in said and "Bērns saslima." in said
