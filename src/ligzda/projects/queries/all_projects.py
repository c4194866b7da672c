"""The organisation's figures: the projects whose whole an actor sees, counted together, each person and family once."""

import datetime as dt
from dataclasses import dataclass

from ligzda.access.actor import Actor
from ligzda.measure.moment import at_one_moment
from ligzda.measure.shown import Shown
from ligzda.projects.models import Project
from ligzda.projects.queries.figures import counted_together, whole_terms
from ligzda.projects.queries.projects import listed, sees_whole

CODES = ("families", "persons", "children", "adults", "admitted", "active", "exits", "consultations", "sessions", "camps", "event_attendance",
         "participations", "hours")  # fmt: skip


@dataclass(frozen=True)
class AllProjects:
    """What the projects come to, as of a day."""

    as_of: dt.date
    projects: list[Project]
    figures: list[Shown]


def whole_projects(actor: Actor) -> list[Project]:
    """Those that this actor sees whole."""
    return [one for one in listed(actor) if sees_whole(actor, one)]


@at_one_moment()
def all_projects(actor: Actor, as_of: dt.date, lang: str) -> AllProjects:
    """Fresh counts, never sums of the projects' numbers: whoever came to two projects is one person."""
    found = whole_projects(actor)
    seen = whole_terms(actor, found)
    return AllProjects(as_of, found, [counted_together(actor, seen, code, as_of, lang=lang) for code in CODES] if found else [])
