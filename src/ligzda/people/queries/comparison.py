"""Two records side by side, each with only what is written on itself, so that a merge can be judged."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from ligzda.access.actor import Actor
from ligzda.access.permissions import Permission
from ligzda.people.forms.fields import LANGUAGES
from ligzda.people.models import (
    Address,
    ContactDetail,
    Family,
    FormerName,
    LanguageSkill,
    Membership,
    Merge,
    Person,
    PersonalCode,
    Relation,
)
from ligzda.people.open_addresses import shown
from ligzda.people.queries.duplicates import decision_between
from ligzda.people.rules.codes import mask
from ligzda.people.rules.contact import show_phone
from ligzda.people.rules.days import birth_text
from ligzda.people.settling import Difference, differences, edited_since
from ligzda.web import formatting

LANGUAGE_NAMES = dict(LANGUAGES)
KINDS: dict[str, Any] = {"persons": Person, "families": Family}


@dataclass(frozen=True)
class ComparedLine:
    """One thing that is known, on either side."""

    label: str
    first: list[str]
    second: list[str]

    @property
    def differs(self) -> bool:
        return self.first != self.second


def record_by_key(actor: Actor, kind: str, key: str) -> Any:
    """The record itself, not its root; None for who may not merge it."""
    if kind not in KINDS:
        return None
    model = KINDS[kind]
    seen = model.objects.visible_to(actor, Permission.MERGE).values("id")
    return model.objects.filter(Q(pk__in=seen, root__isnull=True) | Q(root__in=seen), key=key).first()


def to_choose(actor: Actor, first: Any, second: Any) -> dict[str, list[Difference]]:
    """What the form asks beside the reason: on what the two differ, or what was edited since they were merged."""
    decision = decision_between(actor, first, second)
    one, two = sorted((first.root or first, second.root or second), key=lambda record: record.pk)
    if decision is None or decision.decided == Merge.Decided.OPEN:
        return {"differences": differences(one, two) if one.pk != two.pk else []}
    if decision.decided == Merge.Decided.DISTINCT:
        return {}
    return {"edited": edited_since(decision, one)}


def side_by_side(actor: Actor, first: Any, second: Any) -> list[ComparedLine]:
    """Lines to compare. A constant number of statements for persons and for families."""
    told = _family(actor, first), _family(actor, second)
    if isinstance(first, Person):
        told = _person(actor, first), _person(actor, second)
    return [ComparedLine(label, one, two) for (label, one), (_label, two) in zip(*told, strict=True) if one or two]


def _person(actor: Actor, person: Person) -> list[tuple[str, list[str]]]:
    mine = Q(person=person)
    ties = Relation.objects.filter(Q(first=person) | Q(second=person)).select_related("first", "second").order_by("id")
    stays = Membership.objects.filter(mine).select_related("family").order_by("id")
    details = ContactDetail.objects.filter(mine).order_by("id")
    return [
        (_("First name"), [person.first_name]),
        (_("Last name"), [person.last_name]),
        (_("Former names"), sorted(str(name) for name in FormerName.objects.filter(mine))),
        (_("Date of birth"), [_born(person)]),
        (_("Date of death"), [formatting.day(person.death_date)] if person.death_date else []),
        (_("Sex"), [str(person.get_sex_display())]),
        (_("Personal code"), [mask(code.country, code.code) for code in PersonalCode.objects.filter(mine).order_by("id")]),
        (_("Phone, e-mail"), sorted(show_phone(d.value) if d.kind == "phone" else d.value for d in details)),
        (_("Addresses"), _addresses(actor, person, mine)),
        (_("Families"), sorted(f"{stay.family.name} – {stay.get_role_display()}" for stay in stays)),
        (_("Relations"), sorted({str(tie.second if tie.first_id == person.pk else tie.first) for tie in ties})),
        (_("Languages"), sorted(str(LANGUAGE_NAMES.get(skill.language, skill.language)) for skill in LanguageSkill.objects.filter(mine))),
        (_("Entered on"), [formatting.day(person.created_at)]),
    ]


def _family(actor: Actor, family: Any) -> list[tuple[str, list[str]]]:
    if not isinstance(family, Family):
        return []
    stays = Membership.objects.filter(family=family).select_related("person").order_by("id")
    people = [
        f"{stay.person} – {stay.get_role_display()}, {birth_text(stay.person.birth_date, stay.person.birth_precision)}" for stay in stays
    ]
    return [
        (_("Heading of the family"), [family.name]),
        (_("Family type"), [str(family.get_type_display())]),
        (_("Municipality of residence"), [family.territory.name] if family.territory else []),
        (_("Members"), sorted(people)),
        (_("Addresses"), _addresses(actor, family, Q(family=family))),
        (_("Entered on"), [formatting.day(family.created_at)]),
    ]


def _addresses(actor: Actor, whose: Any, mine: Q) -> list[str]:
    return sorted(row.text for row in shown(actor, whose, list(Address.objects.filter(mine))))


def _born(person: Person) -> str:
    return birth_text(person.birth_date, person.birth_precision)
