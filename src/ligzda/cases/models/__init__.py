"""Columns of the room, by noun."""

from ligzda.cases.models.cases import AftercareContact, Case, Episode, NumberSeries, StateSpan
from ligzda.cases.models.notes import PLAIN_TIERS, Note, NoteVersion
from ligzda.cases.models.referrals import SOURCES, Referral

__all__ = ["PLAIN_TIERS", "SOURCES", "AftercareContact", "Case", "Episode", "Note", "NoteVersion", "NumberSeries", "Referral", "StateSpan"]
