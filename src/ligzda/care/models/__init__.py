"""Columns of the room, by noun."""

from ligzda.care.models.returns import ContactVisit, ReturnAnswer, ReturnCondition, ReturnPlan, ReturnStage, SupportContact, TrialStay
from ligzda.care.models.statuses import CareStatus

__all__ = [
    "CareStatus",
    "ContactVisit",
    "ReturnAnswer",
    "ReturnCondition",
    "ReturnPlan",
    "ReturnStage",
    "SupportContact",
    "TrialStay",
]
