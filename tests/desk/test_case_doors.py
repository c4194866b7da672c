"""Who gets into the page of a case, its moves, its documents and what is done with others."""

import pytest
from django.test import Client

from ligzda.desk.urls import urlpatterns
from tests.cases.doors import FILE, WORKS, address, must_open_to
from tests.cases.world import World

DOORS: dict[str, set[str]] = {
    "case": FILE,
    "move hold": WORKS,
    "move plan": set(),  # the case is active
    "move nonsense": set(),
    "contact": WORKS,
    "cooperation": FILE,
    "documents": FILE,
    "document_new": WORKS,
    "document": FILE,
    "paper": FILE,
    "document_void": WORKS,
}


@pytest.mark.parametrize("name", DOORS)
def test_doors(world: World, client: Client, name: str) -> None:
    must_open_to(world, client, address(world, "desk", urlpatterns, name), DOORS[name])


def test_a_stranger_posts_nothing(world: World, client: Client) -> None:
    urls = [address(world, "desk", urlpatterns, name) for name in DOORS]
    client.force_login(world.cast.users["worker_out"])
    assert {client.post(url, {}).status_code for url in urls} == {404}
