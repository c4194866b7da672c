"""Notes in a file: written with a tier, corrected and voided with a reason. What stood there before is kept."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ligzda.access import audit
from ligzda.access.actor import Actor
from ligzda.access.permissions import Permission, Tier
from ligzda.cases import deadlines, rules
from ligzda.cases.models import PLAIN_TIERS, Case, Note, NoteFile, NoteVersion
from ligzda.cases.name_checks import must_belong
from ligzda.cases.queries.notes import tiers_to_write
from ligzda.documents.actions import files
from ligzda.documents.uploads import Looked, look_at_all
from ligzda.kernel import clock
from ligzda.kernel.refused import Refused, Stale
from ligzda.people.models import Person

NOT_YOURS = _("This step is not yours to take; ask your coordinator.")


@transaction.atomic
def write(
    case: Case, *, by: Actor, text: str, date: dt.date, tier: str = Tier.WORKING, person: Person | None = None, upload: Sequence[Any] = ()
) -> Note:  # fmt: skip
    """A new note, with files where there are some. Protected tiers are encrypted and opened by their author alone."""
    if tier not in tiers_to_write(by, case):
        raise Refused(NOT_YOURS)
    if by.user is None:
        raise Refused(_("A note needs an author."))
    Refused.unless_empty([None if text.strip() else _("Write what happened.")], field="text")
    Refused.unless_empty([rules.not_yet(date, by.on)], field="date")
    looked = look_at_all(upload)
    if person is not None:
        must_belong(case, person, by=by, on=date, field="person")
    note = Note.objects.create(case=case, date=date, tier=tier, person=person, author=by.user, **_stored(tier, text.strip()))
    _lay_beside(note, looked, by)
    audit.record(by, "note.written", note, circle=case.circle)
    return note


@transaction.atomic
def correct(note: Note, *, by: Actor, text: str, reason: str, expected_version: int, upload: Sequence[Any] = ()) -> Note:
    """The author says it better, or adds a file. The earlier wording stays, for those entitled to the note."""
    locked = _lock(note, by)
    if locked.author_id != getattr(by.user, "pk", None):
        raise Refused(_("Only the author corrects a note."))
    if locked.tier == Tier.SAFEGUARDING:
        raise Refused(_("A note about a child's safety is never changed. Add a new one."))
    Refused.unless_empty([None if text.strip() else _("Write what happened.")], field="text")
    Refused.unless_empty([rules.missing_sentence(reason)], field="reason")
    if locked.version != expected_version:
        sentence = _("This note was changed in another window. Nothing is lost – compare and choose.")
        raise Stale(sentence, theirs={"text": locked.body}, version=locked.version)
    looked = look_at_all(upload)
    _keep(locked, reason, by)
    _lay_beside(locked, looked, by)
    for field, value in _stored(locked.tier, text.strip()).items():
        setattr(locked, field, value)
    locked.version += 1
    locked.save(update_fields=["text", "sealed_text", "version"])
    audit.record(by, "note.corrected", locked, circle=locked.case.circle)
    return locked


@transaction.atomic
def void(note: Note, *, by: Actor, reason: str) -> Note:
    """The note should not be there. It stays, struck through, with the reason; nobody opens its files any more."""
    locked = _lock(note, by)
    hours = (clock.now() - locked.created_at).total_seconds() / 3600
    is_author, is_coordinator = locked.author_id == getattr(by.user, "pk", None), by.may(Permission.MOVE, locked)
    Refused.unless_empty([rules.too_late_to_void(is_author, hours, deadlines.length("void"), is_coordinator)])
    Refused.unless_empty([rules.missing_sentence(reason)], field="reason")
    _keep(locked, reason, by)
    for one in locked.files.filter(file__voided_at__isnull=True).select_related("file__circle"):
        files.void(one.file, by=by, reason=reason)
    locked.voided_at = clock.now()
    locked.version += 1
    locked.save(update_fields=["voided_at", "version"])
    audit.record(by, "note.voided", locked, circle=locked.case.circle)
    return locked


def _lay_beside(note: Note, looked: Sequence[Looked], by: Actor) -> None:
    """Files with the tier of the note."""
    for one in looked:
        kept = files.keep(
            note.case.circle, by=by, name=one.name, content=one.content, content_type=one.content_type, tier=note.tier, date=note.date
        )
        NoteFile.objects.create(note=note, file=kept)


def _stored(tier: str, text: str) -> dict[str, Any]:
    return {"text": text, "sealed_text": ""} if tier in PLAIN_TIERS else {"text": "", "sealed_text": text}


def _keep(note: Note, reason: str, by: Actor) -> None:
    NoteVersion.objects.create(note=note, version=note.version, text=note.body, reason=reason.strip()[:300], by_user=by.user)


def _lock(note: Note, by: Actor) -> Note:
    locked: Note = Note.objects.select_for_update().get(pk=note.pk)
    if not by.may(Permission.CORRECT, locked):
        raise Refused(NOT_YOURS)
    if locked.voided_at:
        raise Refused(_("This note is already void."))
    return locked
