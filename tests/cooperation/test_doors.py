"""Who gets in where: address × person → answer. What may not be seen is not there."""

import pytest
from django.test import Client

from ligzda.cooperation.urls import urlpatterns
from tests.cases.doors import FILE, WORKS, address, must_open_to
from tests.cases.world import World

DOORS: dict[str, set[str]] = {
    "meeting_new": WORKS,
    "meeting": FILE,
    "meeting_change": WORKS,
    "meeting_person": WORKS,
    "meeting_take_off": WORKS,
    "meeting_invitation": WORKS,
    "meeting_move cancel": WORKS,
    "meeting_move hold": set(),  # nobody was invited yet
    "request_new": WORKS,
    "request_received": WORKS,
    "request": FILE,
    "request_paper": WORKS,
    "request_move send": WORKS,
    "request_move answer": set(),  # it was not sent yet
    "disclosure_new": WORKS,
    "letter_new": WORKS,
    "letter": FILE,
    "letter_paper": FILE,
}


@pytest.mark.parametrize("name", DOORS)
def test_doors(world: World, client: Client, name: str) -> None:
    must_open_to(world, client, address(world, "cooperation", urlpatterns, name), DOORS[name])


def test_a_stranger_posts_nothing(world: World, client: Client) -> None:
    urls = [address(world, "cooperation", urlpatterns, name) for name in DOORS]
    client.force_login(world.cast.users["worker_out"])
    assert {client.post(url, {}).status_code for url in urls} == {404}


def test_every_address_of_the_room_has_a_row_in_the_table() -> None:
    assert {str(one.name) for one in urlpatterns} == {name.partition(" ")[0] for name in DOORS}
