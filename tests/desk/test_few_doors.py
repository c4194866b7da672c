"""Those who see little: every address of the product without a key, and what of a file opens to them. All else is not there."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from ligzda.access.models import Seat
from tests.cast import Cast, make_seat, make_user

ROOMS = ("access", "cases", "desk", "documents", "people", "places", "projects", "safeguarding", "services")
OWN = {"access:account", "access:settings", "access:roles", "safeguarding:concerns", "safeguarding:raise"}
OPEN_TO = {
    "mother": OWN,  # her own page opens once she was invited; nothing of the workers' ever
    "designated": OWN | {"desk:day", "desk:calendar_feed", "services:calendar"},
    "partner": OWN | {"desk:families", "cases:referrals", "cases:refer", "people:hints"},
    "auditor": OWN
    | {
        "access:audit",
        "access:audit_file",
        "desk:families",
        "desk:figures",
        "desk:records",
        "desk:search",
        "projects:projects",
        "projects:reports",
        "projects:together",
    },
    "nobody": OWN - {"safeguarding:concerns", "safeguarding:raise"},
}


@pytest.fixture
def people(cast: Cast) -> Cast:
    cast.users["mother"], cast.users["designated"] = make_user("Agnese Vītoliņa"), make_user("Vita Lode")
    make_seat(cast.case.circle, cast.users["mother"], "family_member", because=Seat.Because.FAMILY)
    make_seat(cast.site.circle, cast.users["designated"], "designated_person", because=Seat.Because.APPOINTED)
    return cast


def names(resolver: Any, room: str = "") -> Iterator[str]:
    for one in resolver.url_patterns:
        if hasattr(one, "url_patterns"):
            yield from names(one, one.namespace or room)
        elif one.name and room in ROOMS:
            yield f"{room}:{one.name}"


def opened(client: Client, *arguments: str) -> set[str]:
    found = set()
    for name in names(get_resolver()):
        try:
            address = reverse(name, args=arguments)
        except NoReverseMatch:
            continue
        if client.get(address).status_code not in {404, 405, 410}:
            found.add(name)
    return found


@pytest.mark.parametrize("who", list(OPEN_TO))
def test_without_a_key_only_what_is_theirs_opens(people: Cast, client: Client, who: str) -> None:
    client.force_login(people.users[who])  # type: ignore[arg-type]
    assert opened(client) == OPEN_TO[who]


@pytest.mark.parametrize("who", ["mother", "designated", "partner", "nobody"])
def test_of_a_file_nothing_opens(people: Cast, client: Client, who: str) -> None:
    client.force_login(people.users[who])  # type: ignore[arg-type]
    person = people.family.memberships.get().person
    assert (
        not opened(client, people.family.key) and not opened(client, people.family.key, people.case.key) and not opened(client, person.key)
    )
