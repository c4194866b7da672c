"""Notes of a case as far as the reader may read them. Of a protected one others see that it exists, by whom and when."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from ligzda.access.actor import Actor
from ligzda.access.permissions import Permission, Tier
from ligzda.cases import deadlines, rules
from ligzda.cases.models import PLAIN_TIERS, Case, Note, NoteTemplate
from ligzda.cases.queries.cover import InPlaceOf
from ligzda.kernel import clock
from ligzda.safeguarding.redaction import legible_rows

MOST, LOOKED_AT = 50, 400


@dataclass(frozen=True)
class EarlierText:
    """What a note said before, and why it was changed."""

    text: str
    reason: str
    by: str
    at: dt.datetime


@dataclass(frozen=True)
class NoteRow:
    """One note, as this reader may see it. ``text`` is None when it is protected and not the reader's own."""

    key: str
    date: dt.date
    author: str
    tier: str
    text: str | None
    version: int
    is_void: bool
    is_mine: bool
    person: str
    earlier: tuple[EarlierText, ...]
    cannot_void: Any  # the sentence why, or None
    files: tuple[tuple[str, str], ...]  # key and name of what was added with it

    @property
    def is_protected(self) -> bool:
        return self.tier not in PLAIN_TIERS

    @property
    def may_correct(self) -> bool:
        return self.is_mine and not self.is_void and self.tier != Tier.SAFEGUARDING


def notes_of(actor: Actor, case: Case, text: str = "") -> list[NoteRow]:
    """Newest first. ``text`` searches plain notes only: protected ones leave no trace in a search. Four statements and one for access."""
    rows = Note.objects.visible_to(actor, Permission.SEE_CASE).filter(case=case).select_related("author", "person")
    if text.strip():
        rows = rows.filter(tier__in=PLAIN_TIERS, voided_at__isnull=True, text__icontains=text.strip()[:100])
    rows = rows.prefetch_related("versions__by_user", "files__file").order_by("-date", "-id")
    found = _legible(actor, case, list(rows[:LOOKED_AT]), text.strip()[:100]) if text.strip() else rows[:MOST]
    may_move, clearance, places = actor.may(Permission.MOVE, case), actor.clearance(case.circle), InPlaceOf(actor, [case.circle_id])
    return [
        _row(note, actor, may_move, clearance, places.name(case.circle_id, note.author_id, note.author.name, note.date)) for note in found
    ]


def _legible(actor: Actor, case: Case, found: list[Note], words: str) -> list[Note]:
    """Nothing is found by an address that is covered for this reader."""
    texts = legible_rows(actor, case, found, ("text",))
    return [note for note in found if words.casefold() in texts[note.pk].casefold()][:MOST]


def tiers_to_write(actor: Actor, case: Case) -> list[Tier]:
    """A secret of one discipline is written by its specialists alone; a worry about a child by everybody."""
    if not actor.may(Permission.NOTE, case):
        return []
    professional = [Tier.PROFESSIONAL] if actor.is_system or "specialist" in actor.roles_in(case.circle) else []
    return [Tier.WORKING, *professional, Tier.SAFEGUARDING]


def may_edit_templates(actor: Actor) -> bool:
    """Coordinators and administrators."""
    return actor.holds(Permission.OVERSEE) or actor.holds(Permission.ADMINISTER)


def note_templates(actor: Actor, *, everything: bool = False) -> list[NoteTemplate]:
    """Those in use, in order; open to whoever writes notes. ``everything`` for who edits them."""
    rows = NoteTemplate.objects.order_by("-is_active", "order", "id")
    return list(rows if everything and may_edit_templates(actor) else rows.filter(is_active=True))


def note_template_by_key(actor: Actor, key: str) -> NoteTemplate | None:
    return next((one for one in note_templates(actor, everything=True) if one.key == key), None)


def note_by_key(actor: Actor, case: Case, key: str) -> Note | None:
    """A note of this case that the actor may at least know of."""
    return Note.objects.visible_to(actor, Permission.SEE_CASE).filter(case=case, key=key).select_related("case__circle").first()


def note_row(actor: Actor, note: Note) -> NoteRow:
    """The same for one note."""
    name = InPlaceOf(actor, [note.case.circle_id]).name(note.case.circle_id, note.author_id, note.author.name, note.date)
    return _row(note, actor, actor.may(Permission.MOVE, note.case), actor.clearance(note.case.circle), name)


def _row(note: Note, actor: Actor, may_move: bool, clearance: frozenset[Tier], author: str) -> NoteRow:
    mine = actor.user is not None and note.author_id == actor.user.pk
    readable = mine or note.tier in clearance
    hours = (clock.now() - note.created_at).total_seconds() / 3600
    earlier = [EarlierText(one.text, one.reason, str(one.by_user or ""), one.at) for one in note.versions.all()] if readable else []
    return NoteRow(
        key=note.key,
        date=note.date,
        author=author,
        tier=note.tier,
        text=note.body if readable else None,
        version=note.version,
        is_void=note.voided_at is not None,
        is_mine=mine,
        person=str(note.person or "") if readable else "",
        earlier=tuple(earlier),
        cannot_void=rules.too_late_to_void(mine, hours, deadlines.length("void"), may_move),
        files=tuple((one.file.key, one.file.heading) for one in note.files.all() if not one.file.voided_at) if readable else (),
    )
