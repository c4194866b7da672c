"""Ties with people, organisations and places of life: said, ended, never deleted."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from ligzda.access import audit
from ligzda.access.actor import Actor
from ligzda.kernel.refused import Refused
from ligzda.people.models import Bond, Family, Organisation, Person
from ligzda.people.reach import must_change
from ligzda.people.rules import days
from ligzda.people.rules.text import SENTENCE, clean

PLACE = 120
With = Person | Organisation | str


@transaction.atomic
def tie(
    whose: Person | Family, *, by: Actor, other: With, kind: str, flow: str = "none", from_date: dt.date | None = None,
    until_date: dt.date | None = None, note: str = "",
) -> Bond:  # fmt: skip
    """``whose`` has a tie with ``other``: somebody known, an organisation, or a place of life by its name."""
    must_change(by, whose)
    if kind not in Bond.Kind.values or flow not in Bond.Flow.values:
        raise Refused(_("Choose one."), field="kind")
    days.in_order(from_date, until_date)
    bond = Bond(kind=kind, flow=flow, from_date=from_date, until_date=until_date, note=clean(note, field="note", most=SENTENCE))
    _between(bond, whose, other, by)
    bond.save()
    audit.record(by, "tie", whose, changed={"kind": ("", kind)})
    return bond


@transaction.atomic
def end_tie(bond: Bond, *, by: Actor, on: dt.date) -> Bond:
    """It was so until this day."""
    whose = bond.person or bond.family
    must_change(by, whose)
    days.in_order(bond.from_date, on, field="on")
    bond.until_date = on
    bond.save(update_fields=["until_date"])
    audit.record(by, "end_tie", whose)
    return bond


def _between(bond: Bond, whose: Person | Family, other: With, by: Actor) -> None:
    if isinstance(whose, Person):
        bond.person = whose.root or whose
    else:
        bond.family = whose.root or whose
    if isinstance(other, Person):
        must_change(by, other)
        bond.other = other.root or other
        if bond.person_id == bond.other.pk:
            raise Refused(_("A person cannot have a tie with themselves. Choose somebody else."), field="other")
    elif isinstance(other, Organisation):
        bond.organisation = other
    else:
        bond.place = clean(other, field="place", most=PLACE)
        if not bond.place:
            raise Refused(_("Say with whom or with what: choose one or write it."), field="other")
