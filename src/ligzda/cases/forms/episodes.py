"""What people fill in about the moves of a stay."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ligzda.kernel import clock
from ligzda.places.models import Site
from ligzda.web.forms import BoundedCharField, BoundedTextField, DayField, Form


class StepForm(Form):
    """A move: the day and the sentence that says why."""

    on = DayField(label=_("Day"), initial=clock.today)
    sentence = BoundedTextField(label=_("In a sentence: why now"), max_length=1000)


class TransferForm(StepForm):
    """To whom, and on what ground."""

    site = forms.ModelChoiceField(label=_("One of our centres"), queryset=Site.objects.none(), required=False, empty_label="–")
    receiving = BoundedCharField(label=_("Or somebody else"), required=False, max_length=300)
    ground = BoundedCharField(label=_("The family's agreement, or the legal ground"), max_length=200)
    field_order = ["on", "site", "receiving", "ground", "sentence"]

    def __init__(self, *args: Any, sites: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["site"].queryset = sites  # type: ignore[attr-defined]
