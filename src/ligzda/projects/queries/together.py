"""One figure over several projects: a fresh count over those in which it is known, never a sum of their numbers."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.utils import translation

from ligzda.access.actor import Actor
from ligzda.measure import engine, notes
from ligzda.measure.ask import Ask
from ligzda.measure.figure import Figure
from ligzda.projects.models import Project
from ligzda.projects.queries.figures import answer, terms
from ligzda.projects.queries.projects import sees_whole


def together(actor: Actor, projects: Iterable[Project], code: str, as_of: dt.date, *, lang: str = "lv", **more: Any) -> Figure:
    """The sum, or the people and families counted once, of the projects that know it whole; each other one is an unknown part.

    Only projects that the actor sees whole enter. Where none knows it, it is unknown.
    """
    known, left = [], 0
    for project in projects:
        if not sees_whole(actor, project):
            continue
        if answer(terms(actor, project), code, as_of, lang=lang, **more).is_known:
            known.append(project.pk)
        else:
            left += 1
    figure = engine.compute(Ask(code, as_of=as_of, projects=tuple(known), lang=lang, **more))
    if not left:
        return figure
    with translation.override(lang):
        reason = notes.other_projects(left)
    if not known:
        return replace(figure, value=None, recorded=None, reason=reason, rows=None)
    return replace(figure, at_least=True, comparator="≥", unknown_parts=left, reason=reason)
