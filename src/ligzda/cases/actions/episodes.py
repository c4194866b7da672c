"""The moves of a stay while it lasts: plan, begin, hold, resume. How it ends, is handed over and begins anew is in ``closure``."""

import datetime as dt

from django.db import transaction

from ligzda.access.actor import Actor
from ligzda.cases import episode_changes
from ligzda.cases.episode_changes import noted
from ligzda.cases.models import Episode


@transaction.atomic
def plan(episode: Episode, *, by: Actor, on: dt.date, sentence: str) -> Episode:
    """The assessment is done; the family and the team begin to plan."""
    return noted(episode_changes.enter(episode, "plan", by=by, on=on, sentence=sentence), "planning", by)


@transaction.atomic
def activate(episode: Episode, *, by: Actor, on: dt.date, sentence: str) -> Episode:
    """The plan is agreed and runs."""
    return noted(episode_changes.enter(episode, "activate", by=by, on=on, sentence=sentence), "active", by)


@transaction.atomic
def hold(episode: Episode, *, by: Actor, on: dt.date, sentence: str) -> Episode:
    """Put the work on hold and remember where it stood."""
    stood = episode.state
    held = episode_changes.enter(episode, "hold", by=by, on=on, sentence=sentence)
    held.before_hold = stood
    held.save(update_fields=["before_hold"])
    return noted(held, "held", by)


@transaction.atomic
def resume(episode: Episode, *, by: Actor, on: dt.date, sentence: str) -> Episode:
    """Go on where the work stood before the hold."""
    resumed = episode_changes.enter(episode, "resume", by=by, on=on, sentence=sentence)
    resumed.before_hold = ""
    resumed.save(update_fields=["before_hold"])
    return noted(resumed, "resumed", by)
