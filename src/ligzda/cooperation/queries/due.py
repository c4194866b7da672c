"""What working with others leaves to do: invitations, minutes, answers to wait for and to give."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from ligzda.access.actor import Actor, prepared
from ligzda.access.permissions import Permission
from ligzda.cases import rules
from ligzda.cases.queries.waiting import Waiting, is_mine
from ligzda.cooperation.models import CaseMeeting, InformationRequest
from ligzda.cooperation.queries.meetings import meeting_due
from ligzda.cooperation.states import MEETING, REQUEST, MeetingState, RequestState

AROUND = ("case__family__root", "case__circle", "case__site__territory")


def waiting(actor: Actor, on: dt.date | None = None) -> list[Waiting]:
    """At most two statements: meetings, requests."""
    day = on or actor.on
    if not actor.holds(Permission.PLAN):
        return []
    return [*_meetings(actor, day), *_requests(actor, day)]


def _meetings(actor: Actor, on: dt.date) -> list[Waiting]:
    """Invitations that are to be sent; minutes from the day of the meeting on."""
    found = []
    for one in _open_meetings(actor, Permission.PLAN):
        if one.state == MeetingState.INVITED and one.date > on:
            continue
        found += _row(actor, one, meeting_work(one.state), meeting_due(one), MEETING.waiting_on[one.state], on)
    return found


@prepared
def _open_meetings(actor: Actor, word: Permission) -> Any:
    rows = CaseMeeting.objects.visible_to(actor, word).filter(state__in=MEETING.waiting_on)
    return rows.select_related(*AROUND).order_by("id")


def _requests(actor: Actor, on: dt.date) -> list[Waiting]:
    """What we were asked waits at once; what we asked from the day the answer was due; what was never sent from its day too."""
    found = []
    for one in _open_requests(actor, Permission.PLAN):
        theirs = one.direction == InformationRequest.Direction.IN
        if not theirs and one.due_date > on:
            continue
        found += _row(actor, one, request_work(one.state, one.direction), one.due_date, REQUEST.waiting_on[one.state], on)
    return found


def meeting_work(state: str) -> Any:
    """What is to be done about a meeting."""
    return _("Send the invitations") if state == MeetingState.PLANNED else _("Write the minute")


def request_work(state: str, direction: str) -> Any:
    """What is to be done about a request, ours or theirs."""
    if state == RequestState.DRAFTED:
        return _("Send the request for information")
    asked = direction == InformationRequest.Direction.IN
    return _("Answer the request for information") if asked else _("The answer to our request has not come")


@prepared
def _open_requests(actor: Actor, word: Permission) -> Any:
    rows = InformationRequest.objects.visible_to(actor, word).filter(state__in=REQUEST.waiting_on)
    return rows.select_related(*AROUND).order_by("id")


def _row(actor: Actor, one: Any, work: Any, due: dt.date | None, owner: str, on: dt.date) -> list[Waiting]:
    if not is_mine(actor, owner, one.case.circle):
        return []
    family = one.case.family.root or one.case.family
    return [Waiting(work, family.name, due, rules.overdue_days(due, on), one.get_absolute_url(), owner)]
