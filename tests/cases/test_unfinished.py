"""What was being written when the session ended comes back, in the same form of the same record, and overwrites nobody."""

import time

from django.test import Client
from django.urls import reverse

from ligzda.access.middleware import LAST_SEEN
from ligzda.cases.actions import notes
from tests.cases.world import World


def leaves_for_lunch(client: Client) -> None:
    session = client.session
    session[LAST_SEEN] = int(time.time()) - 24 * 3600
    session.save()


def test_a_decision_interrupted_by_the_end_of_the_session_comes_back(world: World, client: Client) -> None:
    referral = world.screened()
    address = reverse("cases:referral_move", args=[referral.key, "decline"])
    client.force_login(world.cast.coordinator)
    assert 'data-draft-form="cases.referral_decline"' in client.get(address).content.decode()
    leaves_for_lunch(client)
    sent = {"answer": "Ģimenei tuvāk palīdz Iecavā.", "draft_form": "cases.referral_decline", "draft_record": referral.key}
    assert "/sign-in/" in client.post(address, sent).headers["Location"]
    client.force_login(world.cast.coordinator)
    assert "Ģimenei tuvāk palīdz Iecavā." in client.get(address).content.decode()
    referral.refresh_from_db()
    assert referral.state == "screening"


def test_a_correction_that_was_left_comes_back_and_does_not_overwrite_what_was_saved_since(world: World, client: Client) -> None:
    note = world.noted()
    case = note.case
    address = reverse("cases:correct_note", args=[case.family.key, case.key, note.key])
    client.force_login(world.cast.worker_in)
    client.get(address)
    draft = {"text": "Puse teikuma", "reason": "Precizēju", "version": "1", "draft_form": "cases.correct", "draft_record": note.key}
    assert client.post(reverse("access:draft"), draft).status_code == 204
    notes.correct(note, by=world.worker_in, expected_version=1, text="Otrā logā saglabātais.", reason="Cits logs.")
    page = client.get(address).content.decode()
    assert "Puse teikuma" in page and 'name="version" value="1"' in page
    answer = client.post(address, {"text": "Puse teikuma", "reason": "Precizēju", "version": "1"})
    assert answer.status_code == 422
    assert "Otrā logā saglabātais." in answer.content.decode() and "Puse teikuma" in answer.content.decode()
