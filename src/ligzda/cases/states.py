"""The states of WF-1 and the tables of moves (machines are added by rules of this room)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReferralState(models.TextChoices):
    ENQUIRY = "enquiry", _("enquiry")
    REFERRED = "referred", _("referred")
    SCREENING = "screening", _("being screened")
    WAITING = "waiting", _("waiting")
    DECLINED = "declined", _("declined")
    ADMITTED = "admitted", _("admitted")


class CaseState(models.TextChoices):
    ASSESSMENT = "assessment", _("being assessed")
    PLANNING = "planning", _("planning")
    ACTIVE = "active", _("active")
    STEPPING_DOWN = "stepping_down", _("stepping down")
    ON_HOLD = "on_hold", _("on hold")
    CLOSED = "closed", _("closed")
    AFTERCARE = "aftercare", _("in after-care")
    ENDED = "ended", _("ended")
    TRANSFERRED = "transferred", _("transferred")


class ExitType(models.TextChoices):
    SELF_RELIANT = "self_reliant", _("self-reliant")
    GOALS_PARTLY = "goals_partly", _("goals partly met")
    HANDED_OVER = "handed_over", _("handed over to the municipality")
    TRANSFERRED = "transferred", _("transferred to another programme or site")
    MOVED_AWAY = "moved_away", _("moved away")
    WITHDREW = "withdrew", _("family withdrew")
    LOST_CONTACT = "lost_contact", _("contact lost")
    PLACED_OUT = "placed_out", _("child placed out of the family")
    RETURNED_HOME = "returned_home", _("child returned home")
    NOT_TARGET_GROUP = "not_target_group", _("no longer in the target group")
    PROJECT_ENDED = "project_ended", _("project ended")
    DEATH = "death", _("death")
