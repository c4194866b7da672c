"""What the file itself says in a family's timeline: its notes, and its changes of state."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from ligzda.access.actor import Actor, prepared
from ligzda.access.permissions import Tier
from ligzda.cases.models import Note, NoteFile, StateSpan
from ligzda.cases.states import CaseState
from ligzda.cases.timeline import Kind, Reading, TimelineEntry, as_note, beyond, is_person, name_of_person, written_columns

STATES, NOTES = Kind("states", 1, is_of_people=False), Kind("notes", 2)

# Notes that stand in another line: ids of notes of these cases. A room above that writes notes of its own hands its own in.
TOLD_ELSEWHERE: list[Callable[[Actor, list[int]], Iterable[QuerySet]]] = []


def timeline(reading: Reading) -> list[TimelineEntry]:
    found = _notes(reading) if reading.wants(NOTES) else []
    return [*found, *(_states(reading) if reading.wants(STATES) else [])]


@prepared
def _note_rows(actor: Actor, edge: str, size: int, *, cases: list[int], who: int | None, day: Any, pk: Any) -> Any:
    """Notes that stand alone; those of a meeting stand there."""
    rows = Note.objects.filter(beyond(edge, day, pk), is_person(who), case__in=cases).order_by("-date", "-id")
    for notes in (notes for told in TOLD_ELSEWHERE for notes in told(actor, cases)):
        rows = rows.exclude(pk__in=notes)
    has_files = Exists(NoteFile.objects.filter(note=OuterRef("pk"), file__voided_at__isnull=True))
    family = Coalesce("case__family__root__key", "case__family__key")
    own = ("id", "key", family, "case__key", "case_id", "date", "person_id", "author_id", "author__name", *name_of_person(), has_files)
    return rows.values_list(*own, *written_columns(""))[: size + 1]


def _notes(reading: Reading) -> list[TimelineEntry]:
    found = []
    for row in reading.rows(_note_rows, NOTES):
        pk, key, family, file, case, date, person, author_id, author, first, last, has_files, *written = row
        note = as_note(*written)
        text = reading.text(case, note)
        protected = note.tier not in (Tier.CONTACT, Tier.WORKING)
        badges = [{"tone": "neutral", "text": _("protected note"), "icon": "lock"}] if protected else []
        meta = " · ".join(part for part in (f"{first} {last}" if person else "", reading.who_wrote(case, author_id, author, date)) if part)
        url = ""
        if has_files and text and not note.is_void:
            url = f"{reverse('desk:case', args=[family, file])}#note-{key}"
            badges.append({"tone": "neutral", "text": _("with files"), "icon": "paperclip"})
        found.append(
            TimelineEntry(
                kind=NOTES,
                pk=pk,
                date=date,
                icon="note",
                title=_("Note"),
                url=url,
                meta=meta,
                text=text,
                badges=badges,
                void=note.is_void,
                id=f"n-{key}",
            )
        )
    return found


@prepared
def _state_rows(actor: Actor, edge: str, size: int, *, cases: list[int], who: None, day: Any, pk: Any) -> Any:
    rows = StateSpan.objects.filter(beyond(edge, day, pk, "from_date"), episode__case__in=cases)
    return rows.order_by("-from_date", "-id").values_list("id", "state", "from_date", "sentence", "by_user__name")[: size + 1]


def _states(reading: Reading) -> list[TimelineEntry]:
    found = []
    for pk, state, date, sentence, by in reading.rows(_state_rows, STATES):
        title = _("State of the case: %(state)s") % {"state": CaseState(state).label}
        found.append(
            TimelineEntry(
                kind=STATES,
                pk=pk,
                date=date,
                icon="flag-3",
                title=title,
                url="",
                meta=by or "",
                text=sentence,
                badges=[],
                void=False,
                id=f"z-{pk}",
            )
        )
    return found
