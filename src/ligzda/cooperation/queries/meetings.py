"""One meeting: its agenda, who may hear what, the minute, the decisions."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from ligzda.access.actor import Actor
from ligzda.access.permissions import Permission
from ligzda.cases import deadlines, rules
from ligzda.cases.models import Case
from ligzda.cases.queries.cases import team
from ligzda.cooperation.models import CaseMeeting, MeetingInvitation
from ligzda.cooperation.states import MeetingState
from ligzda.kernel import working_days
from ligzda.people.queries.kin import near


@dataclass(frozen=True)
class Heard:
    """An item that somebody may hear, and why."""

    order: int
    text: str
    ground_kind: Any


@dataclass(frozen=True)
class Invited:
    """Somebody on the list."""

    pk: int
    name: str
    institution: str
    function: str
    ground: str
    heard: tuple[Heard, ...]
    was_present: bool | None


@dataclass(frozen=True)
class Decided:
    """A decision and what has become of it."""

    text: str
    owner: str
    due_date: dt.date | None
    state: Any
    is_open: bool
    overdue_days: int


@dataclass(frozen=True)
class MeetingView:
    """The whole meeting as plain values. ``due_date``: until when it goes on, by the deadlines."""

    agenda: tuple[str, ...]
    invited: tuple[Invited, ...]
    decisions: tuple[Decided, ...]
    due_date: dt.date | None
    overdue_days: int


def meeting_by_key(actor: Actor, case: Case, key: str) -> CaseMeeting | None:
    rows = CaseMeeting.objects.visible_to(actor, Permission.SEE_CASE).filter(case=case, key=key)
    return rows.select_related("case__family__root", "case__circle", "case__site__territory", "author").first()


def invitation_in(actor: Actor, meeting: CaseMeeting, pk: int) -> MeetingInvitation | None:
    return meeting.invitations.filter(pk=pk).select_related("meeting__case__site__territory", "meeting__case__circle").first()


def meeting_view(actor: Actor, meeting: CaseMeeting) -> MeetingView:
    """Five statements, whatever was planned and decided."""
    decisions = meeting.decisions.select_related("step__user", "step__person__root")
    due = meeting_due(meeting)
    return MeetingView(
        tuple(item.text for item in meeting.items.all()),
        tuple(invited(one) for one in meeting.invitations.prefetch_related("hearings__item")),
        tuple(_decided(one.step, actor) for one in decisions),
        due,
        rules.overdue_days(due, actor.on),
    )


def invited(one: MeetingInvitation) -> Invited:
    hearings = sorted(one.hearings.all(), key=lambda hearing: hearing.item.order)
    heard = tuple(Heard(h.item.order, h.item.text, h.get_ground_kind_display()) for h in hearings)
    return Invited(one.pk, one.name, one.institution, one.function, one.ground, heard, one.was_present)


def meeting_due(meeting: CaseMeeting) -> dt.date | None:
    return due_of(meeting.state, meeting.date, meeting.case.site.territory.country)


def due_of(state: str, date: dt.date, country: str) -> dt.date | None:
    """Invitations some working days before the meeting, the minute some working days after it."""
    if state == MeetingState.PLANNED:
        return working_days.before(date, deadlines.length("meeting_invitations"), country)
    if state == MeetingState.INVITED:
        return working_days.after(date, deadlines.length("meeting_minute"), country)
    return None


def owners(actor: Actor, meeting: CaseMeeting) -> list[tuple[str, str]]:
    """Who can be given a decision to carry out: the team, the family, the institutions on the list."""
    workers = [(f"user:{one.user_key}", one.name) for one in team(actor, meeting.case)]
    family = [(f"person:{one.person_key}", one.name) for one in near(actor, meeting.case.family)]
    places = dict.fromkeys(meeting.invitations.values_list("institution", flat=True))
    return [*dict.fromkeys(workers), *family, *((f"institution:{place}", place) for place in places)]


def _decided(step: Any, actor: Actor) -> Decided:
    person = (step.person.root or step.person) if step.person else None
    owner = step.institution or str(step.user or person)
    late = rules.overdue_days(step.due_date, actor.on) if step.state == "open" else 0
    return Decided(step.text, owner, step.due_date, step.get_state_display(), step.state == "open", late)
