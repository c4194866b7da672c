"""The law and the arithmetic of safeguarding, from values only."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from ligzda.web import formatting


def nothing_said(child_words: str, seen: str) -> Any:
    return None if child_words.strip() or seen.strip() else _("Write what the child said, or what you saw.")


def nobody_named(people: int, about: str) -> Any:
    return None if people or about.strip() else _("Say whom it is about.")


def noticed_later(noticed: dt.datetime, now: dt.datetime) -> Any:
    return _("This time has not come yet. Check the day and the hour.") if noticed > now else None


def reference_missing(reference: str) -> Any:
    """Reported is confirmed only with what the authority gave: a number, or the name of who took the call and the time."""
    return None if reference.strip() else _("Give the reference: a number, or who took it and when.")


def review_too_late(level: str, review: dt.date, on: dt.date, most: int) -> Any:
    if review <= on:
        return _("Look at the risk again after today.")
    latest = on + dt.timedelta(days=most)
    return _("Look at this risk again sooner: at the latest on %(date)s.") % {"date": formatting.day(latest)} if review > latest else None


def follow_up_due(reported: dt.date, days: Sequence[int], entries_since: int) -> dt.date | None:
    """The day of the next follow-up; None when all were made."""
    return reported + dt.timedelta(days=days[entries_since]) if entries_since < len(days) else None
