"""Every page, paper, table, drawing, feed, letter and log line that each person can get, searched for what is not theirs."""

import html
import io
import logging
import re
import zipfile
from typing import Any

import pytest
from django.core import mail
from django.http import HttpResponse
from django.test import Client
from pypdf import PdfReader

from ligzda.kernel import clock
from tests import kept
from tests.doors import walk, world
from tests.doors.routes import Route, routes
from tests.doors.things import kind_of, words_of
from tests.doors.walk import UndoneAfterwards, Walk
from tests.proofs import note
from tests.secrets.planted import SECRETS, World, found_in, plant

TAG = re.compile(r"<[^>]*>")
SEARCHED = ("?q=Ķiršu", "?q=47", "?q=lācis", "?q=pūce", "?q=Otrdienu", "?q=327513", "?q=63")


@pytest.fixture
def planted(demo: None, db: None, settings: Any) -> World:
    settings.MEDIA_ROOT = kept.FOLDER / kept.kept_name("demo") / "files"
    world.plant()
    return plant()


def text_of(answer: HttpResponse) -> str:
    """The words of whatever came: a page with its attributes, a PDF, a Word file, a table, a drawing."""
    body, kind = answer.getvalue(), answer.headers.get("Content-Type", "")
    if kind.startswith("application/pdf"):
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as parts:
            return "\n".join(TAG.sub("", parts.read(name).decode(errors="ignore")) for name in parts.namelist())
    page = html.unescape(body.decode(errors="ignore"))
    return f"{page}\n{TAG.sub('', page)}"


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


@pytest.mark.parametrize("email", world.people())
def test_nobody_finds_what_is_not_theirs(planted: World, client: Client, caplog: pytest.LogCaptureFixture, email: str) -> None:
    faults, opened = [], 0
    walk.enter(client, world.user(email))
    walker = Walk(email, clock.today(), 1)
    with caplog.at_level(logging.INFO):
        for address in addresses(walker, planted):
            with UndoneAfterwards():
                answer = client.get(address)
                text = text_of(answer) if answer.status_code != 404 else ""
            opened += answer.status_code == 200
            typed = address.partition("?")[2]
            faults += [f"{address}: {name}" for name in found_in(text, email) if not (typed and name == "personal code")]
    faults += [
        f"log line {line.getMessage()}"
        for line in caplog.records
        if found_in(line.getMessage().partition("?")[0].replace(planted.group.key, ""), "")
    ]
    faults += [f"mail to {letter.to}" for letter in mail.outbox if found_in(letter.subject + letter.body, "")]
    note("secrets", asked=opened + len(caplog.records) + len(mail.outbox), faults=len(faults), of=email or "a stranger")
    assert not faults, "\n".join([f"{email}: {len(faults)} places", *faults[:40]])


def test_the_table_finds_each_spelling_and_each_secret() -> None:
    from tests.secrets.planted import SPELLINGS

    assert all(found_in(f"…{spelling}…", "") == ["hidden address"] for spelling in SPELLINGS)
    assert len({one.name for one in SECRETS}) == len(SECRETS)
