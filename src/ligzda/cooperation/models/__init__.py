"""Columns of the room, by noun."""

from ligzda.cooperation.models.cooperation import Disclosure, Ground, InformationRequest, Letter
from ligzda.cooperation.models.meetings import AgendaItem, CaseMeeting, Hearing, MeetingDecision, MeetingInvitation

__all__ = [
    "AgendaItem",
    "CaseMeeting",
    "Disclosure",
    "Ground",
    "Hearing",
    "InformationRequest",
    "Letter",
    "MeetingDecision",
    "MeetingInvitation",
]
