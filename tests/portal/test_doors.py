"""The doors of this room: address × person → answer. The member's own pages open to nobody of the staff."""

import pytest
from django.test import Client
from django.urls import reverse

from ligzda.portal.models import FamilyAccess
from ligzda.portal.urls import urlpatterns
from tests.cast import Cast, door

PEOPLE = ("worker_in", "worker_out", "coordinator", "intake", "manager", "leader", "partner", "auditor", "admin", "nobody", "anonymous")
OWN = ("my", "my_meetings", "my_messages", "my_feedback", "my_access")
OPEN_TO: dict[str, set[str]] = {
    "family_pages": {"worker_in", "coordinator", "auditor"},
    "family_invite": {"coordinator"},
    "family_shown": {"coordinator"},
    "family_end": {"coordinator"},
    "family_messages": {"worker_in", "coordinator"},
    **{name: set() for name in OWN},
}


@pytest.fixture
def doors(cast: Cast) -> dict[str, str]:
    person = cast.family.memberships.get().person
    access = FamilyAccess.objects.create(case=cast.case, person=person, email="a@example.org")
    keys = {"key": cast.family.key, "case_key": cast.case.key, "access_key": access.key}
    needs = {str(one.name): one.pattern.converters for one in urlpatterns}
    return {name: reverse(f"portal:{name}", kwargs={part: keys[part] for part in needs[name]}) for name in OPEN_TO}


@pytest.mark.parametrize("who", PEOPLE)
def test_each_door_opens_to_those_whose_work_it_is(cast: Cast, doors: dict[str, str], who: str) -> None:
    client = Client()
    for name, url in doors.items():
        expected = 302 if who == "anonymous" else 200 if who in OPEN_TO[name] else 404
        assert door(client, cast.users[who], url) == expected, f"{who} at {url}"


def test_a_stranger_posts_nothing(cast: Cast, doors: dict[str, str], client: Client) -> None:
    client.force_login(cast.worker_out)  # type: ignore[arg-type]
    for name, url in doors.items():
        assert client.post(url, {}).status_code == 404, name


def test_every_address_of_the_room_has_a_row_in_the_table() -> None:
    """The link of an invitation opens to whoever holds it."""
    assert {str(one.name) for one in urlpatterns} == {*OPEN_TO, "invitation"}
