"""A person, a member of a family, a family."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ligzda.people.forms.fields import Birth, BirthField, LanguageField
from ligzda.people.models import Family, Membership, Person
from ligzda.people.models.persons import Sex
from ligzda.people.rules.text import HEADING, NAME
from ligzda.places.models import Territory
from ligzda.web.forms import BoundedCharField, ChoiceChips, DayField, Form

KNOWN = [("yes", _("yes")), ("no", _("no")), ("unknown", _("unknown"))]


class PersonForm(Form):
    """Who somebody is: enough to enter a person. ``person_values`` are the arguments of ``register_person``."""

    first_name = BoundedCharField(label=_("First name"), max_length=NAME)
    last_name = BoundedCharField(label=_("Last name"), max_length=NAME, required=False)
    birth = BirthField()
    sex = ChoiceChips(label=_("Sex"), choices=Sex.choices, initial=Sex.UNKNOWN)

    def person_values(self) -> dict[str, Any]:
        data = {name: self.cleaned_data[name] for name in PERSON_FIELDS if name in self.cleaned_data}
        birth = self.cleaned_data["birth"]
        return {**data, "birth_date": birth.date, "birth_precision": birth.precision}

    @staticmethod
    def initial_of(person: Person) -> dict[str, Any]:
        values = {name: getattr(person, name) for name in PERSON_FIELDS}
        return {**values, "birth": Birth(person.birth_date, person.birth_precision)}


PERSON_FIELDS = ("first_name", "last_name", "sex", "death_date", "disability", "interpreter_needed")


class PersonDetailsForm(PersonForm):
    """All that a person's own record says."""

    death_date = DayField(label=_("Date of death"), required=False, quick=False)
    disability = ChoiceChips(label=_("Disability"), choices=KNOWN)
    interpreter_needed = LanguageField(label=_("Interpreter needed for"), empty=_("no interpreter"), required=False)


class MemberForm(PersonForm):
    """A person as a member of a family. Its prefix lets a page carry several."""

    role = forms.ChoiceField(label=_("Role in the family"), choices=[("", "–"), *Membership.Role.choices])
    lives_here = forms.BooleanField(label=_("Lives in this household"), required=False, initial=True)
    from_date = DayField(label=_("Member since"), required=False, quick=False)

    def member_values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("role", "lives_here", "from_date")}


class FamilyForm(Form):
    """A family under the heading its worker writes."""

    name = BoundedCharField(
        label=_("Heading of the family"), max_length=HEADING, help_text=_("As you call the family at work, for example Vītoliņu ģimene.")
    )
    type = forms.ChoiceField(label=_("Family type"), choices=Family.Type.choices, initial=Family.Type.UNKNOWN)
    territory = forms.ModelChoiceField(label=_("Municipality of residence"), queryset=Territory.objects.none(), required=False)

    def __init__(self, *args: Any, territories: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["territory"].queryset = territories  # type: ignore[attr-defined]
