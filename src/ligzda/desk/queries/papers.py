"""Which documents of a file can be written, and one of them filled in."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch
from django.utils.translation import gettext_lazy as _

from ligzda.access.actor import Actor
from ligzda.access.permissions import Permission
from ligzda.cases.models import Case, Episode, GoalProgress, Review
from ligzda.cases.queries import plans
from ligzda.closure.models import TransferItem
from ligzda.closure.queries import transfers
from ligzda.cooperation.models import Letter
from ligzda.cooperation.queries import cooperation
from ligzda.desk import papers
from ligzda.desk.papers import Filled

MOST = 10  # the latest of each kind stand on the page; older ones are reached where they were written


@dataclass(frozen=True)
class Writable:
    """One document: its kind and key in the address, what it is called, its day."""

    kind: str
    key: str
    title: Any
    date: dt.date | None


def writable(actor: Actor, case: Case) -> list[Writable]:
    """The latest first. Four statements."""
    plan = plans.plan_of(actor, case)
    found = [Writable("plan", plan.key, _("Plan"), plan.starts_date)] if plan else []
    found += [Writable("review", one.key, _("Minutes of a review"), one.date) for one in _reviews(actor, case)[:MOST]]
    closed = list(_closed(actor, case)[:MOST])
    found += [Writable("closing", str(one.ordinal), _("Closing summary"), one.closed_date) for one in closed]
    found += [Writable("transfer", str(one.ordinal), _("Transfer letter"), one.closed_date) for one in closed if one.has_items]
    letters = Letter.objects.visible_to(actor, Permission.SEE_CASE).filter(case=case).order_by("-date", "-id")[:MOST]
    found += [Writable("letter", one.key, one.subject, one.date) for one in letters]
    return sorted(found, key=lambda one: one.date or dt.date.max, reverse=True)


def filled(actor: Actor, case: Case, kind: str, key: str) -> Filled | None:
    """None for what is not there or not this reader's."""
    if kind == "plan":
        plan = plans.plan_by_key(actor, case, key)
        return papers.of_plan(case, plans.plan_view(actor, plan)) if plan else None
    if kind == "review":
        review = _reviews(actor, case).filter(key=key).first()
        return papers.of_review(case, review) if review else None
    if kind in {"closing", "transfer"}:
        return _at_the_end(actor, case, kind, key)
    letter = cooperation.letter_by_key(actor, case, key) if kind == "letter" else None
    return papers.of_letter(case, letter) if letter else None


def _at_the_end(actor: Actor, case: Case, kind: str, key: str) -> Filled | None:
    """Of a stay that is over; a letter about what went along only where something did."""
    episode = _closed(actor, case).filter(ordinal=int(key)).first() if key.isascii() and key.isdigit() and len(key) < 4 else None
    if episode is None or (kind == "transfer" and not episode.has_items):
        return None
    if kind == "transfer":
        return papers.of_transfer(case, episode, transfers.went_along(actor, case, episode), actor.user)
    return papers.of_closing(case, episode)


def _reviews(actor: Actor, case: Case) -> Any:
    goals = Prefetch("goals", GoalProgress.objects.select_related("goal"))
    rows = Review.objects.visible_to(actor, Permission.SEE_CASE).filter(case=case).select_related("author__function")
    return rows.prefetch_related(goals).order_by("-date", "-id")


def _closed(actor: Actor, case: Case) -> Any:
    rows = Episode.objects.visible_to(actor, Permission.SEE_CASE).filter(case=case, closed_date__isnull=False)
    has_items = Exists(TransferItem.objects.filter(episode=OuterRef("pk")))
    return rows.annotate(has_items=has_items).prefetch_related("continuing").order_by("-ordinal")
