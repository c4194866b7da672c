"""The law of closing, from values only: which way out needs a plan, who counts as self-reliant, how old the final levels may be."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from ligzda.web import formatting

SELF_RELIANT_FROM = 4  # "mostly steady"


def exit_without_plan(needs_a_plan: bool, plan_ran: bool) -> Any:
    """Nobody has become self-reliant, met goals or brought a child home under a plan that never ran."""
    return _("This way out needs a plan that was running. Choose another.") if needs_a_plan and not plan_ran else None


def not_self_reliant_yet(profiles: Sequence[Sequence[int | None]], has_high_risk: bool) -> list[Any]:
    """Why a family does not count as self-reliant: every family area and each child's safety at 4 or more, twice in a row, no high risk.

    ``profiles``: those levels in the last two assessments; None is "not assessed" and proves nothing.
    """
    found = []
    if len(profiles) < 2:
        found.append(_("Self-reliance shows in two assessments one after the other; there are fewer."))
    elif any(level is None or level < SELF_RELIANT_FROM for profile in profiles for level in profile):
        found.append(_("In the last two assessments an area of the family, or a child's safety, is below 4 or was not assessed."))
    if has_high_risk:
        found.append(_("A high risk is still noted for this family."))
    return found


def final_scores_missing(last: dt.date | None, closing: dt.date, days: int) -> Any:
    """The last assessment tells how the family leaves; an old one tells how it was."""
    if last is None:
        return _("There is no finished assessment of this stay: the final levels are missing.")
    if (closing - last).days > days:
        return _("The last assessment is of %(date)s: older than the final levels may be.") % {"date": formatting.day(last)}
    return None
