"""Every way on which figures leave the house: found in the URL configuration, fetched as a reader gets them, read as plain text.

A new address below a project or a report is fetched by itself; a kind of file that nobody can read yet fails.
"""

import csv
import html
import io
import json
import re
from collections.abc import Iterator
from typing import Any

from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from docx import Document
from pypdf import PdfReader

from ligzda.projects.models import Report

SAID = r"((?:[<>≥] )?\d[\d\u00a0\u202f]*(?:,\d+)?|slēpts)(?! \d{3}\b)(?=[ ;]|$)"


def routes(*, of: str) -> Iterator[tuple[str, list[str]]]:
    """Names of the addresses below reports/ or projects/, and what they are asked with."""
    room = next(one for one in get_resolver().url_patterns if getattr(one, "app_name", "") == "projects")
    for one in room.url_patterns:
        keys = list(one.pattern.converters) if isinstance(one, URLPattern) else []
        if str(one.pattern).startswith(of) and set(keys) <= {"key", "code"}:
            yield f"projects:{one.name}", keys


def prints(client: Client, report: Report) -> dict[str, str]:
    """What a reader gets of one report: the text of every address below it, and of the list, that opens."""
    found = {}
    for name, keys in routes(of="reports/"):
        answer = client.get(reverse(name, args=[report.key] if keys else []))
        if answer.status_code == 200:
            found[name] = as_text(answer)
    return found


def as_text(answer: Any) -> str:
    """A page or a file as words, a cell after the other."""
    kind = answer["Content-Type"].partition(";")[0]
    return re.sub(r"[ \t\r\n]+", " ", READERS[kind](answer.content))


def _plain(text: str) -> str:
    bare = re.sub(r"<(style|script)\b.*?</\1>", " ", text, flags=re.DOTALL)
    return html.unescape(re.sub(r"<[^>]*>", " ", re.sub(r"</(?:tr|p|li|dd|h\d)>", " ; ", bare)))


def _data(content: bytes) -> str:
    said = json.loads(content)
    lines = [f"{one['title']} {one['text']}; " + "; ".join(one["targets"]) for one in said.get("figures", ())]
    return "; ".join([*lines, json.dumps(said, ensure_ascii=False)])


def _word(content: bytes) -> str:
    paper = Document(io.BytesIO(content))
    cells = [" ".join(cell.text for cell in row.cells) for table in paper.tables for row in table.rows]
    return "; ".join([*(one.text for one in paper.paragraphs), *cells])


READERS = {
    "text/html": lambda content: _plain(content.decode()),
    "image/svg+xml": lambda content: _plain(content.decode()),
    "application/json": _data,
    "application/pdf": lambda content: " ".join(one.extract_text() for one in PdfReader(io.BytesIO(content)).pages),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": _word,
    "text/csv": lambda content: "; ".join(" ".join(row) for row in csv.reader(io.StringIO(content.decode().removeprefix("\ufeff")), delimiter=";")),
}  # fmt: skip


def numbers(text: str, titles: list[str]) -> dict[str, set[str]]:
    """The numbers that follow a title."""
    found = {title: {one[1] for one in re.finditer(re.escape(title) + " " + SAID, text)} for title in titles}
    return {title: told for title, told in found.items() if told}
