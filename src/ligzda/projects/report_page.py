"""The report page: the paper on one side, on the other what is still missing; and what has changed since it was published."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ligzda.documents import charts
from ligzda.documents.paper import Paper
from ligzda.kernel.languages import LANGUAGES
from ligzda.measure.dimensions import dimension
from ligzda.measure.indicators import exists, indicator
from ligzda.measure.labels import label
from ligzda.measure.moment import at_one_moment
from ligzda.measure.snapshot import is_whole
from ligzda.projects import report_document, withheld
from ligzda.projects.forms import SECTIONS
from ligzda.projects.models import Report
from ligzda.projects.queries.reports import Changed, as_printed_today, changes, content
from ligzda.web import formatting


def language(report: Report, asked: str) -> str:
    """The language asked for, else the one the report was made in."""
    return asked if asked in LANGUAGES else report.language


@at_one_moment()
def printed(report: Report, lang: str) -> dict[str, Any]:
    """What the report prints: the frozen page once it is published, under the law of today; until then counted now."""
    return _printed(report, lang, changes(report))


def _printed(report: Report, lang: str, changed: list[Changed]) -> dict[str, Any]:
    if report.snapshot:
        return withheld.changed_since(withheld.page(report.snapshot, as_printed_today(report), lang), changed, lang)
    return report_document.page(content(report.project, report.as_of_date, lang, is_public=report.is_suppressed), kind=report.kind)


def paper(report: Report, lang: str) -> Paper:
    """The same page as a document."""
    return report_document.paper(report, printed(report, lang), lang)


@at_one_moment()
def preview(report: Report, lang: str, *, is_mine: bool) -> dict[str, Any]:
    """The context of the report page."""
    changed = changes(report)
    said = _printed(report, lang, changed)
    is_draft = report.state == Report.State.DRAFT
    found = [_change(one, formatting.speaking(None)) for one in changed] if is_mine else []
    return {
        "title": f"{report.project}, {formatting.day(report.as_of_date)}",
        "report": report,
        "said": said,
        "drawings": _inline(said["curve"]),
        "tables": _tables(said, lang),
        "narrative": [{"label": text, "text": report.narrative.get(key, "")} for key, text in _sections(lang)],
        "is_draft": is_draft,
        "is_mine": is_mine,
        "language": lang,
        "languages": [{"label": LANGUAGES[one].own_name, "url": f"?language={one}", "active": one == lang} for one in LANGUAGES],
        "checklist": checklist(report, said) if is_draft else [],
        "changes": found,
        "is_whole": not report.snapshot or is_whole(report.snapshot["frozen"]),
        "fingerprint": " ".join(report.fingerprint[i : i + 4] for i in range(0, 32, 4)),
    }


def _sections(lang: str) -> list[tuple[str, str]]:
    with translation.override(lang):
        return [(key, str(text)) for key, text in SECTIONS]


def _inline(curve: Mapping[str, Any] | None) -> Any:
    if not curve or not curve["svg"]:
        return ()
    said = curve["finding"], curve["description"]
    wide = charts.for_page(curve["svg"], *said, "report-wide", "drawing only-wide")
    return wide, charts.for_page(curve["narrow"], *said, "report-narrow", "drawing only-narrow")


def _tables(said: Mapping[str, Any], lang: str) -> dict[str, Any]:
    """The tables of the paper for the component that draws them."""
    with translation.override(lang):
        rows = [[one["title"], one["text"], "; ".join(one["targets"])] for one in said["figures"]]
        figures = _table("figures", _("Figures"), [_("Figure"), _("Number"), _("Target")], rows, numbers=(1,))
        found = {"figures": figures}
        for name, title, numbers in (
            ("services", _("Services by site, families"), None),
            ("money", _("Funding"), (1, 2)),
            ("curve", _("Families on each day"), (1,)),
        ):
            part = said[name]
            if part and part["rows"]:
                columns = part["columns"]
                found[name] = _table(name, title, columns, part["rows"], numbers or tuple(range(1, len(columns)))) | {
                    "note": part.get("note", "")
                }
        return found


def _table(key: str, caption: str, columns: list[str], rows: list[list[str]], numbers: tuple[int, ...]) -> dict[str, Any]:
    cells = [{"cells": [{"text": text, "number": i in numbers, "label": columns[i]} for i, text in enumerate(row)]} for row in rows]
    heads = [{"label": head, "number": i in numbers} for i, head in enumerate(columns)]
    return {"id": f"report-{key}", "caption": caption, "caption_hidden": True, "columns": heads, "rows": cells}


def checklist(report: Report, said: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Before publishing: what is complete, what is empty, what will read "not known" or be hidden."""
    counts = said["counts"]
    empty = [text for key, text in SECTIONS if not report.narrative.get(key)]
    lines: list[dict[str, Any]] = [
        {
            "tone": "success",
            "text": _("Figures: %(known)s of %(all)s") % {name: formatting.number(counts[name]) for name in ("known", "all")},
        }
    ]
    if empty:
        text = ngettext("Empty sections: %(n)s", "Empty sections: %(n)s", len(empty)) % {"n": len(empty)}
        lines.append({"tone": "warning", "text": text, "url": reverse("projects:narrative", args=[report.key]), "label": _("Write")})
    if counts["unknown"]:
        lines.append({"tone": "info", "text": _("Not known: %(n)s") % {"n": counts["unknown"]}})
    if counts["hidden"]:
        lines.append({"tone": "info", "text": _("Small numbers hidden: %(n)s") % {"n": counts["hidden"]}})
    if said["duplicates"]:
        lines.append({"tone": "warning", "text": _("Possible doubles not decided: %(n)s") % {"n": said["duplicates"]}})
    return lines


def will_freeze(report: Report) -> str:
    """What publishing does, said before it is done."""
    return _("The numbers will be frozen: data as of %(day)s. Later corrections will show as “changed since publication”.") % {
        "day": formatting.day(report.as_of_date)
    }


def _change(changed: Changed, lang: str) -> dict[str, str]:
    one = changed.change
    title = str(indicator(one.code).title) if exists(one.code) else one.code
    where = ", ".join(f"{dimension(name).title}: {label(name, value, lang)}" for name, value in one.key.items())
    because = {"records": _("the records"), "definition": _("the definition"), "statements": _("a statement on what was reported")}
    return {
        "title": f"{title} ({where})" if where else title,
        "was": changed.was.in_words(lang),
        "now": changed.now.in_words(lang),
        "because": formatting.joined(because.get(word, word) for word in one.because),
    }
