"""What a file is, by its content; and which kinds are kept. From bytes only: no database, no request."""

import io
import unicodedata
import zipfile
import zlib
from dataclasses import dataclass
from typing import Any

import filetype
from django.utils.translation import gettext_lazy as _

ZIP = "application/zip"
TEXT = "text/plain"
NAME_LENGTH = 200


@dataclass(frozen=True)
class Kind:
    """A kind of file that is kept: its type, the endings its name may have, what people call it."""

    content_type: str
    endings: tuple[str, ...]
    title: Any


OFFICE = "application/vnd.openxmlformats-officedocument"
KINDS = {
    kind.content_type: kind
    for kind in (
        Kind("application/pdf", ("pdf",), _("PDF")),
        Kind("image/png", ("png",), _("picture")),
        Kind("image/jpeg", ("jpg", "jpeg"), _("picture")),
        Kind("image/heic", ("heic", "heif"), _("picture")),
        Kind("image/webp", ("webp",), _("picture")),
        Kind(f"{OFFICE}.wordprocessingml.document", ("docx",), _("Word document")),
        Kind(f"{OFFICE}.spreadsheetml.sheet", ("xlsx",), _("table")),
        Kind("application/vnd.oasis.opendocument.text", ("odt",), _("text document")),
        Kind("application/vnd.oasis.opendocument.spreadsheet", ("ods",), _("table")),
        Kind("application/vnd.etsi.asic-e+zip", ("asice", "edoc", "sce", "bdoc", "adoc"), _("e-signed container")),
        Kind(TEXT, ("txt",), _("plain text")),
    )
}
ENDINGS = tuple(ending for kind in KINDS.values() for ending in kind.endings)


def kind_of(content: bytes) -> Kind | None:
    """By its content; None for what is not kept, a web page or a program among it."""
    guessed = filetype.guess(content[:8192])
    found = guessed.mime if guessed else ""
    if found == ZIP or (found in KINDS and KINDS[found].endings[0] in {"docx", "xlsx", "odt", "ods"}) or content[:2] == b"PK":
        found = _container(content)
    if not found and _is_text(content):
        found = TEXT
    return KINDS.get(found)


def fits(name: str, kind: Kind) -> bool:
    """Whether the ending of a name says what the content is."""
    return name.rpartition(".")[2].lower() in kind.endings


def clean_name(name: str) -> str:
    """The name as it was, in any script, without folders, without signs that turn it round or hide its ending."""
    plain = unicodedata.normalize("NFC", name.replace("\\", "/").rpartition("/")[2])
    kept = "".join(c for c in plain if unicodedata.category(c) not in {"Cc", "Cf", "Co", "Cs"}).strip(" .")
    stem, dot, ending = kept.rpartition(".")
    return f"{stem[:NAME_LENGTH]}{dot}{ending[:20]}" if dot else kept[:NAME_LENGTH]


def _container(content: bytes) -> str:
    """What a zip holds: an office document or a signed container says so inside; anything else is only a zip."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            names = set(packed.namelist())
            if "mimetype" in names and packed.getinfo("mimetype").file_size < 200:
                return packed.read("mimetype").decode("ascii", "ignore").strip()
    except (zipfile.BadZipFile, zlib.error, ValueError, RuntimeError, OSError):
        return ""
    if "[Content_Types].xml" not in names or any(name.endswith("vbaProject.bin") for name in names):
        return ""
    if "word/document.xml" in names:
        return f"{OFFICE}.wordprocessingml.document"
    return f"{OFFICE}.spreadsheetml.sheet" if "xl/workbook.xml" in names else ""


def _is_text(content: bytes) -> bool:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    beginning = text.lstrip()[:200].lower()
    return bool(text.strip()) and not beginning.startswith(("<", "#!", "{\\rtf")) and all(c in "\t\r\n" or ord(c) >= 32 for c in text)
