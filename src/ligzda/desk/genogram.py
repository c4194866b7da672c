"""A genogram for page, file and paper: one drawing, and the same in words."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ligzda.documents import charts
from ligzda.documents.paper import Block, Heading, Paper, PaperSize, Paragraph, Picture
from ligzda.people.genogram.drawing import Drawing, draw
from ligzda.people.genogram.symbols import NAME
from ligzda.people.genogram.values import Link, Scene, Somebody, only
from ligzda.people.models import Family
from ligzda.people.queries.genogram_words import GenogramEntry, Household, around, in_words
from ligzda.web import formatting
from ligzda.web.days import NoSuchDay, Unreadable, read_day

ZOOMS = (50, 75, 100, 150, 200)
SHEETS = (("a4", 210, 297), ("a3", 297, 420), ("a2", 420, 594), ("a1", 594, 841), ("a0", 841, 1189))
MARGIN, HEADING = 20, 60  # of a sheet, in mm: both sides; above and below with title and footer
LARGEST = 0.2646  # mm for a point of the drawing: as large as on a screen
READABLE = 7 / 72 * 25.4 / NAME  # mm for a point of the drawing: names of seven printer's points


@dataclass(frozen=True)
class GenogramRequest:
    """What the address of the page asks for; what cannot be read is today, and said so."""

    on: dt.date
    home: str = ""
    size: int = 100
    said: str = ""
    typed: str = ""  # what cannot be read, kept in its field

    def query(self, **other: Any) -> str:
        values = {"on": self.on.isoformat(), "home": self.home, "zoom": self.size} | other
        return "?" + urlencode({name: value for name, value in values.items() if value})


def asked(query: Mapping[str, str], today: dt.date) -> GenogramRequest:
    """From the query of the address; a day may be written in any way."""
    typed, zoom = query.get("on", "").strip(), query.get("zoom", "")
    size = int(zoom) if zoom.isascii() and zoom.isdigit() and len(zoom) < 4 and int(zoom) in ZOOMS else 100
    home = query.get("home", "")[:20]
    try:
        on = read_day(typed) if typed else today
    except (NoSuchDay, Unreadable):
        said = _("“%(typed)s” is no day of the calendar. Shown is today; enter a day like 14.05.2010.") % {"typed": typed[:40]}
        return GenogramRequest(today, home, size, said, typed[:40])
    ahead = _("This day lies ahead: shown is what is written down today, with the ages of that day.") if on > today else ""
    return GenogramRequest(on, home, size, ahead)


def chosen(scene: Scene, key: str) -> Scene:
    """One household by itself when it was asked for and is there."""
    home = next((home for home in scene.homes if key and home.key == key), None)
    return only(scene, home) if home else scene


def chips(scene: Scene, this: GenogramRequest) -> list[dict[str, Any]]:
    """All households together, and each by itself; nothing to choose where there is one."""
    every = [("", _("All households")), *((home.key, home.name) for home in scene.homes)]
    here = this.home if this.home in dict(every) else ""
    return [{"label": label, "url": this.query(home=key), "here": key == here} for key, label in every] if len(every) > 2 else []


def sentences(scene: Scene, this: GenogramRequest) -> list[str]:
    """What the reader must know of this drawing: the day, and whom it has no room for."""
    return [said for said in (this.said, scene.left_out) if said]


def zooms(this: GenogramRequest) -> list[dict[str, Any]]:
    """The sizes as links: smaller and larger work without script."""
    place = ZOOMS.index(this.size)
    steps = ((place - 1, _("Smaller"), "zoom-out"), (place + 1, _("Larger"), "zoom-in"))
    return [
        {"label": label, "icon": icon, "url": f"{this.query(zoom=ZOOMS[n])}#drawing"} for n, label, icon in steps if 0 <= n < len(ZOOMS)
    ]


def on_page(drawing: Drawing, family: Family, on: dt.date, size: int) -> SafeString:
    """As large as asked; it scrolls inside its own region and takes the page's colours."""
    title = _("Genogram of %(family)s as of %(day)s") % {"family": family.name, "day": formatting.day(on)}
    told = _("The same stands in words on this page.")
    svg = charts.for_page(drawing.svg, title, told, "genogram", "genogram")
    wide, high = drawing.width * size // 100, drawing.height * size // 100
    return mark_safe(svg.replace("<svg ", f'<svg width="{wide}" height="{high}" ', 1))  # noqa: S308 - two numbers in front of what was drawn here


def as_file(scene: Scene, family: Family, on: dt.date) -> str:
    return charts.for_paper(draw(scene).svg, f"{family.name}, {formatting.day(on)}")


def paper(scene: Scene, family: Family, on: dt.date) -> Paper:
    """The drawing on a sheet where its names can be read, and everything in words."""
    drawing = draw(scene)
    sheet, wide = fitting(drawing)
    blocks: list[Block] = [Picture(drawing.svg, _("Genogram; the same follows in words."), wide, sheet)]
    blocks += [Paragraph(scene.left_out)] if scene.left_out else []
    for home in in_words(scene):
        blocks += [Heading(home.name or _("Elsewhere"), 2), Paragraph("\n".join(_line(entry) for entry in home.entries))]
    outside = around(scene)
    if outside:
        blocks += [Heading(_("Around the family"), 2), Paragraph("\n".join(f"{link.around}: {link.words}" for link in outside))]
    lead = (family.name, formatting.day(on))
    return Paper(_("Genogram"), lead, tuple(blocks), _("Genogram"), language=formatting.speaking(None), whose=(family,))


def fitting(drawing: Drawing) -> tuple[PaperSize, int]:
    """The smallest paper, upright or lying, on which the names have seven points; and how wide the drawing is there, in mm."""
    best = (PaperSize(*SHEETS[0]), 0.0)
    for name, short, long in SHEETS:
        both = [(sheet, _scale(drawing, sheet)) for sheet in (PaperSize(name, short, long), PaperSize(name, long, short))]
        best = max([best, *both], key=lambda one: one[1])
        if best[1] >= READABLE:
            break
    return best[0], int(drawing.width * best[1])


def _scale(drawing: Drawing, sheet: PaperSize) -> float:
    """Millimetres for a point of the drawing, when it fills the sheet."""
    return min(LARGEST, (sheet.width_mm - MARGIN) / drawing.width, (sheet.height_mm - HEADING) / drawing.height)


def legend(scene: Scene, drawing: Drawing) -> list[str]:
    """What each sign of this drawing means, in words: the same as stands in the drawing."""
    return list(dict.fromkeys(scene.words[name] for name in drawing.signs))


def listed(scene: Scene, family: Family, *, may_change: bool) -> dict[str, Any]:
    """Households with people and ties as rows with links; what stands around the family."""
    homes = [{"name": home.name, "people": [_row(entry, family, may_change) for entry in home.entries]} for home in in_words(scene)]
    return {"homes": homes, "around": [_around(link, family, may_change) for link in around(scene)], "count": counted(in_words(scene))}


def counted(homes: list[Household]) -> str:
    n = len({entry.one.key for home in homes for entry in home.entries})
    return ngettext("%(n)s person", "%(n)s people", n) % {"n": n}


def _row(entry: GenogramEntry, family: Family, may_change: bool) -> dict[str, Any]:
    one = entry.one
    ties = [
        {
            "label": said.label, "other": said.other, "word": said.word, "is_ended": said.is_ended,
            "url": _edit(family, said.row, is_bond=said.is_bond) if may_change and said.row else "",
        }
        for said in entry.said
    ]  # fmt: skip
    return {"name": one.name, "line": told(one), "url": reverse("people:person", args=[one.key]), "ties": ties}


def _edit(family: Family, row: int, *, is_bond: bool) -> str:
    return reverse("people:change_bond" if is_bond else "people:change_relation", args=[family.key, row])


def _around(link: Link, family: Family, may_change: bool) -> dict[str, Any]:
    return {"name": link.around, "words": link.words, "url": _edit(family, link.row, is_bond=True) if may_change else ""}


def _line(entry: GenogramEntry) -> str:
    ties = "; ".join(f"{said.label}: {said.other}{f' ({said.word})' if said.word else ''}" for said in entry.said)
    head = f"{entry.one.name}, {told(entry.one)}"
    return f"{head} · {ties}" if ties else head


def told(one: Somebody) -> str:
    """What the symbol says: age, years, death, and whether the work is about them."""
    parts = (one.line, one.years, _("has died") if one.is_dead else "", _("child of this family") if one.is_index else "")
    return " · ".join(part for part in parts if part)
