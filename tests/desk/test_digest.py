"""The day in numbers by e-mail: to whoever asked, on working mornings, and nothing in it but numbers and a link."""

import datetime as dt
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ligzda.access.actor import Actor
from ligzda.access.models import User
from ligzda.cases.models import Step
from ligzda.desk.actions.digest import send_digest
from ligzda.desk.queries.digest import is_morning, who_asked
from ligzda.services.catalogue import ensure_catalogue
from ligzda.services.models import ServiceType, Session
from tests.cases.world import DAY, World, make_world
from tests.cast import holds

pytestmark = pytest.mark.django_db
MONDAY = dt.date(2026, 11, 23)


@pytest.fixture
def world() -> World:
    ensure_catalogue()
    made = make_world()
    User.objects.filter(pk=made.cast.worker_in.pk).update(wants_digest=True)  # type: ignore[union-attr]
    return made


def morning(day: dt.date, hour: int = 7) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time(hour, 20)))


def sent(on: dt.date, commits: Any, hour: int = 7) -> int:
    system = Actor.system("clock", on)
    with commits(execute=True):
        return sum(send_digest(user, by=system) for user in who_asked(system, morning(on, hour)))


def waits(world: World, on: dt.date) -> None:
    """Two meetings, a step for today, one overdue."""
    case, service = world.cast.case, ServiceType.objects.get(key="home_visit")
    for hour in (9, 13):
        Session.objects.create(
            case=case, circle=case.circle, project=case.project, service=service, site=case.site, date=on, start_time=dt.time(hour),
            minutes=60, status="planned", worker=world.cast.worker_in,
        )  # fmt: skip
    for due in (on, on - 2 * DAY):
        Step.objects.create(case=case, user=world.cast.worker_in, text="Piezvanīt Agnesei", due_date=due)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("lv", ("2 tikšanās", "1 darbs")),
        ("en", ("2 meetings today", "1 task due today", "1 task overdue")),
        ("lt", ("2 susitikimai", "1 darbas")),
    ],
)
def test_the_e_mail_holds_numbers_and_a_link_in_the_readers_language(
    world: World, django_capture_on_commit_callbacks: Any, language: str, words: tuple[str, ...]
) -> None:
    User.objects.update(language=language)
    waits(world, MONDAY)
    assert sent(MONDAY, django_capture_on_commit_callbacks) == 1
    (letter,) = mail.outbox
    for word in words:
        assert word in letter.body
    assert reverse("desk:day") in letter.body and reverse("access:account") in letter.body
    case = world.cast.case
    hidden = ["Agnes", "Vītoli", "Piezvan", case.number, case.key, case.family.key, case.family.name, world.cast.site.name, "Krūmi"]
    assert [one for one in hidden if one in f"{letter.subject} {letter.body}"] == []


def test_it_goes_out_once_a_morning(world: World, django_capture_on_commit_callbacks: Any) -> None:
    waits(world, MONDAY)
    assert [sent(MONDAY, django_capture_on_commit_callbacks) for _n in range(3)] == [1, 0, 0]
    assert sent(MONDAY + DAY, django_capture_on_commit_callbacks) == 1 and len(mail.outbox) == 2


@pytest.mark.parametrize(
    "off",
    [dt.date(2026, 11, 21), dt.date(2026, 11, 22), dt.date(2026, 11, 18), dt.date(2026, 12, 25)],
    ids=["Saturday", "Sunday", "holiday in Latvia", "Christmas"],
)
def test_a_day_off_is_a_day_off(world: World, django_capture_on_commit_callbacks: Any, off: dt.date) -> None:
    waits(world, off)
    assert sent(off, django_capture_on_commit_callbacks) == 0 and mail.outbox == []


def test_a_holiday_is_that_of_the_country_where_one_works(world: World, django_capture_on_commit_callbacks: Any) -> None:
    day = dt.date(2026, 11, 18)  # proclaimed in Latvia; a Wednesday like any other in Lithuania
    type(world.cast.site.territory).objects.update(country="LT")
    waits(world, day)
    assert sent(day, django_capture_on_commit_callbacks) == 1


def test_nothing_is_sent_when_nothing_waits_to_who_did_not_ask_or_whose_account_is_closed(
    world: World, django_capture_on_commit_callbacks: Any
) -> None:
    assert sent(MONDAY, django_capture_on_commit_callbacks) == 0
    waits(world, MONDAY + DAY)
    User.objects.update(wants_digest=False)
    assert sent(MONDAY + DAY, django_capture_on_commit_callbacks) == 0
    User.objects.update(wants_digest=True, is_active=False)
    assert sent(MONDAY + DAY, django_capture_on_commit_callbacks) == 0 and mail.outbox == []


def test_morning_is_a_setting_and_does_not_come_in_the_afternoon() -> None:
    assert [is_morning(morning(MONDAY, hour)) for hour in (6, 7, 10, 11, 15)] == [False, True, True, False, False]
    holds("digest_hour", 6)
    assert is_morning(morning(MONDAY, 6))


def test_everybody_chooses_on_the_own_page(world: World, client: Client) -> None:
    client.force_login(world.cast.worker_out)  # type: ignore[arg-type]
    typed = {"language": "lv", "theme": "system"}
    client.post(reverse("access:account"), typed | {"wants_digest": "on"})
    assert User.objects.get(pk=world.cast.worker_out.pk).wants_digest  # type: ignore[union-attr]
    client.post(reverse("access:account"), typed)
    assert not User.objects.get(pk=world.cast.worker_out.pk).wants_digest  # type: ignore[union-attr]
