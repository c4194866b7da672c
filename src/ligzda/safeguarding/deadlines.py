"""The deadlines of a concern, a risk flag and a hidden address: all are settings."""

from django.utils.translation import gettext_lazy as _

from ligzda.access.deadlines import DAYS, OCLOCK, Deadline, register

register(
    Deadline(
        "concern_today", 17, OCLOCK, _("Children's Rights Protection Law Art. 73(1): the same day"), _("Concern: reported by"), highest=23
    ),
    Deadline("concern_follow_up", (1, 7, 30), DAYS, _("Ligzda default; from the day of the report"), _("Concern: follow-up")),
    Deadline("risk_high", 7, DAYS, _("Ligzda default; at most until a high risk is looked at again"), _("Risk flag: high")),
    Deadline("risk_medium", 30, DAYS, _("Ligzda default; at most until any other risk is looked at again"), _("Risk flag: medium and low")),
)
