"""The way of a concern: safety first, told to those who must know, followed up, closed; never deleted."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from ligzda.access.actor import Actor
from ligzda.access.machines import Machine, Move
from ligzda.access.permissions import Permission


class ConcernState(models.TextChoices):
    IMMEDIATE_SAFETY = "immediate_safety", _("safety comes first")
    REPORTED = "reported", _("reported")
    NOT_REPORTED = "not_reported", _("not reported, with a reason")
    ACTION = "action", _("being acted on")
    FOLLOW_UP = "follow_up", _("being followed up")
    CLOSED = "closed", _("closed")


S = ConcernState
STILL_OPEN = frozenset(S) - {S.CLOSED}  # keeps a case from being closed; also not reported, until the coordinator closes it


def a_manager_decides(concern: Any, actor: Actor) -> Any:
    """Not to report, and to close, is a manager's decision; an allegation against staff has a chain of its own."""
    if concern.is_about_staff or actor.is_system or "coordinator" in actor.roles_in(concern.circle):
        return None
    return _("This is for the coordinator to decide.")


CONCERN = Machine(
    "concern",
    "state",
    ConcernState,
    (
        Move("report", frozenset({S.IMMEDIATE_SAFETY, S.NOT_REPORTED}), S.REPORTED, Permission.HANDLE_CONCERN, _("Record the report")),
        Move(
            "not_report",
            frozenset({S.IMMEDIATE_SAFETY}),
            S.NOT_REPORTED,
            Permission.HANDLE_CONCERN,
            _("Not reported, because…"),
            (a_manager_decides,),
        ),
        Move("act", frozenset({S.REPORTED}), S.ACTION, Permission.HANDLE_CONCERN, _("Record what is done")),
        Move("follow", frozenset({S.ACTION}), S.FOLLOW_UP, Permission.HANDLE_CONCERN, _("Begin to follow up")),
        Move(
            "close_concern",
            frozenset({S.NOT_REPORTED, S.FOLLOW_UP}),
            S.CLOSED,
            Permission.HANDLE_CONCERN,
            _("Close the concern"),
            (a_manager_decides,),
        ),
    ),
    initial=frozenset({S.IMMEDIATE_SAFETY}),
    final=frozenset({S.CLOSED}),
    waiting_on={
        S.IMMEDIATE_SAFETY: "designated_person",
        S.REPORTED: "designated_person",
        S.NOT_REPORTED: "coordinator",
        S.ACTION: "designated_person",
        S.FOLLOW_UP: "designated_person",
    },
)
