"""The doors of this room: address × person → answer."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from ligzda.kernel import clock
from ligzda.safeguarding.actions import concerns, flags
from tests.cast import Cast, door

WEEK = dt.timedelta(days=7)
PEOPLE = ("worker_in", "worker_out", "coordinator", "intake", "manager", "leader", "partner", "auditor", "admin", "nobody")
EVERYBODY = set(PEOPLE) - {"nobody"}  # whoever has a role
WHO = {
    "concerns": EVERYBODY,
    "raise": EVERYBODY,
    "concern": {"worker_in", "coordinator"},
    "report": {"coordinator"},
    "move not_report": {"coordinator"},
    "move nonsense": set(),
    "flag": {"worker_in", "coordinator"},
    "flag_down": {"worker_in", "coordinator"},
    "address": {"worker_in", "coordinator"},
}


@pytest.mark.parametrize("name", WHO)
def test_doors(cast: Cast, client: Client, name: str) -> None:
    worker, person = cast.actor("worker_in"), cast.family.memberships.get().person
    concern, _told = concerns.raise_concern(by=worker, people=[person], seen="Zilums.", is_danger_now=False, noticed_at=clock.now())
    view, _blank, move = name.partition(" ")
    given = {
        "concern": [concern.key],
        "report": [concern.key],
        "move": [concern.key, move],
        "flag": [cast.family.key],
        "address": [person.key],
    }
    if view == "flag_down":
        flag = flags.flag(by=worker, level="low", reason="Suns.", review_date=worker.on + WEEK, family=cast.family)
        given["flag_down"] = [flag.key]
    url = reverse(f"safeguarding:{view}", args=given.get(view, []))
    assert {who: door(client, cast.users[who], url) for who in PEOPLE} == {who: 200 if who in WHO[name] else 404 for who in PEOPLE}
    assert door(client, None, url) == 302
