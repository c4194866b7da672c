"""What cannot be between two people, and what is so unlikely that it needs a sentence."""

import datetime as dt
from typing import Protocol

from django.utils.translation import gettext as _

from ligzda.kernel.clock import add_months
from ligzda.kernel.refused import Refused
from ligzda.people.rules.days import born

PARENTAGE = frozenset({"parent", "adoptive_parent"})
COUPLE = frozenset({"partner", "spouse"})
MUTUAL = COUPLE | {"sibling"}  # the same read from either side
BY_BIRTH = "parent"
YOUNGEST_MOTHER = 12 * 12  # months


class Somebody(Protocol):
    """What the rules need to know of a person."""

    @property
    def sex(self) -> str: ...
    @property
    def birth_date(self) -> dt.date | None: ...
    @property
    def birth_precision(self) -> str: ...


def parent_impossible(parent: Somebody, child: Somebody) -> str | None:
    """A child is never born before, or on the day of, its parent's birth. With vague dates: only when no day would do."""
    older, younger = born(parent.birth_date, parent.birth_precision), born(child.birth_date, child.birth_precision)
    if older and younger and younger.latest <= older.earliest:
        return _("A child cannot be born before its parent. Check both dates of birth and who is whose parent.")
    return None


def mother_too_young(parent: Somebody, child: Somebody) -> str | None:
    """Less than 12 years between mother and child, whichever days the vague dates mean."""
    older, younger = born(parent.birth_date, parent.birth_precision), born(child.birth_date, child.birth_precision)
    if parent.sex == "female" and older and younger and younger.latest < add_months(older.earliest, YOUNGEST_MOTHER):
        return _("The mother is less than 12 years older than the child. Check both dates of birth; you may save with a reason.")
    return None


def check_end(kind: str, until_date: dt.date | None, ended_as: str) -> None:
    """Only a couple separates or divorces, on a day; only who was married divorces."""
    if not ended_as:
        return
    if kind not in COUPLE:
        raise Refused(_("Only a couple separates or divorces. Leave it empty."), field="ended_as")
    if kind != "spouse" and ended_as == "divorced":
        raise Refused(_("Only spouses divorce; partners separate."), field="ended_as")
    if until_date is None:
        raise Refused(_("First say until when they were together."), field="until_date")


def check_parentage(kind: str, parent: Somebody, child: Somebody, *, accept_because: str) -> None:
    """Refuse what cannot be; warn of what is unlikely unless a reason is given."""
    if kind not in PARENTAGE:
        return
    if impossible := parent_impossible(parent, child):
        raise Refused(impossible, field="birth_date")
    unlikely = mother_too_young(parent, child) if kind == BY_BIRTH else None
    if unlikely and not accept_because.strip():
        raise Refused(unlikely, warning=True)
