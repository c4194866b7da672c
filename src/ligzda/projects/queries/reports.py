"""Reports: what one says in a language, what was frozen, and what has changed since."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q
from django.http import Http404
from django.utils import translation

from ligzda.access.actor import Actor
from ligzda.access.permissions import Permission
from ligzda.measure import snapshot
from ligzda.measure.figure import Figure
from ligzda.measure.moment import at_one_moment
from ligzda.measure.request import CUMULATIVE, FigureRequest
from ligzda.measure.shown import NOT_KNOWN, Shown, ShownCell, shown_frozen, shown_to, shown_to_everybody
from ligzda.projects.models import Project, Report
from ligzda.projects.queries.figures import Promise, Terms, answer, figures, for_paper, promised, terms
from ligzda.projects.queries.money import Money, money
from ligzda.projects.queries.overview import CURVE, report_days, unresolved
from ligzda.projects.queries.projects import sees_whole

SPLITS = (("service",), ("service", "site"))
COUNTER = Actor.system("report")


@dataclass(frozen=True)
class Content:
    """Everything a report prints, in one language. Figures are of the whole project; small numbers hidden where everybody reads it."""

    project: Project
    as_of: dt.date
    lang: str
    is_public: bool
    figures: list[Shown]
    promised: list[tuple[Promise, Shown]]
    splits: list[Shown]
    curve: list[tuple[dt.date, Shown]]
    money: Money | None
    duplicates: int

    @property
    def every(self) -> list[Shown]:
        """All figures in the order in which a snapshot freezes them."""
        return [*self.figures, *self.splits, *(one for _day, one in self.curve), *(one for _part, one in self.promised)]

    @property
    def hidden(self) -> int:
        """How many numbers are held back."""
        return len(snapshot.hidden(self.every))

    @property
    def unknown(self) -> int:
        return sum(one.exists and one.value is None and not one.suppressed and not one.is_apart for one in self.figures)


@at_one_moment()
def content(project: Project, as_of: dt.date, lang: str, *, is_public: bool) -> Content:
    """Counted now, from the records, by the system: who may read the report has been asked before."""
    with translation.override(lang):
        about = for_paper(terms(COUNTER, project))
        listed = figures(COUNTER, project, as_of=as_of, lang=lang, for_others=True)
        splits = [answer(about, CURVE, as_of, by=by, lang=lang) for by in SPLITS]
        curve = [(day, answer(about, CURVE, day, measure=CUMULATIVE, lang=lang)) for day in report_days(project, as_of)]
        said = Content(
            project=project,
            as_of=as_of,
            lang=lang,
            is_public=is_public,
            figures=listed,
            promised=promised(about, as_of, lang),
            splits=splits,
            curve=curve,
            money=money(COUNTER, project),
            duplicates=unresolved(about, as_of),
        )
        return _hidden(said)


def _hidden(said: Content) -> Content:
    """Everything is checked together, also with what earlier reports printed; a curve published before Ligzda is public already.

    In a report for the funder nothing is hidden but what is small in a closed circle.
    """
    days = {one.as_of_date for one in said.project.published_texts.all() if one.as_of_date}
    texts = [figure for day, figure in said.curve if day in days]
    shown = iter(shown_to_everybody(said.every, [*texts, *_printed_before(said.project)]) if said.is_public else shown_to(None, said.every))
    return replace(
        said,
        figures=[next(shown) for _one in said.figures],
        splits=[next(shown) for _one in said.splits],
        curve=[(day, next(shown)) for day, _one in said.curve],
        promised=[(part, next(shown)) for part, _one in said.promised],
    )


def _printed_before(project: Project, report: Report | None = None) -> list[Figure]:
    """What the public reports of this project (before one of them) printed and what they held back, the latest first."""
    rows = Report.objects.filter(project=project, state=Report.State.PUBLISHED, is_suppressed=True).order_by("-published_at", "-pk")
    if report is not None:
        rows = rows.filter(published_at__lt=report.published_at)
    snapshots = rows.values_list("snapshot", flat=True)
    return [figure for one in snapshots if one for figure in snapshot.printed(one["frozen"], one.get("hidden", ()))]


def asks(project: Project, as_of: dt.date, lang: str) -> list[FigureRequest]:
    """What a snapshot freezes: every figure of the report, its splits, its curve, and the parts with a target."""
    about = for_paper(terms(COUNTER, project))
    codes = [one.code for one in figures(COUNTER, project, as_of=as_of, lang=lang, for_others=True)]
    found = [about.ask(code, as_of, lang=lang) for code in codes]
    found += [about.ask(CURVE, as_of, by=by, lang=lang) for by in SPLITS]
    found += [about.ask(CURVE, day, measure=CUMULATIVE, lang=lang) for day in report_days(project, as_of)]
    found += [replace(about.ask(one.code, as_of, where=dict(one.where), lang=lang), targets=one.versions) for one in about.parts]
    return found


def as_printed_today(report: Report) -> list[Shown]:
    """The frozen figures of a published report as they may be printed today."""
    kept = report.snapshot or {}
    before = [*_public_texts(report.project, kept["frozen"]), *_printed_before(report.project, report)]
    asks = _again(for_paper(terms(COUNTER, report.project)), kept["frozen"]["figures"])
    return shown_frozen(kept["frozen"], kept.get("hidden", ()), asks, before, is_public=report.is_suppressed)


def _public_texts(project: Project, frozen: Mapping[str, Any]) -> list[Figure]:
    """Points of the curve that texts published before Ligzda named."""
    days = {one.as_of_date for one in project.published_texts.all() if one.as_of_date}
    return [one for one in snapshot.printed(frozen) if one.code == CURVE and one.measure == CUMULATIVE and not one.by and one.as_of in days]


@dataclass(frozen=True)
class Changed:
    """One number that would be another today, both as they may be printed."""

    change: snapshot.Change
    was: ShownCell
    now: ShownCell


@at_one_moment()
def changes(report: Report) -> list[Changed]:
    """What another count would say today, number by number; the frozen numbers stand, and what they hide stays hidden."""
    if not report.snapshot:
        return []
    frozen = report.snapshot["frozen"]
    asks = _again(for_paper(terms(COUNTER, report.project)), frozen["figures"])
    today = snapshot.freeze(asks)
    found = snapshot.compare(frozen, today)
    if not found:
        return []
    was = as_printed_today(report)
    before = [*_public_texts(report.project, frozen), *_printed_before(report.project)]
    now = shown_frozen(
        today, report.snapshot.get("hidden", ()) if _same_rows(frozen, today) else (), asks, before, is_public=report.is_suppressed
    )
    return [Changed(one, _cell_of(was[one.place], one.key), _cell_of(now[one.place], one.key)) for one in found]


def _same_rows(frozen: Mapping[str, Any], today: Mapping[str, Any]) -> bool:
    """Do the marks of what was hidden still point at the same rows?"""
    return all(
        [_row_key(one, row) for row in one.get("rows", ())] == [_row_key(two, row) for row in two.get("rows", ())]
        for one, two in zip(frozen["figures"], today["figures"], strict=True)
    )


def _row_key(figure: Mapping[str, Any], row: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(row[name] for name in figure["by"])


def _cell_of(figure: Shown, key: Mapping[str, str]) -> ShownCell:
    """The number itself or its row; a row that is not there says nothing."""
    if not key:
        return figure
    return next((row for row in figure.rows or () if dict(row.key) == dict(key)), NOT_KNOWN)


def _again(about: Terms, frozen: Iterable[dict[str, Any]]) -> list[FigureRequest]:
    found = []
    for one in frozen:
        since = dt.date.fromisoformat(one["since"]) if one["since"] else None
        more = {"measure": one["measure"], "since": since, "by": tuple(one["by"]), "where": one["where"], "lang": one["lang"]}
        found.append(about.ask(one["code"], dt.date.fromisoformat(one["as_of"]), **more))
    return found


def listed(actor: Actor) -> Any:
    """Reports in sight, the latest first: drafts for the project's people, published ones also for its sites."""
    return _visible(actor).select_related("project", "published_by").order_by("-as_of_date", "-pk")


def by_key(actor: Actor, key: str, word: Permission = Permission.SEE_FIGURES) -> Report:
    """The report behind an address; 404 for those who may not see it."""
    rows = _visible(actor, word).select_related("project__circle", "project__funder", "created_by", "published_by")
    found = rows.prefetch_related("project__published_texts", "project__amendments").filter(key=key).first()
    if found is None or not (found.state == Report.State.PUBLISHED or sees_whole(actor, found.project)):
        raise Http404
    return found


def _visible(actor: Actor, word: Permission = Permission.SEE_FIGURES) -> Any:
    projects = Project.objects.visible_to(actor, word)
    scope = actor.scope(word)
    if scope.everything:
        return Report.objects.all()
    whole = Q(project__circle__in=scope.own)
    published = Q(state=Report.State.PUBLISHED, is_suppressed=True, project__in=projects.values("pk"))
    return Report.objects.filter(whole | published)


def projects_to_report(actor: Actor) -> list[Project]:
    """Projects for which this actor may make a report."""
    return list(Project.objects.visible_to(actor, Permission.PUBLISH).order_by("-start_date", "pk"))
