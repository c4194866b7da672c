"""From what was read to what the components draw: cards, tables, the curve with its finding in a sentence. No reading here."""

import datetime as dt
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from ligzda.documents import charts
from ligzda.measure.figure import Planned
from ligzda.measure.labels import label, labels
from ligzda.measure.request import in_language
from ligzda.measure.shown import Shown, ShownCell
from ligzda.projects.models import Project
from ligzda.projects.queries.figures import Promise
from ligzda.projects.queries.overview import Overview, ServiceRow
from ligzda.web import formatting

WIDE, NARROW = (660, 280, 13), (300, 240, 12)


def lang() -> str:
    return formatting.speaking(get_language())


def figure_url(project: Project, code: str, as_of: dt.date, where: Mapping[str, str] | None = None, **more: str) -> str:
    """The receipt of a number."""
    query = {"as-of": as_of.isoformat(), **(where or {}), **{name.replace("_", "-"): value for name, value in more.items()}}
    return f"{reverse('projects:figure', args=[project.key, code])}?{urlencode(query)}"


def target_line(plan: Planned, cell: ShownCell) -> dict[str, Any]:
    """One target in words: "Mērķis 116: 111,2 %"."""
    value = f"{plan.comparator + ' ' if plan.comparator else ''}{formatting.number(plan.value)}"
    only_original = plan.original and not plan.in_force
    label = (_("First target %(value)s") if only_original else _("Target %(value)s")) % {"value": value}
    share = formatting.share(plan.attainment) if plan.attainment is not None else ""
    return {"label": label, "share": f"≥ {share}" if share and cell.at_least else share, "first": only_original}


def card(project: Project, figure: Shown, where: Mapping[str, str] | None = None) -> dict[str, Any]:
    """A figure card: the number leads to its receipt, both targets stand in words."""
    plans = sorted(figure.planned, key=lambda plan: not plan.in_force)
    in_force = next((plan for plan in plans if plan.in_force), None)
    first = next((plan for plan in plans if plan.original and not plan.in_force), None)
    most = max((plan.value for plan in plans), default=0)
    return {
        "label": figure.title,
        "text": figure.in_words(lang()),
        "url": figure_url(project, figure.code, figure.as_of, where),
        "value": figure.value if figure.exists else None,
        "most": float(max(most, figure.value or 0)) * 1.12,
        "target": in_force.value if in_force else None,
        "first": first.value if first else None,
        "targets": [target_line(plan, figure) for plan in plans],
        "note": figure.reason if figure.exists else "",
    }


def cards(found: Overview) -> list[dict[str, Any]]:
    """What was promised and is counted: figures first, then parts with a target of their own."""
    figures = [card(found.project, one) for one in found.figures if one.planned and one.exists and one.value is not None]
    parts = [(one, figure) for one, figure in found.promised if figure.value is not None]
    return figures + [card(found.project, figure, one.where) | {"label": part_title(one, figure)} for one, figure in parts]


def further_targets(found: Overview) -> list[dict[str, Any]]:
    """What was promised and is not known, or not counted yet: one line each, because a word is no number."""
    rows: list[tuple[Any, Any, dict[str, str]]] = [
        (one.title, one, {}) for one in found.figures if one.planned and (not one.exists or one.value is None)
    ]
    rows += [(part_title(one, figure), figure, dict(one.where)) for one, figure in found.promised if figure.value is None]
    return [
        {
            "title": title,
            "text": figure.in_words(lang()),
            "url": figure_url(found.project, figure.code, found.as_of, where),
            "targets": [target_line(plan, figure)["label"] for plan in sorted(figure.planned, key=lambda plan: not plan.in_force)],
            "reason": figure.reason if figure.exists else "",
        }
        for title, figure, where in rows
    ]


def part_title(one: Promise, figure: Shown) -> str:
    """The title it was promised under, else the figure and the part: "Families – Bauska"."""
    parts = [capfirst(label(name, value, lang())) for name, value in one.where.items()]
    return in_language(one.title, lang()) or f"{figure.title} – {', '.join(parts)}"


def other_figures(found: Overview) -> list[dict[str, Any]]:
    """The figures without a target, one line each."""
    rows = [one for one in found.figures if not one.planned]
    return [
        {
            "title": one.title,
            "text": one.in_words(lang()),
            "url": figure_url(found.project, one.code, found.as_of),
            "reason": _("Reported, not counted from records.") if one.typed else (one.reason or one.note or "") if one.exists else "",
            "recorded": formatting.number(one.recorded) if found.sees_recorded and one.value is None and one.recorded else "",
        }
        for one in rows
    ]


def finding(figure: Shown) -> str:
    """The curve in one sentence: "129 ģimenes – par 13 vairāk nekā plānots"."""
    value = int(figure.value or 0)
    said = ngettext("%(n)s family", "%(n)s families", value) % {"n": formatting.number(value)}
    plan = next((one for one in figure.planned if one.in_force), None)
    if plan is None:
        return said
    more = int(value - plan.value)
    if more == 0 or (plan.comparator and more > 0):
        return _("%(said)s – as planned") % {"said": said}
    if more > 0:
        return _("%(said)s – %(n)s more than planned") % {"said": said, "n": formatting.number(more)}
    return _("%(said)s – %(n)s fewer than planned") % {"said": said, "n": formatting.number(-more)}


Days = list[tuple[dt.date, Shown]]


def _known(days: Days) -> Days:
    return [(day, figure) for day, figure in days if figure.is_known]


def curve(found: Overview) -> charts.Curve | None:
    """The curve of the project page."""
    return curve_of(found.project, found.curve)


def curve_of(project: Project, days: Days) -> charts.Curve | None:
    """What charts draw; None while fewer than two days are known."""
    known = _known(days)
    start = project.start_date
    if len(known) < 2 or start is None or not any(one.value for _day, one in known):
        return None
    points = tuple(charts.Point(day, one.value or 0, formatting.number(one.value), formatting.month_short(day)) for day, one in known)
    unit = _families_word(int(known[-1][1].value or 0))
    return charts.Curve(start, formatting.month_short(start), points, _plan_lines(project, known[-1]), unit)


def _families_word(value: int) -> str:
    return ngettext("family", "families", value)


def _plan_lines(project: Project, last: tuple[dt.date, Shown]) -> tuple[charts.PlanLine, ...]:
    """The target in force runs to the project's end, the first one to the end it was made for."""
    first_end = next((one.end_date for one in project.amendments.all() if one.end_date), None)
    lines = []
    for plan in last[1].planned:
        is_first = plan.original and not plan.in_force
        until = (first_end if is_first else project.end_date) or last[0]
        value = formatting.number(plan.value)
        text = _("First target %(value)s, until %(end)s") if is_first else _("Target in force %(value)s, until %(end)s")
        short = _("First %(value)s") if is_first else _("Target %(value)s")
        lines.append(
            charts.PlanLine(
                plan.value, until, text % {"value": value, "end": formatting.month_short(until)}, short % {"value": value}, is_first
            )
        )
    return tuple(sorted(lines, key=lambda line: line.first))


def chart(found: Overview) -> dict[str, Any] | None:
    """The curve for a page in two sizes, with the same numbers as a table."""
    drawn = curve(found)
    if drawn is None:
        return None
    last = _known(found.curve)[-1][1]
    said, told = finding(last), description_of(found.curve)
    wide = charts.for_page(charts.curve_svg(drawn, *WIDE), said, told, "curve-wide", "drawing only-wide")
    narrow = charts.for_page(charts.curve_svg(drawn, *NARROW), said, told, "curve-narrow", "drawing only-narrow")
    return {
        "finding": said,
        "wide": wide,
        "narrow": narrow,
        "table": curve_table(found),
        "url": figure_url(found.project, last.code, found.as_of),
    }


def description_of(days: Days) -> str:
    """Two sentences for those who do not see the drawing."""
    known = _known(days)
    first, last = known[0], known[-1]
    told = _("The line rises from %(first)s on %(start)s to %(last)s on %(end)s.") % {
        "first": formatting.number(first[1].value), "start": formatting.day(first[0]), "last": formatting.number(last[1].value), "end": formatting.day(last[0]),
    }  # fmt: skip
    plans = formatting.joined(target_line(plan, last[1])["label"] for plan in last[1].planned)
    planned = _("Planned: %(plans)s.") % {"plans": plans}
    return f"{told} {planned}" if plans else told


def curve_table(found: Overview) -> dict[str, Any]:
    """Every day of the curve, an unknown one in words; the new ones where both ends are known."""
    rows, before = [], 0
    for day, figure in found.curve:
        new = int(figure.value or 0) - before if figure.is_known else None
        before = int(figure.value or 0) if figure.is_known else before
        texts = [formatting.day(day), figure.in_words(lang()), formatting.number(new)]
        rows.append({"cells": [{"text": text, "number": i > 0, "label": _COLUMNS()[i]} for i, text in enumerate(texts)]})
    columns = [{"label": name, "number": i > 0} for i, name in enumerate(_COLUMNS())]
    return {"id": "curve-table", "caption": _("Families on each day"), "caption_hidden": True, "columns": columns, "rows": rows}


def _COLUMNS() -> tuple[str, str, str]:  # noqa: N802
    return _("Data as of"), _("Families in all"), _("New")


def services(found: Overview) -> list[dict[str, Any]]:
    """Services by site; what was never split says so across the sites, what is unknown says so across the line."""
    names = labels("service", lang())
    rows = [_service_row(found, row, names.get(row.service, row.service)) for row in found.services]
    return sorted(rows, key=lambda row: (row["rank"], -(row["sort"] or 0), row["name"]))


def _service_row(found: Overview, row: ServiceRow, name: str) -> dict[str, Any]:
    cells = [row.at.get(site.key) for site in found.sites]
    unknown = [cell for cell in cells if cell is not None and cell.value is None]
    common: dict[str, Any] = {
        "name": capfirst(name),
        "sort": row.total.value,
        "url": figure_url(found.project, "families", found.as_of, {"service": row.service}),
    }
    total = row.total.in_words(lang())
    if row.total.value is None:
        return {**common, "rank": 2, "all": total, "title": row.total.reason or ""}
    if unknown and all(cell is None or cell.value is None for cell in cells):
        return {**common, "rank": 1, "span": _("not split"), "total": total, "title": unknown[0].reason or ""}
    texts = [formatting.number(0) if cell is None else cell.in_words(lang()) for cell in cells]
    links = [figure_url(found.project, "families", found.as_of, {"service": row.service, "site": site.key}) for site in found.sites]
    return {**common, "rank": 0, "total": total, "cells": list(zip(texts, links, [site.name for site in found.sites], strict=True))}


def to_clarify(found: Overview) -> list[dict[str, str]]:
    """What the next report would have to say "unknown" about, and what somebody can still decide. Computed, never typed."""
    items = []
    if found.duplicates:
        text = ngettext("Possible doubles: %(n)s pair", "Possible doubles: %(n)s pairs", found.duplicates) % {"n": found.duplicates}
        url = reverse("people:duplicates") if found.may_merge else ""
        items.append(
            {"icon": "users", "title": text, "text": _("Until they are decided they count separately."), "url": url, "label": _("Compare")}
        )
    items += [
        {
            "icon": "calendar-question",
            "title": _("The date of the amendment is not known"),
            "text": _("The report will say “not known”."),
            "url": reverse("projects:row", args=[found.project.key, "amendments", one.pk]) if found.manages else "",
            "label": _("Enter the date"),
        }
        for one in found.project.amendments.all()
        if one.version > 1 and one.signed_date is None
    ]
    return [*items, *_open_money(found), *_open_figures(found)]


def _open_money(found: Overview) -> list[dict[str, str]]:
    if found.money is None:
        return []
    items = []
    if found.money.budget is None:
        url = reverse("projects:part", args=[found.project.key, "money"]) if found.manages else ""
        text = _("The report will say “not known”.")
        items.append({"icon": "coin", "title": _("The budget is not known"), "text": text, "url": url, "label": _("Enter the money")})
    for one in found.money.quoted:
        if one.split.rest:
            rest = formatting.money(one.split.rest, one.split.currency)
            text = _("One text quotes parts that leave %(rest)s unexplained.") % {"rest": rest}
            items.append({"icon": "coin", "title": _("A quoted split does not add up"), "text": text, "url": "#quoted", "label": _("Look")})
    return items


def _open_figures(found: Overview) -> list[dict[str, str]]:
    items = []
    for one in found.figures:
        if one.not_confirmed:
            n = one.not_confirmed
            text = ngettext("%(n)d is not confirmed as held", "%(n)d are not confirmed as held", n) % {"n": n}
            url = figure_url(found.project, one.code, found.as_of)
            items.append(
                {
                    "icon": "calendar-question",
                    "title": f"{one.title}: {text}",
                    "text": _("It is in no other number."),
                    "url": url,
                    "label": _("Look"),
                }
            )
        if found.sees_recorded and one.discrepancy:
            text = _("Recorded so far: %(n)s") % {"n": formatting.number(one.recorded)}
            items.append(
                {"icon": "alert-circle", "title": _("Fewer records than reported: %(title)s") % {"title": one.title}, "text": text}
            )
    return items


def shares_bar(parts: Any) -> SafeString:
    """The split as one bar; its name says the shares in words."""
    colours = (charts.SERIES[0], charts.SERIES[2], charts.SERIES[1], charts.SERIES[3], charts.SERIES[4])
    known = [part for part in parts if part.amount]
    bars = [charts.Share(part.name, part.amount, colours[i % len(colours)]) for i, part in enumerate(known)]
    said = formatting.joined(f"{part.name} {formatting.share(part.printed_share)}" for part in known)
    return charts.for_page(charts.shares_svg(bars), _("Funding by source"), said, "funding-bar", "drawing")


def quoted(found: Overview) -> list[dict[str, Any]]:
    """Quoted variants with what they leave unexplained, and what the own share of the budget has more."""
    if found.money is None:
        return []
    return [{"funding": one, "left_out": found.money.own_minus(one)} for one in found.money.quoted]


def sentence(note: str | None) -> str:
    """A note of a figure as a sentence of its own."""
    return f"{note[0].upper()}{note[1:]}." if note else ""


def posts(found: Overview) -> list[dict[str, Any]]:
    """Planned, filled and unknown are three things, each in words."""
    rows = []
    for row in found.posts:
        parts = [_("planned: %(n)s") % {"n": formatting.number(row.planned)}]
        parts.append(_("filled: %(n)s") % {"n": formatting.unknown() if row.unknown and not row.filled else formatting.number(row.filled)})
        if row.unknown and row.filled:
            parts.append(_("not known: %(n)s") % {"n": formatting.number(row.unknown)})
        name = capfirst(str(row.function))
        rows.append({"name": f"{name}, {row.site.name}" if row.site else name, "text": ", ".join(parts)})
    return rows
