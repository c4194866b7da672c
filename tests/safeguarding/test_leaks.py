"""A hidden address and a number nobody may call: looked for in everything that people with and without a seat can open or print."""

import datetime as dt
import io
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from ligzda.access.actions import feeds
from ligzda.access.actor import Actor
from ligzda.access.models import User
from ligzda.kernel.text import squeeze
from ligzda.people.actions.contact import add_address, add_contact
from ligzda.people.models import Membership, Person
from ligzda.portal.actions import family_access
from ligzda.safeguarding.actions import addresses
from tests.cases.world import World, make_world
from tests.cast import NAMES, make_person

ADDRESS, STREET = "Liepu iela 12-4, Bauska", "liepuiela"
NUMBER = "27880031"
# Who works with the family reads its contact details on the person's page, with the warning beside them; nowhere else, and no auditor.
READS_NUMBERS = {"worker_in", "coordinator"}


@pytest.fixture
def world(db: None, settings: Any, tmp_path: Any) -> World:
    settings.MEDIA_ROOT = tmp_path
    return make_world()


@pytest.fixture
def mother(world: World) -> Person:
    """She fled: her address is in the vault, her old number is answered by somebody else."""
    person: Person = world.cast.family.memberships.get().person
    worker = world.cast.actor("worker_in")
    add_address(by=worker, text=ADDRESS, person=person)
    add_address(by=worker, text=ADDRESS, family=world.cast.family)
    add_contact(person, by=worker, kind="phone", value=NUMBER, is_safe=False, who_answers="vīrs")
    addresses.hide(person, by=worker, text=ADDRESS)
    return person


@pytest.fixture
def father(world: World) -> User:
    """He stands in the same family and has a page of his own."""
    him = make_person("Andris", birth_date=dt.date(1985, 3, 2))
    Membership.objects.create(family=world.cast.family, person=him, role="father")
    _access, link = family_access.invite(
        world.cast.case, by=world.cast.actor("coordinator"), person=him, email="andris@example.org", site_address="https://ligzda.example",
        is_child=False, plan="family", sees_appointments=True, sees_readers=True, sees_names=True,
    )  # fmt: skip
    return family_access.accept(link.rstrip("/").rsplit("/", 1)[1], by=Actor(None), password="Kastaņa-17-koks")


def places(world: World, mother: Person) -> list[str]:
    """Whatever shows, finds, lists, draws or prints something of this family."""
    case, plan = world.cast.case, world.planned(world.cast.case)
    family, meeting, letter, asked = case.family.key, world.meeting(), world.letter(), world.asked()
    of_case = (
        "desk:case", "cases:plan", "cases:assessments", "desk:documents", "desk:cooperation", "cases:plan_new", "cases:note", "cases:assign",
        "cooperation:letter_new", "cooperation:disclosure_new", "cooperation:request_new", "cooperation:meeting_new",
    )  # fmt: skip
    pages = [reverse(name, args=[family, case.key]) for name in of_case]
    pages += [reverse(name, args=[family, case.key]) for name in ("care:children", "services:grant", "portal:family_pages")]
    pages += [reverse(f"desk:{name}", args=[family]) for name in ("family", "family_services", "family_access", "genogram")]
    pages += [reverse(f"desk:{name}", args=[family]) for name in ("genogram_svg", "genogram_pdf")]
    pages += [reverse("desk:client_file", args=[family, case.key]), reverse("cases:plan_print", args=[family, case.key, plan.key])]
    pages += [reverse(f"cooperation:{name}", args=[family, case.key, letter.key]) for name in ("letter", "letter_paper")]
    pages += [reverse("cooperation:request", args=[family, case.key, asked.key]), meeting.get_absolute_url()]
    pages += [reverse("people:members", args=[family]), f"{reverse('safeguarding:raise')}?family={family}"]
    pages += [f"{reverse(name)}?q={text}" for name in ("desk:families", "desk:search") for text in ("Liepu", NUMBER[:-1])]
    pages += [
        reverse(name)
        for name in (
            *(f"desk:{page}" for page in ("day", "supervision", "caseload", "figures", "records")),
            *(f"portal:{page}" for page in ("my", "my_access", "my_messages")),
        )
    ]
    return [*pages, reverse("people:duplicates"), reverse("services:calendar"), reverse("safeguarding:concerns")]


def said(answer: HttpResponse) -> str:
    """The words of a page or a paper."""
    content: bytes = answer.getvalue()
    if answer.headers["Content-Type"] == "application/pdf":
        return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    return content.decode()


def found(client: Client, user: User | None, places: list[str]) -> tuple[list[str], list[str], int]:
    """Where the address stands, where the number, and how many of the places opened."""
    client.logout() if user is None else client.force_login(user)
    texts = {}
    for place in places:
        answer = client.get(place)
        if answer.status_code == 200:
            texts[place] = squeeze(said(answer))
    return [one for one in texts if STREET in texts[one]], [one for one in texts if NUMBER in texts[one]], len(texts)


@pytest.mark.parametrize("who", [*NAMES, "anonymous"])
def test_neither_stands_anywhere_for_anybody(world: World, mother: Person, client: Client, who: str) -> None:
    address, number, opened = found(client, world.cast.users[who], places(world, mother))
    assert not address and not number
    assert opened > 25 if who in {*READS_NUMBERS, "auditor"} else opened < 25, opened


@pytest.mark.parametrize("who", [*NAMES, "anonymous"])
def test_the_number_is_on_the_persons_page_and_the_address_in_the_vault(world: World, mother: Person, client: Client, who: str) -> None:
    sheet, vault = reverse("people:person", args=[mother.key]), reverse("safeguarding:address", args=[mother.key])
    address, number, _opened = found(client, world.cast.users[who], [sheet, vault])
    assert address == ([vault] if who == "worker_in" else [])
    assert number == ([sheet] if who in READS_NUMBERS else [])


def test_the_father_in_the_same_family_finds_neither(world: World, mother: Person, father: User, client: Client) -> None:
    everything = [*places(world, mother), reverse("people:person", args=[mother.key]), reverse("safeguarding:address", args=[mother.key])]
    address, number, opened = found(client, father, everything)
    assert not address and not number and opened >= 4


def test_nor_does_a_calendar_that_reads_without_signing_in(world: World, mother: Person, client: Client) -> None:
    feed = reverse("desk:feed", args=[feeds.make(by=world.cast.actor("worker_in"))])
    places(world, mother)
    address, number, opened = found(client, None, [feed])
    assert not address and not number and opened == 1
