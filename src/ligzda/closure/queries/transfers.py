"""What can go along when a family is handed over, and what did: chosen item by item, shown to whoever took the family over."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from ligzda.access.actor import Actor
from ligzda.access.models import Circle
from ligzda.access.permissions import Permission
from ligzda.cases.models import PLAIN_TIERS, Assessment, Case, Episode, Note, Plan, Referral, Review
from ligzda.closure.models import TransferItem
from ligzda.cooperation.models import CaseMeeting
from ligzda.documents.models import Attachment
from ligzda.documents.queries import may_open
from ligzda.web import formatting

MOST = 100
PARTS = ("note", "assessment", "plan", "review", "meeting", "file")


@dataclass(frozen=True)
class Offer:
    """One thing that may be chosen. ``code`` names it in the form; ``part`` and ``thing`` are what the record points to."""

    code: str
    label: str
    part: str
    thing: Any


@dataclass(frozen=True)
class Piece:
    """One thing that went along, readable: a heading, by whom, and its paragraphs. ``file``: the key by which a paper is opened."""

    title: str
    by: str
    paragraphs: tuple[str, ...]
    file: str = ""


def offered(actor: Actor, case: Case) -> list[Offer]:
    """Finished things of the working tier; nothing protected, nothing void, nothing of others' files. Six statements."""
    shown: tuple[tuple[str, Any], ...] = (
        (
            "assessment",
            _seen(Assessment, actor, case, Permission.SEE_SCORES).filter(state="done", voided_at__isnull=True).order_by("-date"),
        ),
        ("plan", _seen(Plan, actor, case).exclude(state="draft").order_by("-version")),
        ("review", _seen(Review, actor, case).order_by("-date")),
        ("meeting", _seen(CaseMeeting, actor, case).filter(state="held").order_by("-held_date")),
        ("note", _seen(Note, actor, case).filter(tier__in=PLAIN_TIERS, voided_at__isnull=True).order_by("-date", "-id")),
    )
    files = Attachment.objects.visible_to(actor, Permission.SEE_CASE).filter(
        circle=case.circle_id, tier__in=PLAIN_TIERS, voided_at__isnull=True
    )
    return [
        Offer(f"{part}:{thing.key}", _label(part, thing), part, thing) for part, rows in (*shown, ("file", files)) for thing in rows[:MOST]
    ]


def went_along(actor: Actor, case: Case, episode: Episode | None = None) -> list[Piece]:
    """What left this file at the end of a stay, its latest one; empty when nothing did, or when it was no transfer."""
    of = {"episode": episode} if episode else {"episode__is_latest": True}
    return _pieces(_readable(actor, TransferItem.objects.filter(episode__case=case, **of), case.circle))


def last_stay(actor: Actor, case: Case) -> int:
    """The ordinal of the latest stay, by which its letter is asked for. The caller has checked sight of the file."""
    return int(case.episodes.values_list("ordinal", flat=True).get(is_latest=True))


def came_along(actor: Actor, referral: Referral) -> list[Piece]:
    """What came with a referral from another of our sites. The caller has found it through ``receiving``."""
    circles = (referral.circle, *([referral.case.circle] if referral.case else []))
    return _pieces(_readable(actor, TransferItem.objects.filter(referral=referral), *circles))


def _readable(actor: Actor, items: Any, *circles: Circle) -> Any:
    """What an assessment says is read by who sees levels here."""
    scope = actor.scope(Permission.SEE_SCORES)
    return items if any(scope.covers(circle) for circle in circles) else items.filter(assessment__isnull=True)


def file_brought(actor: Actor, referral: Referral, key: str) -> Attachment | None:
    """A paper that came along, for who may open it here. The caller has found the referral through ``receiving``."""
    found = Attachment.objects.filter(key=key, voided_at__isnull=True, pk__in=referral.brought.values("file")).select_related("circle")
    return next((one for one in found if may_open(actor, one)), None)


def receiving(actor: Actor, key: str) -> Referral | None:
    """A referral by transfer, for who opens family files at the site that took over, or works in the case it became."""
    referral = Referral.objects.filter(key=key, source="transfer").select_related("circle", "case__circle").first()
    if referral is None:
        return None
    scope = actor.scope(Permission.SEE_CASE)
    mine = scope.covers(referral.circle) or (referral.case is not None and scope.covers(referral.case.circle))
    return referral if mine else None


def has_brought(actor: Actor, referral: Referral) -> bool:
    return receiving(actor, referral.key) is not None and TransferItem.objects.filter(referral=referral).exists()


def brought_into(actor: Actor, case: Case) -> list[str]:
    """Keys of the referrals by which something came along into this file. The caller has checked sight of it."""
    rows = Referral.objects.filter(case=case, brought__isnull=False)
    return list(rows.order_by("id").values_list("key", flat=True).distinct())


def _seen(model: Any, actor: Actor, case: Case, word: Permission = Permission.SEE_CASE) -> Any:
    return model.objects.visible_to(actor, word).filter(case=case)


def _label(part: str, thing: Any) -> str:
    date = {"date": formatting.day(_day(part, thing))}
    if part == "note":
        title = _("Note of %(date)s") % date
        return f"{title}: {thing.body[:60]}"
    if part == "assessment":
        return _("Assessment of %(date)s") % date
    if part == "plan":
        return _("Plan, version %(version)s") % {"version": thing.version}
    if part == "review":
        return _("Review of the plan, %(date)s") % date
    if part == "meeting":
        title = _("Minute of %(date)s") % date
        return f"{title}: {thing.purpose[:60]}"
    return _("File: %(title)s") % {"title": thing.title or thing.name}


def _day(part: str, thing: Any) -> dt.date | None:
    day: dt.date | None = thing.held_date if part == "meeting" else thing.starts_date if part == "plan" else thing.date
    return day


def _pieces(items: Any) -> list[Piece]:
    """Seven statements, however many items."""
    rows = items.select_related(
        *PARTS, "note__author", "assessment__author", "plan__author", "review__author", "meeting__author", "file__author"
    )
    rows = rows.prefetch_related(
        "assessment__scores__area",
        "assessment__scores__person",
        "plan__goals__steps__user",
        "plan__goals__steps__person",
        "plan__goals__person",
    )
    found = []
    for item in rows.order_by("id"):
        part = next(name for name in PARTS if getattr(item, name) is not None)
        thing = getattr(item, part)
        said = tuple(line for line in TEXTS[part](thing) if line)
        file = thing.key if part == "file" and not thing.voided_at else ""
        found.append(Piece(_label(part, thing), str(thing.author or ""), said, file))
    return found


def _assessment(one: Assessment) -> Iterable[str]:
    for score in one.scores.all():
        whose = f" · {score.person}" if score.person else ""
        level = _("not assessed") if score.level is None else str(score.level)
        yield "\n".join(filter(None, (f"{score.area}{whose}: {level}", score.evidence, score.child_words)))


def _plan(one: Plan) -> Iterable[str]:
    yield one.family_words
    for goal in one.goals.all():
        steps = (
            f"• {step.text} – {step.institution or step.user or step.person}, {formatting.day(step.due_date)}" for step in goal.steps.all()
        )
        yield "\n".join((f"{goal.text}{f' ({goal.person})' if goal.person else ''}", *steps))


TEXTS: dict[str, Any] = {
    "note": lambda one: [] if one.voided_at or one.tier not in PLAIN_TIERS else one.body.split("\n\n"),
    "assessment": _assessment,
    "plan": _plan,
    "review": lambda one: (str(one.get_decision_display()), one.minutes, one.family_words),
    "meeting": lambda one: (one.minute, one.disagreements, one.family_words),
    "file": lambda one: [],
}
