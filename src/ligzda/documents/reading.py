"""The words of a kept file, as far as it holds any: so that a law about words reaches into files. Knows no law itself.

Read are texts, PDFs with letters in them, Word and spreadsheet documents, and what lies in a signed container. A picture, a scan and a
document locked with a password hold no words that can be read: what was read is then not the whole, which is not the same as no words.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pypdf import PdfReader

from ligzda.documents.kinds import OFFICE, TEXT, kind_of

PDF, SIGNED = "application/pdf", "application/vnd.etsi.asic-e+zip"
PACKED = frozenset({
    f"{OFFICE}.wordprocessingml.document", f"{OFFICE}.spreadsheetml.sheet", "application/vnd.oasis.opendocument.text",
    "application/vnd.oasis.opendocument.spreadsheet",
})  # fmt: skip
WORDS = re.compile(
    r"(?:word/(?:document|header\d*|footer\d*|footnotes|endnotes|comments)|xl/(?:sharedStrings|comments\d*|worksheets/[\w-]+)|content|styles)\.xml"
)
TAG = re.compile(r"<[^>]*>")
LARGEST, MOST_PAGES, MOST_PARTS = 20 * 2**20, 300, 200  # bytes unpacked, pages, parts: beyond that nothing is looked into
FAULTS = (OSError, ValueError, KeyError, RuntimeError, NotImplementedError, zipfile.BadZipFile, zlib.error)


@dataclass(frozen=True)
class Words:
    """What could be read of a file, and whether that is all of it: one page of a PDF may be a picture."""

    text: str = ""
    is_whole: bool = False


def words_of(content: bytes, content_type: str) -> Words:
    """Everything in it that can be read."""
    try:
        if content_type == TEXT:
            return Words(content.decode("utf-8-sig"), True)
        if content_type == PDF:
            return _of_pages(content)
        if content_type in PACKED:
            return Words("\n".join(TAG.sub(" ", text) for _name, text in _parts(content)), True)
        return _of_container(content) if content_type == SIGNED else Words()
    except FAULTS:
        return Words()


def rewritten(content: bytes, content_type: str, plain: Callable[[str], str], marked_up: Callable[[str], str]) -> bytes | None:
    """The same file with its words changed; None where a file of this kind cannot be changed: a PDF, a signed container."""
    if content_type == TEXT:
        return plain(content.decode("utf-8-sig")).encode()
    if content_type not in PACKED:
        return None
    changed = {name: marked_up(text) for name, text in _parts(content)}
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as packed, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as again:
        for one in packed.infolist():
            again.writestr(one, changed[one.filename].encode() if one.filename in changed else packed.read(one))
    return out.getvalue()


def _parts(content: bytes) -> Iterator[tuple[str, str]]:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        for one in _small(packed):
            if WORDS.fullmatch(one.filename):
                yield one.filename, packed.read(one).decode()


def _small(packed: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """What a container holds, unless it would unpack to more than anybody writes."""
    found = packed.infolist()
    if len(found) > MOST_PARTS * 10 or sum(one.file_size for one in found) > LARGEST:
        raise ValueError("too large to look into")
    return found


def _of_container(content: bytes) -> Words:
    """Of each document that was signed, as far as it can be read."""
    found: list[Words] = []
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        for one in _small(packed):
            if one.filename.startswith("META-INF/") or one.filename == "mimetype" or one.is_dir():
                continue
            inner = packed.read(one)
            kind = kind_of(inner)
            found.append(words_of(inner, kind.content_type) if kind and kind.content_type != SIGNED else Words())
    return Words("\n".join(one.text for one in found), all(one.is_whole for one in found))


def _of_pages(content: bytes) -> Words:
    """A page without a letter may be a scan: it was not read."""
    pages: list[str] = []
    try:
        reader = PdfReader(io.BytesIO(content))
        if len(content) > LARGEST or reader.is_encrypted:
            return Words()
        pages += (page.extract_text() for page in reader.pages[:MOST_PAGES])
        is_whole = bool(pages) and len(reader.pages) <= MOST_PAGES and all(page.strip() for page in pages)
    except Exception:  # whatever a broken or hostile file does to the reader
        is_whole = False
    return Words("\n".join(pages), is_whole)
