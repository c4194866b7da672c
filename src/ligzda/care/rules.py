"""The law of a child's care, from values only: what may follow what, which decision is whole, what counts as kept or returned."""

import datetime as dt
import itertools
from typing import Any

from django.utils.translation import gettext_lazy as _

from ligzda.kernel.clock import add_months
from ligzda.web import formatting

AT_HOME = frozenset({"with_parents", "at_risk", "returned"})
PLACES = frozenset({"foster", "guardian", "kin", "institution"})
APART = PLACES | {"removed"}
BY_DECISION = frozenset({"returned", "adopted"})  # never without one


def cannot_follow(before: str, kind: str, *, decided: bool = True) -> Any:
    """Why ``kind`` cannot come right after ``before`` (empty: nothing was recorded earlier), which somebody ``decided`` or nobody did."""
    if before == "adopted":
        return _("After the adoption nothing more is recorded here: it closed the file of the former family.")
    if kind == "returned" and before not in APART:
        return _("Nobody returns who was not away: first record the separation, or where the child lived.")
    if kind == "removed" and before in APART:
        return _("The child is separated already. Record where it lives now.")
    if kind in {"with_parents", "at_risk"} and before in APART and (decided or before != "kin"):  # a stay with relatives just ends
        return _("The child lives apart from the family. Coming back is recorded as a return, with its decision.")
    return None


def separation_missing(before: str, kind: str) -> Any:
    """A place of care after living at home: likely the day of separation was forgotten. With relatives a child may simply stay."""
    if kind not in PLACES - {"kin"} or before not in AT_HOME:
        return None
    return _("The day of separation is not recorded. Record it first, then the place of care from the day after.")


def decision_incomplete(kind: str, body: str, number: str, date: dt.date | None) -> tuple[str, Any] | None:
    """Field and sentence: a decision has a body, a number and a date, or there was none; some statuses never come without."""
    given = {"deciding_body": bool(body.strip()), "decision_number": bool(number.strip()), "decision_date": date is not None}
    missing = next((field for field, is_given in given.items() if not is_given), "")
    if missing and kind in BY_DECISION:
        return missing, _("This status needs a decision: who decided, its number and its date.")
    if missing and any(given.values()):
        return missing, _("A decision has a body, a number and a date. Fill in all three, or leave all three empty.")
    return None


def decided_after(kind: str, date: dt.date | None, on: dt.date) -> Any:
    """A child may be separated in an hour of need and the decision follow; a return follows its decision."""
    if kind not in BY_DECISION or date is None or date <= on:
        return None
    return _("The decision is dated after this day (%(date)s). Check both.") % {"date": formatting.day(date)}


def is_kept(kind: str, before: str) -> bool:
    """The removal was prevented: a recorded risk, or a decision to separate that was not carried out, ended with the parents."""
    return kind == "with_parents" and before == "at_risk"


def is_returned(kind: str, before: str, decided_by: str) -> bool:
    """Home again after a recorded separation or place of care, by a decision."""
    return kind == "returned" and before in APART and bool(decided_by)


def support_days(home: dt.date, weekly_months: int, months: int) -> list[dt.date]:
    """When to ask after a return: every week at first, then every month until the end."""
    weeks = itertools.takewhile(
        lambda day: day <= add_months(home, weekly_months), (home + dt.timedelta(weeks=n) for n in itertools.count(1))
    )
    return [*weeks, *(add_months(home, n) for n in range(weekly_months + 1, months + 1))]
