"""The deadlines of a file and of the family assistant's grant: how long, counted in what, and where the number comes from. All are settings."""

from django.utils.translation import gettext_lazy as _

from ligzda.access.deadlines import DAYS, DEADLINES, HOURS, MONTHS, OCLOCK, TIMES, WORKING_DAYS, Deadline, length, register, series

__all__ = ["DEADLINES", "length", "series"]

register(
    Deadline("first_contact", 5, WORKING_DAYS, _("Ligzda default; from the day the referral was received"), _("First contact with a family")),
    Deadline("decision", 1, MONTHS, _("Municipal practice; from the day the referral was received"), _("Decision on a referral")),
    Deadline("waiting_review", 1, MONTHS, _("Ligzda default; from the day a family joined the waiting list or was last looked at"),
        _("Look at the waiting list")),
    Deadline("assessment", 30, DAYS, _("Ligzda default; from admission"), _("Assessment")),
    Deadline("plan", 45, DAYS, _("Ligzda default; from admission"), _("Agreement on the plan")),
    Deadline("plan_review", 6, MONTHS, _("Professional guidance; from the day the plan was agreed or last looked at"), _("Review of the plan")),
    Deadline("plan_review_reminder", 14, DAYS, _("Ligzda default; so long before the review it stands in my day"), _("Reminder of the review"), lowest=0),
    Deadline("stepping_down", 3, MONTHS, _("Ligzda default: one to three months; from the first day of stepping down"), _("Stepping down")),
    Deadline("final_assessment", 30, DAYS, _("Ligzda default; the last assessment is at most so old on the day of closing"), _("Final levels")),
    Deadline("aftercare", (1, 3, 6, 12), MONTHS, _("Ligzda default; from the day of closing"), _("After-care contacts")),
    Deadline("contact_lost_days", 30, DAYS, _("Ligzda default; from the first attempt that nobody answered"), _("Contact lost: time")),
    Deadline("contact_lost_attempts", 3, TIMES, _("Ligzda default; documented attempts before a family counts as lost"), _("Contact lost: attempts")),
    Deadline("invitation", 7, DAYS, _("Ligzda default; from the day a member of the family was invited"), _("Invitation of a family member")),
    Deadline("stand_in", 14, DAYS, _("Ligzda default; after so long a stand-in without an end is looked at again"), _("Stand-in without an end")),
    Deadline("silent", 30, DAYS, _("Ligzda default; so long without a contact a family counts as silent in supervision"), _("Silent family")),
    Deadline("meeting_invitations", 5, WORKING_DAYS, _("Ligzda default; before the day of an inter-professional meeting"), _("Meeting: invitations")),
    Deadline("meeting_minute", 5, WORKING_DAYS, _("Ligzda default; after the day of an inter-professional meeting"), _("Meeting: minute")),
    Deadline("information_request", 10, WORKING_DAYS, _("Ligzda default; from the day a request for information is written"), _("Request for information")),
    Deadline("on_hold", 30, DAYS, _("Ligzda default; from the first day on hold"), _("Case on hold")),
    Deadline("grant", 6, MONTHS, _("Municipal practice; the longest time one decision gives"), _("Family assistant: longest grant")),
    Deadline("grant_least", 4, HOURS, _("Municipal practice; hours a week"), _("Family assistant: fewest hours a week")),
    Deadline("grant_most", 12, HOURS, _("Municipal practice; hours a week, elsewhere up to 15"), _("Family assistant: most hours a week"), highest=40),
    Deadline("grant_warning", 30, DAYS, _("Ligzda default; before the last day of a grant"), _("Family assistant: warning before the end")),
    Deadline("grant_hours_left", 8, HOURS, _("Ligzda default; when no more hours than these are left"), _("Family assistant: warning of few hours")),
    Deadline("grant_week_over", 0, HOURS, _("Ligzda default; above the hours of a week"), _("Family assistant: warning of a full week"), lowest=0),
    Deadline("void", 24, HOURS, _("Ligzda default; afterwards only the coordinator voids an entry"), _("Voiding an own entry")),
    Deadline("team_news", 14, DAYS, _("Ligzda default; so long my day tells of changes in the team"), _("News of the team")),
    Deadline("digest_hour", 7, OCLOCK, _("Ligzda default; on working days, to those who asked for it"),
        _("The day in numbers by e-mail"), lowest=0, highest=19),
)  # fmt: skip
