"""Everything a person's page shows, as far as the actor may see it, in a constant number of statements."""

from dataclasses import dataclass, field
from typing import Any

from ligzda.access.actor import Actor
from ligzda.access.permissions import Permission
from ligzda.people.forms.fields import LANGUAGES
from ligzda.people.may_change import may_change
from ligzda.people.models import Person
from ligzda.people.queries import persons as reads
from ligzda.people.queries.bonds import Tied, bonds_of
from ligzda.people.rules.codes import mask
from ligzda.people.rules.contact import show_phone
from ligzda.people.rules.days import age_text, birth_text


@dataclass(frozen=True)
class PersonSheet:
    """One life across families, dated. What is empty for lack of a right and what is empty look the same."""

    person: Person
    age: str
    born: str
    may_change: bool
    sees_case: bool
    may_plan: bool
    may_reach: bool
    may_strike: bool
    former_names: list[str]
    languages: list[dict[str, Any]]
    interpreter: str
    contact: list[dict[str, Any]]
    addresses: list[Any]
    stays: list[Any]
    ties: list[reads.Tie] = field(default_factory=list)
    bonds: list[Tied] = field(default_factory=list)
    codes: list[dict[str, Any]] = field(default_factory=list)
    consents: list[Any] = field(default_factory=list)
    notices: list[Any] = field(default_factory=list)


def sheet(actor: Actor, person: Person) -> PersonSheet:
    """The page's content. Relations, codes, consents and notices are working tier, the rest is contact tier; an auditor calls nobody."""
    names = dict(LANGUAGES)
    working: dict[str, Any] = {}
    sees_case = actor.may(Permission.SEE_CASE, person)
    if sees_case:
        working = {
            "ties": reads.relations(actor, person),
            "bonds": bonds_of(actor, person),
            "codes": [{"text": mask(code.country, code.code), "row": code} for code in reads.codes(actor, person)],
            "consents": reads.consents(actor, person),
            "notices": [{"row": row, "language": names.get(row.language, row.language)} for row in reads.notices(actor, person)],
        }
    may_reach = actor.may(Permission.SEE_CONTACT_DETAILS, person)
    details = reads.contact_details(actor, person) if may_reach else []
    return PersonSheet(
        person=person,
        age=age_text(person.birth_date, person.birth_precision, actor.on, person.death_date),
        born=birth_text(person.birth_date, person.birth_precision),
        may_change=may_change(actor, person),
        sees_case=sees_case,
        may_reach=may_reach,
        may_strike=actor.holds(Permission.MERGE) and actor.may(Permission.MERGE, person),
        may_plan=actor.may(Permission.PLAN, person),
        former_names=reads.former_names(actor, person),
        languages=[{"name": names.get(skill.language, skill.language), "row": skill} for skill in reads.languages(actor, person)],
        interpreter=str(names.get(person.interpreter_needed, person.interpreter_needed)),
        contact=[{"text": show_phone(row.value) if row.kind == "phone" else row.value, "row": row} for row in details],
        addresses=reads.addresses(actor, person) if may_reach else [],
        stays=reads.stays(actor, person),
        **working,
    )
