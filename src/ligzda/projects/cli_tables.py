"""Figures for the command line: one JSON object, or a table that says why rows may not be added."""

import datetime as dt
import json
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from ligzda.access.actor import Actor
from ligzda.documents import docx, pdf
from ligzda.kernel import clock
from ligzda.kernel.languages import FIRST
from ligzda.kernel.refused import Refused
from ligzda.measure.dimensions import dimension
from ligzda.measure.shown import Shown, ShownCell
from ligzda.projects import report_document
from ligzda.projects.models import Report
from ligzda.projects.queries.figures import figures
from ligzda.projects.queries.projects import find
from ligzda.projects.queries.reports import content
from ligzda.web import formatting


def figures_json(actor: Actor, project: str, *, lang: str = FIRST, as_of: dt.date | None = None, **asked: Any) -> dict[str, Any]:
    """``{"project": …, "as_of": …, "figures": […]}`` of the project that is called so; ``asked``: measure, since, by."""
    key, day, found = _ask(actor, project, lang, as_of, asked)
    return {"project": key, "as_of": day.isoformat(), "figures": [one.as_json() for one in found]}


def figures_table(actor: Actor, project: str, *, lang: str = FIRST, as_of: dt.date | None = None, **asked: Any) -> str:
    """The same figures for a reader at a terminal."""
    key, day, found = _ask(actor, project, lang, as_of, asked)
    with translation.override(lang):
        lines = [_("%(project)s, data as of %(day)s") % {"project": key, "day": formatting.day(day)}, ""]
        width = max((len(one.title) for one in found), default=0)
        for one in found:
            lines += _lines(one, width, lang)
        return "\n".join(lines) + "\n"


def _ask(actor: Actor, text: str, lang: str, as_of: dt.date | None, asked: dict[str, Any]) -> tuple[str, dt.date, list[Shown]]:
    with translation.override(lang):
        project = find(actor, text)
        day = as_of or clock.today()
        if asked.get("since") and asked["since"] > day:
            raise Refused(_("The first day lies after the last one."))
        return project.key, day, figures(actor, project, as_of=day, lang=lang, **asked)


def _lines(figure: Shown, width: int, lang: str) -> list[str]:
    found = [f"{figure.title:<{width}}  {_said(figure, lang)}  [{figure.code}]"]
    for plan in figure.planned:
        text = _("planned, version %(n)d: %(value)s") % {
            "n": plan.version,
            "value": f"{plan.comparator + ' ' if plan.comparator else ''}{formatting.number(plan.value)}",
        }
        if plan.attainment is not None:
            text += f" – {'≥ ' if figure.at_least else ''}{formatting.share(plan.attainment)}"
        found.append(f"    {text}")
    if figure.reason:
        found.append(f"    {figure.reason}")
    found += [f"    {_row_name(row, figure.by)}: {_said(row, lang)}" for row in figure.rows or ()]
    if figure.note:
        found.append(f"    ({figure.note})")
    return found


def _said(cell: ShownCell, lang: str) -> str:
    return cell.in_words(lang)


def _row_name(row: ShownCell, by: tuple[str, ...]) -> str:
    return ", ".join(f"{dimension(name).title} {row.key[name]}" for name in by)


def report_file(actor: Actor, project: str, as_of: dt.date, kind: str, *, lang: str = FIRST) -> tuple[str, bytes]:
    """A report of all numbers as of a day, unsaved: its name and its content as PDF, Word or JSON."""
    with translation.override(lang):
        found = find(actor, project)
        said = report_document.page(content(found, as_of, lang, is_public=False), kind="quarterly")
        name = f"{found.key}-{as_of.isoformat()}.{kind}"
        if kind == "json":
            whole = figures_json(actor, found.key, lang=lang, as_of=as_of)
            return name, json.dumps({**whole, "report": said}, ensure_ascii=False, indent=2).encode()
        paper = report_document.paper(Report(project=found, as_of_date=as_of), said, lang)
        return name, (pdf.render if kind == "pdf" else docx.render)(paper)
