"""The page of a project's plan: every part with its rows in words, and the way to change it. No reading here."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ligzda.measure.dimensions import dimension
from ligzda.measure.indicators import exists, indicator
from ligzda.measure.labels import label, labels
from ligzda.measure.request import in_language
from ligzda.projects import rules
from ligzda.projects.components import lang
from ligzda.projects.indicators.reported import REPORTED
from ligzda.projects.models import Post, PostHolder, Project, Target
from ligzda.web import formatting

Row = dict[str, Any]


def part_names(found: Iterable[Target]) -> dict[str, Any]:
    """The names of all parts that have a target of their own, read once for the whole list."""
    used = {name for one in found for name, _key in rules.parse_dimensions(one.dimension)}
    return {name: labels(name, lang()) for name in sorted(used)}


def target_title(one: Target, names: dict[str, Any]) -> str:
    """The title it was promised under, else the figure and its part."""
    own = in_language(one.title, lang())
    figure = str(indicator(one.code).title) if exists(one.code) else str(REPORTED.get(one.code, one.code))
    parts = [f"{dimension(name).title}: {label(name, key, lang(), names.get(name))}" for name, key in rules.parse_dimensions(one.dimension)]
    return own or " – ".join([figure, *([", ".join(parts)] if parts else [])])


def post_title(one: Post) -> str:
    name = capfirst(str(one.function))
    return f"{name}, {one.site.name}" if one.site else name


def _days(start: Any, end: Any, open_end: str = "…") -> str:
    return f"{formatting.day(start)} – {formatting.day(end) if end else open_end}"


def _row(project: Project, slug: str, one: Any, title: str, meta: Iterable[str], *, change: bool = False, remove: bool = False) -> Row:
    links = []
    if change:
        links.append({"label": _("Change"), "url": reverse("projects:row", args=[project.key, slug, one.pk])})
    if remove:
        links.append({"label": _("Take away"), "url": reverse("projects:remove", args=[project.key, slug, one.pk])})
    return {"title": title, "meta": " · ".join(str(text) for text in meta if text), "links": links}


def sections(project: Project, found: dict[str, list[Any]]) -> list[dict[str, Any]]:
    """The parts in the order of the page; ``found`` are the rows of each."""
    made = {
        "amendments": (
            _("Dates"),
            [_amendment(project, one) for one in found["amendments"]],
            _("The first dates are in force: %(days)s.") % {"days": _days(project.start_date, project.end_date, formatting.unknown())},
        ),
        "targets": (_("Targets"), _targets(project, found["targets"]), _("Nothing is promised yet.")),
        "money": (_("Funding"), [_budget(project, one) for one in found["money"]], _("The budget is not known.")),
        "posts": (_("Posts"), [_post(project, one) for one in found["posts"]], _("No post is planned.")),
        "holders": (_("Who held the posts"), [_holder(project, one) for one in found["holders"]], _("Nobody has been entered yet.")),
        "activities": (
            _("Activities"),
            [_activity(project, one) for one in found["activities"]],
            _("No activity yet: work cannot be charged."),
        ),
        "partners": (_("Funders and partners"), [_partner(project, one) for one in found["partners"]], _("No partner is entered.")),
        "sites": (_("Sites"), [_site(project, one) for one in found["sites"]], _("The project works at no site yet.")),
        "aliases": (
            _("Other spellings"),
            [_alias(project, one) for one in found["aliases"]],
            _("The project is found under its number and title."),
        ),
    }
    return [{"slug": slug, "title": title, "rows": rows, "empty": empty} for slug, (title, rows, empty) in made.items()]


def _amendment(project: Project, one: Any) -> Row:
    title = _("At first") if one.version == 1 else _("Amendment %(n)s") % {"n": one.version - 1}
    signed = _("Signed: %(day)s") % {"day": formatting.day(one.signed_date)}
    meta = [_days(one.start_date, one.end_date, formatting.unknown()), one.reason, signed if one.version > 1 else "", one.source]
    return _row(project, "amendments", one, title, meta, change=True)


def _targets(project: Project, found: list[Target]) -> list[Row]:
    last, names = {(one.code, one.dimension): one.pk for one in found}, part_names(found)
    rows = []
    for one in found:
        value = f"{'' if one.comparator == '=' else one.comparator + ' '}{formatting.number(one.value)}"
        since = formatting.day(one.valid_from_date) if one.valid_from_date else _("from a day that is not known")
        meta = [_("version %(n)s") % {"n": one.version}, since, one.note]
        is_last = last[one.code, one.dimension] == one.pk
        rows.append(_row(project, "targets", one, f"{target_title(one, names)}: {value}", meta, change=True, remove=is_last))
    return rows


def _budget(project: Project, one: Any) -> Row:
    is_quoted = one.kind == one.Kind.QUOTED
    called = _("Quoted split") if is_quoted else _("Budget, version %(n)s") % {"n": one.version}
    title = f"{called}: {formatting.money(one.total, one.currency)}"
    split = rules.split([(p.name, p.kind, p.amount, p.includes_in_kind) for p in one.sources.all()], one.total, one.currency)
    rest = _("unexplained: %(rest)s") % {"rest": formatting.money(split.rest, one.currency)}
    parts = [f"{part.name} {formatting.number(part.amount, 2)}" for part in split.parts]
    return _row(project, "money", one, title, [*parts, "" if split.adds_up or not parts else rest, one.source], remove=is_quoted)


def _post(project: Project, one: Post) -> Row:
    held = list(one.holders.all())
    share = "" if one.share == 1 else _("share %(n)s") % {"n": formatting.number(one.share)}
    state = _("not filled") if not held else one.get_state_display() if any(who.user_id for who in held) else _("nobody knows who held it")
    meta = [share, _days(one.planned_from_date, one.planned_until_date), state, one.note]
    return _row(project, "posts", one, post_title(one), meta, change=True, remove=not held)


def _holder(project: Project, one: PostHolder) -> Row:
    who = str(one.user) if one.user else _("nobody knows who it was")
    share = "" if one.share == one.post.share else _("share %(n)s") % {"n": formatting.number(one.share)}
    until = _("until now")
    return _row(
        project,
        "holders",
        one,
        f"{post_title(one.post)}: {who}",
        [_days(one.from_date, one.until_date, until if one.user else "…"), share],
        change=True,
        remove=True,
    )


def _activity(project: Project, one: Any) -> Row:
    return _row(project, "activities", one, one.name, [one.key, "" if one.is_active else pgettext("project", "closed")], change=True)


def _partner(project: Project, one: Any) -> Row:
    return _row(project, "partners", one, str(one.organisation), [one.get_role_display(), one.note], change=True, remove=True)


def _site(project: Project, one: Any) -> Row:
    return _row(project, "sites", one, one.site.name, [], remove=True)


def _alias(project: Project, one: Any) -> Row:
    return _row(project, "aliases", one, one.text, [one.get_kind_display()], remove=True)
