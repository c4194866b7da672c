"""What the moves of a stay are made of: an episode opens, an episode enters a state, its plans end. Each only inside an act, of this
room or of one above it, which is whole and says in the trail that it was done."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from ligzda.access import audit
from ligzda.access.actor import Actor
from ligzda.cases import rules
from ligzda.cases.models import Case, Episode, Plan, StateSpan
from ligzda.cases.states import EPISODE, CaseState, EntryKind, PlanState
from ligzda.kernel.refused import Refused
from ligzda.people.models import Family

SECOND_EPISODE = _("The family already takes part in this programme. Close or transfer that episode first.")


def lock_family(family: Family) -> Family:
    """The record that stands for the family after merges, locked: two admissions at one moment come one after the other."""
    return Family.objects.select_for_update().get(pk=family.root_id or family.pk)


def open_elsewhere(family: Family, project_id: int) -> Any:
    """Episodes of this family in this programme that nobody has closed, at any site and under any merged record."""
    return Episode.objects.filter(case__in=cases_of_family(family).filter(project=project_id), closed_date__isnull=True)


def cases_of_family(family: Family) -> Any:
    root = family.root_id or family.pk
    return Case.objects.filter(family__in=Family.objects.filter(pk=root).union(Family.objects.filter(root=root)).values("pk"))


def open_episode(case: Case, *, by: Actor, on: dt.date, entry: EntryKind, sentence: str, **details: Any) -> Episode:
    """Begin a stay in the state of assessment. The earlier episodes of the case stay beside it, as they are."""
    if open_elsewhere(case.family, case.project_id).exists():
        raise Refused(SECOND_EPISODE)
    last = case.episodes.filter(is_latest=True).first()
    Refused.unless_empty([rules.not_yet(on, by.on), rules.before(on, last.closed_date if last else None)], field="on")
    if last is not None:
        last.is_latest = False
        last.save(update_fields=["is_latest"])
    episode = Episode.objects.create(case=case, ordinal=last.ordinal + 1 if last else 1, entry=entry, admitted_date=on, **details)
    StateSpan.objects.create(episode=episode, state=episode.state, from_date=on, sentence=sentence, by_user=by.user)
    return episode


def enter(episode: Episode, move: str, *, by: Actor, on: dt.date, sentence: str) -> Episode:
    """Make a move on a day, with the sentence that says why. The day belongs to the new state; the state before ends on it."""
    moved: Episode = EPISODE.apply(episode, move, by)
    Refused.unless_empty([rules.missing_sentence(sentence)], field="sentence")
    end_span(moved, by=by, on=on)
    StateSpan.objects.create(episode=moved, state=moved.state, from_date=on, sentence=sentence.strip(), by_user=by.user)
    return moved


def end_span(episode: Episode, *, by: Actor, on: dt.date) -> None:
    span = episode.spans.get(until_date__isnull=True)
    Refused.unless_empty([rules.not_yet(on, by.on), rules.before(on, span.from_date)], field="on")
    span.until_date = on
    span.save(update_fields=["until_date"])


def end_after_reopening(episode: Episode, *, by: Actor, on: dt.date) -> None:
    """What was left of the earlier episode, its after-care, goes over into the new one."""
    end_span(episode, by=by, on=on)
    episode.state = CaseState.ENDED
    episode.save(update_fields=["state"])


def end_plan(plan: Plan, on: dt.date) -> None:
    """``on`` is the last day on which it was in force."""
    plan.state, plan.ended_date = PlanState.ENDED, on
    plan.save(update_fields=["state", "ended_date"])


def end_plans(episode: Episode, on: dt.date) -> None:
    """A stay ends: its plan was in force up to the day before; a draft of a plan goes on with nobody and is ended too."""
    for plan in episode.plans.filter(state=PlanState.RUNNING):
        end_plan(plan, max(plan.starts_date or on, on - dt.timedelta(days=1)))
    drafts = episode.plans.filter(state=PlanState.DRAFT)
    drafts.update(state=PlanState.ENDED, starts_date=on, review_date=on + dt.timedelta(days=1), ended_date=on)


def noted(episode: Episode, act: str, by: Actor) -> Episode:
    """The entry in the trail that ends each of these acts."""
    audit.record(by, f"episode.{act}", episode, circle=episode.case.circle)
    return episode
