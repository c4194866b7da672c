"""Reading a list of territories from CSV: our small one, or the official classifier as an organisation downloads it.

The columns are found by name, in our words or the classifier's. A row that is already known (by code, or by name, country
and first day) is brought up to date; nothing is deleted, because old records point to old territories.
"""

import csv
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from ligzda.access.actor import Actor
from ligzda.kernel.changes import set_different
from ligzda.kernel.refused import Refused
from ligzda.kernel.text import ascii_words, fold, squeeze
from ligzda.places.models import Territory
from ligzda.web.days import NoSuchDay, Unreadable, read_day

LARGEST = 20 * 1024 * 1024
OWN = "X-"  # codes that are ours until the classifier's is known
COLUMNS = {
    "code": ("code", "kods", "kodas", "atvk"),
    "name": ("name", "nosaukums", "pavadinimas"),
    "key": ("key",),
    "kind": ("kind", "tips", "veids", "tipas"),
    "country": ("country", "valsts", "salis"),
    "valid_from": ("validfrom", "sakuma datums", "speka no", "spekano", "sakumadatums", "galiojanuo"),
    "valid_until": ("validuntil", "beigu datums", "speka lidz", "spekalidz", "beigudatums", "galiojaiki"),
    "successors": ("successors", "pectecis", "pecteci"),
}


@dataclass(frozen=True)
class ImportedTerritory:
    """One line of the file, read."""

    line: int
    code: str
    name: str
    kind: str
    country: str
    key: str = ""
    valid_from: dt.date | None = None
    valid_until: dt.date | None = None
    successors: tuple[str, ...] = field(default_factory=tuple)


@dataclass(frozen=True)
class Outcome:
    """How many rows were new, and how many changed a known territory."""

    added: int
    changed: int
    unchanged: int


def import_file(path: Path, *, by: Actor, country: str = "LV") -> Outcome:
    """Read a CSV file in UTF-8, with commas or semicolons. Everything is taken, or nothing and the lines that are wrong."""
    if not path.is_file():
        raise Refused(_("There is no such file: %(path)s") % {"path": path})
    if path.stat().st_size > LARGEST:
        raise Refused(_("The file is larger than 20 MB. Check that it is the list of territories."))
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(_("The file is not in UTF-8. Save it as “CSV UTF-8” and try again.")) from None
    return load(read_rows(text, country), by=by)


def read_rows(text: str, country: str = "LV") -> list[ImportedTerritory]:
    """The lines of a file, or ``Refused`` with a sentence per faulty line (at most ten)."""
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip() and not line.startswith("#")]
    if not lines:
        raise Refused(_("The file is empty."))
    separator = ";" if lines[0][1].count(";") > lines[0][1].count(",") else ","
    header = next(csv.reader([lines[0][1]], delimiter=separator))
    places = _columns(header)
    faults: list[str] = []
    rows = []
    for number, cells in zip((n for n, _l in lines[1:]), csv.reader((line for _n, line in lines[1:]), delimiter=separator), strict=False):
        try:
            rows.append(_row(number, {name: cells[at].strip() for name, at in places.items() if at < len(cells)}, country))
        except ValueError as error:
            faults.append(_("Line %(line)s: %(fault)s") % {"line": number, "fault": error})
    Refused.unless_empty(faults[:10])
    return rows


@transaction.atomic
def load(rows: Iterable[ImportedTerritory], *, by: Actor, only_new: bool = False) -> Outcome:
    """Write rows and their successors. Run twice, the second run changes nothing. ``only_new``: known ones are left alone."""
    rows = list(rows)
    by_code = {territory.code: territory for territory in Territory.objects.all()}
    by_name = {(t.country, t.folded, t.valid_from_date): t for t in by_code.values()}
    added = changed = 0
    for row in rows:
        named = by_name.get((row.country, fold(row.name), row.valid_from))
        known = by_code.get(row.code) or (named if only_new else _own(named))
        if known and only_new:
            by_code[row.code] = known
            continue
        territory, is_new, is_changed = _write(row, known)
        by_code[row.code] = territory
        added, changed = added + is_new, changed + is_changed
    for row in rows:
        following = [by_code[code] for code in row.successors if code in by_code]
        if following:
            by_code[row.code].successors.set(following)
    return Outcome(added, changed, len(rows) - added - changed)


def _own(territory: Territory | None) -> Territory | None:
    """A territory that still has our code may take the official one; two official codes are two territories."""
    return territory if territory and territory.code.startswith(OWN) else None


def _write(row: ImportedTerritory, known: Territory | None) -> tuple[Territory, bool, bool]:
    values = {
        "code": row.code, "name": row.name, "folded": fold(row.name)[:120], "kind": row.kind or (known.kind if known else ""),
        "country": row.country, "key": row.key or (known.key if known else ascii_words(row.name).replace(" ", "")[:60]),
        "valid_from_date": row.valid_from or (known.valid_from_date if known else None), "valid_until_date": row.valid_until,
    }  # fmt: skip
    if known is None:
        return Territory.objects.create(**values), True, False
    changed = set_different(known, values)
    if changed:
        known.save(update_fields=[*changed])
    return known, False, bool(changed)


def _columns(header: list[str]) -> dict[str, int]:
    cells = [squeeze(cell) for cell in header]
    found = {ours: cells.index(squeeze(name)) for ours, names in COLUMNS.items() for name in reversed(names) if squeeze(name) in cells}
    if not {"code", "name"} <= found.keys():
        raise Refused(_("The first line must name the columns; at least “code” and “name” are needed."))
    return found


def _row(line: int, cells: dict[str, str], country: str) -> ImportedTerritory:
    code, name = cells.get("code", ""), cells.get("name", "")
    if not code or not name:
        raise ValueError(_("the code or the name is missing"))
    if len(code) > 20 or len(name) > 120:
        raise ValueError(_("the code or the name is too long"))
    start, end = _day(cells.get("valid_from", "")), _day(cells.get("valid_until", ""))
    if start and end and end < start:
        raise ValueError(_("the last day is before the first"))
    land = cells.get("country", "") or country
    if land not in Territory.Country.values:
        raise ValueError(_("the country is LV or LT"))
    following = tuple(cells.get("successors", "").replace(",", " ").split())
    return ImportedTerritory(
        line=line,
        code=code,
        name=name,
        kind=cells.get("kind", "")[:30],
        country=land,
        key=cells.get("key", "")[:60],
        valid_from=start,
        valid_until=end,
        successors=following,
    )


def _day(text: str) -> dt.date | None:
    if not text:
        return None
    try:
        return read_day(text[:10] if "T" in text else text)
    except (NoSuchDay, Unreadable):
        raise ValueError(_("“%(text)s” is not a date") % {"text": text[:40]}) from None
