"""What a coordinator sees of work with others that is past its day: requests without an answer, invitations, minutes."""

import datetime as dt
from typing import Any

from django.db.models import CharField, F, Value
from django.urls import reverse

from ligzda.access.actor import Actor, prepared
from ligzda.access.permissions import Permission
from ligzda.cases import rules
from ligzda.cases.queries.supervision import SupervisedFamily, family_columns
from ligzda.cooperation.models import CaseMeeting, InformationRequest
from ligzda.cooperation.queries.due import meeting_work, request_work
from ligzda.cooperation.queries.meetings import due_of
from ligzda.cooperation.states import MEETING, REQUEST

REQUESTED = "cooperation:request"
MET = "cooperation:meeting"


def overdue(actor: Actor) -> list[SupervisedFamily]:
    """Both kinds in one statement, the longest overdue first."""
    found = [line for row in _rows(actor, Permission.OVERSEE, day=actor.on) if (line := _line(row, actor.on)) is not None]
    return sorted(found, key=lambda line: (-line.overdue_days, line.family_name, line.number))


@prepared
def _rows(actor: Actor, word: Permission, *, day: dt.date) -> Any:
    requests = InformationRequest.objects.visible_to(actor, word).filter(state__in=REQUEST.waiting_on, due_date__lt=day)
    meetings = CaseMeeting.objects.visible_to(actor, word).filter(state__in=MEETING.waiting_on)
    return _columns(requests, REQUESTED, F("direction"), "due_date").union(_columns(meetings, MET, Value(""), "date"), all=True)


def _columns(rows: Any, page: str, direction: Any, day: str) -> Any:
    named = rows.order_by().annotate(
        page=Value(page, CharField()), way=direction, day=F(day), country=F("case__site__territory__country"),
        **dict(zip(("family_key", "family_name"), family_columns("case__family__"), strict=True)),
    )  # fmt: skip
    order = ("page", "way", "day", "country", "state", "key", "case__number", "case__circle_id", "case__key", "family_key", "family_name")
    return named.values_list(*order)


def _line(row: tuple[Any, ...], on: dt.date) -> SupervisedFamily | None:
    page, way, day, country, state, key, number, circle, case_key, family_key, name = row
    due = day if page == REQUESTED else due_of(state, day, country)
    if due is None or due >= on:
        return None
    work = request_work(state, way) if page == REQUESTED else meeting_work(state)
    return SupervisedFamily(name, number, reverse(page, args=[family_key, case_key, key]), circle, work, due, rules.overdue_days(due, on))
