"""Words found in what a reader may read: the team's notes, names of papers, goals and steps.

Protected texts are never searched, not even the reader's own: a hit would say that they exist and what they are about.
One statement for each of the four sources, however long the files are.
"""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ligzda.access.actor import Actor
from ligzda.access.words import PROTECTED, Word
from ligzda.cases.models import PLAIN_TIERS, Case, Goal, Note, Plan, Step
from ligzda.documents.models import Attachment
from ligzda.kernel.text import as_pattern, fold

SHORTEST, LONGEST, MOST_WORDS, MOST = 3, 100, 5, 25
AROUND = 90  # letters shown before and after what was found


@dataclass(frozen=True)
class Hit:
    """One text that holds all words: what it is, of which family and day, and the piece around the first word."""

    kind: Any
    date: dt.date | None
    family: str
    number: str
    url: str
    before: str
    match: str
    after: str
    case: Case


@dataclass(frozen=True)
class Hits:
    rows: list[Hit]
    has_more: bool
    is_too_short: bool


def search_texts(actor: Actor, typed: str, case: Case | None = None) -> Hits:
    """The latest first; ``case`` narrows it to one file, which the caller has found for ``Word.SEE_CASE``."""
    words = fold(typed[:LONGEST].replace("\x00", " ")).split()[:MOST_WORDS]
    if len("".join(words)) < SHORTEST:
        return Hits([], False, bool(typed.strip()))
    patterns = [as_pattern(word) for word in words]
    found = [hit for source in (_notes, _papers, _goals, _steps) for hit in source(actor, patterns, case)]
    found.sort(key=lambda hit: hit.date or dt.date.min, reverse=True)
    return Hits(found[:MOST], len(found) > MOST, False)


def _all(patterns: list[str], *columns: str) -> Q:
    """Each word in one of the columns."""
    found = Q()
    for pattern in patterns:
        one = Q()
        for column in columns:
            one |= Q(**{f"{column}__iregex": pattern})
        found &= one
    return found


def _notes(actor: Actor, patterns: list[str], case: Case | None) -> list[Hit]:
    rows = Note.objects.visible_to(actor, Word.SEE_CASE).filter(_all(patterns, "text"), tier__in=PLAIN_TIERS, voided_at__isnull=True)
    rows = _of(rows, case, "case").select_related("case__circle", "case__family__root").order_by("-date", "-id")[: MOST + 1]
    return [
        _hit(_("Note"), one.date, one.case, f"{one.case.get_absolute_url()}#note-{one.key}", one.text, patterns)
        for one in rows
        if one.tier in actor.clearance(one.case.circle)
    ]


def _papers(actor: Actor, patterns: list[str], case: Case | None) -> list[Hit]:
    """Only files whose circle is that of a case: the tab leads there."""
    rows = Attachment.objects.visible_to(actor, Word.SEE_CASE).filter(_all(patterns, "title", "name"), voided_at__isnull=True)
    rows = rows.exclude(tier__in=PROTECTED).filter(circle__case__isnull=False)
    rows = rows.filter(circle=case.circle) if case else rows
    rows = rows.select_related("circle__case__family__root").order_by("-date", "-id")[: MOST + 1]
    return [
        _hit(
            _("Attachment"),
            one.date,
            one.circle.case,
            f"{_tab(one.circle.case, 'documents')}#file-{one.key}",
            " · ".join(part for part in (one.title, one.name) if part),
            patterns,
        )
        for one in rows
        if one.tier in actor.clearance(one.circle)
    ]


def _goals(actor: Actor, patterns: list[str], case: Case | None) -> list[Hit]:
    seen = Plan.objects.visible_to(actor, Word.SEE_CASE)
    rows = _of(Goal.objects.filter(_all(patterns, "text"), plan__in=seen.values("id")), case, "plan__case")
    rows = rows.select_related("plan__case__circle", "plan__case__family__root").order_by("-plan__starts_date", "-id")[: MOST + 1]
    return [
        _hit(_("Goal"), one.plan.starts_date, one.plan.case, f"{_tab(one.plan.case, 'plan')}?version={one.plan.key}", one.text, patterns)
        for one in rows
    ]


def _steps(actor: Actor, patterns: list[str], case: Case | None) -> list[Hit]:
    rows = _of(Step.objects.visible_to(actor, Word.SEE_CASE).filter(_all(patterns, "text")), case, "case")
    rows = rows.select_related("case__circle", "case__family__root").order_by("-due_date", "-id")[: MOST + 1]
    return [_hit(_("Step"), one.due_date, one.case, _tab(one.case, "plan"), one.text, patterns) for one in rows]


def _of(rows: Any, case: Case | None, path: str) -> Any:
    return rows.filter(**{path: case}) if case else rows


def _tab(case: Case, name: str) -> str:
    return reverse(f"cases:{name}", args=[(case.family.root or case.family).key, case.key])


def _hit(kind: Any, date: dt.date | None, case: Case, url: str, text: str, patterns: list[str]) -> Hit:
    before, match, after = _piece(text, re.compile(patterns[0], re.IGNORECASE).search)
    return Hit(kind, date, (case.family.root or case.family).name, case.number, url, before, match, after, case)


def _piece(text: str, find: Callable[[str], re.Match[str] | None]) -> tuple[str, str, str]:
    at = find(text)
    if at is None:
        return text[: 2 * AROUND], "", ""
    start, end = max(at.start() - AROUND, 0), at.end() + AROUND
    return ("…" if start else "") + text[start : at.start()], at.group(), text[at.end() : end] + ("…" if end < len(text) else "")
