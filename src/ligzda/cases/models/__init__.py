"""Columns of the room, by noun."""

from ligzda.cases.models.assessments import Area, Assessment, ChildView, Instrument, Observed, Score
from ligzda.cases.models.cases import AftercareContact, Case, Episode, NumberSeries, StateSpan
from ligzda.cases.models.notes import PLAIN_TIERS, Note, NoteFile, NoteTemplate, NoteVersion
from ligzda.cases.models.plans import Goal, GoalProgress, Plan, Review, Signature, Step
from ligzda.cases.models.referrals import SOURCES, Referral
from ligzda.cases.models.team import Responsibility

__all__ = [
    "PLAIN_TIERS",
    "SOURCES",
    "AftercareContact",
    "Area",
    "Assessment",
    "Case",
    "ChildView",
    "Episode",
    "Goal",
    "GoalProgress",
    "Instrument",
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
]
