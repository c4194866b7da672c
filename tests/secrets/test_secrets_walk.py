"""Every page, paper, table, drawing, feed, letter and log line that each person can get, searched for what is not theirs."""

import logging
from typing import Any
from urllib.parse import unquote

import pytest
from django.conf import settings
from django.core import mail
from django.db import connection
from django.test import Client

from ligzda.access import pages
from ligzda.kernel import clock
from tests import kept
from tests.doors import walk, world
from tests.doors.routes import Route, routes
from tests.doors.spoken import text_of
from tests.doors.things import kind_of, words_of
from tests.doors.walk import UndoneAfterwards, Walk
from tests.proofs import SOAK, note
from tests.secrets.planted import SECRETS, SPELLINGS, World, found_in, plant, squeezed

SEARCHED = ("?q=Ķiršu", "?q=47", "?q=lācis", "?q=pūce", "?q=Otrdienu", "?q=327513", "?q=63")


@pytest.fixture
def planted(demo: None, db: None, settings: Any) -> World:
    settings.MEDIA_ROOT = kept.files("demo", connection.vendor)
    world.plant()
    return plant()


def addresses(walker: Walk, there: World) -> list[str]:
    """All addresses without a key, with what somebody might search for; and all of this family, its people and this group."""
    found = []
    for route in routes():
        kinds = {name: kind_of(route, name) for name in route.parameters}
        if not any(kinds.values()):
            plain = route.address({name: words_of(route, name)[0] for name in kinds})
            found += [plain, *(plain + asked for asked in SEARCHED if _searches(route))]
            continue
        main = [name for name in route.parameters if kinds[name]][-1]
        for key in _near(walker, str(kinds[main]), there):
            values = walker._with_parents({name: word for name in kinds for word in words_of(route, name)[:1]}, kinds, main, key)
            found.append(route.address(values))
    return list(dict.fromkeys(found))


def _searches(route: Route) -> bool:
    return any(word in route.template for word in ("search", "families/", "hints", "records", "concerns/")) and not route.parameters


def _near(walker: Walk, kind: str, there: World) -> list[Any]:
    """The newest three of a kind that hang on the family, its people or the group; of what is nobody's, the first."""
    rows = list(walker.things[kind].values())
    family, case, group = there.case.family.key, there.case.key, there.group.key
    mine = [
        one
        for one in rows
        if family in one.parents.get("family", ()) or group in one.parents.get("group", ()) or one.key in (family, case, group)
    ]
    mine += [one for one in rows if there.case.circle_id in one.circles and one not in mine]
    return sorted(mine, key=lambda one: one.key)[-3:] or rows[:1]


def searched(client: Client, walker: Walk, there: World) -> tuple[list[str], int]:
    """Where something stands that is not this reader's, and how many answers were read."""
    faults, opened = [], 0
    for address in addresses(walker, there):
        with UndoneAfterwards():
            answer = client.get(address)
            text = text_of(answer) if answer.status_code != 404 else ""
        opened += answer.status_code == 200
        typed = squeezed(unquote(address.partition("?")[2]))  # what somebody typed stands in the search field
        faults += [f"{address}: {name}" for name in found_in(text, walker.email) if not found_in(typed, walker.email)]
    return faults, opened


# What is printed hangs on no database: on PostgreSQL a fifth of the people walk, in the soak all of them.
WALK = world.people()[:: 5 if "postgresql" in settings.DATABASES["default"]["ENGINE"] and not SOAK else 1]


@pytest.mark.parametrize("email", WALK)
def test_nobody_finds_what_is_not_theirs(planted: World, client: Client, caplog: pytest.LogCaptureFixture, email: str) -> None:
    walk.enter(client, world.user(email))
    with caplog.at_level(logging.INFO):
        faults, opened = searched(client, Walk(email, clock.today(), 1), planted)
    lines = [one.getMessage().partition("?")[0].replace(planted.group.key, "") for one in caplog.records]
    letters = [f"{letter.subject} {letter.body}" for letter in mail.outbox]
    faults += [f"a log line: {line}" for line in lines if found_in(line, "")]
    faults += [f"a letter: {letter}" for letter in letters if found_in(letter, "")]
    note("secrets", asked=opened + len(lines) + len(letters), faults=len(faults), of=email or "a stranger")
    assert not faults, "\n".join([f"{email}: {len(faults)} places", *faults[:40]])


def test_a_page_that_covers_nothing_is_found(planted: World, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "BODY_GUARDS", [])
    reader = "koordinatore@ligzda.example"
    walk.enter(client, world.user(reader))
    page = client.get(planted.case.get_absolute_url())
    assert page.status_code == 200 and found_in(text_of(page), reader) == ["hidden address"]


def test_the_table_finds_each_spelling_and_each_secret() -> None:
    assert all(found_in(f"…{spelling}…", "") == ["hidden address"] for spelling in SPELLINGS)
    marks = ("Klusā istaba 63", "Zvaniķsuploks 5", "slegta8key", "Baltais lācis 8K", "Dzeltenā pūce 6M", "327513-12345")
    assert [found_in(mark, "") for mark in marks] == [[one.name] for one in SECRETS[1:]]
