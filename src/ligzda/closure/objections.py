"""What objects to the way a stay is to end; a manager may close all the same, with a reason."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from ligzda.access.actor import Actor
from ligzda.cases import deadlines
from ligzda.cases.models import Area, Assessment, Episode, Score
from ligzda.cases.states import EPISODE, ExitType
from ligzda.closure import rules
from ligzda.safeguarding.queries import high_risk
from ligzda.services.objections import hardly_looked_for

Objection = Callable[[Episode, str, dt.date, Actor], Any]  # the sentence, or nothing
OBJECTIONS: tuple[Objection, ...] = (hardly_looked_for,)  # what other rooms have to say


def objections(episode: Episode, exit_type: str, on: dt.date, actor: Actor) -> list[Any]:
    """All that speaks against this exit on this day. An import has nobody to answer and is not asked."""
    if actor.is_system:
        return []
    finished = _finished(episode, on)
    found: list[Any] = []
    if episode.state in EPISODE.move("close").sources:
        last = finished[0].date if finished else None
        found.append(rules.final_scores_missing(last, on, deadlines.length("final_assessment")))
    if exit_type == ExitType.SELF_RELIANT:
        family = episode.case.family.root_id or episode.case.family_id
        found += rules.not_self_reliant_yet(_profiles(finished[:2]), has_high_risk=bool(high_risk(actor, [family])))
    found += [guard(episode, exit_type, on, actor) for guard in OBJECTIONS]
    return [sentence for sentence in found if sentence]


def _finished(episode: Episode, on: dt.date) -> list[Assessment]:
    """Finished assessments of this stay up to a day, the latest first."""
    rows = Assessment.objects.filter(episode=episode, state=Assessment.State.DONE, voided_at__isnull=True, date__lte=on)
    return list(rows.order_by("-date", "-id"))


def _profiles(assessments: list[Assessment]) -> list[list[int | None]]:
    """The levels that decide on self-reliance: family areas, and safety of each child."""
    rows = Score.objects.filter(assessment__in=assessments).select_related("area").order_by("id")
    decisive = [row for row in rows if row.area.scored == Area.Scored.FAMILY or row.area.is_safety]
    return [[row.level for row in decisive if row.assessment_id == one.pk] for one in assessments]
