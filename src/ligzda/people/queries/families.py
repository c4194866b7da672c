"""Families and their members on a day."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.db.models.functions import Coalesce

from ligzda.access.actor import Actor, prepared
from ligzda.access.permissions import Permission
from ligzda.people.models import Family, Membership
from ligzda.people.rules.days import age_text

COLUMNS = [field.attname for field in Family._meta.concrete_fields]
ORDER = {role: place for place, role in enumerate(Membership.Role.values)}


@dataclass(frozen=True)
class Member:
    """One person in one family, as lists and pages need them: plain values, no rows."""

    family_id: int
    person_id: int
    person_key: str
    first_name: str
    last_name: str
    role: str
    birth_date: dt.date | None
    birth_precision: str
    death_date: dt.date | None
    sex: str
    lives_here: bool
    from_date: dt.date | None
    until_date: dt.date | None
    membership_id: int
    on: dt.date

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def role_label(self) -> Any:
        return Membership.Role(self.role).label

    @property
    def age(self) -> str:
        return age_text(self.birth_date, self.birth_precision, self.on, self.death_date)


def family_by_key(actor: Actor, key: str, word: Permission = Permission.SEE_CONTACT) -> Family | None:
    """The family behind a key, followed to the root of a merge; None for those who may not see it."""
    # Who sees a record sees all that were merged with it (``families_seen``): one statement is enough.
    for row in _by_key(actor, word, key=key):
        own, root = row[: len(COLUMNS)], row[len(COLUMNS) :]
        found = Family.from_db("default", COLUMNS, own if root[0] is None else root)
        actor.shown.open_named(key, found)
        return found
    return None


@prepared
def _by_key(actor: Actor, word: Permission, *, key: str) -> Any:
    return Family.objects.visible_to(actor, word).filter(key=key).values_list(*COLUMNS, *(f"root__{name}" for name in COLUMNS))


def members(actor: Actor, family: Family, on: dt.date | None = None) -> list[Member]:
    """Who belongs to this family on a day (today), parents first, then by age. The caller has checked sight of the family."""
    return members_of(actor, [family.root_id or family.pk], on).get(family.root_id or family.pk, [])


def members_of(actor: Actor, family_ids: Collection[int], on: dt.date | None = None) -> dict[int, list[Member]]:
    """The same for many families (by the id of their root) in one statement."""
    day = on or actor.on
    found: dict[int, dict[int, Member]] = {}
    for row in _rows(actor, families=list(family_ids), day=day):
        member = Member(*(*row, day))
        found.setdefault(member.family_id, {}).setdefault(member.person_id, member)
    return {family: sorted(people.values(), key=_place) for family, people in found.items()}


@prepared
def _rows(actor: Actor, *, families: list[int], day: dt.date) -> Any:
    """In the order of ``Member``: memberships in force, with the values of the person's root record."""
    # A subselect, not OR over the join, which would read every membership there is.
    which = Q(family__in=Family.objects.filter(Q(pk__in=families) | Q(root__in=families)).values("id"))
    in_force = (Q(from_date__isnull=True) | Q(from_date__lte=day)) & (Q(until_date__isnull=True) | Q(until_date__gte=day))
    rows = Membership.objects.filter(which & in_force).order_by("family_id", "from_date", "id")
    family, person = Coalesce("family__root_id", "family_id"), Coalesce("person__root_id", "person_id")
    key, first, last, born, precision, died, sex = (
        Coalesce(f"person__root__{name}", f"person__{name}")
        for name in ("key", "first_name", "last_name", "birth_date", "birth_precision", "death_date", "sex")
    )
    return rows.values_list(
        family, person, key, first, last, "role", born, precision, died, sex, "lives_here", "from_date", "until_date", "id"
    )


def _place(member: Member) -> tuple[int, dt.date, int]:
    return ORDER.get(member.role, 99), member.birth_date or dt.date.max, member.person_id
