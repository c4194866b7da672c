"""The words: everything a role may be allowed, in one list that an auditor can read."""

from enum import StrEnum


class Word(StrEnum):
    """One permission. Views name the word they need; roles hold sets of words."""

    ANYONE = "anyone"  # no sign-in needed
    SIGNED_IN = "signed_in"  # any user with an account
    SEE_CONTACT = "see_contact"  # names, responsible person, appointments, safe contact
    SEE_CASE = "see_case"  # the working tier of a file
    NOTE = "note"
    LOG = "log"  # record contacts, meetings, sessions
    CORRECT = "correct"  # correct or void own records
    MOVE = "move"  # move a record, void somebody else's
    PROPOSE = "propose"  # assessment and plan steps of a case's way
    DECIDE = "decide"  # admit, decline, put on hold, close, re-open, transfer
    ASSIGN = "assign"  # seat people in a case's circle
    SEE_REFERRAL = "see_referral"
    REFER = "refer"  # send a referral
    INTAKE = "intake"  # screen referrals, look for duplicates
    MERGE = "merge"
    LEAD_GROUP = "lead_group"
    ORGANISE_EVENT = "organise_event"
    SEE_FIGURES = "see_figures"
    SEE_RECORDED = "see_recorded"  # "recorded so far" behind an unknown figure
    MANAGE_PROJECT = "manage_project"  # money, targets, posts, coverage statements
    PUBLISH = "publish"
    SEE_AUDIT = "see_audit"
    SEE_SYSTEM_AUDIT = "see_system_audit"  # sign-ins, roles, settings; no case content
    ADMINISTER = "administer"


class Tier(StrEnum):
    """How protected a text is; a role's clearance is a set of tiers."""

    CONTACT = "contact"
    WORKING = "working"
    PROFESSIONAL = "professional"
    SAFEGUARDING = "safeguarding"
