"""A genogram for page, file and paper: one drawing, and the same in words."""

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ligzda.documents import charts
from ligzda.documents.paper import Block, Heading, Paper, Paragraph, Picture
from ligzda.people.genogram.drawing import Drawing, draw
from ligzda.people.genogram.values import Link, Scene
from ligzda.people.models import Family
from ligzda.people.queries.genogram_words import Entry, Household, around, in_words
from ligzda.web import words

ZOOMS = (50, 75, 100, 150, 200)


def zooms(chosen: str, on: dt.date) -> list[dict[str, Any]]:
    """The sizes as links: smaller and larger work without script."""
    here = int(chosen) if chosen.isascii() and chosen.isdigit() and int(chosen) in ZOOMS else 100
    place = ZOOMS.index(here)
    steps = ((place - 1, _("Smaller"), "zoom-out"), (place + 1, _("Larger"), "zoom-in"))
    return [
        {"label": label, "icon": icon, "url": f"?on={on.isoformat()}&zoom={ZOOMS[n]}#drawing"}
        for n, label, icon in steps
        if 0 <= n < len(ZOOMS)
    ] + [{"size": here}]


def on_page(drawing: Drawing, family: Family, on: dt.date, size: int) -> SafeString:
    """As large as asked; it scrolls inside its own region and takes the page's colours."""
    title = _("Genogram of %(family)s as of %(day)s") % {"family": family.name, "day": words.day(on)}
    told = _("The same stands in words on this page.")
    svg = charts.for_page(drawing.svg, title, told, "genogram", "genogram")
    wide, high = drawing.width * size // 100, drawing.height * size // 100
    return mark_safe(svg.replace("<svg ", f'<svg width="{wide}" height="{high}" ', 1))  # noqa: S308 - two numbers in front of what was drawn here


def as_file(scene: Scene, family: Family, on: dt.date) -> str:
    return charts.for_paper(draw(scene).svg, f"{family.name}, {words.day(on)}")


def paper(scene: Scene, family: Family, on: dt.date) -> Paper:
    """The drawing, what the lines mean, and everything in words."""
    drawing = draw(scene)
    blocks: list[Block] = [Picture(drawing.svg, _("Genogram; the same follows in words.")), Paragraph(" · ".join(legend()), muted=True)]
    for home in in_words(scene):
        blocks += [Heading(home.name or _("Elsewhere"), 2), Paragraph("\n".join(_line(entry) for entry in home.entries))]
    outside = around(scene)
    if outside:
        blocks += [Heading(_("Around the family"), 2), Paragraph("\n".join(f"{link.around}: {link.words}" for link in outside))]
    return Paper(
        title=_("Genogram"), lead=(family.name, words.day(on)), blocks=tuple(blocks), footer=_("Genogram"), language=words.speaking(None)
    )


def legend() -> list[str]:
    """What each sign means, in words; beside the drawing and under the one on paper."""
    return [
        _("square: man"), _("circle: woman"), _("diamond: other or unknown"), _("crossed out: has died"),
        _("one slash: separated"), _("two slashes: divorced"), _("solid line down: by birth"), _("dashed line down: adopted"),
        _("dotted line down: foster child"), _("dash and dots: guardian"), _("dashed loop: household"), _("grey: has ended"),
        _("double line: close"), _("zigzag: conflict"), _("dotted: weak"), _("cut line: broken off"),
        _("arrow: where strength flows"),
    ]  # fmt: skip


def listed(scene: Scene, family: Family, *, may_change: bool) -> dict[str, Any]:
    """Households with people and ties as rows with links; what stands around the family."""
    homes = [{"name": home.name, "people": [_row(entry, family, may_change) for entry in home.entries]} for home in in_words(scene)]
    return {"homes": homes, "around": [_around(link, family, may_change) for link in around(scene)], "count": counted(in_words(scene))}


def counted(homes: list[Household]) -> str:
    n = len({entry.one.key for home in homes for entry in home.entries})
    return ngettext("%(n)s person", "%(n)s people", n) % {"n": n}


def _row(entry: Entry, family: Family, may_change: bool) -> dict[str, Any]:
    one = entry.one
    ties = [
        {
            "label": said.label, "other": said.other, "word": said.word, "is_ended": said.is_ended,
            "url": _edit(family, said.row, is_bond=said.is_bond) if may_change and said.row else "",
        }
        for said in entry.said
    ]  # fmt: skip
    return {"name": one.name, "line": one.line, "is_dead": one.is_dead, "url": reverse("people:person", args=[one.key]), "ties": ties}


def _edit(family: Family, row: int, *, is_bond: bool) -> str:
    return reverse("people:change_bond" if is_bond else "people:change_relation", args=[family.key, row])


def _around(link: Link, family: Family, may_change: bool) -> dict[str, Any]:
    return {"name": link.around, "words": link.words, "url": _edit(family, link.row, is_bond=True) if may_change else ""}


def _line(entry: Entry) -> str:
    one = entry.one
    ties = "; ".join(f"{said.label}: {said.other}{f' ({said.word})' if said.word else ''}" for said in entry.said)
    head = ", ".join(part for part in (one.name, one.line, _("has died") if one.is_dead else "") if part)
    return f"{head} · {ties}" if ties else head
