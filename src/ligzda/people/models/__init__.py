"""Columns of the room, by noun."""

from ligzda.people.models.belonging import CircleAccess, Membership
from ligzda.people.models.bonds import Bond
from ligzda.people.models.contact import Address, ContactDetail, Organisation
from ligzda.people.models.families import Family, Relation
from ligzda.people.models.merging import Merge
from ligzda.people.models.persons import FormerName, LanguageSkill, NameKey, NameWord, Person, PersonalCode
from ligzda.people.models.reversals import Reversal
from ligzda.people.models.rights import Consent, PrivacyNotice

__all__ = [
    "Address",
    "Bond",
    "CircleAccess",
    "Consent",
    "ContactDetail",
    "Family",
    "FormerName",
    "LanguageSkill",
    "Membership",
    "Merge",
    "NameKey",
    "NameWord",
    "Organisation",
    "Person",
    "PersonalCode",
    "PrivacyNotice",
    "Relation",
    "Reversal",
]
