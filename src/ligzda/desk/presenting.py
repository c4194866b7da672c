"""From what was read to what the pages of figures draw. No reading here."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from ligzda.desk.queries.figures import FAMILIES, ProjectWork
from ligzda.measure.shown import Shown, ShownCell
from ligzda.projects.components import figure_url, sentence
from ligzda.projects.models import Project
from ligzda.web import formatting


def scope_chips(projects: list[Project], chosen: str, *, is_work: bool) -> list[dict[str, Any]]:
    """Own work and each project; no chips where there is only one of them."""
    here = reverse("desk:figures")
    own = [{"label": _("Own work"), "url": f"{here}?project=", "active": not chosen}] if is_work else []
    chips = own + [
        {"label": Truncator(str(one)).chars(48), "url": f"{here}?{urlencode({'project': one.key})}", "active": one.key == chosen}
        for one in projects
    ]
    return chips if len(chips) > 1 else []


def project_page(shown: ProjectWork, *, shows_recorded: bool) -> dict[str, Any]:
    """Figures with the way to their receipts, and the table of families."""
    lang = formatting.speaking(None)
    return {"rows": [_figure(shown, one, lang, shows_recorded) for one in shown.figures if one.exists], "table": _table(shown, lang)}


def _figure(shown: ProjectWork, one: Shown, lang: str, shows_recorded: bool) -> dict[str, str]:
    return {
        "title": one.title,
        "text": one.in_words(lang),
        "url": figure_url(shown.project, one.code, shown.until, None, **{"from": shown.since.isoformat()}),
        "reason": one.reason or "",
        "recorded": formatting.number(one.recorded) if shows_recorded and one.value is None and one.recorded else "",
    }


def _table(shown: ProjectWork, lang: str) -> dict[str, Any]:
    heads = [_("Service"), *(text for _key, text in shown.quarters)]
    rows = []
    for service, name, cells in shown.lines:
        numbers = [_cell(shown, service, quarter, cell, lang) for (quarter, _text), cell in zip(shown.quarters, cells, strict=True)]
        rows.append({"cells": [{**cell, "label": heads[i]} for i, cell in enumerate([{"text": capfirst(name)}, *numbers])]})
    columns = [{"label": head, "number": i > 0} for i, head in enumerate(heads)]
    return {
        "id": "by-quarter",
        "caption": _("Families by service and quarter"),
        "caption_hidden": True,
        "columns": columns,
        "rows": rows,
        "note": sentence(shown.note),
    }


def _cell(shown: ProjectWork, service: str, quarter: str, cell: ShownCell | None, lang: str) -> dict[str, Any]:
    if cell is None:
        return {"text": "–", "number": True}
    url = figure_url(shown.project, FAMILIES, shown.until, {"service": service, "quarter": quarter})
    return {"text": cell.in_words(lang), "number": True, "url": url}
