"""A report in words, as plain values: the same page is previewed, frozen, and printed as PDF and Word."""

from typing import Any

from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ligzda.documents import charts
from ligzda.documents.paper import Block, Heading, Paper, Paragraph, Picture, Table
from ligzda.kernel import clock
from ligzda.measure.labels import labels
from ligzda.measure.shown import NOT_KNOWN, Shown, ShownCell
from ligzda.projects.components import NARROW, curve_of, description_of, finding, part_title, sentence, target_line
from ligzda.projects.forms import SECTIONS
from ligzda.projects.models import Report
from ligzda.projects.queries.projects import dates
from ligzda.projects.queries.reports import Content
from ligzda.web import formatting

CHART = (660, 300, 13)


def page(said: Content, *, kind: str) -> dict[str, Any]:
    """Everything the report prints in one language, ready to be stored."""
    with translation.override(said.lang):
        return {
            "title": _("Final report") if kind == "final" else _("Quarterly report"),
            "project": said.project.title_en if said.lang == "en" and said.project.title_en else said.project.title_lv,
            "facts": _facts(said),
            "figures": [_figure(one) for one in said.figures]
            + [_figure(figure) | {"title": part_title(part, figure)} for part, figure in said.promised],
            "reasons": _reasons(said),
            "services": _services(said),
            "curve": _curve(said),
            "money": _money(said),
            "notes": _notes(said),
            "counts": {"known": _known(said), "all": len(said.figures), "unknown": said.unknown, "hidden": said.hidden},
            "duplicates": said.duplicates,
        }


def _known(said: Content) -> int:
    return sum(one.value is not None or bool(one.suppressed) for one in said.figures)


def _facts(said: Content) -> list[list[str]]:
    project, when = said.project, dates(said.project)
    until = formatting.month_short(when.end)
    if when.amended:
        until += " " + _("(at first until %(end)s)") % {"end": formatting.month_short(when.first_end)}
    return [
        [_("Project number"), project.number or formatting.unknown()],
        [_("Funder"), str(project.funder or formatting.unknown())],
        [_("Time"), f"{formatting.month_short(when.start)}–{until}"],
        [_("Data as of"), formatting.day(said.as_of)],
    ]


def _figure(figure: Shown) -> dict[str, Any]:
    """One line: the number in words, its targets, and why it is not known."""
    plans = sorted(figure.planned, key=lambda plan: not plan.in_force)
    lines = [target_line(plan, figure) for plan in plans]
    return {
        "code": figure.code,
        "title": figure.title,
        "text": figure.in_words(formatting.speaking(None)),
        "targets": [f"{one['label']}: {one['share']}" if one["share"] else one["label"] for one in lines],
        "reason": (figure.reason or "") if figure.exists else "",
        "rule": figure.version,
    }


def _reasons(said: Content) -> list[list[str]]:
    """Why something is not known: each reason once, with the figures it speaks of."""
    found: dict[str, list[str]] = {}
    titled = [(one.title, one) for one in said.figures] + [(part_title(part, one), one) for part, one in said.promised]
    for title, one in titled:
        why = one.reason if one.exists else None
        if text := why or (one.note if one.rows is None else None):  # of an average both its numbers
            found.setdefault(text, []).append(title)
    return [[reason, "; ".join(titles)] for reason, titles in found.items()]


def _services(said: Content) -> dict[str, Any]:
    """Services by site; words where a number was never split or never reported."""
    total, split = said.splits
    names, sites = (
        labels("service", said.lang),
        [one.site for one in said.project.project_sites.select_related("site").order_by("site__name")],
    )
    at: dict[tuple[str, str], ShownCell] = {(cell.key["service"], cell.key["site"]): cell for cell in split.rows or ()}
    rows = []
    for cell in sorted(total.rows or (), key=lambda row: -(row.value or 0)):
        key = cell.key["service"]
        there = [at.get((key, site.key)) for site in sites]
        texts = [_cell(one, there, said.lang) for one in there]
        if cell.value is not None and there and all(one is None or (one.value is None and not one.suppressed) for one in there):
            texts = [_("not split")] * len(there)
        rows.append([capfirst(names.get(key, key)), *texts, cell.in_words(said.lang)])
    return {"columns": [_("Service"), *(site.name for site in sites), _("Total")], "rows": rows, "note": sentence(total.note)}


def _cell(cell: ShownCell | None, beside: list[ShownCell | None], lang: str) -> str:
    if cell is None:
        unknown = any(one is not None and one.value is None and not one.suppressed for one in beside)
        return NOT_KNOWN.in_words(lang) if unknown else formatting.number(0, language=lang)
    return cell.in_words(lang)


def _curve(said: Content) -> dict[str, Any] | None:
    drawn = curve_of(said.project, said.curve)
    if drawn is None:
        return None
    last = [figure for _day, figure in said.curve if figure.is_known][-1]
    rows = [[formatting.day(day), figure.in_words(said.lang)] for day, figure in said.curve]
    return {
        "finding": finding(last), "description": description_of(said.curve), "svg": charts.curve_svg(drawn, *CHART),
        "narrow": charts.curve_svg(drawn, *NARROW),
        "columns": [_("Data as of"), _("Families in all")], "rows": rows,
    }  # fmt: skip


def _money(said: Content) -> dict[str, Any] | None:
    budget = said.money.budget if said.money else None
    if budget is None:
        return None
    rows = [[part.name, formatting.number(part.amount, 2), formatting.share(part.printed_share)] for part in budget.split.parts]
    if not budget.split.adds_up:
        rows.append([_("Unexplained"), formatting.number(budget.split.rest, 2), ""])
    rows.append([_("Total"), formatting.number(budget.split.total, 2), ""])
    return {"columns": [_("Source"), budget.split.currency, _("Share")], "rows": rows}


def _notes(said: Content) -> list[str]:
    """Under which rules to read the numbers."""
    found = [_("“Unknown” means that a number was never reported. It does not mean 0.")]
    if said.is_public and said.hidden:
        found.append(_("“< 5” stands where a smaller number could point at somebody. Some other numbers are hidden with it."))
    if said.duplicates:
        found.append(
            ngettext(
                "%(n)s pair of records may be one person or family; until it is decided both count.",
                "%(n)s pairs of records may be one person or family; until they are decided all count.", said.duplicates,
            ) % {"n": formatting.number(said.duplicates)}
        )  # fmt: skip
    return found


# paper


def paper(report: Report, printed: dict[str, Any], lang: str) -> Paper:
    """The page and the narrative as a document."""
    with translation.override(lang):
        blocks: list[Block] = [Heading(_("Figures")), _figures_table(printed)]
        blocks += [Paragraph(f"{titles}: {reason}", muted=True) for reason, titles in printed["reasons"]]
        if printed["curve"]:
            curve = printed["curve"]
            blocks.append(Heading(curve["finding"], 2))
            blocks += [Picture(curve["svg"], f"{curve['finding']}. {curve['description']}")] if curve["svg"] else []
            blocks.append(Table(tuple(curve["columns"]), _rows(curve["rows"]), (1,)))
        if printed["services"]["rows"]:
            services = printed["services"]
            numbers = tuple(range(1, len(services["columns"])))
            blocks += [
                Heading(_("Services by site, families"), 2),
                Table(tuple(services["columns"]), _rows(services["rows"]), numbers, services["note"]),
            ]
        for key, label in SECTIONS:
            if report.narrative.get(key):
                blocks += [Heading(str(label)), Paragraph(report.narrative[key])]
        if printed["money"]:
            blocks += [Heading(_("Funding")), Table(tuple(printed["money"]["columns"]), _rows(printed["money"]["rows"]), (1, 2))]
        blocks += [Heading(_("How to read the numbers"), 2), *(Paragraph(note, muted=True) for note in printed["notes"])]
        return Paper(
            title=printed["title"], lead=(printed["project"],), blocks=tuple(blocks), footer=_footer(report), page_of=_("page {n} of {total}"),
            language=lang, facts=tuple((name, value) for name, value in printed["facts"]),
            whose=(),
        )  # fmt: skip


def _rows(rows: list[list[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(row) for row in rows)


def _figures_table(printed: dict[str, Any]) -> Table:
    rows = tuple((one["title"], one["text"], "\n".join(one["targets"])) for one in printed["figures"])
    return Table((_("Figure"), _("Number"), _("Target")), rows, (1,))


def _footer(report: Report) -> str:
    """What proves the document: its day, and the fingerprint once it is published."""
    as_of = _("data as of %(day)s") % {"day": formatting.day(report.as_of_date)}
    proof = _("fingerprint %(text)s") % {"text": report.fingerprint[:16]}
    return " · ".join(
        [str(report.project), as_of, proof if report.fingerprint else _("draft, %(day)s") % {"day": formatting.day(clock.today())}]
    )
