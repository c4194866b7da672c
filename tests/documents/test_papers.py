"""PDF and Word say the same, and nothing that somebody typed becomes a command."""

import io

import pytest
from docx import Document
from pypdf import PdfReader

from ligzda.documents import docx, pdf
from ligzda.documents.paper import Heading, Paper, Paragraph, Picture, Table

NASTY = '#panic("x") \\#eval $x$ {{ title }} {% raw %} <b>& ' + chr(1) + "ģimeņu *zvaigzne* _te_"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><rect width="20" height="20" fill="#0E5A6B"/></svg>'
PAPER = Paper(
    title="Ceturkšņa pārskats",
    lead=("2012.EEZ/PP/1/MAC/150/008", "dati uz 31.07.2015."),
    facts=(("Budžets", "110 984,00 EUR"),),
    blocks=(
        Heading("Skaitļi"),
        Table(("Rādītājs", "Skaits"), (("Ģimenes", "129"), ("Bērni", "271"), (NASTY, "nav zināms")), (1,), "Rindas nesaskaita."),
        Picture(SVG, "129 ģimenes – par 13 vairāk nekā plānots"),
        Heading("Kas paveikts"),
        Paragraph(f"Pirmā rinda.\nOtrā rinda. {NASTY}"),
    ),
    footer="Ligzda · nospiedums 7f3a 91c2",
    whose=(),
)


def test_the_pdf_holds_the_numbers_and_shows_commands_as_text() -> None:
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf.render(PAPER))).pages)
    for part in ("Ceturkšņa pārskats", "129", "271", "nav zināms", '#panic("x")', "{{ title }}", "ģimeņu", "Rindas nesaskaita."):
        assert part in text, part


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_word_file_holds_the_same_numbers_and_says_what_its_picture_shows() -> None:
    document = Document(io.BytesIO(docx.render(PAPER)))
    cells = {cell.text for table in document.tables for row in table.rows for cell in row.cells}
    assert {"129", "271", "nav zināms"} <= cells
    assert any('#panic("x")' in cell and "{{ title }}" in cell for cell in cells)
    assert 'descr="129 ģimenes' in document.element.xml
    assert any("Otrā rinda." in paragraph.text for paragraph in document.paragraphs)
