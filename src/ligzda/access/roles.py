"""Access roles are code: closed, readable, stored by a short stable key. Everyone may read them at /roles/."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from ligzda.access.permissions import Permission, Tier


class Reach(StrEnum):
    """How far a seat of a role carries: only its own circle, or all circles below a site, project or the organisation."""

    SEAT = "seat"
    SITE = "site"
    PROJECT = "project"
    ORGANISATION = "organisation"


REACHES: dict[Reach, Any] = {
    Reach.SEAT: _("only what has a seat of its own"),
    Reach.SITE: _("everything of the sites where the seat is"),
    Reach.PROJECT: _("the projects where the seat is"),
    Reach.ORGANISATION: _("the whole organisation"),
}


@dataclass(frozen=True)
class Role:
    """What a seat with this role allows. ``comes_later``: closed in the list, but Ligzda has no work for it yet."""

    title: Any
    describes: Any
    words: frozenset[Permission]
    limits: Any = ""
    reach: Reach = Reach.SEAT
    clearance: frozenset[Tier] = field(default_factory=frozenset)
    comes_later: bool = False


def _words(*groups: Iterable[Permission] | Permission) -> frozenset[Permission]:
    return frozenset(word for group in groups for word in ([group] if isinstance(group, Permission) else group))


_CONTACT = frozenset({Tier.CONTACT})
_READ = frozenset({Tier.CONTACT, Tier.WORKING})
_READ_SAFE = _READ | {Tier.SAFEGUARDING}
_OPEN = _words(Permission.SEE_CONTACT, Permission.SEE_CASE)
_WORK = _words(
    _OPEN,
    Permission.OWN_WORK,
    Permission.SEE_CONTACT_DETAILS,
    Permission.NOTE,
    Permission.LOG,
    Permission.CORRECT,
    Permission.SEE_FIGURES,
    Permission.RAISE_CONCERN,
)
_CASEWORK = _words(_WORK, Permission.SEE_SCORES, Permission.ASSESS, Permission.PLAN)

ROLES: dict[str, Role] = {
    "administrator": Role(
        _("administrator"),
        _("Looks after accounts, roles, lists and settings."),
        _words(Permission.ADMINISTER, Permission.SEE_SYSTEM_AUDIT, Permission.EXPORT_AUDIT, Permission.RAISE_CONCERN),
        _("Never sees families, people, notes or figures."),
        Reach.ORGANISATION,
    ),
    "coordinator": Role(
        _("centre coordinator"),
        _("Admits families, forms teams, decides on closing and oversees the work of the own sites. The centre manager acts in this role."),
        _words(
            _CASEWORK,
            Permission.MOVE,
            Permission.PROPOSE,
            Permission.DECIDE,
            Permission.ASSIGN,
            Permission.OVERSEE,
            Permission.HANDLE_CONCERN,
            Permission.SEE_REFERRAL,
            Permission.REFER,
            Permission.INTAKE,
            Permission.MERGE,
            Permission.LEAD_GROUP,
            Permission.ORGANISE_EVENT,
            Permission.SEE_RECORDED,
            Permission.SEE_AUDIT,
            Permission.SEE_READS,
            Permission.EXPORT_AUDIT,
        ),
        _("Sees that a protected note exists, by whom and when, never its text. Sees nothing of other sites."),
        Reach.SITE,
        _READ_SAFE,
    ),
    "intake_worker": Role(
        _("intake worker"),
        _("Receives referrals and screens them."),
        _words(Permission.OWN_WORK, Permission.SEE_REFERRAL, Permission.INTAKE, Permission.REFER, Permission.RAISE_CONCERN),
        _("Sees names and what stands in a referral until it is decided; opens no family file."),
        Reach.SITE,
        _CONTACT,
    ),
    "case_worker": Role(
        _("case worker"),
        _("Is responsible for the work with a family: records, assesses and plans."),
        _words(_CASEWORK, Permission.PROPOSE, Permission.SEE_READS),
        _("Proposes; the coordinator decides on admission, closing and the team. Never reads a colleague's protected note."),
        clearance=_READ_SAFE,
    ),
    "family_assistant": Role(
        _("family assistant"),
        _("Works with the family at home; records own visits and notes."),
        _WORK,
        _("Corrects only own records. Never reads protected notes."),
        clearance=_READ,
    ),
    "social_rehabilitator": Role(
        _("social rehabilitator"),
        _("Works on everyday skills: records, assesses and plans."),
        _words(_CASEWORK, Permission.PROPOSE),
        _("Proposes; the coordinator decides. Never reads protected notes."),
        clearance=_READ,
    ),
    "specialist": Role(
        _("specialist"),
        _("Psychologist, lawyer or another profession with a secrecy of its own: records own consultations."),
        _CASEWORK,
        _("Reads protected notes of the own hand only."),
        clearance=_READ,
    ),
    "group_leader": Role(
        _("group leader"),
        _("Leads own groups, courses and camps and marks attendance."),
        _words(
            Permission.OWN_WORK,
            Permission.SEE_CONTACT,
            Permission.SEE_CONTACT_DETAILS,
            Permission.NOTE,
            Permission.LEAD_GROUP,
            Permission.CORRECT,
            Permission.SEE_FIGURES,
            Permission.RAISE_CONCERN,
        ),
        _("Sees names and safe contact of those enrolled; opens no family file."),
        clearance=_CONTACT,
    ),
    "project_manager": Role(
        _("project manager"),
        _("Looks after money, targets, posts and reports of the own projects."),
        _words(
            Permission.OWN_WORK,
            Permission.SEE_FIGURES,
            Permission.SEE_RECORDED,
            Permission.MANAGE_PROJECT,
            Permission.PUBLISH,
            Permission.ORGANISE_EVENT,
            Permission.SEE_AUDIT,
            Permission.RAISE_CONCERN,
        ),
        _("Sees counts and pseudonyms, never names. In the trail sees changes of the own projects only."),
        Reach.PROJECT,
    ),
    "municipal_partner": Role(
        _("municipal partner"),
        _("Works in a municipality: sends referrals and reads the answer."),
        _words(Permission.SEE_CONTACT, Permission.SEE_CONTACT_DETAILS, Permission.SEE_REFERRAL, Permission.REFER, Permission.RAISE_CONCERN),
        _("Sees state and agreed information of families with an own seat, no notes."),
        clearance=_CONTACT,
    ),
    "auditor": Role(
        _("auditor"),
        _("Checks a sample of files picked by a coordinator, and their trail, between two dates."),
        _words(
            _OPEN,
            Permission.SEE_SCORES,
            Permission.SEE_FIGURES,
            Permission.SEE_RECORDED,
            Permission.SEE_AUDIT,
            Permission.SEE_READS,
            Permission.EXPORT_AUDIT,
            Permission.RAISE_CONCERN,
        ),
        _("Changes nothing. Sees nothing outside the sample, nothing after its last day, and nobody's telephone or address."),
        clearance=_READ,
    ),
    "mentor": Role(_("mentor"), _("Meets one young person and keeps a short log."), frozenset(), comes_later=True),
    "conference_coordinator": Role(
        _("conference coordinator"),
        _("Prepares and holds a family group conference, independently of the team."),
        frozenset(),
        comes_later=True,
    ),
    "finance": Role(_("finance officer"), _("Sees counts, hours and costs, never names."), frozenset(), comes_later=True),
    "family_member": Role(
        _("family member"),
        _("Sees the own plan, appointments, steps, consents and who looked; writes messages and gives feedback."),
        _words(Permission.OWN_VIEW, Permission.RAISE_CONCERN),
        _("Sees nothing of other people that is protected, and no hidden address. A coordinator decides for each member."),
    ),
    "carer": Role(_("carer"), _("Sees the own plan and steps as a foster carer, guardian or adopter."), frozenset(), comes_later=True),
    "designated_person": Role(
        _("designated safeguarding person"),
        _("Receives concerns about a child's safety and leads what follows."),
        _words(Permission.OWN_WORK, Permission.RAISE_CONCERN, Permission.HANDLE_CONCERN),
        _("Sees the concerns of the own sites, but never one about the own person; opens no family file."),
        Reach.SITE,
        frozenset({Tier.CONTACT, Tier.SAFEGUARDING}),
    ),
}


READING = frozenset(
    {Permission.SEE_CONTACT, Permission.SEE_CONTACT_DETAILS, Permission.SEE_CASE, Permission.SEE_SCORES, Permission.SEE_REFERRAL}
)
WEIGHTY = frozenset({"administrator", "designated_person"})


def needs_two(role: str) -> bool:
    """Whether two people give this role above a single file: all that read a file, and those who let others in or lead concerns."""
    return role in WEIGHTY or bool(ROLES[role].words & READING)


def roles_with(word: Permission) -> frozenset[str]:
    """Keys of all roles that hold ``word``."""
    return frozenset(key for key, role in ROLES.items() if word in role.words)


def roles_here() -> dict[str, Role]:
    """The roles that have something to do in Ligzda today."""
    return {key: role for key, role in ROLES.items() if not role.comes_later}


def title(key: str) -> Any:
    """The role's name; a key that is no longer in the list is shown as it is."""
    return ROLES[key].title if key in ROLES else key
