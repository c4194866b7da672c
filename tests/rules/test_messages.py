"""Every sentence speaks every language: what the code says is collected anew and compared with the catalogues."""

import ast
import gettext
import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

import polib
import pytest
from django.apps import apps
from django.utils import translation

from ligzda.kernel.languages import TRANSLATED
from tests.rules.house import PACKAGE, ROOT, Source, obey, python

ENVIRONMENT = os.environ | {"DJANGO_SETTINGS_MODULE": "ligzda.config.settings"}
ROOMS = sorted(path.name for path in PACKAGE.iterdir() if (path / "__init__.py").exists())


def wanting(name: str, entries: Iterable[polib.POEntry]) -> Iterator[str]:
    for entry in entries:
        if not entry.obsolete and (entry.fuzzy or not entry.translated()):
            yield f"{name}: {'fuzzy' if entry.fuzzy else 'not translated'}: {entry.msgid[:80]}"


def collected(room: str, into: Path) -> list[polib.POFile]:
    """The room's catalogues as they would be if its words were collected now; the house itself is left alone."""
    shutil.copytree(PACKAGE / room, into / room, ignore=shutil.ignore_patterns("static", "migrations", "*.mo", "__pycache__"))
    (into / room / "locale").mkdir(exist_ok=True)
    command = [
        ROOT / ".venv/bin/django-admin",
        "makemessages",
        *(f"--locale={code}" for code in TRANSLATED),
        "--no-wrap",
        "--no-location",
        "-v",
        "0",
    ]
    subprocess.run(command, cwd=into / room, check=True, capture_output=True, env=ENVIRONMENT)
    return [polib.pofile(str(path)) for path in sorted((into / room).glob("locale/*/LC_MESSAGES/django.po"))]


@pytest.mark.parametrize("room", ROOMS)
def test_every_message_is_translated(room: str, tmp_path: Path) -> None:
    found = [line for po in collected(room, tmp_path) for line in wanting(f"{room} {Path(po.fpath).parts[-3]}", po)]
    obey(found, "make messages, then fill in every msgstr, in Latvian and in Lithuanian; none may stay fuzzy.")


def overruled(code: str) -> Iterator[str]:
    """Words of ours that a library's catalogue says otherwise, and that a page would show so."""
    ours: dict[tuple[str, str], set[str]] = {}
    for path in sorted(PACKAGE.glob(f"*/locale/{code}/LC_MESSAGES/django.po")):
        for entry in polib.pofile(str(path)):
            if entry.msgstr and not entry.obsolete:
                ours.setdefault((entry.msgctxt or "", entry.msgid), set()).add(entry.msgstr)
    theirs: dict[tuple[str, str], set[str]] = {}
    for folder in [Path(app.path) for app in apps.get_app_configs() if not app.name.startswith("ligzda")]:
        for path in folder.glob(f"locale/{code}/LC_MESSAGES/django.mo"):
            for entry in polib.mofile(str(path)):
                theirs.setdefault((entry.msgctxt or "", entry.msgid), set()).add(entry.msgstr)
    assert theirs
    with translation.override(code):
        for (context, text), said in ours.items():
            shown = translation.pgettext(context, text) if context else translation.gettext(text)
            if shown not in said and shown in theirs.get((context, text), ()):
                yield f"{code}: {text!r} is shown as {shown!r}"


@pytest.mark.parametrize("code", TRANSLATED)
def test_our_words_win_over_those_of_the_libraries(code: str) -> None:
    obey(overruled(code), "In INSTALLED_APPS the rooms come first: the first app that translates a word wins.")


def unheard(sources: Iterable[Source]) -> Iterator[str]:
    """The collector does not listen inside f-strings."""
    for one in sources:
        for text in one.nodes(ast.JoinedStr):
            calls = [node for node in ast.walk(text) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
            yield from (
                f"{one.path}:{call.lineno}" for call in calls if call.func.id == "_" or call.func.id.endswith(("gettext", "gettext_lazy"))
            )


def test_no_sentence_hides_in_an_f_string() -> None:
    obey(unheard(python()), "Give the sentence a name before the f-string: what stands inside is never collected for translation.")
    assert list(unheard([Source("x.py", "f'{_(1)}'")])) and not list(unheard([Source("x.py", "a = _('b')")]))


def test_a_planted_gap_is_found() -> None:
    assert list(wanting("x lv", [polib.POEntry(msgid="Save"), polib.POEntry(msgid="Close", msgstr="Aizvērt", flags=["fuzzy"])]))
    assert not list(wanting("x lv", [polib.POEntry(msgid="Save", msgstr="Saglabāt")]))


COUNTS = (0, 1, 2, 9, 10, 11, 19, 20, 21, 22, 100, 101, 111, 121)
FORMS = {"lv": "01220000120101", "lt": "20112222012020"}  # which form each count takes: many, one, several; one, several, many


def miscounting(name: str, catalogue: polib.POFile, language: str) -> Iterator[str]:
    """A new room's catalogue is made with the framework's rule, in which 0 and 1 are told in other forms than ours."""
    rule = catalogue.metadata["Plural-Forms"].partition("plural=")[2].rstrip(";\n")
    form = gettext.c2py(rule)  # type: ignore[attr-defined]
    told = "".join(str(form(n)) for n in COUNTS)
    if told != FORMS[language]:
        yield f"{name}: counts {told}, not {FORMS[language]}"


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_catalogue_counts_as_the_language_does(language: str) -> None:
    found = [
        line
        for path in sorted(PACKAGE.glob(f"*/locale/{language}/LC_MESSAGES/django.po"))
        for line in miscounting(path.relative_to(PACKAGE).parts[0], polib.pofile(str(path)), language)
    ]
    obey(found, "Copy the line Plural-Forms from the catalogue of web, and order the forms by it.")
    planted = polib.POFile()
    planted.metadata = {"Plural-Forms": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n != 0 ? 1 : 2);"}
    assert list(miscounting("x", planted, language))


def told_twice(catalogues: dict[str, Iterable[polib.POEntry]]) -> Iterator[str]:
    """The framework lays all catalogues into one: of two translations of one sentence the first room's is shown everywhere."""
    said: dict[tuple[str | None, str], dict[str, str]] = {}
    for room, entries in catalogues.items():
        for entry in entries:
            if not entry.obsolete:
                text = entry.msgstr or str(entry.msgstr_plural)
                said.setdefault((entry.msgctxt, entry.msgid), {}).setdefault(text, room)
    yield from (f"{sentence[:60]}: {found}" for (_context, sentence), found in said.items() if len(found) > 1)


@pytest.mark.parametrize("language", TRANSLATED)
def test_one_sentence_has_one_translation_in_the_whole_house(language: str) -> None:
    paths = sorted(PACKAGE.glob(f"*/locale/{language}/LC_MESSAGES/django.po"))
    found = told_twice({path.relative_to(PACKAGE).parts[0]: polib.pofile(str(path)) for path in paths})
    obey(found, "Translate it alike; where it means something else, say so in the code with pgettext.")
    one, other = polib.POEntry(msgid="Number", msgstr="Numurs"), polib.POEntry(msgid="Number", msgstr="Skaits")
    assert list(told_twice({"a": [one], "b": [other]})) and not list(told_twice({"a": [one], "b": [one]}))


def foreign_marks(name: str, entries: Iterable[polib.POEntry]) -> Iterator[str]:
    """A Latvian quotation begins below: „…”."""
    yield from (f"{name}: {entry.msgstr[:80]}" for entry in entries if not entry.obsolete and "“" in entry.msgstr)


def test_latvian_quotations_begin_below() -> None:
    paths = sorted(PACKAGE.glob("*/locale/lv/LC_MESSAGES/django.po"))
    obey(
        [line for path in paths for line in foreign_marks(path.relative_to(PACKAGE).parts[0], polib.pofile(str(path)))],
        "Write „…” in Latvian.",
    )
    assert list(foreign_marks("x", [polib.POEntry(msgid="a", msgstr="“a”")]))
