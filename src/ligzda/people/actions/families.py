"""Families: register, change, members, and the sight a circle is given."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ligzda.access import audit
from ligzda.access.actor import Actor
from ligzda.access.models import Circle
from ligzda.access.permissions import Permission
from ligzda.kernel import clock
from ligzda.kernel.changes import set_different
from ligzda.kernel.refused import Refused
from ligzda.kernel.text import fold
from ligzda.people.actions.persons import enter_person
from ligzda.people.may_change import must_change, must_enter
from ligzda.people.models import CircleAccess, Family, Membership, Person
from ligzda.people.optimistic_lock import must_be_unchanged
from ligzda.people.rules import days
from ligzda.people.rules.text import HEADING, SENTENCE, clean
from ligzda.places.models import Territory

FIELDS = ("name", "type", "territory")
STRUCK = gettext_lazy("This person was struck out. A coordinator can bring them back.")
CHILDREN = frozenset({Membership.Role.CHILD, Membership.Role.FOSTER_CHILD})
GROWN_UP = 18


@transaction.atomic
def register_family(*, by: Actor, name: str, type: str = "unknown", territory: Territory | None = None) -> Family:
    """A new family under the heading a worker types."""
    must_enter(by)
    heading = clean(name, field="name", most=HEADING, required=True)
    family = Family.objects.create(name=heading, folded=_folded(heading), type=type, territory=territory)
    audit.record(by, "register_family", family)
    return family


@transaction.atomic
def change_family(family: Family, *, by: Actor, version: int | None = None, **values: Any) -> Family:
    """Change heading, type or territory of residence; a different ``version`` raises ``Stale`` with what stands now."""
    locked: Family = Family.objects.select_for_update().get(pk=family.pk)
    must_change(by, locked)
    before = {name: getattr(locked, name) for name in FIELDS}
    must_be_unchanged(locked, version, {name: values.get(name, before[name]) for name in FIELDS})
    after = {**before, **values}
    after["name"] = clean(after["name"], field="name", most=HEADING, required=True)
    changed = set_different(locked, {name: after[name] for name in FIELDS})
    if changed:
        locked.folded = _folded(locked.name)
        locked.save(update_fields=[*changed, "folded", "changed_at"])
        audit.record(by, "change_family", locked, changed=changed)
    return locked


@transaction.atomic
def add_member(
    family: Family, *, by: Actor, person: Person, role: str, from_date: dt.date | None = None, until_date: dt.date | None = None,
    lives_here: bool = True, accept_because: str = "",
) -> Membership:  # fmt: skip
    """A person belongs to a family, also to several at once; the same role on the same days is not entered twice.

    A child who would live in two households on one day is warned of; with a reason (it alternates) it is kept.
    """
    must_change(by, family)
    must_change(by, person)
    for row in _same_people(family, person):
        if days.overlap((row.from_date, row.until_date), (from_date, until_date)):
            raise Refused(_("This person already belongs to the family on these days. Change the dates there."), field="person")
    reason = _household_reason(by, family, person, role, (from_date, until_date), lives_here, accept_because)
    return _join(family, by, person=person, role=role, from_date=from_date, until_date=until_date, lives_here=lives_here, note=reason)


@transaction.atomic
def enter_member(family: Family, *, by: Actor, person: dict[str, Any], **stay: Any) -> Membership:
    """A new person and their place in the family, together or not at all; ``person`` as for ``register_person``."""
    must_change(by, family)
    stay.pop("accept_because", None)  # somebody new lives nowhere else yet
    return _join(family, by, person=enter_person(by=by, **person), **stay)


@transaction.atomic
def change_member(
    membership: Membership, *, by: Actor, role: str, from_date: dt.date | None, until_date: dt.date | None, lives_here: bool,
    accept_because: str = "",
) -> Membership:  # fmt: skip
    """Correct role, dates or household of one stay. Ending it is giving it an end date; nothing is deleted."""
    must_change(by, membership.family)
    days.in_order(from_date, until_date)
    for row in _same_people(membership.family, membership.person).exclude(pk=membership.pk):
        if days.overlap((row.from_date, row.until_date), (from_date, until_date)):
            raise Refused(_("This person already belongs to the family on these days. Change the dates there."), field="from_date")
    accepted = accept_because or membership.note
    note = _household_reason(by, membership.family, membership.person, role, (from_date, until_date), lives_here, accepted)
    after = {"role": role, "from_date": from_date, "until_date": until_date, "lives_here": lives_here, "note": note}
    changed = set_different(membership, after)
    if changed:
        membership.save(update_fields=[*changed])
        audit.record(by, "change_member", membership.family, changed=changed)
    return membership


@transaction.atomic
def give_circle_access(circle: Circle, *, by: Actor, family: Family | None = None, person: Person | None = None) -> CircleAccess:
    """Let the people of a circle see a family or one person. Called by the action that seats them; checked there."""
    thing: Family | Person | None = family or person
    if thing is None or (family and person):
        raise TypeError("Name a family or a person, not both.")
    access, is_new = CircleAccess.objects.get_or_create(circle=circle, family=family, person=person)
    if is_new:
        audit.record(by, "give_sight", thing, circle=circle)
    return access


def _join(
    family: Family, by: Actor, *, person: Person, role: str, from_date: dt.date | None = None, until_date: dt.date | None = None,
    lives_here: bool = True, note: str = "",
) -> Membership:  # fmt: skip
    """The row and its entry in the trail; who may and who is there already has been asked."""
    if role not in Membership.Role.values:
        raise Refused(_("Choose one."), field="role")
    days.in_order(from_date, until_date)
    if Person.objects.select_for_update(no_key=True).filter(pk=person.pk).values_list("struck_at", flat=True).get():
        raise Refused(STRUCK, field="person")
    if person.death_date and from_date and from_date > person.death_date:
        raise Refused(_("The start date is after the date of death. Check both."), field="from_date")
    row = Membership.objects.create(
        family=family, person=person, role=role, from_date=from_date, until_date=until_date, lives_here=lives_here, note=note
    )
    audit.record(by, "add_member", family, changed={"member": ("", person.pk)})
    return row


def _household_reason(by: Actor, family: Family, person: Person, role: str, span: days.Span, lives_here: bool, accept_because: str) -> str:
    """Why a child lives in two households on one day; a warning while nobody has said so.

    Families the actor may not see leave no trace. An import has nobody to answer and is not asked.
    """
    born_on = person.birth_date
    is_child = role in CHILDREN or (born_on is not None and clock.age_on(born_on, span[0] or by.on) < GROWN_UP)
    if by.is_system or not (lives_here and is_child):
        return ""
    whose, which = person.root_id or person.pk, family.root_id or family.pk
    seen = Family.objects.visible_to(by, Permission.SEE_CONTACT).values("id")
    others = Membership.objects.filter(Q(person=whose) | Q(person__root=whose), lives_here=True, family__in=seen)
    others = others.exclude(Q(family=which) | Q(family__root=which)).select_related("family__root").order_by("id")
    there = next((row for row in others if days.overlap((row.from_date, row.until_date), span)), None)
    if there is None:
        return ""
    reason = clean(accept_because, field="accept_because", most=SENTENCE)
    if not reason:
        told = {"person": person, "family": there.family.root or there.family}
        raise Refused(
            _("On these days %(person)s already lives in another household: %(family)s. Say how that is, or change the dates.") % told,
            warning=True,
        )
    return reason


def _folded(heading: str) -> str:
    return f" {fold(heading)} "[:130]


def _same_people(family: Family, person: Person) -> Any:
    """Stays of this person in this family, whichever of the merged records they are written on."""
    whose = person.root_id or person.pk
    which = family.root_id or family.pk
    families = Family.objects.filter(Q(pk=which) | Q(root=which)).values("id")
    people = Person.objects.filter(Q(pk=whose) | Q(root=whose)).values("id")
    return Membership.objects.filter(family__in=families, person__in=people).order_by("id")
