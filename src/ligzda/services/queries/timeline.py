"""One family's life in the register, newest first: meetings, notes, group sessions as the person's own line, changes of state.

Four sources, each cut to one page after the same mark and merged: the number of statements does not grow with the file.
"""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple, Protocol

from django.db.models import Exists, ExpressionWrapper, F, OuterRef, Q, TextField
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from ligzda.access.actor import Actor, prepared
from ligzda.access.keys import decrypt
from ligzda.access.models import Circle
from ligzda.access.words import Tier, Word
from ligzda.cases.models import Note, NoteFile, StateSpan
from ligzda.cases.queries.standin import InPlaceOf
from ligzda.cases.states import CaseState
from ligzda.people.models import Family
from ligzda.services.models import Attendance, Session
from ligzda.services.queries.received import cases_of_family
from ligzda.services.queries.words import first_upper, icon_of, name_of, place_of, time_and_length
from ligzda.web import words

SIZE = 25
ANY_KEY = "anykey00"
KINDS = ("meetings", "notes", "groups", "states")
RANK = {"states": 1, "notes": 2, "groups": 3, "meetings": 4}
S = Session.Status
TONES: dict[str, tuple[str, str]] = {
    S.PLANNED: ("info", "calendar"),
    S.NO_SHOW: ("warning", "user-x"),
    S.CANCELLED: ("neutral", "x"),
    S.UNCONFIRMED: ("warning", "clock"),
}


@dataclass(frozen=True)
class Entry:
    """One line: what the shared timeline template draws."""

    kind: str
    pk: int
    date: dt.date
    icon: str
    title: str
    url: str = ""
    meta: str = ""
    text: str = ""
    badges: list[dict[str, str]] = field(default_factory=list)
    void: bool = False
    id: str = ""

    @property
    def mark(self) -> str:
        """Where the next page begins."""
        return f"{self.date.isoformat()}.{RANK[self.kind]}.{self.pk}"


@dataclass(frozen=True)
class Timeline:
    """25 entries by month; ``next_after`` is empty on the last page."""

    groups: list[dict[str, Any]]
    next_after: str
    count: int


class File(Protocol):
    """A file of the family: its id, and the circle that decides who sees it."""

    @property
    def pk(self) -> int: ...
    @property
    def circle(self) -> Circle: ...


def timeline(
    actor: Actor, family: Family, kind: str = "", person: int | str | None = "", after: str | None = None,
    files: Sequence[File] | None = None,
) -> Timeline:  # fmt: skip
    """One page. ``kind`` is one of KINDS, ``person`` the id of a member's root record. ``files``: the family's, if they have been read."""
    if files is None:
        files = cases_of_family(actor, family)
    who = int(str(person)) if str(person or "").isdigit() else None
    found = _entries(_reading(actor, files, who=who, after=_after(after)), [kind] if kind in KINDS else KINDS)
    page = found[:SIZE]
    return Timeline(_by_month(page), page[-1].mark if len(found) > SIZE else "", len(page))


def whole_record(actor: Actor, file: File, most: int) -> list[Entry]:
    """Everything of one file in the order it happened, as far as the reader reads it; the latest ``most`` where there are more."""
    return _entries(_reading(actor, [file], size=most), KINDS)[:most][::-1]


def _reading(actor: Actor, files: Sequence[File], **how: Any) -> "Reading":
    sight = actor.sight(Word.SEE_CASE)
    seen = [file for file in files if sight.covers(file.circle)]
    for file in seen:
        actor.shown.tell_of(file.circle.pk, "cases.case", file.pk)
    return Reading(
        actor=actor, clear={file.pk: actor.clearance(file.circle) for file in seen}, circles={file.pk: file.circle.pk for file in seen},
        places=InPlaceOf(actor, [file.circle.pk for file in seen]), **how,
    )  # fmt: skip


def _entries(reading: "Reading", kinds: Sequence[str]) -> list[Entry]:
    """The latest first."""
    wanted = [kind for kind in kinds if reading.clear and not (reading.who and kind == "states")]
    found = [entry for kind in wanted for entry in SOURCES[kind](reading)]
    return sorted(found, key=lambda one: (one.date, RANK[one.kind], one.pk), reverse=True)


@dataclass(frozen=True)
class Reading:
    """Who reads which files (id → tiers readable there), about whom, and after which mark."""

    actor: Actor
    clear: dict[int, Collection[Tier]]
    circles: dict[int, int]  # file → its circle
    places: InPlaceOf
    who: int | None = None
    after: tuple[dt.date, int, int] | None = None
    size: int = SIZE

    def who_wrote(self, case: int, user: int | None, name: str | None, on: dt.date) -> str:
        """The name; where it was a stand-in's, for whom."""
        return self.places.name(self.circles[case], user, name, on) if name else ""

    def rows(self, source: Any, kind: str) -> list[tuple[Any, ...]]:
        """One page of a source, strictly after the mark in the order of date, kind and id."""
        edge = ""
        values: dict[str, Any] = {"cases": list(self.clear), "who": self.who, "day": None, "pk": None}
        if self.after is not None:
            day, rank, pk = self.after
            edge = "before" if RANK[kind] > rank else "until" if RANK[kind] < rank else "within"
            values |= {"day": day, "pk": pk if edge == "within" else None}
        found: list[tuple[Any, ...]] = source(self.actor, edge, self.size, **values)
        return found

    def text(self, case: int, note: "Written") -> str:
        """What this reader may read of a note; another's protected text is not even decrypted."""
        own = self.actor.user.pk if self.actor.user else None
        if note.tier not in self.clear[case] and note.author != own:
            return ""
        return note.text or (decrypt(note.sealed) if note.sealed else "")


class Written(NamedTuple):
    """A note as a line needs it; ``sealed`` is still encrypted."""

    tier: str
    author: int
    text: str
    sealed: str
    is_void: bool


def _written(path: str) -> tuple[Any, ...]:
    """The columns of ``Written``; ``path`` leads to the note."""
    sealed = ExpressionWrapper(F(f"{path}sealed_text"), TextField())
    return (f"{path}tier", f"{path}author_id", f"{path}text", sealed, f"{path}voided_at")


def _note(tier: str, author: int, text: str, sealed: str, voided_at: dt.datetime | None) -> Written:
    return Written(tier, author, text, sealed, voided_at is not None)


def _after(mark: str | None) -> tuple[dt.date, int, int] | None:
    try:
        date, rank, pk = (mark or "").split(".")
        return dt.date.fromisoformat(date), int(rank), int(pk)
    except ValueError:
        return None


def _beyond(edge: str, day: Any, pk: Any, date: str = "date") -> Q:
    """Before the mark's day, until its end, or within it as far as the mark."""
    if not edge:
        return Q()
    if edge == "until":
        return Q(**{f"{date}__lte": day})
    before = Q(**{f"{date}__lt": day})
    return before | Q(**{date: day, "id__lt": pk}) if edge == "within" else before


def _by_month(entries: list[Entry]) -> list[dict[str, Any]]:
    groups: dict[tuple[int, int], dict[str, Any]] = {}
    for entry in entries:
        month = (entry.date.year, entry.date.month)
        if month not in groups:
            groups[month] = {"label": words.month(entry.date), "entries": []}
        groups[month]["entries"].append(entry)
    return list(groups.values())


def _is_person(who: int | None, path: str = "person") -> Q:
    return Q(**{path: who}) | Q(**{f"{path}__root": who}) if who else Q()


def _name(path: str = "person") -> tuple[Any, Any]:
    """First and last name as the root record has them."""
    return Coalesce(f"{path}__root__first_name", f"{path}__first_name"), Coalesce(f"{path}__root__last_name", f"{path}__last_name")


# --- the four sources ---------------------------------------------------------------------------------------------------


class Meeting(NamedTuple):
    """A session's plain values, in the order of ``MEETING``."""

    pk: int
    key: str
    case_id: int
    date: dt.date
    start_time: dt.time | None
    minutes: int
    place: str
    place_note: str
    status: str
    voided_at: dt.datetime | None
    moved_to: int | None
    kind: str
    name_lv: str
    name_en: str
    name_lt: str
    worker: str | None
    worker_id: int | None
    note: int | None
    protected: int | None


MEETING = (
    "id", "key", "case_id", "date", "start_time", "minutes", "place", "place_note", "status", "voided_at", "moved_to_id",
    "service__kind", "service__name_lv", "service__name_en", "service__name_lt", "worker__name", "worker_id", "note_id", "protected_note_id",
)  # fmt: skip


@prepared
def _meeting_rows(actor: Actor, edge: str, size: int, *, cases: list[int], who: int | None, day: Any, pk: Any) -> Any:
    rows = Session.objects.filter(_beyond(edge, day, pk), case__in=cases).order_by("-date", "-id")
    if who:
        rows = rows.filter(pk__in=Attendance.objects.filter(_is_person(who), session__case__in=cases).values("session"))
    return rows.values_list(*MEETING, *_written("note__"), *_written("protected_note__"))[: size + 1]


@prepared
def _people_rows(actor: Actor, *, sessions: list[int]) -> Any:
    there = Attendance.objects.filter(session__in=sessions, status__in=("present", "late"))
    return there.order_by("id").values_list("session_id", *_name())


def _meetings(reading: Reading) -> list[Entry]:
    size, rows = len(MEETING), reading.rows(_meeting_rows, "meetings")
    names: dict[int, list[str]] = {}
    for session, first, last in _people_rows(reading.actor, sessions=[row[0] for row in rows]):
        names.setdefault(session, []).append(f"{first} {last}")
    found = []
    for row in rows:
        one = Meeting(*row[:size])
        notes = [_note(*columns) for columns in (row[size : size + 5], row[size + 5 :]) if columns[0] is not None]
        found.append(_moved(one) if one.moved_to else _meeting(reading, one, notes, names.get(one.pk, [])))
    return found


def _meeting(reading: Reading, row: Meeting, notes: list[Written], names: list[str]) -> Entry:
    meta = " · ".join(
        part
        for part in (
            time_and_length(row),
            place_of(row),
            words.joined(names),
            reading.who_wrote(row.case_id, row.worker_id, row.worker, row.date),
        )
        if part
    )
    badges = []
    if row.status in TONES:
        tone, icon = TONES[row.status]
        badges.append({"tone": tone, "text": str(S(row.status).label), "icon": icon})
    if row.voided_at:
        badges.append({"tone": "neutral", "text": _("void"), "icon": "x"})
    if row.protected:
        badges.append({"tone": "neutral", "text": _("protected note"), "icon": "lock"})
    text = "\n".join(filter(None, (reading.text(row.case_id, note) for note in notes if not note.is_void)))
    return Entry(
        "meetings", row.pk, row.date, icon_of(row, row.kind), first_upper(name_of(row)), _session_url(row.key), meta, text, badges,
        bool(row.voided_at), f"s-{row.key}",
    )  # fmt: skip


def _moved(row: Meeting) -> Entry:
    """The wrong file keeps that something was moved, by whom and when it stands in the record; no content."""
    badge = {"tone": "neutral", "text": _("moved to another file"), "icon": "arrow-right"}
    return Entry(
        "meetings", row.pk, row.date, "arrow-right", _("Record moved"), _session_url(row.key), "", "", [badge], True, f"s-{row.key}"
    )


def _session_url(key: str) -> str:
    return _session_address().replace(ANY_KEY, key)


@cache
def _session_address() -> str:
    """Resolved once, not once for every line."""
    return reverse("services:session", args=[ANY_KEY])


@prepared
def _note_rows(actor: Actor, edge: str, size: int, *, cases: list[int], who: int | None, day: Any, pk: Any) -> Any:
    """Notes that stand alone; those of a meeting stand there."""
    attached = Session.objects.filter(case__in=cases)
    rows = Note.objects.filter(_beyond(edge, day, pk), _is_person(who), case__in=cases).order_by("-date", "-id")
    rows = rows.exclude(pk__in=attached.filter(note__isnull=False).values("note"))
    rows = rows.exclude(pk__in=attached.filter(protected_note__isnull=False).values("protected_note"))
    has_files = Exists(NoteFile.objects.filter(note=OuterRef("pk"), file__voided_at__isnull=True))
    family = Coalesce("case__family__root__key", "case__family__key")
    own = ("id", "key", family, "case__key", "case_id", "date", "person_id", "author_id", "author__name", *_name(), has_files)
    return rows.values_list(*own, *_written(""))[: size + 1]


def _notes(reading: Reading) -> list[Entry]:
    found = []
    for row in reading.rows(_note_rows, "notes"):
        pk, key, family, file, case, date, person, author_id, author, first, last, has_files, *written = row
        note = _note(*written)
        text = reading.text(case, note)
        protected = note.tier not in (Tier.CONTACT, Tier.WORKING)
        badges = [{"tone": "neutral", "text": _("protected note"), "icon": "lock"}] if protected else []
        meta = " · ".join(part for part in (f"{first} {last}" if person else "", reading.who_wrote(case, author_id, author, date)) if part)
        url = ""
        if has_files and text and not note.is_void:
            url = f"{reverse('cases:case', args=[family, file])}#note-{key}"
            badges.append({"tone": "neutral", "text": _("with files"), "icon": "paperclip"})
        found.append(Entry("notes", pk, date, "note", _("Note"), url, meta, text, badges, note.is_void, f"n-{key}"))
    return found


@prepared
def _group_rows_of(
    actor: Actor, even_closed: bool, edge: str, size: int, *, cases: list[int], who: int | None, day: Any, pk: Any, own: Any = ()
) -> Any:
    rows = Attendance.objects.open_or_in(None if even_closed else own).filter(
        _beyond(edge, day, pk, "session__date"), _is_person(who), case__in=cases
    )
    rows = rows.filter(session__cohort__isnull=False, session__voided_at=None).exclude(session__status=S.CANCELLED)
    names = ("session__key", "session__date", "session__minutes", "session__cohort__group__name")
    return rows.order_by("-session__date", "-id").values_list("id", "status", *names, *_name())[: size + 1]


def _group_rows(actor: Actor, edge: str, size: int, **values: Any) -> Any:
    """A closed group stands in nobody's file but for those who sit in its circle themselves."""
    own = actor.own_circles(Word.SEE_CASE, Word.LEAD_GROUP)
    return _group_rows_of(actor, own is None, edge, size, **values, **({} if own is None else {"own": own}))


def _groups(reading: Reading) -> list[Entry]:
    """The person's own line: which group, was the person there. Never the others."""
    found = []
    for pk, status, key, date, minutes, group, first, last in reading.rows(_group_rows, "groups"):
        tone = {"present": "success", "late": "success", "unknown": "neutral"}.get(status, "warning")
        badge = {"tone": tone, "text": str(Attendance.Status(status).label), "icon": ""}
        meta = f"{first} {last} · {words.length(minutes)}"
        found.append(Entry("groups", pk, date, "users-group", first_upper(group), "", meta, "", [badge], False, f"g-{key}-{pk}"))
    return found


@prepared
def _state_rows(actor: Actor, edge: str, size: int, *, cases: list[int], who: None, day: Any, pk: Any) -> Any:
    rows = StateSpan.objects.filter(_beyond(edge, day, pk, "from_date"), episode__case__in=cases)
    return rows.order_by("-from_date", "-id").values_list("id", "state", "from_date", "sentence", "by_user__name")[: size + 1]


def _states(reading: Reading) -> list[Entry]:
    found = []
    for pk, state, date, sentence, by in reading.rows(_state_rows, "states"):
        title = _("State of the case: %(state)s") % {"state": CaseState(state).label}
        found.append(Entry("states", pk, date, "flag-3", title, "", by or "", sentence, [], False, f"z-{pk}"))
    return found


SOURCES = {"meetings": _meetings, "notes": _notes, "groups": _groups, "states": _states}
