"""How long the steps of a child's way back may take, and from which age a child answers. All are settings."""

from django.utils.translation import gettext_lazy as _

from ligzda.access.deadlines import DAYS, MONTHS, YEARS, Deadline, length, register

__all__ = ["length"]

register(
    Deadline("return_plan", 60, DAYS, _("Ligzda default; from the day of separation"), _("Return plan")),
    Deadline("trial_stay_review", 3, MONTHS, _("Ligzda default; from the first trial stay or the last look at it"), _("Review of trial stays")),
    Deadline("return_support_weekly", 1, MONTHS, _("Ligzda default; so long every week, from the day of return"), _("Support after return: every week")),
    Deadline("return_support", 6, MONTHS, _("Ligzda default; then every month, from the day of return; not ended earlier"), _("Support after return: in all")),
    Deadline("child_answers_from", 12, YEARS, _("Ligzda default; from this age a child signs the return plan too, or refuses"),
        _("Child signs the return plan")),
    behind="information_request",
)  # fmt: skip
