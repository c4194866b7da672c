"""My calendar outside of Ligzda: a secret address that can be taken back, and nothing in it that names anybody."""

import datetime as dt

import pytest
from django.db.models import F
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from ligzda.access.actions.closing import close_user
from ligzda.access.models import AuditEntry, CalendarFeed, ReadEntry
from ligzda.cases.models import Step
from ligzda.desk.queries.day import ARRIVED, PLANNED, safety_waiting
from ligzda.kernel.languages import LANGUAGES
from ligzda.portal.queries.family_access import messages_waiting
from ligzda.services.actions.sessions import plan_meeting
from ligzda.services.catalogue import ensure_catalogue
from ligzda.services.models import ServiceType
from tests.cases.world import DAY, World, make_world
from tests.services.granted import granted

pytestmark = pytest.mark.django_db
MANAGE = "desk:calendar_feed"


@pytest.fixture
def world() -> World:
    ensure_catalogue()
    return make_world()


@pytest.fixture
def worker(world: World, client: Client) -> Client:
    client.force_login(world.cast.worker_in)  # type: ignore[arg-type]
    return client


def made(worker: Client) -> str:
    """The address, as it is shown once."""
    worker.post(reverse(MANAGE), {"act": "make"})
    page = worker.get(reverse(MANAGE)).content.decode()
    return page.split('<code class="break">')[1].split("</code>")[0].removeprefix("http://testserver")


def read(address: str) -> Calendar:
    """As a calendar does it: without signing in."""
    answer = Client().get(address)
    assert answer.status_code == 200 and answer["Content-Type"].startswith("text/calendar")
    return Calendar.from_ical(answer.content)


def meeting(world: World, *, on: dt.date, at: dt.time | None = dt.time(10, 0)) -> None:
    service = ServiceType.objects.get(key="home_visit")
    plan_meeting(
        world.cast.case, by=world.worker_in, date=on, start_time=at, service=service, minutes=90, place="home", place_note="Ziedu iela 5"
    )


def test_the_address_is_shown_once_and_only_its_digest_is_kept(world: World, worker: Client) -> None:
    address = made(worker)
    secret = address.split("/")[-1].removesuffix(".ics")
    assert len(secret) >= 32
    assert secret not in worker.get(reverse(MANAGE)).content.decode()
    assert secret not in str(CalendarFeed.objects.values())
    assert AuditEntry.objects.filter(act="make_feed", user=world.cast.worker_in).count() == 1


def test_meetings_stand_at_their_hour_in_the_time_of_the_place_summer_and_winter(world: World, worker: Client) -> None:
    days = [world.today + n * DAY for n in (1, 30, 55)]
    for day in days:
        meeting(world, on=day)
    events = read(made(worker)).walk("VEVENT")
    for day, event in zip(days, events, strict=True):
        begins = event["dtstart"].dt
        assert begins.replace(tzinfo=None) == dt.datetime.combine(day, dt.time(10, 0))
        assert begins.utcoffset() == dt.datetime.combine(day, dt.time(10, 0)).astimezone(begins.tzinfo).utcoffset()
        assert event["dtend"].dt - begins == dt.timedelta(minutes=90)
        assert event["dtstart"].params["TZID"] == "Europe/Riga"


def test_a_meeting_without_an_hour_and_due_work_stand_over_their_day(world: World, worker: Client) -> None:
    meeting(world, on=world.today + DAY, at=None)
    Step.objects.create(case=world.cast.case, user=world.cast.worker_in, text="Piezvanīt Agnesei", due_date=world.today + 2 * DAY)
    first, second = read(made(worker)).walk("VEVENT")
    assert first["dtstart"].dt == world.today + DAY and second["dtstart"].dt == world.today + 2 * DAY
    assert "url" in second and str(second["url"]).startswith("http://testserver/families/")


def test_it_reaches_eight_weeks_ahead(world: World, worker: Client) -> None:
    for weeks in (8, 9):
        meeting(world, on=world.today + weeks * 7 * DAY)
    assert len(read(made(worker)).walk("VEVENT")) == 1


def test_nothing_in_it_names_anybody_or_says_where(world: World, worker: Client) -> None:
    case, step = world.cast.case, "Piezvanīt Agnesei Vītoliņai"
    meeting(world, on=world.today + DAY)
    Step.objects.create(case=case, user=world.cast.worker_in, text=step, due_date=world.today)
    granted(world, number="SD-7/99", until_date=world.today + 5 * DAY)
    text = Client().get(made(worker)).content.decode().replace("\r\n ", "")
    names = ["Agnes", "Vītoli", case.number, case.family.name, "Ziedu", "SD-7/99", "Krūmi", world.cast.site.name, step]
    assert text.count("BEGIN:VEVENT") == 3
    assert [name for name in names if name in text] == []


def test_it_speaks_its_owners_language(world: World, worker: Client) -> None:
    meeting(world, on=world.today + DAY)
    address, said = made(worker), set()
    for language in LANGUAGES:
        type(world.cast.worker_in).objects.filter(pk=world.cast.worker_in.pk).update(language=language)  # type: ignore[union-attr]
        said.add(str(read(address).walk("VEVENT")[0]["summary"]).partition(" · ")[0])
    assert len(said) == 3 and "Home visit" in said


def test_what_stands_in_it_stays_the_same_one_in_every_language_and_the_file_is_as_the_standard_wants(world: World, worker: Client) -> None:
    meeting(world, on=world.today + DAY)
    step = Step.objects.create(case=world.cast.case, text="Zvanīt; jautāt, ko māte saka", user=world.cast.worker_in, due_date=world.today)
    address, uids = made(worker), []
    for language, due in (("lv", 0), ("lt", 3)):
        type(world.cast.worker_in).objects.filter(pk=world.cast.worker_in.pk).update(language=language)  # type: ignore[union-attr]
        Step.objects.filter(pk=step.pk).update(due_date=world.today + due * DAY)
        uids.append(sorted(str(event["uid"]) for event in read(address).walk("VEVENT")))
    assert uids[0] == uids[1] and len(set(uids[0])) == len(uids[0]) >= 2
    raw = Client().get(address).content
    lines = raw.split(b"\r\n")
    assert (
        b"\n" not in raw.replace(b"\r\n", b"")
        and max(map(len, lines)) <= 75
        and lines[0] == b"BEGIN:VCALENDAR"
        and lines[-2] == b"END:VCALENDAR"
    )
    for name in (b"UID:", b"DTSTAMP:", b"DTSTART"):
        assert sum(line.startswith(name) for line in lines) >= len(uids[0])


def test_another_address_ends_the_one_before_and_taking_it_back_ends_all(world: World, worker: Client) -> None:
    first, second = made(worker), made(worker)
    assert Client().get(first).status_code == 404 and Client().get(second).status_code == 200
    worker.post(reverse(MANAGE), {"act": "revoke"})
    assert Client().get(second).status_code == 404
    assert AuditEntry.objects.filter(act="revoke_feed").count() == 1


def test_a_closed_account_and_a_guessed_address_find_nothing(world: World, worker: Client) -> None:
    address = made(worker)
    assert Client().get(reverse("desk:feed", args=["x" * 43])).status_code == 404
    assert Client().get(reverse("desk:feed", args=["ā'--"])).status_code == 404
    close_user(world.cast.worker_in, by=world.admin)  # type: ignore[arg-type]
    assert Client().get(address).status_code == 404


def test_it_is_only_read(worker: Client) -> None:
    address = made(worker)
    assert Client().post(address).status_code == 405 and Client().delete(address).status_code == 405


def test_the_first_reading_of_a_day_is_noted_and_the_owner_sees_when(world: World, worker: Client) -> None:
    address = made(worker)
    noted = ReadEntry.objects.filter(thing="access.calendarfeed", user_id=world.cast.worker_in.pk)  # type: ignore[union-attr]
    for _n in range(3):
        read(address)
        noted.update(at=F("at") - dt.timedelta(minutes=11))  # the calendar asks again after a while
    assert noted.count() == 1
    assert CalendarFeed.objects.get().read_at is not None
    CalendarFeed.objects.update(read_at=F("read_at") - DAY)
    read(address)
    assert noted.count() == 2


def test_what_the_owner_may_no_longer_see_is_gone_from_it(world: World, worker: Client) -> None:
    meeting(world, on=world.today + DAY)
    address = made(worker)
    world.cast.case.circle.seats.filter(user=world.cast.worker_in).update(until_date=world.ago(1))
    assert read(address).walk("VEVENT") == []


def test_what_came_in_and_concerns_never_stand_in_it(world: World) -> None:
    assert {safety_waiting, messages_waiting} <= set(ARRIVED) and not set(ARRIVED) & set(PLANNED)
