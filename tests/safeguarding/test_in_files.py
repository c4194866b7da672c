"""A hidden address in a file: found where it can be read, covered or held back for those who may not read it, listed for who hides it."""

import io
import zipfile
from typing import Any
from urllib.parse import unquote

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document
from pypdf import PdfWriter

from ligzda.access.models import Seat
from ligzda.cases.models import Referral
from ligzda.closure.actions import transfers
from ligzda.cooperation.models import Letter
from ligzda.desk.queries.hidden_places import places_of
from ligzda.documents import pdf
from ligzda.documents.actions import files
from ligzda.documents.kinds import OFFICE, TEXT
from ligzda.documents.models import Attachment
from ligzda.documents.paper import Paper, Paragraph
from ligzda.documents.reading import PDF, SIGNED, Words, words_of
from ligzda.safeguarding.actions import addresses
from tests.cases.world import World, latest, make_world
from tests.cast import make_seat, make_user
from tests.safeguarding.test_covered import HIDDEN, TOLD, tells

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"


@pytest.fixture
def world(db: None, settings: Any, tmp_path: Any) -> World:
    settings.MEDIA_ROOT = tmp_path
    return make_world()


def hide(world: World) -> None:
    addresses.hide(world.cast.family.memberships.get().person, by=world.cast.actor("coordinator"), text=HIDDEN)


def word() -> bytes:
    """The street and the number in two runs of one line, as Word leaves them behind, and once more in a table."""
    document, out = Document(), io.BytesIO()
    line = document.add_paragraph("Dzīvo ")
    for run in ("Brīv", "ības ielā ", "15-3, otrajā stāvā."):
        line.add_run(run).bold = run == "Brīv"
    document.add_table(1, 1).rows[0].cells[0].text = TOLD
    document.save(out)
    return out.getvalue()


def paper() -> bytes:
    return pdf.render(Paper("Izziņa", (), (Paragraph(TOLD),), whose=()))


def signed() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("mimetype", SIGNED)
        packed.writestr("izziņa.pdf", paper())
        packed.writestr("META-INF/signatures0.xml", "<s/>")
    return out.getvalue()


KINDS = {
    "izziņa.txt": (TEXT, lambda: TOLD.encode()),
    "izziņa.docx": (f"{OFFICE}.wordprocessingml.document", word),
    "izziņa.pdf": (PDF, paper),
    "izziņa.edoc": (SIGNED, signed),
}


def added(world: World, name: str, who: str = "worker_in") -> Attachment:
    kind, content = KINDS[name]
    return files.keep(world.cast.case.circle, by=world.cast.actor(who), name=name, content=content(), content_type=kind)


def opened(client: Client, world: World, who: str, file: Attachment) -> Any:
    client.force_login(world.cast.users[who])
    return client.get(reverse("desk:document", args=[world.cast.family.key, world.cast.case.key, file.key]))


@pytest.mark.parametrize("name", KINDS)
def test_whoever_may_not_read_it_gets_no_file_that_holds_it(world: World, client: Client, name: str) -> None:
    file = added(world, name)
    kind, _content = KINDS[name]
    before = opened(client, world, "auditor", file)
    assert before.status_code == 200
    kept = before.getvalue()
    hide(world)
    answer = opened(client, world, "auditor", file)
    if name.endswith((".pdf", ".edoc")):
        assert answer.status_code == 409 and "Šis fails netiek izsniegts" in answer.content.decode()
    else:
        said = words_of(answer.getvalue(), kind).text
        assert answer.status_code == 200 and said and "[aizsargāta adrese]" in said and "stāvā" in said and not tells(said)
    for who in ("coordinator", "worker_in"):  # who reads the address, and who brought the file
        assert opened(client, world, who, file).getvalue() == kept


def test_a_file_without_it_is_handed_out_as_it_is(world: World, client: Client) -> None:
    hide(world)
    file = files.keep(world.cast.case.circle, by=world.worker_in, name="a.png", content=PNG, content_type="image/png")
    assert opened(client, world, "auditor", file).getvalue() == PNG
    plain = files.keep(world.cast.case.circle, by=world.worker_in, name="a.txt", content=b"15 minutes Bauskas iela 2", content_type=TEXT)
    assert opened(client, world, "auditor", plain).getvalue() == b"15 minutes Bauskas iela 2"


def test_who_hides_is_told_which_files_hold_it_and_which_cannot_be_looked_into(world: World, client: Client) -> None:
    for name in KINDS:
        added(world, name)
    files.keep(world.cast.case.circle, by=world.worker_in, name="attēls.png", content=PNG, content_type="image/png")
    files.keep(world.cast.case.circle, by=world.worker_in, name="tukšs.txt", content=b"Nekas.", content_type=TEXT)
    protected = files.keep(
        world.cast.case.circle, by=world.worker_in, name="x.txt", content=TOLD.encode(), content_type=TEXT, tier="professional"
    )
    hide(world)
    mother = world.cast.family.memberships.get().person
    found = places_of(world.cast.actor("coordinator"), mother.hidden_addresses.get())
    assert {str(one.kind) for one in found.texts} == set(KINDS) and found.is_elsewhere
    assert [str(one.kind) for one in found.unread] == ["attēls.png"] and not found.more_unread
    client.force_login(world.cast.users["coordinator"])
    told = client.get(reverse("desk:hidden_address", args=[mother.key])).content.decode()
    assert "attēls.png" in told and "izziņa.edoc" in told and protected.key not in told and "tukšs" not in told


def test_the_name_of_a_file_tells_no_more_than_its_words(world: World, client: Client) -> None:
    """In the list, and in the name under which it is handed out."""
    file = files.keep(world.cast.case.circle, by=world.worker_in, name="Brīvības ielā 15-3.png", content=PNG, content_type="image/png")
    hide(world)
    for who, is_open in (("coordinator", True), ("worker_in", True), ("auditor", False)):
        said = unquote(opened(client, world, who, file)["Content-Disposition"])
        assert tells(said) == is_open and ".png" in said, who
    client.force_login(world.cast.users["auditor"])
    listed = client.get(reverse("desk:documents", args=[world.cast.family.key, world.cast.case.key])).content.decode()
    assert file.key in listed and not tells(listed)


def half_read() -> dict[str, bytes]:
    """A page of letters beside one that is a picture, and a signed container with a letter and a picture."""
    writer, out, packed = PdfWriter(clone_from=io.BytesIO(paper())), io.BytesIO(), io.BytesIO()
    writer.add_blank_page(width=200, height=200)
    writer.write(out)
    with zipfile.ZipFile(packed, "w") as container:
        container.writestr("mimetype", SIGNED)
        container.writestr("izziņa.pdf", paper())
        container.writestr("attēls.png", PNG)
    return {PDF: out.getvalue(), SIGNED: packed.getvalue()}


@pytest.mark.parametrize("kind", [PDF, SIGNED])
def test_a_file_of_which_only_a_part_can_be_read_is_held_back_for_what_stands_in_it(world: World, client: Client, kind: str) -> None:
    content = half_read()[kind]
    assert tells(words_of(content, kind).text) and not words_of(content, kind).is_whole
    file = files.keep(world.cast.case.circle, by=world.worker_in, name="lapas", content=content, content_type=kind)
    hide(world)
    assert opened(client, world, "auditor", file).status_code == 409 and opened(client, world, "coordinator", file).getvalue() == content
    found = places_of(world.cast.actor("coordinator"), world.cast.family.memberships.get().person.hidden_addresses.get())
    assert len(found.texts) == 1 and not found.unread


def test_a_broken_file_is_one_that_cannot_be_looked_into() -> None:
    for kind, _content in KINDS.values():
        assert words_of(b"%PDF-1.7\nPK\x03\x04\xff", kind) == Words()


def test_the_kept_paper_of_a_transfer_is_held_back_from_who_may_not_read_it_and_open_to_its_readers(world: World, client: Client) -> None:
    note = world.noted()
    type(note).objects.filter(pk=note.pk).update(text=TOLD)
    transfers.transfer(
        latest(world.cast.case), by=world.coordinator, on=world.today, receiving="Liepājas centrs", ground="Agnese, 02.11.",
        sentence="Pārcēlās.", items=[f"note:{note.key}"],
    )  # fmt: skip
    kept = Attachment.objects.get(content_type=PDF)
    addresses.hide(world.cast.family.memberships.get().person, by=world.worker_in, text=HIDDEN)
    assert opened(client, world, "coordinator", kept).status_code == 409  # made the paper, wrote none of it
    assert tells(words_of(opened(client, world, "worker_in", kept).getvalue(), PDF).text)


def test_a_file_that_came_along_is_covered_at_the_other_site(world: World, client: Client) -> None:
    file = added(world, "izziņa.txt")
    there = make_user("Līga Kalna")
    make_seat(world.cast.other_site.circle, there, "coordinator", because=Seat.Because.APPOINTED)
    transfers.transfer(
        latest(world.cast.case), by=world.coordinator, on=world.today, site=world.cast.other_site, ground="Agnese, 02.11.",
        sentence="Pārcēlās.", items=[f"file:{file.key}"],
    )  # fmt: skip
    referral = Referral.objects.get(source="transfer")
    copy = Attachment.objects.get(circle=referral.circle)
    addresses.hide(world.cast.family.memberships.get().person, by=world.worker_in, text=HIDDEN)
    client.force_login(there)
    said = client.get(reverse("closure:brought_file", args=[referral.key, copy.key])).getvalue().decode()
    assert "[aizsargāta adrese]" in said and not tells(said)


def test_a_kept_letter_is_opened_as_it_went_by_the_readers_of_the_address_and_by_who_typed_it(world: World, client: Client) -> None:
    client.force_login(world.cast.users["worker_in"])
    sent = {
        "on": world.today.isoformat(), "kind": "school", "institution": "Skola", "subject": "Par sadarbību", "body": TOLD, "language": "lv",
        "ground_kind": "agreement", "ground": "Agnese, 02.11.", "name": "",
    }  # fmt: skip
    answer = client.post(reverse("cooperation:letter_new", args=[world.cast.family.key, world.cast.case.key]), sent)
    assert answer.status_code == 302, answer.content.decode()[-1500:]
    hide(world)
    file = Letter.objects.get().file
    assert file is not None
    for who, is_open in (("coordinator", True), ("worker_in", True), ("auditor", False)):
        assert tells(words_of(opened(client, world, who, file).getvalue(), PDF).text) == is_open, who
