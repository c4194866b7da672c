"""What the finished assessments of a file say in words: what was seen, and how each child puts it. For who reads levels."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from ligzda.access.actor import Actor
from ligzda.access.permissions import Permission
from ligzda.cases.models import Assessment, Case, ChildView, Score
from ligzda.cases.states import AssessmentState


@dataclass(frozen=True)
class Said:
    """One area, of the family or of a child: the level of the worker, that of the family, what was seen, the child's words."""

    area_id: int
    area: str
    person_id: int | None
    person: str
    level: int | None
    own_level: int | None
    evidence: str
    child_words: str


@dataclass(frozen=True)
class Told:
    """One assessment, whole. ``views``: a child's name with its own words, or with why nobody asked."""

    pk: int
    date: dt.date
    author: str
    risk: Any
    observed: tuple[Any, ...]  # initiative, willingness, and what was seen of them
    areas: tuple[Said, ...]
    views: tuple[tuple[str, str, str], ...]


def told(actor: Actor, case: Case) -> list[Told] | None:
    """The earliest first; None for who may not see levels. Three statements, however many there are."""
    if not actor.scope(Permission.SEE_SCORES).covers(case.circle):
        return None
    finished = Assessment.objects.visible_to(actor, Permission.SEE_SCORES).filter(
        case=case, state=AssessmentState.DONE, voided_at__isnull=True
    )
    found = list(finished.select_related("author").order_by("date", "id"))
    keys = [one.pk for one in found]
    scores = Score.objects.filter(assessment__in=keys).select_related("area", "person__root").order_by("area__order", "id")
    views = ChildView.objects.filter(assessment__in=keys).select_related("person__root").order_by("id")
    areas: dict[int, list[Said]] = {pk: [] for pk in keys}
    for score in scores:
        areas[score.assessment_id].append(_said(score))
    heard: dict[int, list[tuple[str, str, str]]] = {pk: [] for pk in keys}
    for view in views:
        heard[view.assessment_id].append((_name(view.person), view.words, view.why_not))
    return [_told(one, tuple(areas[one.pk]), tuple(heard[one.pk])) for one in found]


def _told(one: Assessment, areas: tuple[Said, ...], views: tuple[tuple[str, str, str], ...]) -> Told:
    observed = (one.get_initiative_display(), one.get_willingness_display(), one.observation)
    return Told(one.pk, one.date, one.author.name, one.get_risk_display(), observed, areas, views)


def _said(one: Score) -> Said:
    person = (one.person.root_id or one.person_id) if one.person else None
    name = _name(one.person) if one.person else ""
    return Said(
        area_id=one.area_id,
        area=str(one.area),
        person_id=person,
        person=name,
        level=one.level,
        own_level=one.own_level,
        evidence=one.evidence,
        child_words=one.child_words,
    )


def _name(person: Any) -> str:
    return str((person.root or person).first_name)
