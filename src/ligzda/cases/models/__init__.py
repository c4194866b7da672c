"""Columns of the room, by noun."""

from ligzda.cases.models.assessments import Area, Assessment, ChildView, Instrument, Observed, Score
from ligzda.cases.models.cases import AftercareContact, Case, Episode, NumberSeries, StateSpan
from ligzda.cases.models.closing import AftercareArea, Continuing, Intensity
from ligzda.cases.models.cooperation import Disclosure, Ground, InformationRequest, Letter, TransferItem
from ligzda.cases.models.meetings import AgendaItem, CaseMeeting, Hearing, MeetingDecision, MeetingInvitation
from ligzda.cases.models.notes import PLAIN_TIERS, Note, NoteFile, NoteTemplate, NoteVersion
from ligzda.cases.models.plans import Goal, GoalProgress, Plan, Review, Signature, Step
from ligzda.cases.models.referrals import SOURCES, Referral
from ligzda.cases.models.team import Responsibility

__all__ = [
    "PLAIN_TIERS",
    "SOURCES",
    "AftercareArea",
    "AftercareContact",
    "AgendaItem",
    "Area",
    "Assessment",
    "Case",
    "CaseMeeting",
    "ChildView",
    "Continuing",
    "Disclosure",
    "Episode",
    "Goal",
    "GoalProgress",
    "Ground",
    "Hearing",
    "InformationRequest",
    "Instrument",
    "Intensity",
    "Letter",
    "MeetingDecision",
    "MeetingInvitation",
    "Note",
    "NoteFile",
    "NoteTemplate",
    "NoteVersion",
    "NumberSeries",
    "Observed",
    "Plan",
    "Referral",
    "Responsibility",
    "Review",
    "Score",
    "Signature",
    "StateSpan",
    "Step",
    "TransferItem",
]
