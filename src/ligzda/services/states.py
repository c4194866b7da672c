"""The tables of moves: a family's meeting, a group's session, a cohort, an event."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ligzda.access.actor import Actor
from ligzda.access.machines import Machine, Move
from ligzda.access.permissions import Permission
from ligzda.services.models import Cohort, Event, Session

S, C, E = Session.Status, Cohort.State, Event.State
OPEN_SESSION = frozenset({S.PLANNED, S.UNCONFIRMED})
RUNNING = frozenset({C.RUNNING, C.PAUSED})


def is_void(session: Any, actor: Actor) -> Any:
    """What is void or moved away stays as it is."""
    if session.voided_at:
        return _("This record is void.")
    return _("This record was moved to another file.") if session.moved_to_id else None


def nobody_leads(cohort: Any, actor: Actor) -> Any:
    """A group runs under somebody's name."""
    return None if cohort.group.leaders.exists() else _("First say who leads the group.")


def no_start(cohort: Any, actor: Actor) -> Any:
    """The plan of a course begins on a day."""
    return None if cohort.start_date else _("First enter the day of the start.")


def _meeting_moves(needs: Permission) -> tuple[Move, ...]:
    return (
        Move("confirm", OPEN_SESSION, S.HELD, needs, _("Record what happened"), (is_void,)),
        Move("no_show", OPEN_SESSION, S.NO_SHOW, needs, _("Nobody came"), (is_void,)),
        Move("cancel", OPEN_SESSION, S.CANCELLED, needs, _("Cancel the meeting"), (is_void,)),
        Move("lapse", frozenset({S.PLANNED}), S.UNCONFIRMED, needs, _("Nobody confirmed it"), (is_void,), by_system=True),
    )


def _meeting_machine(name: str, needs: Permission, owner: str) -> Machine:
    return Machine(
        name,
        "status",
        Session.Status,
        _meeting_moves(needs),
        initial=frozenset({S.PLANNED, S.HELD, S.NO_SHOW, S.CANCELLED}),
        final=frozenset({S.HELD, S.NO_SHOW, S.CANCELLED}),
        waiting_on={S.PLANNED: owner, S.UNCONFIRMED: owner},
    )


MEETING = _meeting_machine("meeting", Permission.LOG, "case_worker")
GROUP_SESSION = _meeting_machine("group_session", Permission.LEAD_GROUP, "group_leader")

COHORT = Machine(
    "cohort",
    "state",
    Cohort.State,
    (
        Move("start", frozenset({C.FORMING}), C.RUNNING, Permission.LEAD_GROUP, _("Start"), (nobody_leads, no_start)),
        Move("pause", frozenset({C.RUNNING}), C.PAUSED, Permission.LEAD_GROUP, _("Pause")),
        Move("resume", frozenset({C.PAUSED}), C.RUNNING, Permission.LEAD_GROUP, _("Resume")),
        Move("end", RUNNING, C.ENDED, Permission.LEAD_GROUP, _("End")),
        Move("go_on_alone", frozenset({C.ENDED}), C.SELF_HELP, Permission.LEAD_GROUP, _("Goes on as a self-help group")),
        Move("call_off", frozenset({C.FORMING}), C.CANCELLED, Permission.LEAD_GROUP, _("Call off")),
    ),
    initial=frozenset({C.FORMING}),
    final=frozenset({C.SELF_HELP, C.CANCELLED}),
    waiting_on={C.FORMING: "group_leader", C.RUNNING: "group_leader", C.PAUSED: "group_leader", C.ENDED: "group_leader"},
)

EVENT = Machine(
    "event",
    "state",
    Event.State,
    (
        Move("hold", frozenset({E.ANNOUNCED, E.UNCONFIRMED}), E.HELD, Permission.ORGANISE_EVENT, _("Record that it took place")),
        Move("cancel", frozenset({E.ANNOUNCED, E.UNCONFIRMED}), E.CANCELLED, Permission.ORGANISE_EVENT, _("Cancel the event")),
        Move("lapse", frozenset({E.ANNOUNCED}), E.UNCONFIRMED, Permission.ORGANISE_EVENT, _("Nobody confirmed it"), by_system=True),
    ),
    initial=frozenset({E.ANNOUNCED}),
    final=frozenset({E.HELD, E.CANCELLED}),
    waiting_on={E.ANNOUNCED: "coordinator", E.UNCONFIRMED: "coordinator"},
)


def machine_of(session: Session) -> Machine:
    """A family's meeting is moved by those who log, a group's session by those who lead."""
    return MEETING if session.case_id else GROUP_SESSION
