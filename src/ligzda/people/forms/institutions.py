"""The shape of an institution."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ligzda.people.models import Organisation
from ligzda.web.forms import BoundedCharField, Form


class InstitutionForm(Form):
    """As an administrator writes it."""

    name = BoundedCharField(label=pgettext_lazy("institution", "Name"), max_length=160)
    kind = forms.ChoiceField(label=_("Kind of institution"), choices=Organisation.Kind.choices, initial=Organisation.Kind.OTHER)
    address = BoundedCharField(label=_("Address"), max_length=200, required=False, help_text=_("Street, house, town."))
    is_secret_place = forms.BooleanField(
        label=_("Secret place"),
        required=False,
        help_text=_("A shelter: its address may be hidden for those who live there. Others never are."),
    )
