"""PDF by Typst. What people typed travels as data and is never read as markup, so a text cannot become a command."""

import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import typst

from ligzda.documents.paper import Block, Heading, Paper, Paragraph, Picture, Table, covered

TEMPLATE = Path(__file__).parent / "report.typ"


def render(paper: Paper) -> bytes:
    """The pages as PDF/UA where the drawing allows it: titled, tagged, in its language."""
    paper, _words = covered(paper, {})
    with tempfile.TemporaryDirectory(prefix="ligzda-pdf-") as folder:
        here = Path(folder)
        shutil.copy(TEMPLATE, here / "report.typ")
        blocks = [_block(one, i, here) for i, one in enumerate(paper.blocks)]
        data = {
            "title": paper.title, "lead": paper.lead, "blocks": blocks, "footer": paper.footer, "page_of": paper.page_of,
            "language": paper.language, "facts": paper.facts, "large": paper.is_large,
        }  # fmt: skip
        return bytes(typst.compile(str(here / "report.typ"), root=folder, sys_inputs={"paper": json.dumps(data, ensure_ascii=False)}))


def _block(one: Block, number: int, folder: Path) -> dict[str, Any]:
    if isinstance(one, Heading):
        return {"kind": "heading", "text": one.text, "level": one.level}
    if isinstance(one, Paragraph):
        return {"kind": "paragraph", "text": one.text, "muted": one.muted}
    if isinstance(one, Table):
        return {"kind": "table", "columns": one.columns, "rows": one.rows, "numbers": one.numbers, "note": one.note}
    return _picture(one, number, folder)


def _picture(one: Picture, number: int, folder: Path) -> dict[str, Any]:
    name = f"picture-{number}.svg"
    (folder / name).write_text(one.svg, encoding="utf-8")
    sheet = {"name": one.sheet.name, "lies": one.sheet.lies} if one.sheet else None
    return {"kind": "picture", "file": name, "alt": one.alt, "width_mm": one.width_mm, "sheet": sheet}
