"""Story 9: a paper is added and found, a note begins with a template, the file is printed, an organisation lays its own Word template."""

import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from playwright.sync_api import Page
from pypdf import PdfReader

from tests.browser.conftest import Visitor
from tests.browser.test_stories import address_of, chooses, saves

Comes = Callable[..., Any]
KLAVKALNS = "Kļavkalnu ģimene"
CHAPTERS = (
    "1. Informācija par klientu",
    "2. Pakalpojuma dokumenti",
    "3. Plāns",
    "4. Pakalpojuma norise",
    "5. Rezultātu izvērtējums",
    "6. Citi dati",
)


def opens_documents(worker: Visitor) -> Page:
    worker.goes(address_of(worker.page, worker.site, "klavkaln", KLAVKALNS))
    worker.page.locator(".tabs a", has_text="Dokumenti").click()
    worker.page.wait_for_url("**/documents/")
    return worker.page


def looked_at(page: Page, name: str) -> None:
    """A picture for whoever wants to look: LIGZDA_PICTURES names the folder."""
    if folder := os.environ.get("LIGZDA_PICTURES"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def taken(page: Page, click: Callable[[], None]) -> bytes:
    with page.expect_download() as waiting:
        click()
    return Path(waiting.value.path()).read_bytes()


@pytest.mark.parametrize("screen", ["telephone", "desktop"])
def test_a_paper_is_added_opened_found_and_printed_with_the_file(visitor: Comes, screen: str) -> None:
    worker = visitor("sociala", screen=screen)
    page = opens_documents(worker)
    worker.sees_no_barrier()
    page.locator("main .btn-primary").click()
    page.wait_for_url("**/documents/new/")
    worker.sees_no_barrier()
    looked_at(page, f"add-{screen}")
    page.set_input_files("input[name=upload]", {"name": "izziņa.pdf", "mimeType": "application/pdf", "buffer": b"<html>nav PDF</html>"})
    page.fill("input[name=title]", f"Skolas izziņa {screen}")
    saves(page)
    page.locator(".error-summary, [role=alert]").first.wait_for()
    assert page.input_value("input[name=title]") == f"Skolas izziņa {screen}"
    looked_at(page, f"refused-{screen}")
    worker.complaints.clear()  # the browser notes the answer 422
    page.set_input_files(
        "input[name=upload]", {"name": "izziņa.txt", "mimeType": "text/plain", "buffer": "Skolēns mācās 3. klasē.".encode()}
    )
    saves(page)
    page.wait_for_url("**/documents/")
    assert "mācās" in taken(page, page.locator("main a.row-title", has_text=f"Skolas izziņa {screen}").click).decode()
    looked_at(page, f"documents-{screen}")
    text = " ".join(one.extract_text() for one in PdfReader(io.BytesIO(taken(page, page.locator("a[href$='/file/']").click))).pages)
    places = [text.index(chapter) for chapter in CHAPTERS]
    assert places == sorted(places)
    page.get_by_role("link", name="Meklēt šajā lietā").click()
    page.fill("main input[name=q]", "skolas izzina")
    page.press("main input[name=q]", "Enter")
    page.locator("main mark").first.wait_for()
    looked_at(page, f"search-{screen}")
    worker.sees_no_barrier()


def test_a_note_begins_with_a_template_and_is_found_by_its_words(visitor: Comes) -> None:
    worker = visitor("sociala", screen="telephone")
    page = opens_documents(worker)
    page.goto(page.url.replace("documents/", "notes/new/"))
    page.locator("main a", has_text="Mājas vizīte").click()
    page.wait_for_url("**template=*")
    assert "Ko teica bērni:" in page.input_value("main textarea[name=text]")
    looked_at(page, "note-telephone")
    worker.sees_no_barrier()
    page.fill("main textarea[name=text]", "Ko teica bērni: kaķis atgriezās.")
    sent = [{"name": f"zīmējums {n}.txt", "mimeType": "text/plain", "buffer": "Kaķis ar ūsām.".encode()} for n in (1, 2)]
    page.set_input_files("main input[name=upload]", sent)  # type: ignore[arg-type]
    saves(page)
    page.wait_for_url(lambda url: "/notes/" not in url)
    assert "ūsām" in taken(page, page.locator("#notes a", has_text="zīmējums 2.txt").click).decode()
    looked_at(page, "note-with-files-telephone")
    worker.sees_no_barrier()
    page.goto(f"{worker.site.address}/search/?q=kakis+atgriez")
    assert page.locator("main mark").first.inner_text() == "kaķis"


@pytest.mark.parametrize("screen", ["telephone", "desktop"])
def test_a_letter_is_found_by_its_words_and_taken_as_pdf_and_as_word(visitor: Comes, screen: str) -> None:
    worker = visitor("sociala", screen=screen)
    page = worker.goes("/search/?q=skolas+apmeklejumu+aicinam")
    page.locator("main li", has_text="Vēstule").locator("a.row-title").first.click()
    page.wait_for_url("**/letters/**")
    worker.sees_no_barrier()
    looked_at(page, f"letter-{screen}")
    files = page.get_by_role("region", name="Kā datne")
    assert taken(page, files.locator("a", has_text="PDF").click).startswith(b"%PDF")
    written = Document(io.BytesIO(taken(page, files.locator("a", has_text="Word").first.click)))
    assert any("Aicinām uz sanāksmi" in paragraph.text for paragraph in written.paragraphs)


@pytest.mark.parametrize("screen", ["telephone", "desktop"])
def test_an_administrator_lays_the_organisations_own_template(visitor: Comes, screen: str) -> None:
    admin = visitor("administratore", screen=screen)
    page = admin.goes("/templates/")
    admin.sees_no_barrier()
    page.locator("main .btn-primary").click()
    page.wait_for_url("**/templates/new/")
    for text, refused in (("{{ adrese }}", True), ("{{ title }}\n{{ body }}", False)):
        document, out = Document(), io.BytesIO()
        document.add_paragraph(text)
        document.save(out)
        page.locator("select[name=kind]").select_option("school")
        chooses(page, "language", "lv")
        page.set_input_files("input[name=upload]", {"name": "veidlapa.docx", "mimeType": "application/zip", "buffer": out.getvalue()})
        saves(page)
        if refused:
            page.get_by_text("{{ adrese }}").first.wait_for()
            looked_at(page, f"template-refused-{screen}")
            admin.sees_no_barrier()
            admin.complaints.clear()
    page.wait_for_url("**/templates/")
    looked_at(page, f"templates-{screen}")
    admin.sees_no_barrier()
