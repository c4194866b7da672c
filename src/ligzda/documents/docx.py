"""Word files from a template: an organisation may lay its own beside ours, with its letterhead around ``{{ body }}``."""

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.text.paragraph import Paragraph as DocxParagraph
from docxtpl import DocxTemplate

from ligzda.documents import charts
from ligzda.documents.paper import Block, Heading, Paper, Paragraph, Picture, Table, covered
from ligzda.documents.placeholders import KINDS, filled, readable

OURS = Path(__file__).parent / "report.docx"
HERE = "⁂body⁂"
CONTROL = {code: None for code in range(32) if code not in (9, 10, 13)}  # XML has no place for them


def render(paper: Paper, kind: str = "", template: bytes | None = None, values: Mapping[str, str] | None = None) -> bytes:
    """The document on our template, or on the one an organisation put into its files as ``templates/report.docx``.

    ``template`` is an organisation's own for this ``kind``; ``values`` are what its placeholders stand for.
    """
    paper, values = covered(paper, values or {})
    said = {name: _clean(text) for name, text in values.items()} | {
        "title": _clean(paper.title), "lead": [_clean(line) for line in paper.lead], "body": HERE, "footer": _clean(paper.footer),
        "facts": [{"name": _clean(name), "value": _clean(value)} for name, value in paper.facts],
    }  # fmt: skip
    laid_out = filled(template, kind, said) if template else _ours(said)
    _fill(laid_out.docx, paper)
    laid_out.docx.core_properties.title = _clean(paper.title)
    laid_out.docx.core_properties.language = paper.language
    out = io.BytesIO()
    laid_out.save(out)
    return out.getvalue()


def check(content: bytes, kind: str) -> None:
    """Raises ``Refused`` on ``upload`` with what the template may not hold: a whole document is laid out on it, as later with real words."""
    table = Table(("…", "…"), (("…", "…"),), note="…")
    trial = Paper("…", ("…",), (Heading("…"), Paragraph("…"), Paragraph("…", muted=True), table), footer="…", facts=(("…", "…"),), whose=())
    with readable(content):
        render(trial, kind, content, dict.fromkeys(KINDS[kind].placeholders, "…"))


def _ours(said: dict[str, Any]) -> Any:
    own = Path(settings.MEDIA_ROOT) / "templates" / "report.docx"
    template = DocxTemplate(own if own.exists() else OURS)
    template.render(said, autoescape=True)
    return template


def _fill(document: Any, paper: Paper) -> None:
    """The blocks take the place of the paragraph that holds the mark."""
    everywhere = (DocxParagraph(one, document._body) for one in document.element.body.iter(qn("w:p")))  # also in a cell of a table
    mark = next((one for one in everywhere if HERE in one.text), None) or document.add_paragraph()
    elements = [element for one in paper.blocks for element in _add(document, one)]
    for element in elements:
        mark._p.addprevious(element)
    if elements:
        mark._p.getparent().remove(mark._p)
    else:
        mark.text = ""


def _style(document: Any, name: str) -> str | None:
    """An organisation's template need not know all styles of ours."""
    return name if name in {style.name for style in document.styles} else None


def _clean(text: str) -> str:
    return str(text).translate(CONTROL)


def _add(document: Any, one: Block) -> list[Any]:
    """The elements of one block, made at the end of the document."""
    if isinstance(one, Heading):
        return [document.add_paragraph(_clean(one.text), style=_style(document, f"Heading {one.level}"))._p]
    if isinstance(one, Paragraph):
        style = _style(document, "Caption" if one.muted else "Normal")
        return [document.add_paragraph(_clean(line), style=style)._p for line in one.text.split("\n")]
    if isinstance(one, Table):
        return _table(document, one)
    return [_picture(document, one)]


def _table(document: Any, one: Table) -> list[Any]:
    table = document.add_table(rows=1, cols=len(one.columns), style=_style(document, "Table Grid"))
    _row(table.rows[0], one.columns, one.numbers, bold=True)
    for texts in one.rows:
        _row(table.add_row(), texts, one.numbers)
    note = document.add_paragraph(_clean(one.note), style=_style(document, "Caption"))
    return [table._tbl, note._p]


def _row(row: Any, texts: tuple[str, ...], numbers: tuple[int, ...], *, bold: bool = False) -> None:
    for i, text in enumerate(texts):
        paragraph = row.cells[i].paragraphs[0]
        paragraph.add_run(_clean(text)).bold = bold
        if i in numbers:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _picture(document: Any, one: Picture) -> Any:
    paragraph = document.add_paragraph()
    shape = paragraph.add_run().add_picture(io.BytesIO(charts.png(one.svg)), width=Mm(one.width_mm))
    shape._inline.docPr.set("descr", _clean(one.alt))
    return paragraph._p
