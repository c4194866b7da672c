"""Everything the project page shows, read once: figures, the curve, services by site, posts, texts, and what must be made clear."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Count, Prefetch

from ligzda.access.actor import Actor
from ligzda.access.permissions import Permission
from ligzda.kernel import clock
from ligzda.measure import periods, seatless
from ligzda.measure.indicators import exists
from ligzda.measure.moment import at_one_moment
from ligzda.measure.shown import Shown, ShownCell
from ligzda.people.queries import suspected
from ligzda.projects.models import CoverageStatement, Post, PostHolder, Project, PublishedText
from ligzda.projects.queries.figures import Promise, Terms, all_codes, answer, curve, figures, promised, terms
from ligzda.projects.queries.money import Money, money
from ligzda.projects.queries.projects import manages, own_sites, sees_recorded, sees_whole

CURVE = "families"
MOST_POINTS = 14
_FIGURES = Permission.SEE_FIGURES


@dataclass(frozen=True)
class ServiceRow:
    """One service: its families by site and in all. A cell is None where nothing is recorded."""

    service: str
    at: dict[str, ShownCell]
    total: ShownCell


@dataclass(frozen=True)
class PostRow:
    """Posts of one function at one site: how many are planned, filled, vacant, of unknown holder."""

    function: Any
    site: Any
    planned: int
    filled: int
    unknown: int
    shares: Any


@dataclass(frozen=True)
class Overview:
    """The project page as of a day, as far as this actor may see it."""

    project: Project
    as_of: dt.date
    whole: bool
    manages: bool
    sees_recorded: bool
    sites: list[Any]
    figures: list[Shown]
    promised: list[tuple[Promise, Shown]]
    curve: list[tuple[dt.date, Shown]]
    services: list[ServiceRow]
    services_note: str
    money: Money | None
    posts: list[PostRow]
    texts: list[PublishedText]
    statements: list[CoverageStatement]
    duplicates: int
    may_merge: bool

    def figure(self, code: str) -> Shown | None:
        return next((one for one in self.figures if one.code == code), None)


@at_one_moment()
def overview(actor: Actor, project: Project, as_of: dt.date, lang: str) -> Overview:
    """A constant number of statements, whatever the project's size."""
    about = terms(actor, project)
    sites = own_sites(actor, project)
    services, note = _services(about, as_of, lang)
    whole = sees_whole(actor, project)
    return Overview(
        project=project,
        as_of=as_of,
        whole=whole,
        manages=manages(actor, project),
        sees_recorded=sees_recorded(actor, project),
        sites=sites,
        figures=figures(actor, project, as_of=as_of, lang=lang),
        promised=promised(about, as_of, lang),
        curve=curve(about, CURVE, report_days(project, as_of), lang),
        services=services,
        services_note=note,
        money=money(actor, project),
        posts=posts(actor, project, as_of),
        texts=list(project.published_texts.order_by("number")) if whole else [],
        statements=statements(actor, project) if whole else [],
        duplicates=unresolved(about, as_of),
        may_merge=actor.holds(Permission.MERGE),
    )


A_WHILE = dt.timedelta(days=200)  # an end of a quarter lies in it


def warm(actor: Actor) -> None:
    """For a server, before it forks: the statements of a project's page are put together, as of a day when nothing was there to count."""
    fullest = Project.objects.filter(start_date__isnull=False).annotate(promises=Count("targets")).order_by("-promises", "pk").first()
    if fullest and fullest.start_date:
        overview(actor, fullest, fullest.start_date, settings.LANGUAGE_CODE)
        figures(actor, fullest, as_of=fullest.start_date + A_WHILE, for_others=True)  # for whoever sits in no closed circle


def day_shown(project: Project, asked: dt.date | None) -> dt.date:
    """Today while the project runs; afterwards the last day that is known, so that the page shows what it came to."""
    today = clock.today()
    if asked or project.end_date is None or project.end_date >= today:
        return asked or today
    reported = [one.as_of_date for one in project.published_texts.all() if one.as_of_date]
    return max(reported) if reported else _last_known(project, project.end_date)


def _last_known(project: Project, end: dt.date) -> dt.date:
    """The day before everything becomes unknown until further notice, where a statement says so."""
    everything = [
        one.from_date
        for one in project.coverage_statements.all()
        if one.measure == "*" and one.state == CoverageStatement.State.UNKNOWN and not one.dimensions and one.until_date is None
        and one.withdrawn_at is None and one.replaced_by_id is None
    ]  # fmt: skip
    first = min(everything, default=None)
    later = first is not None and project.start_date is not None and first > project.start_date
    return min(end, first - dt.timedelta(days=1)) if first and later else end


def report_days(project: Project, as_of: dt.date) -> list[dt.date]:
    """Days of the quarterly texts up to a day, else ends of quarters; the day itself closes the curve."""
    days = [one.as_of_date for one in project.published_texts.all() if one.in_series and one.as_of_date and one.as_of_date <= as_of]
    if not days and project.start_date and project.start_date <= as_of:
        last = min(as_of, project.end_date or as_of)
        step = 3 * max(1, -(-((last - project.start_date).days // 91) // MOST_POINTS))
        first = project.start_date.replace(day=1)
        days = [d for n in range(step, 600, step) if (d := periods.project_month_end(first, n)) <= last] + [last]
    if days and as_of > max(days) and project.end_date and as_of <= project.end_date:
        days.append(as_of)
    return sorted(set(days))


def _services(about: Terms, as_of: dt.date, lang: str) -> tuple[list[ServiceRow], str]:
    total = answer(about, CURVE, as_of, by=("service",), lang=lang)
    split = answer(about, CURVE, as_of, by=("service", "site"), lang=lang)
    at: dict[str, dict[str, ShownCell]] = {}
    for cell in split.rows or ():
        at.setdefault(cell.key["service"], {})[cell.key["site"]] = cell
    rows = [ServiceRow(cell.key["service"], at.get(cell.key["service"], {}), cell) for cell in total.rows or ()]
    return rows, total.note or ""


def posts(actor: Actor, project: Project, as_of: dt.date) -> list[PostRow]:
    """Posts grouped by function and site, by their first days up to a day: the figures of posts mean the same."""
    rows = Post.objects.filter(project=project, project__in=Project.objects.visible_to(actor, _FIGURES)).select_related("function", "site")
    grouped: dict[tuple[int, int | None], list[Post]] = {}
    held = Prefetch("holders", PostHolder.objects.filter(from_date__lte=as_of))
    for post in rows.filter(planned_from_date__lte=as_of).prefetch_related(held).order_by("pk"):
        grouped.setdefault((post.function_id, post.site_id), []).append(post)
    return [_post_row(group) for group in grouped.values()]


def _post_row(group: list[Post]) -> PostRow:
    held = [list(post.holders.all()) for post in group]
    filled = sum(any(one.user_id for one in holders) for holders in held)
    unknown = sum(any(one.is_unknown for one in holders) and not any(one.user_id for one in holders) for holders in held)
    return PostRow(group[0].function, group[0].site, len(group), filled, unknown, sorted({post.share for post in group}))


def statements(actor: Actor, project: Project, *, with_former: bool = False) -> list[CoverageStatement]:
    """Coverage statements in force; with the former ones for their history."""
    found = CoverageStatement.objects.filter(project=project, project__in=Project.objects.visible_to(actor, _FIGURES))
    if not with_former:
        found = found.filter(withdrawn_at__isnull=True, replaced_by__isnull=True)
    return list(found.select_related("entered_by", "withdrawn_by").order_by("measure", "from_date", "pk"))


def unresolved(about: Terms, as_of: dt.date) -> int:
    """Suspected doubles among the families that were counted and the people in them, not yet decided: asked by a colleague, or alike."""
    pairs = suspected(Actor.system("doubles"))
    if not pairs or not exists(CURVE):
        return 0
    families, persons = _counted(about, CURVE, as_of), _counted(about, "persons", as_of)
    return sum(bool({_root(pair.first), _root(pair.second)} & (families if pair.is_family else persons)) for pair in pairs)


def _root(record: Any) -> int:
    return int(record.root_id or record.pk)


def _counted(about: Terms, code: str, as_of: dt.date) -> set[int]:
    return set(seatless.units(about.ask(code, as_of))) if exists(code) else set()


def known_codes(actor: Actor, project: Project) -> list[str]:
    """Codes a statement may be made about."""
    return all_codes(terms(actor, project))
