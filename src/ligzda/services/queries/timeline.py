"""One family's life in the register, newest first: meetings, notes, group sessions as the person's own line, changes of state.

Four sources, each cut to one page after the same mark and merged: the number of statements does not grow with the file.
"""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from ligzda.access.actor import Actor
from ligzda.access.words import Tier, Word
from ligzda.cases.models import Case, Note, StateSpan
from ligzda.cases.states import CaseState
from ligzda.people.models import Family
from ligzda.services.models import Attendance, Session
from ligzda.services.queries.received import cases_of_family
from ligzda.services.queries.words import first_upper, icon_of, name_of, place_of, time_and_length
from ligzda.web import words

SIZE = 25
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


def timeline(
    actor: Actor, family: Family, kind: str = "", person: int | str | None = "", after: str | None = None,
    files: list[Case] | None = None,
) -> Timeline:  # fmt: skip
    """One page. ``kind`` is one of KINDS, ``person`` the id of a member's root record. ``files``: the family's, if they have been read."""
    sight = actor.sight(Word.SEE_CASE)
    cases = cases_of_family(actor, family) if files is None else [case for case in files if sight.covers(case.circle)]
    wanted = [kind] if kind in KINDS else list(KINDS)
    who = int(str(person)) if str(person or "").isdigit() else None
    found: list[Entry] = []
    for name in wanted:
        if cases and not (who and name == "states"):
            found += SOURCES[name](actor, cases, who, _after(after))
    found.sort(key=lambda one: (one.date, RANK[one.kind], one.pk), reverse=True)
    page = found[:SIZE]
    return Timeline(_by_month(page), page[-1].mark if len(found) > SIZE else "", len(page))


def _after(mark: str | None) -> tuple[dt.date, int, int] | None:
    try:
        date, rank, pk = (mark or "").split(".")
        return dt.date.fromisoformat(date), int(rank), int(pk)
    except ValueError:
        return None


def _beyond(after: tuple[dt.date, int, int] | None, kind: str, date: str = "date") -> Q:
    """Strictly after the mark in the order of date, kind and id."""
    if after is None:
        return Q()
    day, rank, pk = after
    same_day = Q(**{date: day}) & (Q(id__lt=pk) if RANK[kind] == rank else Q())
    return Q(**{f"{date}__lt": day}) | same_day if RANK[kind] <= rank else Q(**{f"{date}__lt": day})


def _by_month(entries: list[Entry]) -> list[dict[str, Any]]:
    groups: list[dict[str, Any]] = []
    for entry in entries:
        label = words.month(entry.date)
        if not groups or groups[-1]["label"] != label:
            groups.append({"label": label, "entries": []})
        groups[-1]["entries"].append(entry)
    return groups


def _is_person(who: int, path: str = "person") -> Q:
    return Q(**{path: who}) | Q(**{f"{path}__root": who})


# --- the four sources ---------------------------------------------------------------------------------------------------


def _meetings(actor: Actor, cases: list[Case], who: int | None, after: Any) -> list[Entry]:
    rows = Session.objects.filter(_beyond(after, "meetings"), case__in=cases)
    if who:
        rows = rows.filter(pk__in=Attendance.objects.filter(_is_person(who)).values("session"))
    names = (f"{path}__{name}" for path in ("person", "person__root") for name in ("first_name", "last_name"))
    people = Attendance.objects.select_related("person", "person__root").only("session_id", "status", "person__root_id", *names)
    rows = rows.select_related("service", "worker", "note", "protected_note").prefetch_related(
        Prefetch("attendances", people.order_by("id"))
    )
    clear = {case.pk: actor.clearance(case.circle) for case in cases}
    return [_meeting(actor, row, clear[row.case_id]) for row in rows.order_by("-date", "-id")[: SIZE + 1]]


def _meeting(actor: Actor, row: Session, clear: Any) -> Entry:
    if row.moved_to_id:
        return _stub(row)
    names = [str(one.person.root or one.person) for one in row.attendances.all() if one.status in ("present", "late")]
    meta = " · ".join(part for part in (time_and_length(row), place_of(row), words.joined(names), str(row.worker or "")) if part)
    badges = []
    if row.status in TONES:
        tone, icon = TONES[row.status]
        badges.append({"tone": tone, "text": str(row.get_status_display()), "icon": icon})
    if row.voided_at:
        badges.append({"tone": "neutral", "text": _("void"), "icon": "x"})
    if row.protected_note_id:
        badges.append({"tone": "neutral", "text": _("protected note"), "icon": "lock"})
    return Entry(
        "meetings", row.pk, row.date, icon_of(row), first_upper(name_of(row.service)), reverse("services:session", args=[row.key]), meta,
        _texts(actor, row, clear), badges, bool(row.voided_at), f"s-{row.key}",
    )  # fmt: skip


def _stub(row: Session) -> Entry:
    """The wrong file keeps that something was moved, by whom and when it stands in the record; no content."""
    badge = {"tone": "neutral", "text": _("moved to another file"), "icon": "arrow-right"}
    url = reverse("services:session", args=[row.key])
    return Entry("meetings", row.pk, row.date, "arrow-right", _("Record moved"), url, "", "", [badge], True, f"s-{row.key}")


def _texts(actor: Actor, row: Session, clear: Any) -> str:
    own = actor.user.pk if actor.user else None
    readable = [note for note in (row.note, row.protected_note) if note and (note.tier in clear or note.author_id == own)]
    return "\n".join(note.text or note.sealed_text for note in readable if not note.voided_at)


def _notes(actor: Actor, cases: list[Case], who: int | None, after: Any) -> list[Entry]:
    attached = Session.objects.filter(case__in=cases)
    rows = Note.objects.filter(_beyond(after, "notes"), case__in=cases)
    rows = rows.exclude(pk__in=attached.filter(note__isnull=False).values("note"))
    rows = rows.exclude(pk__in=attached.filter(protected_note__isnull=False).values("protected_note"))
    rows = rows.filter(_is_person(who)) if who else rows
    clear = {case.pk: actor.clearance(case.circle) for case in cases}
    own = actor.user.pk if actor.user else None
    found = []
    for note in rows.select_related("author", "person", "person__root").order_by("-date", "-id")[: SIZE + 1]:
        readable = note.tier in clear[note.case_id] or note.author_id == own
        text = (note.text or note.sealed_text) if readable else ""
        badges = [] if note.tier in (Tier.CONTACT, Tier.WORKING) else [{"tone": "neutral", "text": _("protected note"), "icon": "lock"}]
        about = str(note.person.root or note.person) if note.person else ""
        meta = " · ".join(part for part in (about, str(note.author)) if part)
        found.append(Entry("notes", note.pk, note.date, "note", _("Note"), "", meta, text, badges, bool(note.voided_at), f"n-{note.key}"))
    return found


def _groups(actor: Actor, cases: list[Case], who: int | None, after: Any) -> list[Entry]:
    """The person's own line: which group, was the person there. Never the others."""
    rows = Attendance.objects.annotate(date=F("session__date")).filter(
        _beyond(after, "groups"), case__in=cases, session__cohort__isnull=False
    )
    rows = rows.filter(session__voided_at=None).exclude(session__status=S.CANCELLED)
    rows = rows.filter(_is_person(who)) if who else rows
    rows = rows.select_related("session__service", "session__cohort__group", "person", "person__root").order_by("-date", "-id")
    return [_group_line(row) for row in rows[: SIZE + 1]]


def _group_line(row: Attendance) -> Entry:
    group: Any = row.session.cohort and row.session.cohort.group
    tone = {"present": "success", "late": "success", "unknown": "neutral"}.get(row.status, "warning")
    meta = f"{row.person.root or row.person} · {words.length(row.session.minutes)}"
    badge = {"tone": tone, "text": str(row.get_status_display()), "icon": ""}
    return Entry(
        "groups",
        row.pk,
        row.session.date,
        "users-group",
        first_upper(group.name),
        "",
        meta,
        "",
        [badge],
        False,
        f"g-{row.session.key}-{row.pk}",
    )


def _states(actor: Actor, cases: list[Case], who: int | None, after: Any) -> list[Entry]:
    spans = StateSpan.objects.filter(_beyond(after, "states", "from_date"), episode__case__in=cases)
    found = []
    for span in spans.select_related("by_user").order_by("-from_date", "-id")[: SIZE + 1]:
        title = _("State of the case: %(state)s") % {"state": CaseState(span.state).label}
        found.append(
            Entry("states", span.pk, span.from_date, "flag-3", title, "", str(span.by_user or ""), span.sentence, [], False, f"z-{span.pk}")
        )
    return found


SOURCES = {"meetings": _meetings, "notes": _notes, "groups": _groups, "states": _states}
