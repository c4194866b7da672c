"""The parts of a person's page that can be edited: for each its form, what it begins with and the action that keeps it.

One view serves them all, so that drafts, double clicks, refusals and the reading trail are the same everywhere.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from ligzda.access.actor import Actor
from ligzda.access.permissions import Permission
from ligzda.people import forms
from ligzda.people.actions import bonds, codes, contact, families, persons, rights
from ligzda.people.models import Person
from ligzda.people.queries import persons as reads
from ligzda.people.queries.bonds import bonds_of, chosen_other, organisations
from ligzda.people.rules.contact import show_phone
from ligzda.places.queries import choices

Data = dict[str, Any]


@dataclass(frozen=True)
class PersonPart:
    """One kind of thing that is known about a person. ``rows`` lists what can be edited one by one."""

    slug: str
    title: Any
    form: Callable[[Any, Actor, Person, Any], Any]
    keep: Callable[[Person, Actor, Data, Any], Any]
    word: Permission = Permission.SEE_CASE
    rows: Callable[[Actor, Person], list[Any]] | None = None
    row_title: Any = ""
    only_rows: bool = False
    drafted: bool = True
    reasoned: bool = False  # what is unlikely may be kept with a reason

    def row(self, actor: Actor, person: Person, row_id: int) -> Any:
        """The row of this person with this id, or None."""
        return next((row for row in self.rows(actor, person) if row.pk == row_id), None) if self.rows else None


def _details(data: Any, actor: Actor, person: Person, row: Any) -> Any:
    return forms.PersonDetailsForm(data, initial=forms.PersonForm.initial_of(person))


def _keep_code(person: Person, by: Actor, data: Data, row: Any) -> Any:
    return codes.check_code(row, by=by) if row else codes.set_code(person, by=by, **data)


def _contact(data: Any, actor: Actor, person: Person, row: Any) -> Any:
    if row is None:
        return forms.ContactForm(data, initial={"country": "LV", "kind": "phone"})
    shown = show_phone(row.value) if row.kind == "phone" else row.value
    country = "LT" if row.value.startswith("+370") else "LV"
    manner = {"who_answers": row.who_answers, "say_as": row.say_as, "no_sms": row.no_sms}
    return forms.ContactForm(
        data, initial={"kind": row.kind, "value": shown, "country": country, "is_safe": row.is_safe, "rule": row.rule} | manner
    )


def _keep_contact(person: Person, by: Actor, data: Data, row: Any) -> Any:
    return contact.change_contact(row, by=by, **data) if row else contact.add_contact(person, by=by, **data)


def _address(data: Any, actor: Actor, person: Person, row: Any) -> Any:
    fields = ("kind", "text", "territory", "from_date", "until_date")
    initial = {name: getattr(row, name) for name in fields} if row else {"kind": "actual"}
    return forms.AddressForm(data, initial=initial, territories=choices(actor))


def _keep_address(person: Person, by: Actor, data: Data, row: Any) -> Any:
    return contact.change_address(row, by=by, **data) if row else contact.add_address(by=by, person=person, **data)


def _consent(data: Any, actor: Actor, person: Person, row: Any) -> Any:
    return forms.EndForm(data) if row else forms.ConsentForm(data, people=reads.housemates(actor, person))


def _keep_consent(person: Person, by: Actor, data: Data, row: Any) -> Any:
    if row:
        return rights.withdraw_consent(row, by=by, on=data["on"])
    giver = reads.person_by_key(by, data.pop("given_by")) if data["given_by"] else data.pop("given_by") or None
    return rights.give_consent(person, by=by, given_by=giver, **data)


def _relation(data: Any, actor: Actor, person: Person, row: Any) -> Any:
    people = reads.housemates(actor, person)
    return forms.FamilyRelationForm(data, people=people, row=row) if row else forms.RelationForm(data, people=people)


def _keep_relation(person: Person, by: Actor, data: Data, row: Any) -> Any:
    first, second, kind = reads.chosen_pair(by, data.pop("first", person.key), data.pop("kind"), data.pop("other"))
    return (
        persons.change_relation(row, first, second, by=by, kind=kind, **data)
        if row
        else persons.relate(first, second, by=by, kind=kind, **data)
    )


def _bond(data: Any, actor: Actor, person: Person, row: Any) -> Any:
    given = {"people": reads.housemates(actor, person), "organisations": organisations(actor)}
    return forms.FamilyBondForm(data, row=row, has_family=False, **given) if row else forms.BondForm(data, **given)


def _keep_bond(person: Person, by: Actor, data: Data, row: Any) -> Any:
    whose = reads.person_by_key(by, data.pop("whose", person.key)) or person
    other = chosen_other(by, data.pop("other"), data.pop("organisation"), data.pop("place"))
    return bonds.change_tie(row, whose, by=by, other=other, **data) if row else bonds.tie(whose, by=by, other=other, **data)


def _stay(data: Any, actor: Actor, person: Person, row: Any) -> Any:
    fields = ("role", "lives_here", "from_date", "until_date")
    return forms.StayForm(data, initial={name: getattr(row, name) for name in fields})


def _bond_rows(actor: Actor, person: Person) -> list[Any]:
    return [one.row for one in bonds_of(actor, person)]


def _relation_rows(actor: Actor, person: Person) -> list[Any]:
    return [tie.row for tie in reads.relations(actor, person)]


PARTS = {
    part.slug: part
    for part in (
        PersonPart(
            "details", _("Edit the person"), _details,
            lambda person, by, data, row: persons.change_person(person, by=by, **data), word=Permission.SEE_CONTACT, reasoned=True,
        ),
        PersonPart(
            "names", _("Add a former name"), lambda data, actor, person, row: forms.FormerNameForm(data),
            lambda person, by, data, row: persons.add_former_name(person, by=by, **data), word=Permission.SEE_CONTACT,
        ),
        PersonPart(
            "code", _("Enter a personal code"), lambda data, actor, person, row: forms.CheckedForm(data) if row else forms.CodeForm(data),
            _keep_code, rows=reads.unchecked_codes, row_title=_("Compare the personal code with a document"), drafted=False, reasoned=True,
        ),
        PersonPart(
            "languages", _("Add a language"), lambda data, actor, person, row: forms.LanguageForm(data),
            lambda person, by, data, row: persons.set_language(person, by=by, **data), word=Permission.SEE_CONTACT,
        ),
        PersonPart(
            "contact", _("Add a phone or e-mail"), _contact, _keep_contact, word=Permission.SEE_CONTACT_DETAILS,
            rows=reads.contact_details, row_title=_("Edit a phone or e-mail"),
        ),
        PersonPart(
            "address", _("Add an address"), _address, _keep_address, word=Permission.SEE_CONTACT_DETAILS,
            rows=reads.addresses, row_title=_("Edit an address"),
        ),
        PersonPart("consents", _("Record a consent"), _consent, _keep_consent, rows=reads.consents, row_title=_("Withdraw a consent")),
        PersonPart(
            "notices", _("Record a privacy notice"), lambda data, actor, person, row: forms.NoticeForm(data),
            lambda person, by, data, row: rights.give_notice(person, by=by, **data),
        ),
        PersonPart(
            "relations", _("Record a relation"), _relation, _keep_relation,
            rows=_relation_rows, row_title=_("Correct the relation"), reasoned=True,
        ),
        PersonPart("bonds", _("Record a tie"), _bond, _keep_bond, rows=_bond_rows, row_title=_("Correct the tie")),
        PersonPart(
            "families", _("Membership in a family"), _stay,
            lambda person, by, data, row: families.change_member(row, by=by, **data),
            rows=reads.stays, row_title=_("Edit the membership"), only_rows=True, reasoned=True,
        ),
    )
}  # fmt: skip
