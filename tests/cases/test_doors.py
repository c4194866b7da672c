"""Who gets in where. What one may not see is not there: 404, and no trace in lists."""

import pytest
from django.test import Client
from django.urls import reverse

from ligzda.cases.actions import referrals
from ligzda.cases.urls import urlpatterns
from tests.cases.doors import FILE, WORKS, address, must_open_to
from tests.cases.world import World

DOORS: dict[str, set[str]] = {
    "referrals": {"coordinator", "intake", "partner"},
    "refer": {"coordinator", "intake", "partner"},
    "referral": {"coordinator", "intake", "partner"},
    "referral_details": {"coordinator", "intake"},
    "referral_family": {"coordinator", "intake"},
    "referral_people": {"coordinator", "intake"},
    "referral_move admit": {"coordinator", "intake"},
    "referral_move take_up": set(),  # it was taken up already
    "assign": {"coordinator"},
    "hand_over": {"coordinator"},
    "release": {"coordinator"},
    "stand_in": {"coordinator"},
    "stand_in_caseload": {"coordinator"},
    "stand_in_end": {"coordinator"},
    "weight": {"coordinator"},
    "plan": FILE,
    "plan_new": WORKS,
    "plan_words": WORKS,
    "plan_agree": WORKS,
    "plan_review": set(),  # the plan is only being agreed
    "plan_sign": WORKS,
    "plan_print": FILE,
    "plan_compare": FILE,
    "goal_new": WORKS,
    "goal": WORKS,
    "goal_remove": WORKS,
    "step_new": WORKS,
    "step": WORKS,
    "step_done": WORKS,
    "step_drop": WORKS,
    "step_reopen": WORKS,
    "note_templates": {"coordinator", "admin"},
    "note_template_new": {"coordinator", "admin"},
    "note_template": {"coordinator", "admin"},
    "note": WORKS,
    "correct_note": {"worker_in"},
    "void_note": WORKS,
    "assessments": FILE,
    "instruments": {"admin"},
    "add_instrument": {"admin"},
    "instrument areas_of_life": {"admin"},
    "change_instrument areas_of_life": {"admin"},
    "prove_instrument areas_of_life": {"admin"},
    "assess": WORKS,
    "assessment": FILE,
    "score f1": WORKS,
    "score nonsense": set(),
    "observe": WORKS,
    "void_assessment": WORKS,
    "score_child": WORKS,
}


def addresses(world: World) -> dict[str, str]:
    """Every address of the table."""
    referral = referrals.take_up(world.referred(by=world.partner), by=world.coordinator, on=world.today)
    referral = referrals.name_new_family(referral, by=world.coordinator, name="Liepu ģimene")
    own = {name: {"key": referral.key} if name.startswith("referral") else {} for name in DOORS}
    return {name: address(world, "cases", urlpatterns, name, **own[name]) for name in DOORS}


@pytest.mark.parametrize("name", DOORS)
def test_doors(world: World, client: Client, name: str) -> None:
    must_open_to(world, client, addresses(world)[name], DOORS[name])


def test_a_stranger_posts_nothing(world: World, client: Client) -> None:
    client.force_login(world.cast.users["worker_out"])
    for name, url in addresses(world).items():
        if name not in {"referrals", "refer"}:
            assert client.post(url, {}).status_code == 404, name


def test_lists_show_no_trace_of_what_lies_elsewhere(world: World, client: Client):
    referral = world.referred()
    client.force_login(world.cast.users["worker_out"])
    answer = client.get(reverse("desk:families"), {"q": "Agnese"})
    assert world.cast.case.number not in answer.content.decode()
    client.force_login(world.cast.users["partner"])
    assert referral.number not in client.get(reverse("cases:referrals")).content.decode()
