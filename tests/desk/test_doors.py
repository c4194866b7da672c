"""The doors of this room: address × person → answer."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import Cast, door, make_seat

PEOPLE = ("worker_in", "worker_out", "coordinator", "intake", "manager", "leader", "partner", "auditor", "admin", "nobody", "anonymous")
WORKING = {"worker_in", "worker_out", "coordinator", "intake", "manager", "leader"}  # with families, groups or projects
IN_THE_FILE = {"worker_in", "coordinator", "auditor"}
OPEN_TO = {
    "day": WORKING,
    "calendar_feed": WORKING,
    "figures": {"worker_in", "worker_out", "coordinator", "leader", "manager", "auditor"},
    "records": {"worker_in", "worker_out", "coordinator", "auditor"},
    "samples": {"coordinator"},
    "supervision": {"coordinator"},
    "caseload": {"coordinator"},
    "search": {"worker_in", "worker_out", "coordinator", "auditor"},
    "families": {"worker_in", "worker_out", "coordinator", "leader", "partner", "auditor"},
    "family": IN_THE_FILE,
    "family_services": IN_THE_FILE,
    "family_access": IN_THE_FILE,
    "genogram": IN_THE_FILE,
    "genogram_svg": IN_THE_FILE,
    "genogram_pdf": IN_THE_FILE,
    "client_file": IN_THE_FILE,
}


def _arguments(cast: Cast, name: str) -> list[str]:
    of_file = [cast.case.key] if name == "client_file" else []
    return [cast.family.key, *of_file] if of_file or name.startswith(("family", "genogram")) else []


@pytest.mark.parametrize("who", PEOPLE)
def test_each_door_opens_to_those_whose_work_it_is(cast: Cast, who: str) -> None:
    client = Client()
    for name, people in OPEN_TO.items():
        url = reverse(f"desk:{name}", args=_arguments(cast, name))
        expected = 302 if who == "anonymous" else 200 if who in people else 404
        assert door(client, cast.users[who], url) == expected, f"{who} at {url}"


def test_a_family_of_another_site_is_not_there(cast: Cast) -> None:
    url = reverse("desk:family", args=[cast.other_case.family.key])
    assert door(Client(), cast.users["worker_in"], url) == 404


def test_a_page_that_opens_a_file_is_noted(cast: Cast) -> None:
    client = Client()
    door(client, cast.users["worker_in"], reverse("desk:family", args=[cast.family.key]))
    client.force_login(cast.users["coordinator"])
    answer = client.get(reverse("desk:family_access", args=[cast.family.key]))
    assert cast.users["worker_in"].name in answer.content.decode()


def test_who_only_sees_the_contact_tier_reads_no_timeline(cast: Cast) -> None:
    client, partner = Client(), cast.users["partner"]
    assert partner is not None
    make_seat(cast.case.circle, partner, "municipal_partner")
    client.force_login(partner)
    answer = client.get(reverse("desk:family", args=[cast.family.key]))
    assert "timeline" not in answer.content.decode().split("<main")[1]
