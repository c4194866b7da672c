"""What services says in a family's timeline: meetings with their notes, and group sessions as the person's own line."""

import datetime as dt
from functools import cache
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from ligzda.access.actor import Actor, prepared
from ligzda.access.permissions import Permission
from ligzda.cases.timeline import Kind, Reading, TimelineEntry, Written, as_note, beyond, is_person, name_of_person, written_columns
from ligzda.kernel.translated import Translated
from ligzda.services.models import Attendance, Session
from ligzda.services.queries.words import first_upper, icon_of, place_of, time_and_length
from ligzda.web import formatting

GROUPS, MEETINGS = Kind("groups", 3), Kind("meetings", 4)
ANY_KEY = "anykey00"
S = Session.Status
TONES: dict[str, tuple[str, str]] = {
    S.PLANNED: ("info", "calendar"),
    S.NO_SHOW: ("warning", "user-x"),
    S.CANCELLED: ("neutral", "x"),
    S.UNCONFIRMED: ("warning", "clock"),
}


def timeline(reading: Reading) -> list[TimelineEntry]:
    found = _meetings(reading) if reading.wants(MEETINGS) else []
    return [*found, *(_groups(reading) if reading.wants(GROUPS) else [])]


def notes_of_meetings(actor: Actor, cases: list[int]) -> tuple[QuerySet, QuerySet]:
    """Ids of notes that stand in the line of a meeting, whoever reads it."""
    rows = Session.objects.filter(case__in=cases)
    return rows.filter(note__isnull=False).values("note"), rows.filter(protected_note__isnull=False).values("protected_note")


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
    name: Translated
    worker: str | None
    worker_id: int | None
    note: int | None
    protected: int | None


MEETING = (
    "id", "key", "case_id", "date", "start_time", "minutes", "place", "place_note", "status", "voided_at", "moved_to_id",
    "service__kind", "service__name", "worker__name", "worker_id", "note_id", "protected_note_id",
)  # fmt: skip


@prepared
def _meeting_rows(actor: Actor, edge: str, size: int, *, cases: list[int], who: int | None, day: Any, pk: Any) -> Any:
    rows = Session.objects.filter(beyond(edge, day, pk), case__in=cases).order_by("-date", "-id")
    if who:
        rows = rows.filter(pk__in=Attendance.objects.filter(is_person(who), session__case__in=cases).values("session"))
    return rows.values_list(*MEETING, *written_columns("note__"), *written_columns("protected_note__"))[: size + 1]


@prepared
def _people_rows(actor: Actor, *, sessions: list[int]) -> Any:
    there = Attendance.objects.filter(session__in=sessions, status__in=("present", "late"))
    return there.order_by("id").values_list("session_id", *name_of_person())


def _meetings(reading: Reading) -> list[TimelineEntry]:
    size, rows = len(MEETING), reading.rows(_meeting_rows, MEETINGS)
    names: dict[int, list[str]] = {}
    for session, first, last in _people_rows(reading.actor, sessions=[row[0] for row in rows]):
        names.setdefault(session, []).append(f"{first} {last}")
    found = []
    for row in rows:
        one = Meeting(*row[:size])
        notes = [as_note(*columns) for columns in (row[size : size + 5], row[size + 5 :]) if columns[0] is not None]
        found.append(_moved(one) if one.moved_to else _meeting(reading, one, notes, names.get(one.pk, [])))
    return found


def _meeting(reading: Reading, row: Meeting, notes: list[Written], names: list[str]) -> TimelineEntry:
    meta = " · ".join(
        part
        for part in (
            time_and_length(row),
            place_of(row),
            formatting.joined(names),
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
    return TimelineEntry(
        kind=MEETINGS, pk=row.pk, date=row.date, icon=icon_of(row, row.kind), title=first_upper(str(row.name)), url=_session_url(row.key),
        meta=meta, text=text, badges=badges,
        void=bool(row.voided_at), id=f"s-{row.key}",
    )  # fmt: skip


def _moved(row: Meeting) -> TimelineEntry:
    """The wrong file keeps that something was moved, by whom and when it stands in the record; no content."""
    badge = {"tone": "neutral", "text": _("moved to another file"), "icon": "arrow-right"}
    return TimelineEntry(
        kind=MEETINGS,
        pk=row.pk,
        date=row.date,
        icon="arrow-right",
        title=_("Record moved"),
        url=_session_url(row.key),
        meta="",
        text="",
        badges=[badge],
        void=True,
        id=f"s-{row.key}",
    )


def _session_url(key: str) -> str:
    return _session_address().replace(ANY_KEY, key)


@cache
def _session_address() -> str:
    """Resolved once, not once for every line."""
    return reverse("services:session", args=[ANY_KEY])


@prepared
def _group_rows_of(
    actor: Actor, even_closed: bool, edge: str, size: int, *, cases: list[int], who: int | None, day: Any, pk: Any, own: Any = ()
) -> Any:
    rows = Attendance.objects.open_or_in(None if even_closed else own).filter(
        beyond(edge, day, pk, "session__date"), is_person(who), case__in=cases
    )
    rows = rows.filter(session__cohort__isnull=False, session__voided_at=None).exclude(session__status=S.CANCELLED)
    names = ("session__key", "session__date", "session__minutes", "session__cohort__group__name")
    return rows.order_by("-session__date", "-id").values_list("id", "status", *names, *name_of_person())[: size + 1]


def _group_rows(actor: Actor, edge: str, size: int, **values: Any) -> Any:
    """A closed group stands in nobody's file but for those who sit in its circle themselves."""
    own = actor.own_circles(Permission.SEE_CASE, Permission.LEAD_GROUP)
    return _group_rows_of(actor, own is None, edge, size, **values, **({} if own is None else {"own": own}))


def _groups(reading: Reading) -> list[TimelineEntry]:
    """The person's own line: which group, was the person there. Never the others."""
    found = []
    for pk, status, key, date, minutes, group, first, last in reading.rows(_group_rows, GROUPS):
        tone = {"present": "success", "late": "success", "unknown": "neutral"}.get(status, "warning")
        badge = {"tone": tone, "text": str(Attendance.Status(status).label), "icon": ""}
        meta = f"{first} {last} · {formatting.length(minutes)}"
        found.append(
            TimelineEntry(
                kind=GROUPS,
                pk=pk,
                date=date,
                icon="users-group",
                title=first_upper(group),
                url="",
                meta=meta,
                text="",
                badges=[badge],
                void=False,
                id=f"g-{key}-{pk}",
            )
        )
    return found
