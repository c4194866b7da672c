"""The words: everything a role may be allowed, in one list that an auditor can read, each with its sentence."""

from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _


class Permission(StrEnum):
    """One permission. Views name the word they need; roles hold sets of words."""

    ANYONE = "anyone"  # no sign-in needed
    SIGNED_IN = "signed_in"  # any user with an account
    OWN_WORK = "own_work"  # my day and my calendar
    SEE_CONTACT = "see_contact"  # names, responsible person, appointments
    SEE_CONTACT_DETAILS = "see_contact_details"  # telephone, e-mail and address of a person, with the rules of safe contact
    SEE_CASE = "see_case"  # the working tier of a file
    NOTE = "note"
    LOG = "log"  # record contacts, meetings, sessions
    CORRECT = "correct"  # correct or void own records
    MOVE = "move"  # move a record, void somebody else's
    SEE_SCORES = "see_scores"  # the levels of an assessment
    ASSESS = "assess"  # score areas of life, observe, record a child's care status
    PLAN = "plan"  # goals, steps, reviews, signatures, meetings, letters
    PROPOSE = "propose"  # the next step of a case's way
    DECIDE = "decide"  # admit, decline, put on hold, close, re-open, transfer
    ASSIGN = "assign"  # seat people in a case's circle
    OVERSEE = "oversee"  # caseload, what is overdue, who stands in for whom
    RAISE_CONCERN = "raise_concern"  # say that a child may be in danger
    HANDLE_CONCERN = "handle_concern"  # lead what follows a concern, in the circles where one sits
    OWN_VIEW = "own_view"  # a family's own page
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
    SEE_AUDIT = "see_audit"  # who read and who changed
    SEE_READS = "see_reads"  # who opened a file
    SEE_SYSTEM_AUDIT = "see_system_audit"  # sign-ins, roles, settings; no case content
    EXPORT_AUDIT = "export_audit"  # take the access log along as a file
    ADMINISTER = "administer"


class Tier(StrEnum):
    """How protected a text is; a role's clearance is a set of tiers."""

    CONTACT = "contact"
    WORKING = "working"
    PROFESSIONAL = "professional"
    SAFEGUARDING = "safeguarding"


PROTECTED = frozenset({Tier.PROFESSIONAL, Tier.SAFEGUARDING})  # encrypted, and never handed on with a file

SENTENCES: dict[Permission, Any] = {
    Permission.ANYONE: _("open a page that needs no sign-in"),
    Permission.SIGNED_IN: _("sign in and change the own settings"),
    Permission.OWN_WORK: _("see the own day and calendar: meetings and what waits"),
    Permission.SEE_CONTACT: _("see names, the responsible person and appointments"),
    Permission.SEE_CONTACT_DETAILS: _("see how to reach a person safely: telephone, e-mail, address"),
    Permission.SEE_CASE: _("read the file: services, plan, neutral notes"),
    Permission.NOTE: _("write notes"),
    Permission.LOG: _("record meetings and services"),
    Permission.CORRECT: _("correct or void own records"),
    Permission.MOVE: _("move a record to another file, void a colleague's record"),
    Permission.SEE_SCORES: _("see the levels of an assessment"),
    Permission.ASSESS: _("assess: score areas of life, record a child's care status"),
    Permission.PLAN: _("plan: goals, steps, reviews, meetings and letters"),
    Permission.PROPOSE: _("propose the next steps of a family's way through the programme"),
    Permission.DECIDE: _("admit, decline, hold, close, re-open and transfer"),
    Permission.ASSIGN: _("form the team of a file"),
    Permission.OVERSEE: _("see the caseload and what is overdue, and set a stand-in"),
    Permission.RAISE_CONCERN: _("raise a concern about a child's safety"),
    Permission.HANDLE_CONCERN: _("lead what follows a concern"),
    Permission.OWN_VIEW: _("see the own plan, appointments, steps, consents and who looked"),
    Permission.SEE_REFERRAL: _("see referrals"),
    Permission.REFER: _("send a referral"),
    Permission.INTAKE: _("screen referrals"),
    Permission.MERGE: _("join two records of one person or family, and part them again"),
    Permission.LEAD_GROUP: _("lead a group, course or camp and mark attendance"),
    Permission.ORGANISE_EVENT: _("organise events"),
    Permission.SEE_FIGURES: _("see figures"),
    Permission.SEE_RECORDED: _("see what is recorded so far behind an unknown figure"),
    Permission.MANAGE_PROJECT: _("change money, targets, posts and coverage statements of a project"),
    Permission.PUBLISH: _("publish reports"),
    Permission.SEE_AUDIT: _("see who read and who changed what"),
    Permission.SEE_READS: _("see who opened a file"),
    Permission.SEE_SYSTEM_AUDIT: _("see sign-ins and changes of accounts, roles and settings"),
    Permission.EXPORT_AUDIT: _("take the access log along as a file"),
    Permission.ADMINISTER: _("add people, give and end roles, edit lists and settings"),
}

TIER_NAMES: dict[Tier, Any] = {
    Tier.CONTACT: _("contact tier"),
    Tier.WORKING: _("working tier"),
    Tier.PROFESSIONAL: _("professional tier"),
    Tier.SAFEGUARDING: _("safeguarding tier"),
}
