"""The small forms of a person's page: one per kind of thing that is known about somebody."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ligzda.people.forms.fields import LanguageField
from ligzda.people.models import Address, Bond, Consent, LanguageSkill, Membership, Person, Relation
from ligzda.people.rules.text import NAME, SENTENCE
from ligzda.places.models import Territory
from ligzda.web.forms import BoundedCharField, ChoiceChips, DayField, Form

COUNTRIES = [("LV", _("Latvia")), ("LT", _("Lithuania"))]
PHONE_OR_EMAIL = [("phone", _("phone")), ("email", _("e-mail"))]


class FormerNameForm(Form):
    first_name = BoundedCharField(label=_("Former first name"), max_length=NAME, required=False)
    last_name = BoundedCharField(label=_("Former last name"), max_length=NAME, required=False)
    until_date = DayField(label=_("Until"), required=False, quick=False)


class CodeForm(Form):
    country = ChoiceChips(label=_("Country of the code"), choices=COUNTRIES)
    code = BoundedCharField(label=_("Personal code"), max_length=40, help_text=_("Only if it is needed. The code stays encrypted."))


class CheckedForm(Form):
    """The tick that somebody held the document in the hand."""

    is_compared = forms.BooleanField(
        label=_("I compared the code with a passport, an identity card or a birth certificate"),
        error_messages={"required": _("Tick this once you have compared it.")},
    )


class LanguageForm(Form):
    language = LanguageField()
    reads = ChoiceChips(label=_("Reading"), choices=LanguageSkill.Reads.choices, initial=LanguageSkill.Reads.UNKNOWN)
    is_preferred = forms.BooleanField(label=_("Prefers this language"), required=False)


class ContactForm(Form):
    kind = ChoiceChips(label=_("Phone or e-mail"), choices=PHONE_OR_EMAIL)
    value = BoundedCharField(
        label=_("Number or address"), max_length=254, help_text=_("For example 27880031, +371 27880031 or name@example.lv.")
    )
    country = ChoiceChips(label=_("Country of the number"), choices=COUNTRIES)
    is_safe = forms.BooleanField(label=_("Safe to call or write there"), required=False, initial=True)
    rule = BoundedCharField(label=_("When and how"), max_length=200, required=False, help_text=_("For example: only on weekday mornings."))
    who_answers = BoundedCharField(label=_("Who may answer"), max_length=120, required=False)
    say_as = BoundedCharField(
        label=_("As whom to call or write"), max_length=120, required=False, help_text=_("For example: from the library.")
    )
    no_sms = forms.BooleanField(label=_("Send no text messages"), required=False)


class AddressForm(Form):
    kind = ChoiceChips(label=_("Which address"), choices=Address._meta.get_field("kind").choices)
    text = BoundedCharField(
        label=_("Address"), max_length=SENTENCE, help_text=_("Street, house, flat, town or parish, municipality, postcode.")
    )
    territory = forms.ModelChoiceField(label=_("Municipality"), queryset=Territory.objects.none(), required=False)
    from_date = DayField(label=_("Since"), required=False, quick=False)
    until_date = DayField(label=_("Until"), required=False, quick=False)

    def __init__(self, *args: Any, territories: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if territories is not None:
            self.fields["territory"].queryset = territories  # type: ignore[attr-defined]


class ConsentForm(Form):
    purpose = forms.ChoiceField(label=_("Consent to"), choices=Consent.Purpose.choices)
    given_date = DayField(label=_("Given on"))
    given_by = forms.ChoiceField(label=_("Given by"), required=False)
    note = BoundedCharField(label=_("Limits or remarks"), max_length=SENTENCE, required=False)

    def __init__(self, *args: Any, people: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["given_by"].choices = [("", _("the person")), *people]  # type: ignore[attr-defined]


class NoticeForm(Form):
    version = BoundedCharField(label=_("Version of the notice"), max_length=20)
    given_date = DayField(label=_("Given on"))
    language = LanguageField(label=_("In which language"))
    basis = BoundedCharField(label=_("Legal ground"), max_length=60, required=False)
    read_aloud_by = BoundedCharField(label=_("Read aloud by"), max_length=120, required=False)


class RelationForm(Form):
    """A new relation of one person with another."""

    kind = forms.ChoiceField(label=_("This person"))
    other = forms.ChoiceField(label=_("To whom"))
    from_date = DayField(label=_("Since"), required=False, quick=False)
    until_date = DayField(label=_("Until"), required=False, quick=False)
    ended_as = ChoiceChips(label=_("How it ended, of a couple"), choices=Relation.Ended.choices, required=False)
    note = BoundedCharField(label=_("Remarks"), max_length=SENTENCE, required=False)

    def __init__(self, *args: Any, people: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].choices = [("", "–"), *people]  # type: ignore[attr-defined]
        self.fields["kind"].choices = [("", "–"), *RELATIONS]  # type: ignore[attr-defined]


class FamilyRelationForm(RelationForm):
    """The same between any two of these people; ``row``: what is written down and now corrected."""

    first = forms.ChoiceField(label=_("Who"))
    field_order = ("first", "kind", "other")

    def __init__(self, *args: Any, people: Any = (), row: Relation | None = None, **kwargs: Any) -> None:
        if row:
            sides = {"first": (row.first.root or row.first), "other": (row.second.root or row.second)}
            fields = ("kind", "from_date", "until_date", "ended_as", "note")
            kwargs["initial"] = {name: one.key for name, one in sides.items()} | {name: getattr(row, name) for name in fields}
            people = _with(people, sides.values())
        super().__init__(*args, people=people, **kwargs)
        self.fields["first"].choices = [("", "–"), *people]  # type: ignore[attr-defined]
        self.fields["kind"].label = _("Is what")


def _with(people: Any, more: Iterable[Person]) -> list[tuple[str, str]]:
    """The choices, and these whoever they are."""
    return sorted((dict(people) | {one.key: str(one) for one in more}).items(), key=lambda pair: pair[1])


# From this person's side: "child" is the tie of a parent, read the other way round.
RELATIONS = [
    (Relation.Kind.PARENT, _("is the parent of")), ("child", _("is the child of")),
    (Relation.Kind.ADOPTIVE_PARENT, _("is the adoptive parent of")), (Relation.Kind.FOSTER_PARENT, _("is the foster parent of")),
    (Relation.Kind.GUARDIAN, _("is the guardian of")), (Relation.Kind.PARTNER, _("is the partner of")),
    (Relation.Kind.SPOUSE, _("is the spouse of")), (Relation.Kind.SIBLING, _("is the brother or sister of")),
    (Relation.Kind.GRANDPARENT, _("is the grandparent of")), (Relation.Kind.OTHER, _("has another tie to")),
]  # fmt: skip


class StayForm(Form):
    role = forms.ChoiceField(label=_("Role in the family"), choices=Membership.Role.choices)
    lives_here = forms.BooleanField(label=_("Lives in this household"), required=False)
    from_date = DayField(label=_("Member since"), required=False, quick=False)
    until_date = DayField(label=_("Member until"), required=False, quick=False)


class EndForm(Form):
    on = DayField(label=_("Last day"))


class BondForm(Form):
    """A tie of somebody with a person, an organisation, or a place of life by its name: one of the three."""

    kind = ChoiceChips(label=_("What tie"), choices=Bond.Kind.choices)
    other = forms.ChoiceField(label=_("With a person"), required=False)
    organisation = forms.ChoiceField(label=_("or with an organisation"), required=False)
    place = BoundedCharField(
        label=_("or with something else"),
        max_length=120,
        required=False,
        help_text=_("For example: the football team, a neighbour, the church."),
    )
    flow = ChoiceChips(label=_("Does it give strength or take it?"), choices=Bond.Flow.choices, initial=Bond.Flow.NONE)
    from_date = DayField(label=_("Since"), required=False, quick=False)
    until_date = DayField(label=_("Until"), required=False, quick=False)
    note = BoundedCharField(label=_("Remarks"), max_length=SENTENCE, required=False)

    def __init__(self, *args: Any, people: Any = (), organisations: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].choices = [("", "–"), *people]  # type: ignore[attr-defined]
        self.fields["organisation"].choices = [("", "–"), *((one.key, one.name) for one in organisations)]  # type: ignore[attr-defined]

    def clean(self) -> Any:
        data = super().clean() or self.cleaned_data
        if len([name for name in ("other", "organisation", "place") if data.get(name)]) != 1:
            self.add_error("other", _("Choose one: a person, an organisation, or write something else."))
        return data


class FamilyBondForm(BondForm):
    """The same for any of these people, or for the whole family; ``row``: what is written down and now corrected."""

    whose = forms.ChoiceField(label=_("Who has this tie"), required=False)
    field_order = ("whose", "kind")

    def __init__(
        self, *args: Any, people: Any = (), organisations: Any = (), row: Bond | None = None, has_family: bool = True, **kwargs: Any
    ) -> None:  # fmt: skip
        if row:
            sides = {"whose": row.person and (row.person.root or row.person), "other": row.other and (row.other.root or row.other)}
            fields = ("kind", "flow", "place", "from_date", "until_date", "note")
            kwargs["initial"] = {name: one.key if one else "" for name, one in sides.items()}
            kwargs["initial"] |= {name: getattr(row, name) for name in fields}
            kwargs["initial"] |= {"organisation": row.organisation.key if row.organisation else ""}
            people = _with(people, [one for one in sides.values() if one])
            organisations = list(dict.fromkeys([*organisations, *([row.organisation] if row.organisation else [])]))
        super().__init__(*args, people=people, organisations=organisations, **kwargs)
        whole = [("", _("the whole family"))] if has_family else []
        self.fields["whose"].choices = [*whole, *people]  # type: ignore[attr-defined]
