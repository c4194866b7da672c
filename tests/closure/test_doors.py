"""Who reads what came along with a family from another site. What may not be seen is not there."""

import pytest
from django.test import Client

from ligzda.cases.models import Referral
from ligzda.closure.models import TransferItem
from ligzda.closure.urls import urlpatterns
from ligzda.documents.actions import files
from tests.cases.doors import address, must_open_to
from tests.cases.world import World, latest

DOORS = {
    "brought": {"coordinator"},
    "brought_file": {"coordinator"},
}


def brought(world: World) -> Referral:
    """A family that was handed over to this site, with a paper."""
    found = Referral.objects.filter(source="transfer").first()
    if found is None:
        found = world.referred(source="transfer")
        told = {"name": "izziņa.txt", "content": b"Kopija.", "content_type": "text/plain"}
        file = files.keep(found.circle, by=world.coordinator, **told)
        TransferItem.objects.create(episode=latest(world.cast.case), referral=found, file=file)
    return found


def at(world: World, name: str) -> str:
    referral = brought(world)
    return address(world, "closure", urlpatterns, name, key=referral.key, file_key=referral.brought.get().file.key)


@pytest.mark.parametrize("name", DOORS)
def test_doors(world: World, client: Client, name: str) -> None:
    must_open_to(world, client, at(world, name), DOORS[name])


def test_a_stranger_posts_nothing(world: World, client: Client) -> None:
    urls = [at(world, name) for name in DOORS]
    client.force_login(world.cast.users["worker_out"])
    assert {client.post(url, {}).status_code for url in urls} == {404}


def test_every_address_of_the_room_has_a_row_in_the_table() -> None:
    assert {str(one.name) for one in urlpatterns} == set(DOORS)
