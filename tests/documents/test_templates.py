"""An organisation's own Word templates: what they may hold is a list, and nothing in them reaches behind it."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from docx import Document
from docx.oxml.ns import nsmap
from docx.oxml.parser import parse_xml

from ligzda.access.actor import Actor
from ligzda.documents import letters
from ligzda.documents.actions import templates
from ligzda.documents.docx import OURS
from ligzda.documents.models import WordTemplate
from ligzda.documents.paper import Heading, Paper, Paragraph, Table
from ligzda.documents.placeholders import KINDS
from ligzda.kernel.refused import Refused
from tests.cast import Cast, door, make_cast

SYSTEM = Actor.system("test")
PAPER = Paper(
    "Par sadarbību", ("Bauskas 1. vidusskola",), (Heading("Ko lūdzam"), Paragraph("Labdien!\nLūdzam zvanīt.")), footer="BA-0001", whose=()
)


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def word(*lines: str, footer: str = "") -> bytes:
    document, out = Document(), io.BytesIO()
    for line in lines:
        document.add_paragraph(line)
    document.sections[0].footer.paragraphs[0].text = footer
    document.save(out)
    return out.getvalue()


def add(content: bytes, kind: str = "school", name: str = "veidlapa.docx") -> WordTemplate:
    return templates.add_template(by=SYSTEM, kind=kind, language="lv", upload=SimpleUploadedFile(name, content))


def lines_of(content: bytes) -> list[str]:
    return [paragraph.text for paragraph in Document(io.BytesIO(content)).paragraphs]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_letter_is_written_on_the_organisations_own_paper(db: None) -> None:
    add(word("Biedrība „Ligzda”", "{{ institution }}", "{{ title }}", "{{ body }}", "{{ author }}, {{ function }}", footer="{{ footer }}"))
    made = letters.render("school", PAPER, {"institution": "Bauskas 1. vidusskola & Co", "author": "Ilze Krūmkalne"})
    assert lines_of(made) == [
        "Biedrība „Ligzda”", "Bauskas 1. vidusskola & Co", "Par sadarbību", "Ko lūdzam", "Labdien!", "Lūdzam zvanīt.", "Ilze Krūmkalne, ",
    ]  # fmt: skip
    assert Document(io.BytesIO(made)).sections[0].footer.paragraphs[0].text == "BA-0001"


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_written_on_our_template_where_there_is_no_other(db: None, kind: str) -> None:
    assert "Labdien!" in lines_of(letters.render(kind, PAPER))
    assert letters.as_file(kind, PAPER, "x", "")[0].startswith(b"%PDF")


def test_the_text_may_stand_in_a_cell_of_a_table(db: None) -> None:
    document, out = Document(), io.BytesIO()
    document.add_table(1, 2).rows[0].cells[1].text = "{{ body }}"
    document.save(out)
    add(out.getvalue())
    made = Document(io.BytesIO(letters.render("school", PAPER)))
    assert made.tables[0].rows[0].cells[1].text == "Ko lūdzam\nLabdien!\nLūdzam zvanīt."
    assert not any("⁂" in paragraph.text for paragraph in made.paragraphs)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_what_somebody_typed_is_no_template(db: None) -> None:
    add(word("{{ recipient }}", "{{ body }}"))
    nasty = "{{ ''.__class__.__mro__ }} {% for x in y %} <w:p/> & ⁂"
    typed = Paper("x", (), (Paragraph(nasty), Table(("A",), ((nasty,),))), whose=())
    assert lines_of(letters.render("school", typed, {"recipient": nasty}))[:2] == [nasty, nasty]


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("{{ personal_code }}", "personal_code"),
        ("{{ adrese }}", "adrese"),
        ("{{ review_date }}", "review_date"),  # known to a plan, not to a letter
        ("{{ ''.__class__ }}", "__class__"),
        ("{{ title.__class__.__mro__ }}", "title.__class__.__mro__"),
        ("{{ title['__class__'] }}", "getitem"),
        ("{{ title|attr('__class__') }}", "filter"),
        ("{{ range(10**9) }}", "call"),
        ("{{ 10**10**10 }}", "pow"),
        ("{% set x = 1 %}", "assign"),
        ("{% include '/etc/passwd' %}", "include"),
        ("{% for x in title %}{{ x }}{% endfor %}", ""),
        ("{% for fact in facts %}{{ fact.__class__ }}{% endfor %}", "fact.__class__"),
        ("{% macro x() %}{% endmacro %}", "macro"),
        ("{% for line in lead %}{% for line in lead %}{{ line }}{% endfor %}{% endfor %}", ""),  # grows beyond all paper
        ("{{ title", "title"),
        ("{% if %}", ""),
    ],
)
@pytest.mark.parametrize("place", ["text", "footer"])
def test_what_is_no_known_placeholder_is_refused_with_its_name(db: None, line: str, named: str, place: str) -> None:
    content = word(line, "{{ body }}") if place == "text" else word("{{ body }}", footer=line)
    with pytest.raises(Refused) as refused:
        add(content)
    assert refused.value.field == "upload" and named in str(refused.value)
    assert not WordTemplate.objects.exists()


def repacked(content: bytes, part: str, text: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
        new.writestr(part, text)
    return out.getvalue()


def marked(content: bytes, place: int, value: int) -> bytes:
    """Every entry of the zip's directory with another value in one place."""
    parts = content.split(b"PK\x01\x02")
    return b"PK\x01\x02".join([parts[0], *(part[: place - 4] + bytes([value]) + part[place - 3 :] for part in parts[1:])])


def with_field(*pieces: str) -> bytes:
    """A document with a field whose command is cut into runs."""
    document, out = Document(), io.BytesIO()
    paragraph = document.add_paragraph("{{ body }}")
    for piece in pieces:
        run = paragraph.add_run()
        run._r.append(parse_xml(f'<w:instrText xmlns:w="{nsmap["w"]}" xml:space="preserve">{piece}</w:instrText>'))
    document.save(out)
    return out.getvalue()


def related(kind: str, target: str) -> bytes:
    """A document with one more relation, which leads outside."""
    document, out = Document(), io.BytesIO()
    document.add_paragraph("{{ body }}")
    document.part.relate_to(target, f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}", is_external=True)
    document.save(out)
    return out.getvalue()


BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><x>&b;</x>'
FAR = b'<Relationships><Relationship Type="http://x/attachedTemplate" TargetMode="External" Target="http://x/a.dotm"/></Relationships>'


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("veidlapa.docx", b"%PDF-1.7"),
        ("veidlapa.pdf", word("{{ body }}")),
        ("veidlapa.docx", repacked(word("{{ body }}"), "word/vbaProject.bin", b"x")),
        ("veidlapa.docx", repacked(word("{{ body }}"), "word/_rels/settings.xml.rels", FAR)),
        ("veidlapa.docx", repacked(word("{{ body }}"), "word/media/bomb.bin", bytes(50 * 1024 * 1024))),
        ("veidlapa.docx", related("image", "https://example.org/seen.png")),
        ("veidlapa.docx", related("aFChunk", "https://example.org/page.html")),
        ("veidlapa.docx", with_field(' INCLUDEPICTURE "https://example.org/seen.png" ')),
        ("veidlapa.docx", with_field("INCLUDE", "TEXT &quot;C:/x.txt&quot;")),
        ("veidlapa.docx", with_field("PAGE", "DDEAUTO c:\\\\x")),
        ("veidlapa.docx", repacked(word("{{ body }}"), "word/document.xml", BOMB)),
        ("veidlapa.docx", word("{{ body }}")[:900]),
        ("veidlapa.docx", repacked(word("{{ body }}"), "word/document.xml", b"<a/>")),
        ("veidlapa.docx", repacked(word("{{ body }}"), "word/styles.xml", b"<a/>")),
        ("veidlapa.docx", repacked(word("{{ body }}"), "docProps/core.xml", b"<a/>")),
        ("veidlapa.docx", repacked(word("{{ body }}"), "[Content_Types].xml", b"<a/>")),
        ("veidlapa.docx", marked(word("{{ body }}"), 8, 1)),  # locked with a password
        ("veidlapa.docx", marked(word("{{ body }}"), 10, 99)),  # packed in a way nobody knows
        ("veidlapa.docx", word("{{ body }}").replace(b"\x00_rels/.rels", b"\x00_rels/.rels" + b"\xff" * 20, 1)),
    ],
)
def test_a_file_that_is_no_plain_word_document_is_refused(db: None, name: str, content: bytes) -> None:
    with pytest.raises(Refused) as refused:
        add(content, name=name)
    assert refused.value.field == "upload"


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_link_to_click_and_the_number_of_the_page_may_stand_in_it(db: None) -> None:
    add(related("hyperlink", "https://example.org/"))
    add(with_field(" PAGE "))
    assert WordTemplate.objects.count() == 2


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_our_own_template_passes_the_check_and_the_newest_one_counts(db: None) -> None:
    first = add(OURS.read_bytes())
    second = add(word("Jaunā veidlapa", "{{ body }}"))
    first.refresh_from_db()
    assert (first.is_active, second.is_active) == (False, True)
    assert lines_of(letters.render("school", PAPER))[0] == "Jaunā veidlapa"
    templates.put_away(second, by=SYSTEM)
    assert lines_of(letters.render("school", PAPER))[0] == "Par sadarbību"


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def test_templates_are_the_administrators(cast: Cast) -> None:
    one = add(OURS.read_bytes())
    for name, arguments in (
        ("templates", []),
        ("template_new", []),
        ("template", [one.key]),
        ("template", ["ours"]),
        ("template_put_away", [one.key]),
    ):
        url = reverse(f"documents:{name}", args=arguments)
        for who, user in cast.users.items():
            if who != "anonymous":
                assert door(Client(), user, url) == (200 if who == "admin" else 404), (who, url)


def test_a_refused_template_names_the_placeholder_on_the_page_and_lists_the_known_ones(cast: Cast, client: Client) -> None:
    client.force_login(cast.users["admin"])
    sent = {"kind": "school", "language": "lv", "upload": SimpleUploadedFile("veidlapa.docx", word("{{ adrese }}"))}
    answer = client.post(reverse("documents:template_new"), sent)
    text = answer.content.decode()
    assert answer.status_code == 422 and "{{ adrese }}" in text and "<code>institution</code>" in text
