"""A meeting with other professions from its plan to its minute, and a question between institutions until it is answered."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ligzda.access.actor import Actor
from ligzda.access.machines import Machine, Move
from ligzda.access.permissions import Permission


class MeetingState(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("meeting with other professions", "planned")
    INVITED = "invited", pgettext_lazy("meeting with other professions", "invited")
    HELD = "held", pgettext_lazy("meeting with other professions", "held")
    CANCELLED = "cancelled", pgettext_lazy("meeting with other professions", "cancelled")


class RequestState(models.TextChoices):
    DRAFTED = "drafted", _("being written")
    SENT = "sent", _("waits for an answer")
    ANSWERED = "answered", _("answered")
    WITHDRAWN = "withdrawn", _("withdrawn")


def without_agenda(meeting: Any, actor: Actor) -> Any:
    """People are invited to something that can be named."""
    return None if meeting.items.exists() else _("First write what will be talked about.")


def nobody_may_hear(meeting: Any, actor: Actor) -> Any:
    """A meeting with other professions needs at least one of them, and each of them something they may hear."""
    invited = meeting.invitations
    if not invited.exists():
        return _("First say who is invited.")
    return (
        _("Somebody is invited to no item. Say what they may hear, or take them off the list.")
        if invited.filter(hearings__isnull=True).exists()
        else None
    )


def family_does_not_know(meeting: Any, actor: Actor) -> Any:
    """Nobody talks about a family behind its back without a reason that can be read later."""
    if meeting.family_informed or (meeting.family_informed is False and meeting.not_informed_because):
        return None
    return _("First say whether the family knows of the meeting, or why not.")


def day_has_not_come(meeting: Any, actor: Actor) -> Any:
    return _("The day of the meeting has not come yet.") if meeting.date > actor.on else None


M, Q = MeetingState, RequestState
MEETING = Machine(
    "case_meeting",
    "state",
    MeetingState,
    (
        Move(
            "invite",
            frozenset({M.PLANNED}),
            M.INVITED,
            Permission.PLAN,
            _("Mark as invited"),
            (without_agenda, nobody_may_hear, family_does_not_know),
        ),
        Move("hold", frozenset({M.INVITED}), M.HELD, Permission.PLAN, _("Write the minute"), (day_has_not_come,)),
        Move(
            "cancel",
            frozenset({M.PLANNED, M.INVITED}),
            M.CANCELLED,
            Permission.PLAN,
            pgettext_lazy("meeting with other professions", "Cancel the meeting"),
        ),
    ),
    initial=frozenset({M.PLANNED}),
    final=frozenset({M.HELD, M.CANCELLED}),
    waiting_on={M.PLANNED: "case_worker", M.INVITED: "case_worker"},
)

REQUEST = Machine(
    "information_request",
    "state",
    RequestState,
    (
        Move("send", frozenset({Q.DRAFTED}), Q.SENT, Permission.PLAN, _("Mark as sent")),
        Move("answer", frozenset({Q.SENT}), Q.ANSWERED, Permission.PLAN, _("Record the answer")),
        Move("withdraw", frozenset({Q.DRAFTED, Q.SENT}), Q.WITHDRAWN, Permission.PLAN, _("Withdraw")),
    ),
    initial=frozenset({Q.DRAFTED, Q.SENT}),
    final=frozenset({Q.ANSWERED, Q.WITHDRAWN}),
    waiting_on={Q.DRAFTED: "case_worker", Q.SENT: "case_worker"},
)
