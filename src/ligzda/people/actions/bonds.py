"""Ties with people, organisations and places of life: said, corrected, ended, never deleted."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from ligzda.access import audit
from ligzda.access.actor import Actor
from ligzda.kernel.changes import set_different
from ligzda.kernel.refused import Refused
from ligzda.people.may_change import must_change
from ligzda.people.models import Bond, Family, Organisation, Person
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
    _check(kind, flow, (from_date, until_date))
    bond = Bond(kind=kind, flow=flow, from_date=from_date, until_date=until_date, note=clean(note, field="note", most=SENTENCE))
    _between(bond, whose, other, by)
    bond.save()
    audit.record(by, "tie", whose, changed={"kind": ("", kind)})
    return bond


@transaction.atomic
def change_tie(
    bond: Bond, whose: Person | Family, *, by: Actor, other: With, kind: str, flow: str = "none", from_date: dt.date | None = None,
    until_date: dt.date | None = None, note: str = "",
) -> Bond:  # fmt: skip
    """Correct whose tie with whom it is and how, its dates or its remark; with an end date it was so until then.

    The remark itself is not told to the trail.
    """
    locked: Bond = Bond.objects.select_for_update().get(pk=bond.pk)
    for side in (locked.person or locked.family, locked.other, whose):
        if side:
            must_change(by, side)
    _check(kind, flow, (from_date, until_date))
    said = Bond()
    _between(said, whose, other, by)
    after = {name: getattr(said, name) for name in ("person", "family", "other", "organisation", "place")}
    after |= {
        "kind": kind,
        "flow": flow,
        "from_date": from_date,
        "until_date": until_date,
        "note": clean(note, field="note", most=SENTENCE),
    }
    changed = set_different(locked, after)
    if changed:
        locked.save(update_fields=[*changed])
        audit.record(by, "change_tie", whose, changed={name: pair for name, pair in changed.items() if name != "note"})
    return locked


def _check(kind: str, flow: str, span: days.Span) -> None:
    if kind not in Bond.Kind.values or flow not in Bond.Flow.values:
        raise Refused(_("Choose one."), field="kind")
    days.in_order(*span)


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
