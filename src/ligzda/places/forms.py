"""The shape of a site."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ligzda.places.models import Territory
from ligzda.web.forms import BoundedCharField, Form


class SiteForm(Form):
    """A centre or place of work, as an administrator writes it."""

    name = BoundedCharField(label=_("Name of the site"), max_length=120)
    territory = forms.ModelChoiceField(
        label=_("Territory"), queryset=Territory.objects.none(), help_text=_("Where the site stands; families may live elsewhere.")
    )
    prefix: Any = BoundedCharField(
        label=_("File numbers begin with"), max_length=6, help_text=_("For example BA: the first file is BA-0001.")
    )
    address = BoundedCharField(label=_("Address"), max_length=200, required=False)
    is_secret_place = forms.BooleanField(
        label=_("Secret place"),
        required=False,
        help_text=_("A shelter: its address may be hidden for those who live there. Others never are."),
    )
    is_active = forms.BooleanField(label=_("In use"), required=False, initial=True)

    def __init__(self, *args: Any, territories: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["territory"].queryset = territories  # type: ignore[attr-defined]
