"""Figures of a project: what measure needs to know about it (statements, targets, typed numbers, need-to-know), and the answers."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from django.utils import translation

from ligzda.access.actor import Actor
from ligzda.access.models import Circle
from ligzda.access.permissions import Permission
from ligzda.kernel import clock
from ligzda.kernel.languages import FIRST
from ligzda.measure import explanations, seatless
from ligzda.measure.answers import state
from ligzda.measure.closed import shut_circles
from ligzda.measure.dimensions import check_dimensions
from ligzda.measure.figure import Figure, percent
from ligzda.measure.indicators import exists, indicator, indicators
from ligzda.measure.reported import Part, Place, places_of, typed_of
from ligzda.measure.request import TOTAL, UNKNOWN, Cases, FigureRequest, Statement, Target, Text, Typed, in_language
from ligzda.measure.shown import Shown, shown_to, shown_together
from ligzda.projects import rules
from ligzda.projects.indicators.reported import REPORTED
from ligzda.projects.models import Project
from ligzda.projects.queries.projects import own_sites, sees_whole


@dataclass(frozen=True)
class Promise:
    """A target about a part of a figure: six families in conferences, fifty at one site."""

    code: str
    where: Mapping[str, str]
    title: Text
    versions: tuple[Target, ...]


@dataclass(frozen=True)
class Terms:
    """Everything beside the records that decides what a project's figures print, read once."""

    project: Project
    statements: tuple[Statement, ...] = ()
    targets: Mapping[str, tuple[Target, ...]] = field(default_factory=dict)
    titles: Mapping[str, Text] = field(default_factory=dict)
    parts: tuple[Promise, ...] = ()
    typed: tuple[Typed, ...] = ()
    cases: Cases | None = None
    where: Mapping[str, str] = field(default_factory=dict)
    parts_known: frozenset[Part] = frozenset()  # groups and camps of the project
    closed: Mapping[Part, int] = field(default_factory=dict)
    gone: frozenset[int] = frozenset()  # closed circles in which whoever reads the answers has no seat
    cuts: tuple[dt.date, ...] = ()
    reader: Actor | None = None
    for_everybody: bool = False

    def ask(self, code: str, as_of: dt.date, **more: Any) -> FigureRequest:
        """The question for one figure."""
        return FigureRequest(
            code,
            as_of=as_of,
            project=self.project.pk,
            project_key=self.project.key,
            project_start=self.project.start_date,
            statements=self.statements,
            targets=self.targets.get(code, ()),
            typed=self.typed,
            cases=self.cases,
            closed=self.closed,
            gone=self.gone,
            cuts=self.cuts,
            for_everybody=self.for_everybody,
            unless_stated=self.project.unless_stated,
            **more,
        )


def figures(
    actor: Actor,
    project: Project,
    *,
    codes: Iterable[str] | None = None,
    measure: str = TOTAL,
    since: dt.date | None = None,
    as_of: dt.date | None = None,
    by: tuple[str, ...] = (),
    lang: str = FIRST,
    for_others: bool = False,
) -> list[Shown]:
    """The figures asked for; without codes every one that the project has something to say about: records, targets or statements."""
    check_dimensions(by)
    about = for_paper(terms(actor, project)) if for_others else terms(actor, project)
    day = as_of or clock.today()
    wanted = list(dict.fromkeys(codes)) if codes is not None else [code for code in all_codes(about) if _is_wanted(about, code)]
    found = [_counted(about, code, day, measure=measure, since=since, by=by, lang=lang) for code in wanted]
    return shown_to(actor, found if codes is not None else [one for one in found if _says_something(about, one, day)])


def answer(about: Terms, code: str, as_of: dt.date, *, where: Mapping[str, str] | None = None, **more: Any) -> Shown:
    """One figure, as whoever asks may see it."""
    return shown_to(about.reader, [_counted(about, code, as_of, where=where, **more)])[0]


def _counted(about: Terms, code: str, as_of: dt.date, *, where: Mapping[str, str] | None = None, **more: Any) -> Figure:
    """One figure; a target of a figure that nobody counts yet keeps the title it was promised under."""
    ask = about.ask(code, as_of, where=_where(about, code, where), **more)
    figure = seatless.compute(ask)
    return figure if figure.exists else _as_reported(about, figure, as_of, ask.lang)


def _as_reported(about: Terms, figure: Figure, as_of: dt.date, lang: str) -> Figure:
    """Nobody counts it: the number that was typed with its source, else "not counted yet" under the title it was promised by."""
    title = _reported_title(about.titles.get(figure.code, {}), figure.code, lang)
    typed = next((t for t in about.typed if t.measure == figure.code and not t.dimensions and (t.since is None or t.since <= as_of)), None)
    if typed is None:
        return replace(figure, title=title)
    plan = tuple(replace(one, attainment=percent(typed.value, one.value)) for one in figure.planned)
    return replace(figure, title=title, value=typed.value, typed=True, exists=True, reason=None, planned=plan)


def _reported_title(titles: Text, code: str, lang: str) -> str:
    """In the reader's language where anybody wrote or knows one, else in the language in which it was promised."""
    own = titles if isinstance(titles, str) else titles.get(lang)
    if not own and code in REPORTED:
        with translation.override(lang):
            return str(REPORTED[code])
    return own or in_language(titles, lang) or code


def together(actor: Actor, projects: Iterable[Project], code: str, as_of: dt.date, *, lang: str = FIRST, **more: Any) -> Shown:
    """One figure over several projects: a fresh count over those in which it is known whole, never a sum of their numbers.

    Each other one is an unknown part, and the count is then a floor; where no project knows it, it is unknown. Only projects that the
    actor sees whole enter.
    """
    return counted_together(actor, whole_terms(actor, projects), code, as_of, lang=lang, **more)


def whole_terms(actor: Actor, projects: Iterable[Project]) -> list[Terms]:
    """Of those that the actor sees whole: read once for however many figures."""
    return [terms(actor, project) for project in projects if sees_whole(actor, project)]


def counted_together(actor: Actor, seen: Iterable[Terms], code: str, as_of: dt.date, *, lang: str = FIRST, **more: Any) -> Shown:
    """The same, of terms that were read before."""
    counted = [(about, _counted(about, code, as_of, lang=lang, **more)) for about in seen]
    known = [about for about, one in counted if one.is_known]
    closed = {part: circle for about in known for part, circle in about.closed.items()}
    gone = frozenset(circle for about in known for circle in about.gone)
    ids = tuple(about.project.pk for about in known)
    starts = [about.project.start_date for about in known]
    start = min(day for day in starts if day) if starts and all(starts) else None
    ask = FigureRequest(code, as_of=as_of, projects=ids, project_start=start, closed=closed, gone=gone, lang=lang, **more)
    figure = seatless.compute(ask)
    left = len(counted) - len(known)
    if left:
        with translation.override(lang):
            figure = replace(figure, at_least=True, comparator="≥", unknown_parts=left, reason=explanations.other_projects(left))
    if not known:
        figure = replace(figure, value=None, recorded=None, at_least=False, comparator=None, unknown_parts=0, rows=None)
    return shown_together(actor, figure, [one for _about, one in counted if one.is_known])


def curve(about: Terms, code: str, days: Iterable[dt.date], lang: str) -> list[tuple[dt.date, Shown]]:
    """The cumulative figure on each day; a day on which it is unknown is a gap."""
    return [(day, answer(about, code, day, measure="cumulative", lang=lang)) for day in days]


def all_codes(about: Terms) -> list[str]:
    """Every registered figure, then the promised ones that no room counts yet."""
    known = [one.code for one in indicators() if one.listed]
    reported = [one.measure for one in about.typed if not one.dimensions]
    return known + [code for code in dict.fromkeys([*about.targets, *reported]) if not exists(code)]


def _is_wanted(about: Terms, code: str) -> bool:
    """A figure that not every programme prints stands where the plan or a statement names it."""
    named = code in about.targets or any(one.measure == code for one in about.statements)
    return named or not exists(code) or not indicator(code).on_request


def terms(actor: Actor, project: Project) -> Terms:
    """Statements in force, target versions and typed numbers; and what of it this actor may count."""
    whole = sees_whole(actor, project)
    targets, stands = _targets(project), places_of(project.pk)
    closed = {part: place.closed_circle for part, place in stands.items() if place.closed_circle}
    return Terms(
        project,
        statements=_statements(project, stands),
        targets=targets if whole else {},
        titles={one.code: one.title for one in project.targets.all() if one.title},
        parts=_promises(project) if whole else (),
        typed=_typed(project) if whole else (),
        cases=None if whole else _own_part(actor),
        where={} if whole else _own_site(actor, project),
        parts_known=frozenset(stands),
        reader=actor,
        closed=closed,
        gone=shut_circles(actor, closed),
        cuts=_cuts(project) if closed else (),
    )


def for_paper(about: Terms) -> Terms:
    """The same for readers of whom nothing is known: a paper for others, who sit nowhere."""
    return replace(about, for_everybody=True, gone=shut_circles(None, about.closed))


def _cuts(project: Project) -> tuple[dt.date, ...]:
    """Beside the ends of quarters: the project's end, and the days of what was published about it before."""
    days = {one.as_of_date for one in project.published_texts.all()} | {project.end_date}
    return tuple(sorted(day for day in days if day is not None))


def unsaid(project: Project, codes: Iterable[str], as_of: dt.date, where: Mapping[str, str]) -> frozenset[str]:
    """Of these figures of a part of the project: those that print unknown, so that what is recorded is only what is recorded so far."""
    stated = _statements(project, places_of(project.pk))
    asks = (
        FigureRequest(
            code, as_of=as_of, project=project.pk, project_start=project.start_date, where=where, statements=stated,
            unless_stated=project.unless_stated,
        )
        for code in codes
    )  # fmt: skip
    return frozenset(ask.code for ask in asks if state(indicator(ask.code), ask) == UNKNOWN)


def _statements(project: Project, stands: Mapping[Part, Place]) -> tuple[Statement, ...]:
    rows = project.coverage_statements.filter(withdrawn_at__isnull=True, replaced_by__isnull=True).order_by("pk")
    return tuple(
        Statement(
            measure=row.measure,
            dimensions=_dimensions(row.dimensions),
            since=row.from_date,
            until=row.until_date,
            state=row.state,
            floor=_number(row.floor),
            comparator=row.comparator or "≥",
            note=row.note,
            order=row.pk,
            stands_in=tuple(
                place
                for name, value in _dimensions(row.dimensions)
                if value and (name, value) in stands
                for place in stands[name, value].stands_in
            ),
            exempt=row.exempt,
        )
        for row in rows
    )


def _dimensions(listed: list[str]) -> tuple[tuple[str, str | None], ...]:
    pairs = (text.partition("=") for text in listed)
    return tuple((name, value if mark else None) for name, mark, value in pairs)


def _targets(project: Project) -> dict[str, tuple[Target, ...]]:
    """By code; a target about a part stands here only while no room counts the figure."""
    found: dict[str, list[Target]] = {}
    for row in sorted(project.targets.all(), key=lambda one: (one.version, one.pk)):
        if not row.dimension or not exists(row.code):
            found.setdefault(row.code, []).append(_target(row))
    return {code: tuple(versions) for code, versions in found.items()}


def _promises(project: Project) -> tuple[Promise, ...]:
    found: dict[tuple[str, str], list[Any]] = {}
    for row in sorted(project.targets.all(), key=lambda one: (one.version, one.pk)):
        if row.dimension and exists(row.code):
            found.setdefault((row.code, row.dimension), []).append(row)
    return tuple(
        Promise(code, dict(rules.parse_dimensions(dimension)), rows[-1].title, tuple(_target(row) for row in rows))
        for (code, dimension), rows in found.items()
    )


def _target(row: Any) -> Target:
    comparator = None if row.comparator == "=" else row.comparator
    return Target(row.version, _number(row.value) or 0, comparator, row.valid_from_date, row.version == 1, row.note)


def promised(about: Terms, as_of: dt.date, lang: str) -> list[tuple[Promise, Shown]]:
    """Parts of figures that have a target of their own, with their attainment."""
    found = []
    for one in about.parts:
        figure = answer(replace(about, targets={one.code: one.versions}), one.code, as_of, where=one.where, lang=lang)
        plan = tuple(replace(version, attainment=percent(figure.value, version.value)) for version in figure.planned)
        title = in_language(one.title, lang)
        found.append((replace(one, title=title), replace(figure, planned=plan, title=title or figure.title)))
    return found


def _typed(project: Project) -> tuple[Typed, ...]:
    """The project's own, and those of rooms above (a camp's stated numbers)."""
    rows = project.typed_aggregates.filter(value__isnull=False).order_by("pk")
    own = tuple(Typed(row.code, rules.parse_dimensions(row.dimension), _number(row.value) or 0, row.date, row.method) for row in rows)
    return own + typed_of(project.pk)


def _number(value: Decimal | None) -> int | Decimal | None:
    return int(value) if value is not None and value == value.to_integral_value() else value


def _own_part(actor: Actor) -> Cases:
    """Rows of the circles below the actor's own sites: permission goes in before any join."""
    sites = actor.scope(Permission.SEE_FIGURES).sites
    marks = ", ".join(["%s"] * len(sites)) or "NULL"
    table = Circle._meta.db_table
    return Cases(f"SELECT id FROM {table} WHERE parent_id IN ({marks}) OR id IN ({marks})", (*sites, *sites))  # noqa: S608


def _own_site(actor: Actor, project: Project) -> dict[str, str]:
    """A coordinator of one site sees that site: the figure is filtered by it, so that statements by site count."""
    sites = own_sites(actor, project)
    return {"site": sites[0].key} if len(sites) == 1 else {}


def _where(about: Terms, code: str, where: Mapping[str, str] | None) -> dict[str, str]:
    offered = next((one for one in indicators() if one.code == code), None)
    own = {name: value for name, value in about.where.items() if offered is not None and name in offered.by}
    return {**own, **(where or {})}


def _says_something(about: Terms, figure: Figure, day: dt.date) -> bool:
    """Records, a target, or a statement by name (``*`` names every figure that records or a plan know)."""
    if figure.code in about.targets or any(one.measure in (figure.code, "*") for one in about.statements if _is_open(one, figure)):
        return True
    if figure.value or figure.recorded or figure.unknown_parts or figure.not_confirmed or figure.rows:
        return True
    if figure.is_apart:
        return bool(_counted(about, figure.code, day, by=(str(indicator(figure.code).per),)).rows)
    if figure.since is None and figure.measure == TOTAL:
        return False
    whole = _counted(about, figure.code, day)
    return bool(whole.value or whole.recorded or whole.unknown_parts or whole.not_confirmed)


def _is_open(statement: Statement, figure: Figure) -> bool:
    """Does the statement touch this figure as it was asked for? Then its printed value shows it."""
    return statement.measure == figure.code or figure.value is None
