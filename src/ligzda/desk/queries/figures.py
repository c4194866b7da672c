"""Own work, own centre and own projects in numbers, out of the circles in which the reader sits.

Own work counts what is recorded in the files. A project's figures are asked as its page asks them: statements, floors and gaps are obeyed.
"""

import datetime as dt
from dataclasses import dataclass

from ligzda.access.actor import Actor
from ligzda.access.models import Circle
from ligzda.access.permissions import Permission
from ligzda.kernel.clock import add_months
from ligzda.kernel.text import sort_key
from ligzda.measure.labels import label, labels
from ligzda.measure.request import FigureRequest
from ligzda.measure.shown import Shown, ShownCell, own_shown_to
from ligzda.projects.models import Project
from ligzda.projects.queries.figures import answer, figures, terms
from ligzda.projects.queries.overview import day_shown
from ligzda.projects.queries.projects import listed, sees_whole
from ligzda.web import formatting

CODES = ("persons", "services")
FAMILIES = "families"


@dataclass(frozen=True)
class FigureLine:
    """One service: (people, services) per quarter, in the order of the columns; None where nothing was recorded."""

    service: str
    cells: list[tuple[ShownCell, ShownCell] | None]


@dataclass(frozen=True)
class Work:
    """The table, with the days it covers. ``whole_site`` tells whether it is a centre's or one's own."""

    since: dt.date
    until: dt.date
    quarters: list[str]
    lines: list[FigureLine]
    whole_site: bool


@dataclass(frozen=True)
class ProjectWork:
    """The figures of one project between two days, and its families by service and quarter. A cell is None where nothing is recorded."""

    project: Project
    since: dt.date
    until: dt.date
    figures: list[Shown]
    quarters: list[tuple[str, str]]
    lines: list[tuple[str, str, list[ShownCell | None]]]
    note: str


def own_projects(actor: Actor) -> list[Project]:
    """Projects in whose own circle the reader sits: those that run first."""
    return [one for one in listed(actor) if sees_whole(actor, one)]


def has_own_work(actor: Actor) -> bool:
    """Does any seat open files, groups or whole sites, or only projects?"""
    return any(seat.kind != Circle.Kind.PROJECT for seat in actor.seats)


def project_work(actor: Actor, project: Project, since: dt.date | None = None, until: dt.date | None = None) -> ProjectWork:
    """By the rules of counting: what was never reported prints unknown although rows may exist."""
    last = until or day_shown(project, None)
    first = since or max(quarter_start(add_months(last, -9)), project.start_date or dt.date.min)
    lang, about = formatting.speaking(None), terms(actor, project)
    split = answer(about, FAMILIES, last, since=first, by=("service", "quarter"), lang=lang)
    cells = {(row.key["service"], row.key["quarter"]): row for row in split.rows or ()}
    quarters = sorted({quarter for _service, quarter in cells})
    names = labels("service", lang)
    services = sorted({service for service, _quarter in cells}, key=lambda key: sort_key(names.get(key, key), lang))
    return ProjectWork(
        project, first, last, figures(actor, project, since=first, as_of=last, lang=lang),
        [(key, label("quarter", key, lang)) for key in quarters],
        [(key, label("service", key, lang, names), [cells.get((key, quarter)) for quarter in quarters]) for key in services],
        split.note or "",
    )  # fmt: skip


def own_work(actor: Actor, since: dt.date | None = None, until: dt.date | None = None) -> Work:
    """Counts of what is recorded; people may not be added over services or quarters. One statement for the numbers."""
    last = until or actor.on
    first = since or quarter_start(add_months(last, -9))
    scope = actor.scope(Permission.SEE_FIGURES)
    found = own_shown_to(actor, CODES, FigureRequest(CODES[0], as_of=last, since=first, by=("service", "quarter")))
    quarters = sorted({key["quarter"] for key, _counts in found})
    lang = formatting.speaking(None)
    names = labels("service", lang)
    by_service: dict[str, dict[str, tuple[ShownCell, ShownCell]]] = {}
    for key, counts in found:
        by_service.setdefault(label("service", str(key["service"]), lang, names), {})[key["quarter"]] = (
            counts["persons"],
            counts["services"],
        )
    lines = [FigureLine(name, [cells.get(quarter) for quarter in quarters]) for name, cells in by_service.items()]
    return Work(
        first,
        last,
        [label("quarter", key, lang) for key in quarters],
        sorted(lines, key=lambda line: sort_key(line.service, lang)),
        scope.everything or bool(scope.sites),
    )


def quarter_start(day: dt.date) -> dt.date:
    return dt.date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
