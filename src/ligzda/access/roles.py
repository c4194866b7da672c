"""Access roles are code: closed, readable, stored by a short stable key (practice: roles table)."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from ligzda.access.words import Tier, Word


class Reach(StrEnum):
    """How far a seat of a role carries: only its own circle, or all circles below a site, project or the organisation."""

    SEAT = "seat"
    SITE = "site"
    PROJECT = "project"
    ORGANISATION = "organisation"


@dataclass(frozen=True)
class Role:
    """What a seat with this role allows."""

    title: Any
    describes: Any
    words: frozenset[Word]
    reach: Reach = Reach.SEAT
    clearance: frozenset[Tier] = field(default_factory=frozenset)


_READ = frozenset({Tier.CONTACT, Tier.WORKING})
_CONTACT = frozenset({Tier.CONTACT})
_WORK = frozenset({Word.SEE_CONTACT, Word.SEE_CASE, Word.NOTE, Word.LOG, Word.CORRECT, Word.SEE_FIGURES})

ROLES: dict[str, Role] = {
    "administrator": Role(
        _("administrator"),
        _("Accounts, roles, lists and settings. Sees no family files."),
        frozenset({Word.ADMINISTER, Word.SEE_SYSTEM_AUDIT}),
        Reach.ORGANISATION,
    ),
    "coordinator": Role(
        _("coordinator"),
        _("All files of the own sites except protected notes. Admits, closes, assigns teams."),
        _WORK
        | {
            Word.MOVE, Word.PROPOSE, Word.DECIDE, Word.ASSIGN, Word.SEE_REFERRAL, Word.REFER, Word.INTAKE, Word.MERGE,
            Word.LEAD_GROUP, Word.ORGANISE_EVENT, Word.SEE_RECORDED, Word.SEE_AUDIT,
        },
        Reach.SITE,
        _READ,
    ),
    "intake_worker": Role(
        _("intake worker"),
        _("Referrals of the own sites until they are decided. Opens no family files."),
        frozenset({Word.SEE_REFERRAL, Word.INTAKE, Word.REFER}),
        Reach.SITE,
        _CONTACT,
    ),
    "case_worker": Role(
        _("case worker"),
        _("Files with an own seat. Records, assesses and plans; proposes, the coordinator decides."),
        _WORK | {Word.PROPOSE, Word.SEE_AUDIT},
        clearance=_READ,
    ),
    "family_assistant": Role(
        _("family assistant"), _("Files with an own seat. Records own visits and notes."), _WORK, clearance=_READ
    ),
    "social_rehabilitator": Role(
        _("social rehabilitator"), _("Files with an own seat. Records, assesses and plans."), _WORK | {Word.PROPOSE}, clearance=_READ
    ),
    "specialist": Role(
        _("specialist"),
        _("Files with an own seat. Own consultations; protected notes only of the own hand."),
        _WORK,
        clearance=_READ,
    ),
    "group_leader": Role(
        _("group leader"),
        _("Own groups and camps: names and safe contact of those enrolled, attendance. No family files."),
        frozenset({Word.SEE_CONTACT, Word.NOTE, Word.LEAD_GROUP, Word.CORRECT, Word.SEE_FIGURES}),
        clearance=_CONTACT,
    ),
    "project_manager": Role(
        _("project manager"),
        _("Figures, money, targets and reports of the own projects. Counts and pseudonyms, never names."),
        frozenset(
            {Word.SEE_FIGURES, Word.SEE_RECORDED, Word.MANAGE_PROJECT, Word.PUBLISH, Word.ORGANISE_EVENT}
        ),
        Reach.PROJECT,
    ),
    "municipal_partner": Role(
        _("municipal partner"),
        _("Sends referrals; sees state, agreed information and answer of files with an own seat."),
        frozenset({Word.SEE_CONTACT, Word.SEE_REFERRAL, Word.REFER}),
        clearance=_CONTACT,
    ),
    "auditor": Role(
        _("auditor"),
        _("A dated seat with a hand-picked sample of files, their trail and the project's figures. Reads only."),
        frozenset({Word.SEE_CONTACT, Word.SEE_CASE, Word.SEE_FIGURES, Word.SEE_RECORDED, Word.SEE_AUDIT}),
        clearance=_READ,
    ),
}


def roles_with(word: Word) -> frozenset[str]:
    """Keys of all roles that hold ``word``."""
    return frozenset(key for key, role in ROLES.items() if word in role.words)
