"""Who gets in where: address × person → answer. What may not be seen is not there."""

import pytest
from django.test import Client
from django.urls import reverse

from ligzda.care.urls import urlpatterns
from tests.care.world import agreed
from tests.cases.doors import FILE, WORKS, must_open_to
from tests.cases.world import World

DOORS = {
    "children": FILE,
    "record": WORKS,
    "void": WORKS,
    "draft_return": WORKS,
    "return_plan": FILE,
    "return_schedule": WORKS,
    "return_part": WORKS,
    "return_told": WORKS,
    "return_move try_at_home": WORKS,
    "return_move agree": set(),  # it was agreed already
}


def address(world: World, name: str) -> str:
    """``return_move agree``: the last part of the address stands behind the name."""
    view, _blank, move = name.partition(" ")
    case = world.cast.case
    plan = case.return_plans.first() or agreed(world, world.ago(30))
    parts = {
        "key": case.family.key, "case_key": case.key, "status_id": plan.person.care_statuses.first().pk, "child_key": plan.person.key,
        "return_key": plan.key, "return_part": "conditions", "return_row": plan.conditions.get().pk, "move": move,
    }  # fmt: skip
    [pattern] = [one.pattern for one in urlpatterns if one.name == view]
    return reverse(f"care:{view}", kwargs={part: parts[part] for part in pattern.converters})


@pytest.mark.parametrize("name", DOORS)
def test_doors(world: World, client: Client, name: str) -> None:
    must_open_to(world, client, address(world, name), DOORS[name])


def test_a_stranger_posts_nothing(world: World, client: Client) -> None:
    urls = [address(world, name) for name in DOORS]
    client.force_login(world.cast.users["worker_out"])
    assert {client.post(url, {}).status_code for url in urls} == {404}


def test_every_address_of_the_room_has_a_row_in_the_table() -> None:
    assert {str(one.name) for one in urlpatterns} == {name.partition(" ")[0] for name in DOORS}
