"""Families and their members on a day."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.db.models.functions import Coalesce

from ligzda.access.actor import Actor
from ligzda.access.words import Word
from ligzda.people.models import Family, Membership
from ligzda.people.rules.days import age_text

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


def family_by_key(actor: Actor, key: str, word: Word = Word.SEE_CONTACT) -> Family | None:
    """The family behind a key, followed to the root of a merge; None for those who may not see it."""
    # Who sees a record sees all that were merged with it (``families_seen``): one statement is enough.
    found = Family.objects.visible_to(actor, word).select_related("root", "territory").filter(key=key).first()
    return (found.root or found) if found else None


def members(actor: Actor, family: Family, on: dt.date | None = None) -> list[Member]:
    """Who belongs to this family on a day (today), parents first, then by age. The caller has checked sight of the family."""
    return members_of(actor, [family.root_id or family.pk], on).get(family.root_id or family.pk, [])


def members_of(actor: Actor, family_ids: Collection[int], on: dt.date | None = None) -> dict[int, list[Member]]:
    """The same for many families (by the id of their root) in one statement."""
    day = on or actor.on
    # A subselect, not OR over the join, which would read every membership there is.
    which = Q(family__in=Family.objects.filter(Q(pk__in=family_ids) | Q(root__in=family_ids)).values("id"))
    in_force = (Q(from_date__isnull=True) | Q(from_date__lte=day)) & (Q(until_date__isnull=True) | Q(until_date__gte=day))
    found: dict[int, dict[int, Member]] = {}
    for row in _rows(which & in_force):
        row_id, root_person = row.pop("id"), row.pop("whose")
        member = Member(
            family_id=row["which"], person_id=root_person, person_key=row["root_key"], first_name=row["root_first"],
            last_name=row["root_last"], role=row["role"], birth_date=row["born"], birth_precision=row["precision"],
            death_date=row["died"], sex=row["sex"], lives_here=row["lives_here"], from_date=row["from_date"],
            until_date=row["until_date"], membership_id=row_id, on=day,
        )  # fmt: skip
        found.setdefault(member.family_id, {}).setdefault(member.person_id, member)
    return {family: sorted(people.values(), key=_place) for family, people in found.items()}


def _rows(condition: Q) -> Any:
    """Memberships with the values of the person's root record."""
    chosen = {
        "root_key": "key", "root_first": "first_name", "root_last": "last_name", "born": "birth_date", "precision": "birth_precision",
        "died": "death_date", "sex": "sex",
    }  # fmt: skip
    values = {name: Coalesce(f"person__root__{path}", f"person__{path}") for name, path in chosen.items()}
    rows = Membership.objects.filter(condition).annotate(
        which=Coalesce("family__root_id", "family_id"), whose=Coalesce("person__root_id", "person_id"), **values
    )
    names = ("id", "which", "whose", "role", "lives_here", "from_date", "until_date", *chosen)
    return rows.order_by("family_id", "from_date", "id").values(*names)


def _place(member: Member) -> tuple[int, dt.date, int]:
    return ORDER.get(member.role, 99), member.birth_date or dt.date.max, member.person_id
