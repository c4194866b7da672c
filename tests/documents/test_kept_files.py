"""A file is what its content says; it lies encrypted, keeps its name in any script, and leaves as a download only."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ligzda.access import keys, rotation
from ligzda.access.actor import Actor
from ligzda.access.models import Circle
from ligzda.documents import queries
from ligzda.documents.actions import files
from ligzda.documents.kinds import clean_name, kind_of
from ligzda.documents.models import Attachment
from ligzda.documents.serving import as_download
from ligzda.kernel.refused import Refused
from tests.cast import make_circle

SYSTEM = Actor.system("test")
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00"
EXE = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00" + bytes(100)


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> Any:
    settings.MEDIA_ROOT, settings.LIGZDA_KEYS_DIR = tmp_path / "files", tmp_path / "keys"
    keys.forget_cached()
    yield
    keys.forget_cached()


@pytest.fixture
def circle(db: None) -> Circle:
    return make_circle(Circle.Kind.ORGANISATION)


def packed(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/"), text)
    return out.getvalue()


WORD = packed(**{"[Content_Types].xml": "<Types/>", "word__document.xml": "<w/>"})
MACRO = packed(**{"[Content_Types].xml": "<Types/>", "word__document.xml": "<w/>", "word__vbaProject.bin": "x"})
SIGNED = packed(mimetype="application/vnd.etsi.asic-e+zip", **{"META-INF__signatures0.xml": "<s/>"})
ODT = packed(mimetype="application/vnd.oasis.opendocument.text", **{"content.xml": "<o/>"})


def add(circle: Circle, name: str, content: bytes = b"Labdien!", **values: Any) -> Attachment:
    return files.store(circle, by=SYSTEM, upload=SimpleUploadedFile(name, content), **values)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", PDF),
        ("A.PNG", PNG),
        ("b.jpeg", JPEG),
        ("c.docx", WORD),
        ("d.edoc", SIGNED),
        ("d.asice", SIGNED),
        ("e.odt", ODT),
        ("f.txt", "Bērns bija mājās.".encode()),
        ("ar zīmi.txt", "\ufeffĢimene".encode()),
    ],
)
def test_what_a_family_brings_is_kept_and_comes_back_as_it_was(circle: Circle, name: str, content: bytes) -> None:
    kept = add(circle, name, content)
    assert (kept.filename, kept.size, queries.content(SYSTEM, kept)) == (name, len(content), content)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("lēmums.pdf", PNG),  # a picture that calls itself a document
        ("foto.png", b"<html><script>alert(1)</script>"),
        ("līgums.docx", packed(**{"a.txt": "x"})),
        ("līgums.docx", MACRO),
        ("līgums.docx", PDF),
        ("rēķins.pdf.exe", EXE),
        ("rēķins.pdf", EXE),
        ("lapa.txt", b"<!DOCTYPE html><p>x"),
        ("lapa.html", b"<p>x</p>"),
        ("zīmējums.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'),
        ("bez gala", PDF),
        ("foto.jpg\u202egpj.exe", JPEG),
        ("bojāts.docx", b"PK\x03\x04" + bytes(40)),
        ("dati.txt", bytes(range(256))),
        ("tukšs.pdf", b""),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_refused_with_a_sentence(
    circle: Circle, tmp_path: Path, name: str, content: bytes
) -> None:
    with pytest.raises(Refused) as refused:
        add(circle, name, content)
    assert refused.value.field == "upload" and str(refused.value)
    assert not Attachment.objects.exists() and not list((tmp_path / "files").glob("*/*/*"))


def test_a_file_larger_than_the_setting_is_refused_before_it_is_read(circle: Circle, settings: Any) -> None:
    settings.LIGZDA_FILE_MEGABYTES = 1
    with pytest.raises(Refused, match="1 MB"):
        add(circle, "a.pdf", PDF + bytes(1024 * 1024))


@pytest.mark.parametrize(
    ("came", "kept"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\Ilze\\lēmums.pdf", "lēmums.pdf"),
        ("s\u030ck\u0327iet.pdf", "šķiet.pdf"),  # one letter, not a letter and its mark
        ("תעודה.pdf", "תעודה.pdf"),
        ("شهادة.pdf", "شهادة.pdf"),
        ("foto\u202egpj.exe", "fotogpj.exe"),  # nothing turns a name round
        ("a\x00b\r\nSet-Cookie: x.txt", "abSet-Cookie: x.txt"),
        ("…", "…"),
        ("...", ""),
        ("ž" * 5000 + ".pdf", "ž" * 200 + ".pdf"),
    ],
)
def test_a_name_keeps_its_script_and_loses_its_folders(came: str, kept: str) -> None:
    assert clean_name(came) == kept


def test_the_bytes_lie_encrypted_under_a_name_that_says_nothing(circle: Circle, tmp_path: Path) -> None:
    kept = add(circle, "../../noslēpums.txt", "Bērns baidās.".encode())
    (path,) = [one for one in (tmp_path / "files").glob("**/*") if one.is_file()]
    assert "noslēpums" not in str(path) and "baidās".encode() not in path.read_bytes()
    assert path.stat().st_mode & 0o077 == 0
    assert path.name in kept.stored_as


def test_of_a_protected_file_even_the_name_is_encrypted(circle: Circle) -> None:
    kept = add(circle, "vardarbība.txt", tier="safeguarding", title="Ko bērns teica")
    row = Attachment.objects.filter(pk=kept.pk).values("name", "title").get()
    assert row == {"name": "", "title": ""}
    again = Attachment.objects.get(pk=kept.pk)
    assert (again.filename, again.heading) == ("vardarbība.txt", "Ko bērns teica")


def test_a_new_key_writes_the_files_anew_and_the_old_one_may_go(circle: Circle, tmp_path: Path) -> None:
    kept = [add(circle, f"{n}.txt") for n in range(3)]
    assert rotation.waiting() == 0
    keys.add_key()
    assert rotation.waiting() == 3
    assert rotation.rotate(by=SYSTEM, new_key=False) == 3
    assert rotation.waiting() == 0
    (tmp_path / "keys" / "k1.fernet").unlink()
    keys.forget_cached()
    assert {queries.content(SYSTEM, one) for one in kept} == {b"Labdien!"}


@pytest.mark.parametrize("kind", ["text/plain", "image/png", "application/pdf"])
def test_a_file_leaves_as_a_download_and_no_browser_makes_a_page_of_it(kind: str) -> None:
    answer = as_download(b"<script>alert(1)</script>", 'lēmums "x"\r\n.txt', kind)
    assert answer["Content-Disposition"].startswith("attachment") and "\n" not in answer["Content-Disposition"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert not answer["Content-Type"].startswith("text/")


def test_a_page_is_no_kind_that_is_kept() -> None:
    assert kind_of(b"<html>") is None and kind_of(EXE) is None and kind_of(b"") is None
