"""What leaves the house on paper or as a file is told by the page that makes it."""

import pytest
from django.test import Client
from django.urls import reverse

from ligzda.access.actor import Actor
from tests.acts.trail import Trail, line
from tests.cases.world import World
from tests.cast import Cast


@pytest.fixture
def file(cast: Cast) -> list[str]:
    """The keys that lead to the cast's file."""
    return [cast.family.key, cast.case.key]


def opened(address: str, *, by: Actor) -> None:
    client = Client()
    client.force_login(by.user)  # type: ignore[arg-type]
    assert client.get(address).status_code == 200


def test_the_client_file(trail: Trail, cast: Cast, file: list[str]) -> None:
    trail.call(opened, reverse("desk:client_file", args=file), by=cast.actor("worker_in"))
    trail.leaves(line("case.exported", cast.case, cast.circle))


@pytest.mark.parametrize("name", ["genogram_svg", "genogram_pdf"])
def test_the_genogram(trail: Trail, cast: Cast, name: str) -> None:
    trail.call(opened, reverse(f"desk:{name}", args=[cast.family.key]), by=cast.actor("worker_in"))
    trail.leaves(line("genogram.exported", cast.family, cast.circle))


def test_a_letter(trail: Trail, cast: Cast, world: World, file: list[str]) -> None:
    letter = world.letter()
    trail.call(opened, reverse("cooperation:letter_paper", args=[*file, letter.key]), by=world.worker_in)
    trail.leaves(line("letter.printed", letter, cast.circle))


def test_a_letter_on_the_paper_of_the_organisation(trail: Trail, cast: Cast, world: World, file: list[str]) -> None:
    letter = world.letter()
    trail.call(opened, reverse("desk:paper", args=[*file, "letter", letter.key]), by=world.worker_in)
    trail.leaves(line("paper.printed", cast.case, cast.circle))


def test_a_request(trail: Trail, cast: Cast, world: World, file: list[str]) -> None:
    asked = world.asked()
    trail.call(opened, reverse("cooperation:request_paper", args=[*file, asked.key]), by=world.worker_in)
    trail.leaves(line("request.printed", asked, cast.circle))


def test_an_invitation_to_a_meeting(trail: Trail, cast: Cast, world: World, file: list[str]) -> None:
    meeting = world.meeting()
    guest = meeting.invitations.get()
    trail.call(opened, reverse("cooperation:meeting_invitation", args=[*file, meeting.key, guest.pk]), by=world.worker_in)
    trail.leaves(line("meeting.invitation_printed", meeting, cast.circle))
