"""Looked for by name, somebody on record whom the reader may not see costs what nobody costs: as many statements, as many bytes."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ligzda.access.actor import Actor
from ligzda.kernel import clock
from ligzda.people.actions.families import add_member, register_family
from ligzda.people.actions.persons import register_person
from ligzda.services.actions import groups
from ligzda.services.catalogue import ensure_catalogue
from ligzda.services.models import ServiceType
from tests.cases.world import World, make_world
from tests.rules.house import python

HIDDEN, NOBODY = "Vilhelmīne Retā", "Vilhalmāne Rutā"  # as long as each other
# Views with ?q=. Two look in what the reader has before them: users, and the notes of one file; events and meetings ask as enrol and log do.
ASK = {
    "access/views/users.py", "cases/views/referrals.py", "desk/views/case.py", "desk/views/families.py", "desk/views/text_search.py", "desk/views/trust.py",
    "people/views/families.py", "services/views/cohorts.py", "services/views/events.py", "services/views/quick_entry.py", "services/views/sessions.py",
}  # fmt: skip


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    """Somebody in a file that nobody of the cast sees, and a clock that stands still."""
    world, me = make_world(), Actor.system("test")
    person = register_person(by=me, first_name="Vilhelmīne", last_name="Retā")
    add_member(register_family(by=me, name="Reto ģimene"), by=me, person=person, role="mother")
    now = clock.now().replace(microsecond=0) + dt.timedelta(hours=1)
    monkeypatch.setattr(clock, "now", lambda: now)
    return world


def pages(world: World) -> dict[str, tuple[str, str]]:
    """Page → who asks and where."""
    ensure_catalogue()
    cast = world.cast
    site = {"by": world.coordinator, "site": cast.site, "project": cast.project}
    group = groups.open_group(
        **site, kind="support", name="Otrdienas", from_date=world.today, service=ServiceType.objects.get(key="support_group"),
        leaders=[cast.users["leader"]],
    )  # fmt: skip
    cohort = groups.open_cohort(group, by=cast.actor("leader"), start_date=world.today, planned_sessions=2)
    referral = world.screened()
    return {
        "enrol": ("leader", reverse("services:enrol", args=[group.key, cohort.key])),
        "family of a referral": ("intake", reverse("cases:referral_family", args=[referral.key])),
        "people of a referral": ("intake", reverse("cases:referral_people", args=[referral.key])),
        "members": ("coordinator", reverse("people:members", args=[cast.family.key])),
        "whose meeting": ("worker_in", reverse("services:log")),
        "files": ("coordinator", reverse("desk:families")),
        "texts": ("worker_in", reverse("desk:search")),
        "sample": ("coordinator", reverse("desk:samples")),
    }


def spent(client: Client, url: str, name: str) -> tuple[int, int, int]:
    client.get(url, {"q": name})
    with CaptureQueriesContext(connection) as seen:
        answer = client.get(url, {"q": name})
    assert answer.status_code == 200
    return answer.status_code, len(seen), len(answer.content)


def test_a_hidden_person_is_looked_for_at_the_cost_of_an_invented_one_on_every_page(world: World, client: Client) -> None:
    for title, (who, url) in pages(world).items():
        client.force_login(world.cast.users[who])  # type: ignore[arg-type]
        assert spent(client, url, HIDDEN) == spent(client, url, NOBODY), title


def test_no_room_that_looks_for_somebody_is_left_out() -> None:
    found = {one.path for one in python("views") if 'GET.get("q"' in one.text}
    assert found == ASK, "Add its page to those above."
