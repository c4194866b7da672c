"""A hidden address in whatever leaves as a table, data, a calendar, a drawing or a letter by e-mail."""

import html
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from ligzda.access.pages import page
from ligzda.access.permissions import Permission
from ligzda.cases.models import Note
from ligzda.desk.actions.digest import send_digest
from ligzda.documents import docx, pdf
from ligzda.documents.letters import WORD
from ligzda.documents.paper import Paper, Paragraph
from ligzda.kernel import safe_cells
from ligzda.kernel.text import squeeze
from ligzda.people.actions.contact import add_address
from ligzda.safeguarding.actions import addresses
from ligzda.safeguarding.models import AddressNotice
from ligzda.safeguarding.redaction import veiled
from tests.cases.world import World, make_world
from tests.cast import make_seat
from tests.kernel.test_addresses import NAMED, TYPED
from tests.safeguarding.test_covered import HIDDEN, SPELLED, tells, words_of

TOLD = "; vai ".join(SPELLED)
EVERY = [
    one for one in dict.fromkeys((*SPELLED, *NAMED, *TYPED, "Bauskas novads, Brīvības iela 15-3")) if one.isprintable() and "ii" not in one
]
OPEN = re.compile(r"(?:brivibas|бривибас)\w{0,18}?15|15\w{0,9}?(?:brivibas|бривибас)")


def folded(text: str) -> str:
    """Parted every 75 letters, as a calendar does, also in the middle of a word."""
    line = "SUMMARY:" + text
    return "BEGIN:VEVENT\r\n" + "\r\n ".join(line[n : n + 74] for n in range(0, len(line), 74)) + "\r\nEND:VEVENT"


KINDS: dict[str, Callable[[str], str]] = {
    "text/csv; charset=utf-8": lambda text: safe_cells.table(["Kas"], [[text], *([one] for one in text.split("; "))]),
    "application/json": lambda text: json.dumps({"rows": text.split("; ")}, ensure_ascii=False),
    "text/calendar": folded,
    "image/svg+xml": lambda text: f"<svg><title>{text}</title><text>{text}</text></svg>",
    "text/plain": lambda text: text,
    "text/html": lambda text: f"<p>{html.escape(text)}</p>",
}


# However it leaves the house: from many texts of a file to what is handed out, and from that back to its words.
def on_paper(draw: Callable[[Any], bytes], kind: str) -> Callable[[World, list[str]], str]:
    def leave(world: World, lines: list[str]) -> str:
        return words_of(draw(Paper("Izziņa", (), tuple(Paragraph(line) for line in lines), whose=(world.cast.family,))), kind)

    return leave


def as_page(kind: str) -> Callable[[World, list[str]], str]:
    def leave(world: World, lines: list[str]) -> str:
        Note.objects.create(case=world.cast.case, date=world.today, text="\n".join(lines), author=world.cast.users["coordinator"])
        return sent(world, kind, "auditor", Note.objects.latest("id"))

    return leave


WAYS = {
    "page": as_page("text/html"), "table": as_page("text/csv; charset=utf-8"), "data": as_page("application/json"), "feed": as_page("text/calendar"),
    "drawing": as_page("image/svg+xml"), "PDF": on_paper(pdf.render, "application/pdf"), "Word": on_paper(docx.render, WORD),
    "own page and files of drawings": lambda world, lines: veiled(world.cast.family, "\n".join(lines)),
}  # fmt: skip


@pytest.fixture
def world(db: None, settings: Any, tmp_path: Any) -> World:
    settings.MEDIA_ROOT = tmp_path
    return make_world()


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_page_of_any_kind_is_covered_without_a_word_in_it(world: World, kind: str) -> None:
    note = Note.objects.create(case=world.cast.case, date=world.today, text=TOLD, author=world.cast.users["coordinator"])
    addresses.hide(world.cast.family.memberships.get().person, by=world.cast.actor("coordinator"), text=HIDDEN)

    said = {who: sent(world, kind, who, note) for who in ("auditor", "coordinator")}
    assert tells(said["coordinator"]) and not tells(said["auditor"]) and "[aizsargāta adrese]" in said["auditor"]
    if kind == "application/json":
        assert len(json.loads(said["auditor"])["rows"]) == len(SPELLED)


def sent(world: World, kind: str, who: str, note: Note) -> str:
    """A page that nobody wrote a word for, as it is sent."""

    @page(Permission.SEE_CASE)
    def new(request: HttpRequest) -> HttpResponse:
        return HttpResponse(KINDS[kind](Note.objects.get(pk=note.pk).text), content_type=kind)

    request = RequestFactory().get("/new/")
    request.user = world.cast.users[who]
    return new(request).content.decode()  # type: ignore[attr-defined,no-any-return]


@pytest.mark.parametrize("way", WAYS)
def test_every_spelling_is_covered_however_it_leaves(world: World, way: str) -> None:
    lines = [f"Viņa dzīvo {one}, kopā ar māti." for one in EVERY]
    assert len(EVERY) > 70
    addresses.hide(world.cast.family.memberships.get().person, by=world.cast.actor("coordinator"), text=HIDDEN)
    said = WAYS[way](world, lines)
    plain = squeeze(said)
    assert not OPEN.findall(plain) and plain.count("aizsargatadrese") + plain.count("aizsargataadrese") >= len(EVERY)


def test_the_finder_of_ways_out_sees_what_is_open() -> None:
    assert not [one for one in EVERY if not OPEN.search(squeeze(one))]


def test_no_email_about_a_hidden_address_says_a_word_of_it(world: World, django_capture_on_commit_callbacks: Any) -> None:
    cast, mother = world.cast, world.cast.family.memberships.get().person
    man = cast.other_case.family.memberships.get().person
    make_seat(cast.circle, cast.users["leader"], "family_assistant")
    with django_capture_on_commit_callbacks(execute=True):
        addresses.hide(mother, by=cast.actor("coordinator"), text=HIDDEN, readers=[cast.users["worker_in"]])
        add_address(by=cast.actor("worker_out"), text="Brīvības ielā 15, dz. 3", person=man)
        send_digest(cast.users["coordinator"], by=cast.actor("admin"))
    assert AddressNotice.objects.count() == 2 == len([one for one in mail.outbox if "brīdinājums" in one.subject.lower()])
    for one in mail.outbox:
        said = f"{one.subject}\n{one.body}\n{one.from_email}"
        names = {part for who in (mother, man) for part in str(who).split() if len(part) > 3}
        assert not tells(said) and "15" not in one.body and not [part for part in names if part in said]
        assert cast.case.number not in said and cast.family.key not in said and mother.key not in said
