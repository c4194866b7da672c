"""How a file works together with others: meetings, requests, letters, what was told to whom. The caller has checked sight of the case."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from ligzda.access.actor import Actor
from ligzda.access.permissions import Permission
from ligzda.cases import deadlines, rules
from ligzda.cases.models import Case
from ligzda.cases.queries.badges import Badge
from ligzda.cases.queries.notes import NoteRow, note_row
from ligzda.cooperation.models import CaseMeeting, Disclosure, InformationRequest, Letter
from ligzda.cooperation.states import MeetingState, RequestState
from ligzda.kernel import working_days

MOST = 25
MEETING_TONES = {
    MeetingState.PLANNED: ("info", "calendar"),
    MeetingState.INVITED: ("info", "mail"),
    MeetingState.HELD: ("success", "check"),
    MeetingState.CANCELLED: ("neutral", "x"),
}
REQUEST_TONES = {
    RequestState.DRAFTED: ("info", "pencil"),
    RequestState.SENT: ("info", "clock"),
    RequestState.ANSWERED: ("success", "check"),
    RequestState.WITHDRAWN: ("neutral", "x"),
}


@dataclass(frozen=True)
class CooperationRow:
    """One line of a list, with the way to the whole."""

    url: str
    title: str
    meta: tuple[str, ...]
    date: dt.date
    badge: Badge | None = None
    due_date: dt.date | None = None
    overdue_days: int = 0


@dataclass(frozen=True)
class Told:
    """A disclosure as the team reads it."""

    date: dt.date
    institution: str
    name: str
    what: str
    how: Any
    ground_kind: Any
    ground: str
    by: str
    url: str  # of the request, letter or meeting it belongs to


@dataclass(frozen=True)
class Cooperation:
    """Everything of one file; each part is read when it is cut."""

    meetings: list[CooperationRow]
    requests: list[CooperationRow]
    letters: list[CooperationRow]
    told: list[Told]


def cooperation(actor: Actor, case: Case, *, everything: str = "") -> Cooperation:
    """The latest of each kind; ``everything`` names the one that is shown whole, or is "all". Four statements."""

    def cut(kind: str, rows: Any) -> Any:
        return rows if everything in {kind, "all"} else rows[:MOST]

    meetings = CaseMeeting.objects.visible_to(actor, Permission.SEE_CASE).filter(case=case)
    requests = InformationRequest.objects.visible_to(actor, Permission.SEE_CASE).filter(case=case)
    letters = Letter.objects.visible_to(actor, Permission.SEE_CASE).filter(case=case).select_related("author")
    told = (
        Disclosure.objects.visible_to(actor, Permission.SEE_CASE)
        .filter(case=case)
        .select_related("by_user", "request", "letter", "meeting")
    )
    return Cooperation(
        [_meeting(one, case) for one in cut("meetings", meetings)],
        [_request(one, case, actor.on) for one in cut("requests", requests)],
        [_letter(one, case) for one in cut("letters", letters)],
        [_told(one, case) for one in cut("told", told)],
    )


def request_by_key(actor: Actor, case: Case, key: str) -> InformationRequest | None:
    rows = InformationRequest.objects.visible_to(actor, Permission.SEE_CASE).filter(case=case, key=key)
    return rows.select_related("case__family__root", "case__circle", "author", "answer__author", "answer__case__circle").first()


def letter_by_key(actor: Actor, case: Case, key: str) -> Letter | None:
    rows = Letter.objects.visible_to(actor, Permission.SEE_CASE).filter(case=case, key=key)
    return rows.select_related("case__site", "case__circle", "author__function", "file__circle").first()


def answer_of(actor: Actor, request: InformationRequest) -> NoteRow | None:
    """The note in which an answer was filed, as far as its tier lets this reader read it."""
    return note_row(actor, request.answer) if request.answer else None


def told_with(actor: Actor, source: Any) -> list[Told]:
    """What was told with a request, a letter or at a meeting."""
    return [_told(one, source.case) for one in source.disclosures.select_related("by_user", "request", "letter", "meeting")]


def request_due(case: Case, since: dt.date) -> dt.date:
    """The usual day of an answer: working days of the site's country."""
    return working_days.after(since, deadlines.length("information_request"), case.site.territory.country)


def request_badge(request: InformationRequest) -> Badge:
    tone, icon = REQUEST_TONES[RequestState(request.state)]
    return Badge(tone, RequestState(request.state).label, icon)


def meeting_badge(meeting: CaseMeeting) -> Badge:
    tone, icon = MEETING_TONES[MeetingState(meeting.state)]
    return Badge(tone, MeetingState(meeting.state).label, icon)


def page_of(case: Case) -> str:
    """The address of the page on which all of it stands."""
    return reverse("desk:cooperation", args=[(case.family.root or case.family).key, case.key])


def address(case: Case, name: str, *more: str) -> str:
    """An address below that page."""
    return reverse(f"cooperation:{name}", args=[(case.family.root or case.family).key, case.key, *more])


def _meeting(one: CaseMeeting, case: Case) -> CooperationRow:
    return CooperationRow(address(case, "meeting", one.key), one.purpose, (), one.held_date or one.date, meeting_badge(one))


def _request(one: InformationRequest, case: Case, on: dt.date) -> CooperationRow:
    waits = one.state == RequestState.SENT
    late = rules.overdue_days(one.due_date, on) if waits else 0
    meta = (str(one.get_direction_display()), one.institution)
    first_line = one.what.split("\n", 1)[0][:120]
    day = one.sent_date or one.due_date
    return CooperationRow(
        address(case, "request", one.key), first_line, meta, day, request_badge(one), one.due_date if waits else None, late
    )


def _letter(one: Letter, case: Case) -> CooperationRow:
    return CooperationRow(
        address(case, "letter", one.key), one.subject, (str(one.get_kind_display()), one.institution, str(one.author or "")), one.date
    )


def _told(one: Disclosure, case: Case) -> Told:
    sources = (("request", one.request), ("letter", one.letter), ("meeting", one.meeting))
    url = next((address(case, name, source.key) for name, source in sources if source), "")
    return Told(
        date=one.date, institution=one.institution, name=one.name, what=one.what, how=one.get_how_display(),
        ground_kind=one.get_ground_kind_display(), ground=one.ground,
        by=str(one.by_user or ""), url=url,
    )  # fmt: skip
