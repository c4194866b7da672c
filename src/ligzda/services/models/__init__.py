"""Columns of the room, by noun."""

from ligzda.services.models.catalogue import ServiceType, Topic
from ligzda.services.models.events import Event, Invitation, Presence
from ligzda.services.models.grants import AssistantGrant
from ligzda.services.models.groups import Cohort, Enrolment, Group, GroupLeader, Pause, StatedNumber
from ligzda.services.models.sessions import Attendance, Session, SessionVersion

__all__ = [
    "AssistantGrant",
    "Attendance",
    "Cohort",
    "Enrolment",
    "Event",
    "Group",
    "GroupLeader",
    "Invitation",
    "Pause",
    "Presence",
    "ServiceType",
    "Session",
    "SessionVersion",
    "StatedNumber",
    "Topic",
]
