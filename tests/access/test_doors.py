"""Which door opens to whom."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import NAMES, Cast, door, make_user

ADMIN = {"admin"}
EVERYBODY = set(NAMES)
TRAIL = {"worker_in", "worker_out", "coordinator", "manager", "auditor", "admin"}
DOORS: dict[str, set[str]] = {
    "access:account": EVERYBODY,
    "access:roles": EVERYBODY,
    "access:audit": TRAIL,
    "access:users": ADMIN,
    "access:new_user": ADMIN,
    "access:functions": ADMIN,
    "access:new_function": ADMIN,
    "access:deadlines": ADMIN,
}
ABOUT_A_USER = ("access:user", "access:change_user", "access:new_seat")


@pytest.mark.parametrize("name", DOORS)
def test_each_page_opens_to_those_named_and_is_nowhere_for_others(cast: Cast, client: Client, name: str) -> None:
    found = {who: door(client, cast.users[who], reverse(name)) for who in NAMES}
    assert found == {who: 200 if who in DOORS[name] else 404 for who in NAMES}
    assert door(client, None, reverse(name)) == 302


@pytest.mark.parametrize("name", ABOUT_A_USER)
def test_an_account_is_seen_by_an_administrator_only(cast: Cast, client: Client, name: str) -> None:
    url = reverse(name, args=[cast.worker_in.key])
    assert {who for who in NAMES if door(client, cast.users[who], url) == 200} == ADMIN
    assert door(client, cast.admin, reverse(name, args=["zzzzzzzz"])) == 404


def test_a_function_is_edited_by_an_administrator_only(cast: Cast, client: Client) -> None:
    url = reverse("access:function", args=["psychologist"])
    assert {who for who in NAMES if door(client, cast.users[who], url) == 200} == ADMIN
    assert door(client, cast.admin, reverse("access:function", args=["wizard"])) == 404


def test_a_term_is_changed_by_an_administrator_only(cast: Cast, client: Client) -> None:
    url = reverse("access:deadline", args=["first_contact"])
    assert {who for who in NAMES if door(client, cast.users[who], url) == 200} == ADMIN
    assert door(client, cast.admin, reverse("access:deadline", args=["wizard"])) == 404


@pytest.mark.parametrize("name", ["invite_user", "close_user", "open_user", "reset_two_factor"])
def test_buttons_about_an_account_work_for_an_administrator_only(cast: Cast, client: Client, name: str) -> None:
    url = reverse(f"access:{name}", args=[make_user().key])
    for who in NAMES:
        client.force_login(cast.users[who])
        assert client.post(url).status_code == (302 if who in ADMIN else 404)
