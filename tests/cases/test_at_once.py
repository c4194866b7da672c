"""Two people, or one who presses twice, decide at the same time: one case, and a sentence for the second."""

import contextlib
import threading
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from ligzda.cases.actions import referrals
from ligzda.cases.models import Case, Episode, Referral
from ligzda.kernel.refused import Refused
from tests.cases.world import World, make_world


def admission(world: World, referral: Referral) -> dict[str, Any]:
    mother = referral.family.memberships.first().person
    return {
        "on": f"{world.today:%d.%m.%Y}.", "project": world.cast.project.key, "criterion": "Bērns kavē skolu.",
        "case_worker": world.cast.worker_in.key, "notice_to": [mother.key],
    }  # fmt: skip


def move_of(referral: Referral, slug: str) -> str:
    return reverse("cases:referral_move", args=[referral.key, slug])


def test_who_admits_second_is_told_what_stands_and_keeps_what_was_typed(world: World, client: Client) -> None:
    referral, client = world.screened(), client
    sent = admission(world, referral)
    client.force_login(world.cast.coordinator)
    assert client.post(move_of(referral, "admit"), {**sent, "form_key": "one"}).status_code == 302
    second = client.post(move_of(referral, "admit"), {**sent, "form_key": "two", "answer": "Gaidīsim otrdien."})
    page = second.content.decode()
    assert second.status_code == 422
    assert "Stāvoklis tagad ir „" in page and "Gaidīsim otrdien." in page
    assert Episode.objects.filter(case__family=referral.family).count() == 1


def test_a_double_click_on_admit_leads_to_the_case_and_not_to_a_missing_page(world: World, client: Client) -> None:
    referral = world.screened()
    client.force_login(world.cast.coordinator)
    answers = [client.post(move_of(referral, "admit"), {**admission(world, referral), "form_key": "one"}) for _press in range(2)]
    case = Case.objects.get(family=referral.family)
    assert [answer.headers["Location"] for answer in answers] == [case.get_absolute_url()] * 2
    assert "Otrreiz tas netika pievienots" in client.get(case.get_absolute_url()).content.decode()


def test_a_case_moved_by_a_colleague_meanwhile_keeps_the_sentence_that_was_typed(world: World, client: Client) -> None:
    case = world.active().case
    client.force_login(world.cast.worker_in)
    address = reverse("desk:move", args=[case.family.key, case.key, "activate"])
    answer = client.post(address, {"on": f"{world.today:%d.%m.%Y}.", "sentence": "Plāns beidzot parakstīts."})
    assert answer.status_code == 422
    assert "Plāns beidzot parakstīts." in answer.content.decode() and "Stāvoklis tagad ir" in answer.content.decode()
    assert client.get(address).status_code == 404


def test_part_of_a_referral_sent_too_late_is_refused_with_a_sentence(world: World, client: Client) -> None:
    referral = world.screened()
    referrals.decline(referral, by=world.coordinator, on=world.today, answer="Ģimene dzīvo citur.", family_told=True)
    client.force_login(world.cast.coordinator)
    answer = client.post(reverse("cases:referral_family", args=[referral.key]), {"name": "Liepu ģimene", "type": "unknown"})
    assert answer.status_code == 422
    assert "Liepu ģimene" in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_two_coordinators_admit_in_the_same_moment_and_one_case_is_opened() -> None:
    world = make_world()
    referral, outcomes = world.screened(), []
    people = [membership.person for membership in referral.family.memberships.all()]
    both_have_read = threading.Barrier(2)
    # A database in memory has no queue for writers; a server and a file have one.
    turn: Any = threading.Lock() if connection.vendor == "sqlite" else contextlib.nullcontext()

    def admit(worker: Any) -> None:
        mine = Referral.objects.select_related("family", "site").get(pk=referral.pk)
        values = {"project": world.cast.project, "case_worker": worker, "criterion": "Bērns kavē skolu.", "notice_to": people}
        both_have_read.wait(20)
        try:
            with turn:
                outcomes.append(referrals.admit(mine, by=world.coordinator, on=world.today, **values))
        except Refused as refused:
            outcomes.append(refused)
        finally:
            connection.close()

    threads = [threading.Thread(target=admit, args=[worker]) for worker in (world.cast.worker_in, world.colleague())]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(type(one).__name__ for one in outcomes) == ["Case", "Refused"]
    assert Case.objects.filter(family=referral.family).count() == Episode.objects.filter(case__family=referral.family).count() == 1
