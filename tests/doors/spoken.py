"""The words of whatever came: a page with its attributes, a PDF, a Word file, a table, a drawing."""

import html
import io
import re
import zipfile
from typing import Any

from pypdf import PdfReader

TAG = re.compile(r"<[^>]*>")


def said_in(answer: Any, body: bytes) -> str:
    kind = answer.headers.get("Content-Type", "")
    if kind.startswith("application/pdf"):
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as parts:
            return "\n".join(TAG.sub("", parts.read(name).decode(errors="ignore")) for name in parts.namelist())
    return body.decode(errors="ignore")


def text_of(answer: Any) -> str:
    """The same, with entities and tags resolved."""
    said = said_in(answer, answer.getvalue())
    if "<" not in said:
        return said
    page = html.unescape(said)
    return f"{page}\n{TAG.sub('', page)}"
