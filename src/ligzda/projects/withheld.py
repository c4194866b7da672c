"""A published page under the law of today: its snapshot and fingerprint stand, and what may no longer be printed is taken out of its words."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ligzda.measure.labels import labels
from ligzda.measure.shown import Shown, ShownCell
from ligzda.measure.suppression import SINCE
from ligzda.projects.queries.reports import Changed
from ligzda.web import formatting


def page(kept: Mapping[str, Any], shown: list[Shown], lang: str) -> dict[str, Any]:
    """The stored words in one language, with every number hidden that is held back today and was printed then."""
    said = dict(kept["printed"][lang])
    held = {(place, row) for place, row in kept.get("hidden", ())}
    newly = {(n, j) for n, one in enumerate(shown) for j, cell in enumerate((one, *(one.rows or ())), -1) if cell.suppressed} - held
    if not newly:
        return said
    with translation.override(lang):
        first = next(n for n, one in enumerate(shown) if one.by)
        curve = range(first + 2, len(shown) - (len(said["figures"]) - first))
        lines = [*range(first), *range(curve.stop, len(shown))]
        gone = [place for place, n in enumerate(lines) if (n, -1) in newly]
        said["figures"] = [_line(one, shown[lines[i]], lang) if i in gone else one for i, one in enumerate(said["figures"])]
        said["reasons"] = _reasons(said["reasons"], [said["figures"][i] for i in gone])
        said["services"] = _services(
            said["services"], shown[first : first + 2], {(n - first, j) for n, j in newly if n in (first, first + 1)}, lang
        )
        said["curve"] = _curve(said["curve"], [shown[n] for n in curve], {n - curve.start for n, _row in newly if n in curve}, lang)
        said["counts"] = said["counts"] | {"hidden": said["counts"]["hidden"] + len(newly)}
        said["notes"] = [*said["notes"], _note(len(newly))]
    return said


def changed_since(said: dict[str, Any], changed: Iterable[Changed], lang: str) -> dict[str, Any]:
    """Every print says how many of its numbers would be printed otherwise today; what they would be only the project's people are told."""
    count = sum(one.was.in_words(lang) != one.now.in_words(lang) for one in changed)
    if not count:
        return said
    with translation.override(lang):
        told = ngettext(
            "Since it was published: %(n)s number of this report would be another today. What was published stands.",
            "Since it was published: %(n)s numbers of this report would be others today. What was published stands.", count,
        ) % {"n": formatting.number(count)}  # fmt: skip
    return {**said, "notes": [*said["notes"], told]}


def _note(count: int) -> str:
    told = {"n": formatting.number(count), "day": formatting.day(SINCE)}
    return (
        ngettext(
            "Since %(day)s %(n)s more number of this report is withheld, because it could point at somebody.",
            "Since %(day)s %(n)s more numbers of this report are withheld, because they could point at somebody.", count,
        ) % told
    )  # fmt: skip


def _line(said: Mapping[str, Any], figure: Shown, lang: str) -> dict[str, Any]:
    """The number gives way to a word, and its targets say no longer how far it came."""
    targets = [text.rpartition(": ")[0] or text for text in said["targets"]]
    return {**said, "text": figure.in_words(lang), "targets": targets, "reason": figure.reason or ""}


def _reasons(reasons: list[list[str]], gone: list[Mapping[str, Any]]) -> list[list[str]]:
    """A note of an average names both its numbers: it goes with it."""
    titles = {one["title"] for one in gone}
    kept = [[reason, "; ".join(t for t in told.split("; ") if t not in titles)] for reason, told in reasons]
    return [one for one in kept if one[1]] + [[gone[0]["reason"], "; ".join(sorted(titles))]] if gone else kept


def _services(table: Mapping[str, Any], shown: list[Shown], newly: set[tuple[int, int]], lang: str) -> dict[str, Any]:
    """By the names under which the rows were printed; where a name is no longer the same the whole table is left out."""
    if not newly:
        return dict(table)
    names, sites = labels("service", lang), labels("site", lang)
    rows = {row[0]: list(row) for row in table["rows"]}
    for which, place in newly:
        cell = (shown[which].rows or ())[place] if place >= 0 else None
        if cell is None:
            continue  # the number over the table stands in no cell of it
        row = rows.get(capfirst(names.get(cell.key["service"], cell.key["service"])))
        column = _column(table["columns"], cell, sites)
        if row is None or column is None:
            return {**table, "rows": []}
        row[column] = cell.in_words(lang)
    return {**table, "rows": list(rows.values())}


def _column(columns: list[str], cell: ShownCell, sites: Mapping[str, str]) -> int | None:
    if "site" not in cell.key:
        return len(columns) - 1
    name = sites.get(cell.key["site"], "")
    return columns.index(name) if name in columns else None


def _curve(curve: Mapping[str, Any] | None, shown: list[Shown], newly: set[int], lang: str) -> dict[str, Any] | None:
    """A drawing shows what it was drawn from, so it is left out whole; the table keeps what may be told."""
    if curve is None or not newly:
        return dict(curve) if curve is not None else None
    rows = [[row[0], shown[n].in_words(lang)] if n in newly else row for n, row in enumerate(curve["rows"])]
    return {**curve, "rows": rows, "svg": "", "narrow": "", "description": "", "finding": _("Families on each day")}
