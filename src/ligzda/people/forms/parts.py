"""The small forms of a person's page: one per kind of thing that is known about somebody."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ligzda.people.forms.fields import LanguageField
from ligzda.people.models import Address, Bond, Consent, LanguageSkill, Membership, Relation
from ligzda.people.rules.text import NAME, SENTENCE
from ligzda.people.rules.ties import MUTUAL
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


class ChangeRelationForm(Form):
    """Corrects a relation: what it is, in a sentence with both names; since when, until when, a remark."""

    kind = forms.ChoiceField(label=_("Who is what to whom"))
    from_date = DayField(label=_("Since"), required=False, quick=False)
    until_date = DayField(label=_("Until"), required=False, quick=False)
    ended_as = ChoiceChips(label=_("How it ended, of a couple"), choices=Relation.Ended.choices, required=False)
    note = BoundedCharField(label=_("Remarks"), max_length=SENTENCE, required=False)

    def __init__(self, *args: Any, row: Relation, **kwargs: Any) -> None:
        fields = ("kind", "from_date", "until_date", "ended_as", "note")
        super().__init__(*args, initial={name: getattr(row, name) for name in fields}, **kwargs)
        self.fields["kind"].choices = sentences(row)  # type: ignore[attr-defined]

    def clean(self) -> Any:
        """As the action takes it: the kind, and whether it was turned round."""
        data = super().clean() or self.cleaned_data
        kind, _dot, turned = data.get("kind", "").partition(".")
        return {**data, "kind": kind, "turned": bool(turned)}


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
    """The same between any two people of a genogram."""

    first = forms.ChoiceField(label=_("Who"))
    field_order = ("first", "kind", "other")

    def __init__(self, *args: Any, people: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, people=people, **kwargs)
        self.fields["first"].choices = [("", "–"), *people]  # type: ignore[attr-defined]
        self.fields["kind"].label = _("Is what")


# From this person's side: "child" is the tie of a parent, read the other way round.
RELATIONS = [
    (Relation.Kind.PARENT, _("is the parent of")), ("child", _("is the child of")),
    (Relation.Kind.ADOPTIVE_PARENT, _("is the adoptive parent of")), (Relation.Kind.FOSTER_PARENT, _("is the foster parent of")),
    (Relation.Kind.GUARDIAN, _("is the guardian of")), (Relation.Kind.PARTNER, _("is the partner of")),
    (Relation.Kind.SPOUSE, _("is the spouse of")), (Relation.Kind.SIBLING, _("is the brother or sister of")),
    (Relation.Kind.GRANDPARENT, _("is the grandparent of")), (Relation.Kind.OTHER, _("has another tie to")),
]  # fmt: skip


def sentences(row: Relation) -> list[tuple[str, str]]:
    """What may be between these two, each as a sentence; after a dot the same the other way round."""
    first, second = row.first.root or row.first, row.second.root or row.second
    told = _("%(who)s %(what)s: %(whom)s")
    kinds = [(kind, what) for kind, what in RELATIONS if kind != "child"]
    found = [(str(kind), told % {"who": first, "what": what, "whom": second}) for kind, what in kinds]
    turned = [(f"{kind}.turned", told % {"who": second, "what": what, "whom": first}) for kind, what in kinds if kind not in MUTUAL]
    return [*found, *turned]


class StayForm(Form):
    role = forms.ChoiceField(label=_("Role in the family"), choices=Membership.Role.choices)
    lives_here = forms.BooleanField(label=_("Lives in this household"), required=False)
    from_date = DayField(label=_("Member since"), required=False, quick=False)
    until_date = DayField(label=_("Member until"), required=False, quick=False)


class EndForm(Form):
    on = DayField(label=_("Last day"))


class ChangeBondForm(Form):
    """Corrects a tie: how it is, since when, until when, a remark."""

    kind = ChoiceChips(label=_("What tie"), choices=Bond.Kind.choices)
    flow = ChoiceChips(label=_("Does it give strength or take it?"), choices=Bond.Flow.choices, initial=Bond.Flow.NONE)
    from_date = DayField(label=_("Since"), required=False, quick=False)
    until_date = DayField(label=_("Until"), required=False, quick=False)
    note = BoundedCharField(label=_("Remarks"), max_length=SENTENCE, required=False)

    def __init__(self, *args: Any, row: Bond | None = None, **kwargs: Any) -> None:
        fields = ("kind", "flow", "from_date", "until_date", "note")
        initial = {name: getattr(row, name) for name in fields} if row else {}
        super().__init__(*args, initial=initial, **kwargs)
        if row:
            between = row.person or row.family, row.other or row.organisation or row.place
            self.fields["kind"].help_text = " – ".join(str(one) for one in between)


class BondForm(ChangeBondForm):
    """A tie of somebody with a person, an organisation, or a place of life by its name: one of the three."""

    other = forms.ChoiceField(label=_("With a person"), required=False)
    organisation = forms.ChoiceField(label=_("or with an organisation"), required=False)
    place = BoundedCharField(
        label=_("or with something else"),
        max_length=120,
        required=False,
        help_text=_("For example: the football team, a neighbour, the church."),
    )
    field_order: tuple[str, ...] = ("kind", "other", "organisation", "place")

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
    """The same for anybody of a genogram, or for the whole family."""

    whose = forms.ChoiceField(label=_("Whose"), required=False)
    field_order = ("whose", *BondForm.field_order)

    def __init__(self, *args: Any, people: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, people=people, **kwargs)
        self.fields["whose"].choices = [("", _("the whole family")), *people]  # type: ignore[attr-defined]
