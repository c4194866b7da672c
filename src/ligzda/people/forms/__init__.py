"""The shapes of answers about people; reusable by rooms above (``PersonForm``, ``MemberForm``). A form never saves."""

from ligzda.people.forms.fields import Birth, BirthField, LanguageField
from ligzda.people.forms.merging import DecisionForm
from ligzda.people.forms.parts import (
    AddressForm,
    BondForm,
    CheckedForm,
    CodeForm,
    ConsentForm,
    ContactForm,
    EndForm,
    FamilyBondForm,
    FamilyRelationForm,
    FormerNameForm,
    LanguageForm,
    NoticeForm,
    RelationForm,
    StayForm,
)  # fmt: skip
from ligzda.people.forms.persons import FamilyForm, MemberForm, PersonDetailsForm, PersonForm
from ligzda.people.forms.striking import ReasonForm

__all__ = [
    "AddressForm", "Birth", "BirthField", "BondForm", "CheckedForm", "CodeForm", "ConsentForm", "ContactForm",
    "DecisionForm", "EndForm", "FamilyBondForm", "FamilyForm", "FamilyRelationForm", "FormerNameForm", "LanguageField", "LanguageForm",
    "MemberForm", "NoticeForm", "PersonDetailsForm", "PersonForm", "ReasonForm", "RelationForm", "StayForm",
]  # fmt: skip
