"""A concern is raised by anybody, told to those who must know, seen by nobody else, and never disappears."""

import datetime as dt
import json
from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from ligzda.access.actor import Actor
from ligzda.access.models import Seat, User
from ligzda.cases.states import EPISODE
from ligzda.closure.actions import closing
from ligzda.kernel import clock
from ligzda.kernel.refused import Refused
from ligzda.people.models import CircleAccess, Person
from ligzda.safeguarding.actions import concerns
from ligzda.safeguarding.models import Concern
from ligzda.safeguarding.queries import concerns_waiting, has_open_concern
from ligzda.safeguarding.queries.concerns import concerns as listed
from tests.cases.world import ENOUGH, World, latest, make_world
from tests.cast import door, make_seat, make_user

WORDS = "Tētis mani sit ar jostu."
ALL = ("worker_in", "worker_out", "coordinator", "intake", "manager", "leader", "partner", "auditor", "admin", "nobody")


@pytest.fixture
def world(db: None) -> World:
    world = make_world()
    world.cast.users["designated"] = make_user("Vita Lode")
    make_seat(world.cast.site.circle, world.cast.users["designated"], "designated_person", because=Seat.Because.APPOINTED)
    CircleAccess.objects.create(circle=world.cast.group_circle, person=child(world))  # the leader knows the child from the group
    return world


def child(world: World) -> Person:
    return world.cast.case.family.memberships.first().person


def raised(world: World, who: str = "worker_in", **values) -> Concern:
    values = {"people": [child(world)], "child_words": WORDS, "is_danger_now": False, "noticed_at": clock.now()} | values
    return concerns.raise_concern(by=world.cast.actor(who), **values)[0]


def reported(world: World, concern: Concern, **values) -> Concern:
    values = {
        "reported_to": "Bāriņtiesa", "reported_person": "Dežurante", "reported_at": clock.now(), "reported_how": "phone", "reference": "BT-17",
        "parents_told": "risk",
    } | values  # fmt: skip
    return concerns.report(concern, by=world.cast.actor("designated"), **values)


def test_it_is_told_at_once_to_the_designated_person_and_the_coordinator_without_a_word_of_it(
    world: World, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        concern, told = concerns.raise_concern(
            by=world.worker_in, people=[child(world)], child_words=WORDS, is_danger_now=True, noticed_at=clock.now()
        )
    assert [user.name for user in told] == ["Vita Lode", "Māra Ozola"]
    assert sorted(letter.to[0] for letter in mail.outbox) == sorted(user.email for user in told)
    assert not any(WORDS in letter.body or child(world).last_name in letter.body for letter in mail.outbox)
    assert {seat.user.name for seat in concern.circle.seats.all()} == {"Vita Lode", "Māra Ozola", "Ilze Krūmiņa"}


@pytest.mark.parametrize(
    ("values", "field"),
    [
        (lambda: {"people": [], "about": " "}, "about"),
        (lambda: {"child_words": " ", "seen": ""}, "child_words"),
        (lambda: {"noticed_at": clock.now() + dt.timedelta(hours=1)}, "noticed_on"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(world: World, values: Callable[[], dict], field: str) -> None:
    with pytest.raises(Refused) as refused:
        raised(world, **values())
    assert refused.value.field == field and not Concern.objects.exists()


@pytest.mark.parametrize("who", ALL[:-1])
def test_every_role_may_raise_one_without_a_case(world: World, who: str) -> None:
    concern = raised(world, who, people=[], about="Zēns kāpņu telpā")
    assert list(listed(world.cast.actor(who))) == [concern]


def test_nobody_outside_its_circle_finds_it(world: World, client: Client) -> None:
    concern = raised(world)
    for who in ALL:
        expected = 200 if who in {"worker_in", "coordinator"} else 404
        assert door(client, world.cast.users[who], concern.get_absolute_url()) == expected, who
    for who in set(ALL) - {"worker_in", "coordinator", "nobody"}:
        client.force_login(world.cast.users[who])
        assert concern.key not in client.get(reverse("safeguarding:concerns")).content.decode()


def test_an_allegation_is_never_seen_by_whom_it_names_nor_by_their_line(world: World, client: Client) -> None:
    named = world.cast.users["worker_in"]
    concern = raised(world, "leader", is_about_staff=True, named_user=named)
    assert {seat.user.name for seat in concern.circle.seats.all()} == {"Vita Lode", "Baiba Zariņa"}
    for who in ("worker_in", "coordinator"):
        assert door(client, world.cast.users[who], concern.get_absolute_url()) == 404
        assert concern not in listed(world.cast.actor(who)) and not concerns_waiting(world.cast.actor(who))


def test_a_designated_person_who_is_named_is_passed_over(world: World) -> None:
    concern = raised(world, "leader", is_about_staff=True, named_user=world.cast.users["designated"])
    assert "Vita Lode" not in {seat.user.name for seat in concern.circle.seats.all()}


def test_reported_is_only_what_has_a_reference(world: World) -> None:
    concern = raised(world)
    with pytest.raises(Refused) as refused:
        reported(world, concern, reference=" ")
    assert refused.value.field == "reference"
    with pytest.raises(Refused):
        reported(world, concern, reported_at=clock.now() - dt.timedelta(days=2))  # before it was noticed
    assert reported(world, concern).state == "reported"


def test_not_to_report_and_to_close_is_the_coordinators_decision(world: World) -> None:
    concern = raised(world)
    with pytest.raises(Refused):
        concerns.decide(concern, by=world.cast.actor("designated"), move="not_report", text="Pārpratums.")
    decided = concerns.decide(concern, by=world.coordinator, move="not_report", text="Pārpratums: rotaļa.")
    closed = concerns.decide(decided, by=world.coordinator, move="close_concern", text="Pārrunāts.")
    assert closed.closed_at and [entry.act for entry in closed.entries.all()] == ["not_report", "close_concern"]


def test_one_that_is_not_reported_keeps_the_case_open_until_the_coordinator_closes_it(world: World) -> None:
    concern = concerns.decide(raised(world), by=world.coordinator, move="not_report", text="Pārpratums: rotaļa.")
    assert has_open_concern(world.coordinator, [child(world).pk])
    assert EPISODE.objections(latest(world.cast.case), "close", world.coordinator)
    concerns.decide(concern, by=world.coordinator, move="close_concern", text="Pārrunāts.")
    assert not has_open_concern(world.coordinator, [child(world).pk])


def test_nobody_writes_a_person_or_a_colleague_they_do_not_know_into_a_concern(world: World) -> None:
    with pytest.raises(Refused) as refused:
        raised(world, "worker_out", people=[child(world)])
    assert refused.value.field == "people"
    with pytest.raises(Refused) as refused:
        raised(world, is_about_staff=True, named_user=make_user("Zane Sveša", is_active=False))
    assert refused.value.field == "named_user" and not Concern.objects.exists()


def test_the_whole_way_each_step_with_a_sentence_that_stays(world: World) -> None:
    concern = reported(world, raised(world))
    for move in ("act", "follow", "close_concern"):
        with pytest.raises(Refused):
            concerns.decide(concern, by=world.coordinator, move=move, text=" ")
        concern = concerns.decide(concern, by=world.coordinator, move=move, text="Izdarīts.")
    assert concern.state == "closed" and concern.entries.count() == 3
    concerns.add(concern, by=world.worker_in, text="Bērns smaida.")
    assert concern.entries.count() == 4


def test_a_case_is_not_closed_while_a_concern_is_open_and_nothing_else_is_told(world: World) -> None:
    case = world.cast.case
    concern = raised(world)
    assert has_open_concern(world.coordinator, [child(world).pk])
    sentences = [str(one) for one in EPISODE.objections(latest(case), "close", world.coordinator)]
    assert len(sentences) == 1 and concern.key not in sentences[0]
    values = {"by": world.coordinator, "on": world.today, "sentence": "Viss.", "exit_type": "moved_away", "accept_because": ENOUGH}
    with pytest.raises(Refused):
        closing.close(latest(case), **values)
    Concern.objects.update(state="closed")
    assert closing.close(latest(case), **values).state == "closed"


def test_it_waits_on_whoever_leads_from_the_same_day_on(world: World) -> None:
    concern = raised(world)
    for who in ("designated", "coordinator"):
        assert [row.due_date for row in concerns_waiting(world.cast.actor(who))] == [clock.today()]
    assert not concerns_waiting(world.worker_in)
    reported(world, concern)
    assert [row.due_date for row in concerns_waiting(world.coordinator)] == [world.today + dt.timedelta(days=1)]


def test_the_page_takes_under_a_minute_and_loses_nothing(world: World, client: Client) -> None:
    client.force_login(world.cast.users["worker_in"])
    url = reverse("safeguarding:raise") + f"?family={world.cast.case.family.key}"
    brought = client.post(url, {"carry": "1", "note": "Zilums uz rokas."}).content.decode()
    assert "Zilums uz rokas." in brought and not Concern.objects.exists()
    typed = {"danger": "no", "child_words": WORDS, "noticed_on": world.today.isoformat(), "about_staff": "no"}
    refused = client.post(url, typed)
    assert refused.status_code == 422 and WORDS in refused.content.decode()
    answer = client.post(url, {**typed, "people": [child(world).key]})
    assert answer.status_code == 302
    page = client.get(answer.url).content.decode()
    assert WORDS in page and "Vita Lode" in page  # who was told


def test_what_was_written_lies_encrypted(world: World) -> None:
    concern = raised(world, seen="Zilums.")
    raw = Concern.objects.filter(pk=concern.pk).extra(select={"raw": "child_words"}).values_list("raw", flat=True)[0]
    assert WORDS not in raw and User.objects.exists()


def test_a_family_sees_of_its_concern_what_it_wrote_itself(world: World, client: Client) -> None:
    mother = world.cast.users["mother"] = make_user("Zane Vītoliņa")
    make_seat(world.cast.case.circle, mother, "family_member", because=Seat.Because.FAMILY)
    client.force_login(mother)
    form = client.get(reverse("safeguarding:raise")).content.decode()
    assert world.cast.users["worker_in"].key in form  # the own team, by what they do
    assert not any(user.name in form for user in world.cast.users.values() if user not in (mother, None))
    assert world.cast.users["worker_out"].key not in form
    sent = {"danger": "no", "about": "Kārlis", "seen": WORDS, "noticed_on": str(clock.today()), "about_staff": "no"}
    after = client.post(reverse("safeguarding:raise"), sent, follow=True).content.decode()
    concern = Concern.objects.get()
    assert "Vita Lode" not in after and WORDS in after
    concerns.add(concern, by=world.cast.actor("mother"), text="Šodien atkal.")
    concerns.add(concern, by=world.cast.actor("designated"), text="Ģimenei vēl nesakām.")
    reported(world, concern)
    page = client.get(concern.get_absolute_url()).content.decode()
    assert "Šodien atkal." in page
    hidden = ("Ģimenei vēl nesakām.", "Vita Lode", "BT-17", "Dežurante", str(Concern.objects.get().get_state_display()))
    lists = client.get(reverse("safeguarding:concerns")).content.decode()
    assert not any(word in page or word in lists for word in hidden)
    client.force_login(world.cast.users["designated"])
    assert all(word in client.get(concern.get_absolute_url()).content.decode() for word in hidden)


def test_what_was_noticed_half_an_hour_after_midnight_is_due_on_that_day(world: World) -> None:
    yesterday = clock.today() - dt.timedelta(days=1)
    raised(world, noticed_at=clock.at(yesterday, dt.time(0, 30)))  # still the evening before in UTC
    assert [(row.due_date, row.overdue_days) for row in concerns_waiting(world.cast.actor("designated"))] == [(yesterday, 1)]


def test_its_page_has_one_next_step_and_reporting_goes_first(world: World, client: Client) -> None:
    concern = raised(world, is_about_staff=True)
    Concern.objects.filter(pk=concern.pk).update(may_mean=json.dumps([(world.cast.users["worker_out"].pk, None)]))
    client.force_login(world.cast.users["designated"])
    body = client.get(concern.get_absolute_url()).content.decode()
    body = body[body.index("<main") : body.index("</main>")]
    assert body.count("btn-primary") == 1
    assert f'btn-primary" href="{reverse("safeguarding:report", args=[concern.key])}"' in body
    assert reverse("safeguarding:whom", args=[concern.key]) in body


def test_whoever_raises_one_reads_first_whom_to_call(world: World, client: Client) -> None:
    client.force_login(world.cast.users["worker_in"])
    body = client.get(reverse("safeguarding:raise")).content.decode()
    assert body.index('href="tel:112"') < body.index('name="danger"')


def test_nothing_waits_on_whoever_is_no_person(world: World) -> None:
    assert concerns_waiting(Actor.system("clock")) == []
