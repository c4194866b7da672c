"""One person: the record that stays after merges, and everything written on any of the merged records."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from ligzda.access.actor import Actor
from ligzda.access.permissions import Permission
from ligzda.people.duplicates import merges_of
from ligzda.people.identity import is_closed
from ligzda.people.models import (
    Address,
    Consent,
    ContactDetail,
    Family,
    FormerName,
    LanguageSkill,
    Membership,
    Person,
    PersonalCode,
    PrivacyNotice,
    Relation,
)
from ligzda.people.open_addresses import shown
from ligzda.people.queries.families import members_of
from ligzda.people.settling import present_codes


def person_by_key(actor: Actor, key: str, word: Permission = Permission.SEE_CONTACT) -> Person | None:
    """The person behind a key, followed to the root of a merge; None for those who may not see them."""
    # One statement, whether the record is hidden or was never entered: nobody learns of it by the clock.
    seen = Person.objects.visible_to(actor, word).values("id")
    found = Person.objects.select_related("root").filter(Q(pk__in=seen) | Q(root__in=seen), key=key).first()
    if found is None:
        return None
    root: Person = found.root or found
    actor.shown.open_named(key, root)
    return root


def _of_person(model: Any, person: Person) -> Any:
    """Rows of one table that belong to this person, on whichever merged record they were written."""
    return model.objects.filter(Q(person=person) | Q(person__root=person)).order_by("id")


def former_names(actor: Actor, person: Person) -> list[str]:
    """Earlier names, and the names of records merged into this one where they differ."""
    if is_closed(actor, person):
        return []
    names = [str(name) for name in _of_person(FormerName, person)]
    merged = [str(other) for other in Person.objects.filter(root=person).order_by("id")]
    return [name for name in dict.fromkeys(names + merged) if name != str(person)]


def contact_details(actor: Actor, person: Person) -> list[ContactDetail]:
    return list(_of_person(ContactDetail, person))


def addresses(actor: Actor, person: Person) -> list[Address]:
    """Newest first; of a hidden one what the reader may know."""
    return shown(actor, person, list(_of_person(Address, person).select_related("territory").order_by("-from_date", "-id")))


def languages(actor: Actor, person: Person) -> list[LanguageSkill]:
    return list(_of_person(LanguageSkill, person).order_by("-is_preferred", "language", "id"))


def codes(actor: Actor, person: Person) -> list[PersonalCode]:
    """The present ones first."""
    found = _of_person(PersonalCode, person).select_related("checked_by").order_by("is_former", "id")
    rows = _after_merges(person, list(found))
    return [row for row in rows if not row.is_former] if is_closed(actor, person) else rows


def _after_merges(person: Person, rows: list[PersonalCode]) -> list[PersonalCode]:
    """Each code once; where two records brought a present one of one country each, the one that was chosen is the present one."""
    rows = list({row.lookup: row for row in reversed(rows)}.values())
    present = [row.country for row in rows if not row.is_former]
    if len(set(present)) < len(present):
        stands = present_codes(merges_of(person))
        for row in rows:
            row.is_former = row.is_former or stands.get(row.country, row.pk) != row.pk
    return sorted(rows, key=lambda row: (row.is_former, row.pk))


def unchecked_codes(actor: Actor, person: Person) -> list[PersonalCode]:
    """Those that nobody has compared with a document yet."""
    return [code for code in codes(actor, person) if code.checked_at is None and not code.is_former]


def consents(actor: Actor, person: Person) -> list[Consent]:
    return list(_of_person(Consent, person).order_by("-given_date", "-id"))


def notices(actor: Actor, person: Person) -> list[PrivacyNotice]:
    return list(_of_person(PrivacyNotice, person).order_by("-given_date", "-id"))


def stays(actor: Actor, person: Person, word: Permission = Permission.SEE_CONTACT) -> list[Membership]:
    """The families this person belongs or belonged to, of which the actor may know. Hidden ones leave no gap."""
    seen = Family.objects.visible_to(actor, word).values("id")
    rows = _of_person(Membership, person).filter(family__in=seen).select_related("family", "family__root")
    return list(rows.order_by("-from_date", "-id"))


@dataclass(frozen=True)
class Tie:
    """A relation as this person has it: the row, the other person (root), and which side this person is on."""

    row: Relation
    other: Person
    is_first: bool

    @property
    def label(self) -> str:
        """Who the other is to this person: 'child' where this person is the parent."""
        if not self.is_first:
            return str(self.row.get_kind_display())
        return str(OTHER_SIDE.get(Relation.Kind(self.row.kind)) or self.row.get_kind_display())


OTHER_SIDE = {
    Relation.Kind.PARENT: _("child"), Relation.Kind.ADOPTIVE_PARENT: _("adopted child"), Relation.Kind.FOSTER_PARENT: _("foster child"),
    Relation.Kind.GUARDIAN: _("ward"), Relation.Kind.GRANDPARENT: _("grandchild"),
}  # fmt: skip


def relations(actor: Actor, person: Person, word: Permission = Permission.SEE_CASE) -> list[Tie]:
    """Ties with people the actor may see. A tie to somebody hidden leaves no gap."""
    seen = Person.objects.visible_to(actor, word).values("id")
    out = Q(first=person) | Q(first__root=person)
    into = Q(second=person) | Q(second__root=person)
    rows = Relation.objects.filter((out & Q(second__in=seen)) | (into & Q(first__in=seen)))
    if is_closed(actor, person):
        rows = rows.filter(kind=Relation.Kind.ADOPTIVE_PARENT)
    found = []
    for row in rows.select_related("first__root", "second__root").order_by("kind", "from_date", "id"):
        is_first = person.pk in {row.first_id, row.first.root_id}
        other = row.second if is_first else row.first
        found.append(Tie(row, other.root or other, is_first))
    return found


def relation_seen(actor: Actor, row_id: int) -> Relation | None:
    """A relation of two people the actor sees, closed to the actor on neither side."""
    # As in ``person_by_key``: one that is hidden costs what one that was never entered costs.
    seen = Person.objects.visible_to(actor, Permission.SEE_CASE).values("id")
    both = Q(first__in=seen) | Q(first__root__in=seen), Q(second__in=seen) | Q(second__root__in=seen)
    row = Relation.objects.filter(*both, pk=row_id).select_related("first__root", "second__root").first()
    sides = [person_by_key(actor, side.key, Permission.SEE_CASE) for side in (row.first, row.second)] if row else []
    return row if all(side and any(tie.row == row for tie in relations(actor, side)) for side in sides) else None


def chosen_pair(actor: Actor, first_key: str, kind: str, other_key: str) -> tuple[Person, Person, str]:
    """What a form said of two people, as it is written down: a child's tie is its parent's, the other way round."""
    first, other = person_by_key(actor, first_key, Permission.SEE_CASE), person_by_key(actor, other_key, Permission.SEE_CASE)
    if first is None or other is None:
        raise Http404
    return (other, first, Relation.Kind.PARENT) if kind == "child" else (first, other, kind)


def housemates(actor: Actor, person: Person) -> list[tuple[str, str]]:
    """Key and name of everybody in the families of this person that the actor sees: whom a tie may be entered with."""
    families = {stay.family.root_id or stay.family_id for stay in stays(actor, person)}
    found = {m.person_key: m.name for people in members_of(actor, families).values() for m in people if m.person_id != person.pk}
    return sorted(found.items(), key=lambda pair: pair[1])
