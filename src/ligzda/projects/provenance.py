"""The receipt in words: what was counted, under which rule, statements and targets, and the rows behind it."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from ligzda.measure.dimensions import DIMENSIONS, dimension
from ligzda.measure.labels import label, labels
from ligzda.measure.request import AT_LEAST, UNKNOWN, Statement, in_language
from ligzda.measure.shown import ShownCell
from ligzda.projects.components import figure_url, lang, sentence, target_line
from ligzda.projects.models import Project
from ligzda.projects.queries.drill import CountedUnit, Receipt
from ligzda.web import formatting

OFFERED = (
    "site",
    "service",
    "quarter",
    "area",
    "exit_type",
    "age",
    "sex",
    "family_type",
    "territory",
    "function",
    "group",
    "camp",
    "event",
)


def page(project: Project, found: Receipt, asked: Any, query: Any, *, shows_recorded: bool) -> dict[str, Any]:
    """The context of the receipt page."""
    figure = found.figure
    return {
        "title": figure.title,
        "project": project,
        "found": found,
        "asked": asked,
        "said": figure.in_words(lang()),
        "filters": [f"{dimension(n).title}: {label(n, v, lang())}" for n, v in found.where.items()],
        "targets": [target_line(plan, figure) | {"note": plan.note} for plan in sorted(figure.planned, key=lambda plan: not plan.in_force)],
        "statements": [statement(one) for one in found.statements],
        "recorded": formatting.number(figure.recorded)
        if shows_recorded and figure.recorded is not None and figure.recorded != figure.value
        else "",
        "chips": chips(project, found, asked),
        "table": table(project, found, shows_recorded) if figure.rows is not None else None,
        "rows": [row_words(one) for one in found.rows],
        "parts": [
            {
                "title": one.title,
                "text": one.in_words(lang()),
                "url": figure_url(project, one.code, asked.as_of, found.where, **_since(asked)),
            }
            for one in found.parts
        ],
        "more_url": _with(query, after=str(found.next_after)) if found.next_after else "",
        "file_url": _with(query, format="csv"),
        "fingerprint": " ".join(found.fingerprint[i : i + 4] for i in range(0, 16, 4)),
        "included": included(found),
        "excluded": excluded(),
    }


def _since(asked: Any) -> dict[str, str]:
    return {"from": asked.since.isoformat()} if asked.since else {}


def _with(query: Any, **more: str) -> str:
    return f"?{urlencode({**{name: query[name] for name in query if name not in ('after', 'format')}, **more})}"


def statement(one: Statement) -> dict[str, str]:
    """A coverage statement as a reader needs it."""
    state = {UNKNOWN: _("not known"), AT_LEAST: _("at least")}.get(one.state, _("complete"))
    parts = formatting.joined(f"{dimension(n).title}{' – ' + label(n, v, lang()) if v else ''}" for n, v in one.dimensions)
    return {
        "state": state,
        "part": parts,
        "note": in_language(one.note, lang()),
        "since": formatting.day(one.since),
        "until": formatting.day(one.until) if one.until else "",
    }


def chips(project: Project, found: Receipt, asked: Any) -> list[dict[str, Any]]:
    """By what the number may be split; a chosen one stays visible and can be taken away."""
    offered = [n for n in OFFERED if found.definition is not None and n in found.definition.by and n not in found.where]
    return [
        {
            "label": capfirst(DIMENSIONS[n].title),
            "active": n in found.figure.by,
            "url": figure_url(
                project, found.figure.code, asked.as_of, found.where, **_since(asked), **({} if n in found.figure.by else {"by": n})
            ),
        }
        for n in offered
    ]


def table(project: Project, found: Receipt, shows_recorded: bool) -> dict[str, Any]:
    """The split, with the sentence about adding its rows."""
    figure, names = found.figure, {n: labels(n, lang()) for n in found.figure.by}
    heads = [*(str(dimension(n).title) for n in figure.by), str(figure.unit), *([_("recorded so far")] if shows_recorded else [])]
    heads = [capfirst(head) for head in heads]
    rows = []
    for row in figure.rows or ():
        where = {**found.where, **row.key}
        texts = [{"text": capfirst(label(n, row.key[n], lang(), names[n]))} for n in figure.by]
        number: dict[str, Any] = {
            "text": row.in_words(lang()),
            "number": True,
            "url": figure_url(project, figure.code, figure.as_of, where) if row.leads else "",
        }
        beside = [{"text": _recorded(row), "number": True}] if shows_recorded else []
        cells = [{**cell, "label": heads[i]} for i, cell in enumerate([*texts, number, *beside])]
        rows.append({"cells": cells})
    columns = [{"label": head, "number": i >= len(figure.by)} for i, head in enumerate(heads)]
    return {"id": "split", "caption": figure.title, "caption_hidden": True, "columns": columns, "rows": rows, "note": sentence(figure.note)}


def _recorded(row: ShownCell) -> str:
    return formatting.number(row.recorded) if row.value is None and row.recorded is not None else "–"


def row_words(row: CountedUnit) -> dict[str, str]:
    """One unit: its pseudonym, or its name for those in its circle."""
    url = reverse("desk:family", args=[row.key]) if row.key and row.pseudonym.startswith("G-") else ""
    site = label("site", row.site, lang()) if row.site else ""
    quarter = label("quarter", row.quarter, lang()) if row.quarter else ""
    return {"pseudonym": row.pseudonym, "name": row.name, "url": url, "where": " · ".join(text for text in (site, quarter) if text)}


def file_rows(found: Receipt, rows: Iterable[CountedUnit]) -> list[list[Any]]:
    """The rows of the file, or of its split where the figure counts no families or people."""
    listed = [[row.pseudonym, label("site", row.site, lang()), row.quarter] for row in rows]
    if listed or found.figure.rows is None:
        return listed or [[found.figure.title, found.figure.in_words(lang()), ""]]
    return [[*row.key.values(), row.in_words(lang())] for row in found.figure.rows]


def included(found: Receipt) -> list[str]:
    """What qualified, from the definition."""
    figure = found.figure
    since = figure.since or None
    days = _("From %(start)s to %(end)s.") % {"start": formatting.day(since), "end": formatting.day(figure.as_of)} if since else ""
    until = _("Everything recorded up to %(day)s, from the first day of the project.") % {"day": formatting.day(figure.as_of)}
    divided = figure.note if figure.rows is None else None  # both numbers of a ratio
    return [text for text in (figure.describes, divided, days or until) if text]


def excluded() -> list[str]:
    """What never counts, whatever the figure."""
    return [
        _("What was planned, announced or cancelled, and appointments to which nobody came."),
        _("Records that were voided, and records moved to another family count there."),
        _("Two records of one person or family that were merged count once."),
    ]
