"""The stays of a file as its team reads them: how each began, the states it went through, what was heard after it, how it ended."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch

from ligzda.access.actor import Actor
from ligzda.cases import rules
from ligzda.cases.models import AftercareContact, Case, Episode, StateSpan
from ligzda.cases.queries.badges import Badge, badge_of
from ligzda.cases.states import EntryKind
from ligzda.closure.models import AftercareArea


@dataclass(frozen=True)
class Span:
    badge: Badge
    from_date: dt.date
    until_date: dt.date | None
    sentence: str
    by: str


@dataclass(frozen=True)
class Contact:
    """An after-care contact; ``back`` are the areas of life that went back."""

    date: dt.date
    sentence: str
    by: str
    holds: tuple[str, ...]
    back: tuple[str, ...]


@dataclass(frozen=True)
class EpisodeHistory:
    """One stay: how it began, the states it went through, how it ended."""

    ordinal: int
    badge: Badge
    entry: Any
    admitted_date: dt.date
    closed_date: dt.date | None
    months: int
    exit_type: Any
    exit_reason: str
    close_because: str
    continues_with: str
    family_opinion: str
    reopened_because: str
    continuing: tuple[Any, ...]
    intensity: tuple[Any, ...]
    is_latest: bool
    spans: tuple[Span, ...]
    contacts: tuple[Contact, ...]


def history(actor: Actor, case: Case) -> list[EpisodeHistory]:
    """All episodes, the latest first, each with its states in order. One statement for each of its parts."""
    spans = Prefetch("spans", StateSpan.objects.select_related("by_user"))
    parts = (spans, "aftercare_contacts__by_user", "aftercare_contacts__areas__area", "continuing", "intensities")
    episodes = case.episodes.prefetch_related(*parts).order_by("-ordinal")
    return [_history(one, actor) for one in episodes]


def _contact(one: AftercareContact) -> Contact:
    said = [(str(row.area), row.state) for row in one.areas.all()]
    holds, back = (tuple(area for area, state in said if state == wanted) for wanted in AftercareArea.State.values)
    return Contact(one.date, one.sentence, str(one.by_user or ""), holds, back)


def _history(one: Episode, actor: Actor) -> EpisodeHistory:
    spans = tuple(Span(badge_of(s.state), s.from_date, s.until_date, s.sentence, str(s.by_user or "")) for s in one.spans.all())
    contacts = tuple(_contact(c) for c in one.aftercare_contacts.all())
    return EpisodeHistory(
        ordinal=one.ordinal,
        badge=badge_of(one.state),
        entry=EntryKind(one.entry).label,
        admitted_date=one.admitted_date,
        closed_date=one.closed_date,
        months=rules.months_in_programme(one.admitted_date, one.closed_date, actor.on),
        exit_type=one.get_exit_type_display() if one.exit_type else "",
        exit_reason=one.exit_reason,
        close_because=one.close_because,
        continues_with=one.continues_with,
        family_opinion=one.family_opinion,
        reopened_because=one.reopened_because,
        continuing=tuple(one.continuing.all()),
        intensity=tuple(one.intensities.all()),
        is_latest=one.is_latest,
        spans=spans,
        contacts=contacts,
    )
