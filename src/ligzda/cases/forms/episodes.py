"""What people fill in about the moves of a stay."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ligzda.cases.models import Ground
from ligzda.kernel import clock
from ligzda.places.models import Site
from ligzda.web.forms import BoundedCharField, BoundedTextField, ChoiceChips, DayField, Form, ManyChips


class StepForm(Form):
    """A move: the day and the sentence that says why."""

    on = DayField(label=_("Day"), initial=clock.today)
    sentence = BoundedTextField(label=_("In a sentence: why now"), max_length=1000)


class TransferForm(StepForm):
    """To whom, and on what ground."""

    site = forms.ModelChoiceField(label=_("One of our centres"), queryset=Site.objects.none(), required=False, empty_label="–")
    receiving = BoundedCharField(label=_("Or somebody else"), required=False, max_length=300)
    ground_kind = ChoiceChips(label=_("On what ground"), choices=Ground.choices, stacked=True)
    ground = BoundedCharField(label=_("The family's agreement, or the legal ground"), max_length=200)
    items = ManyChips(
        label=_("What goes along"), required=False, stacked=True,
        help_text=_("Only what you choose is handed on; nothing else goes. What is protected is never offered here."),
    )  # fmt: skip
    field_order = ["on", "site", "receiving", "ground_kind", "ground", "items", "sentence"]

    def __init__(self, *args: Any, sites: Any, offers: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["items"].choices = offers  # type: ignore[attr-defined]
        if not offers:
            del self.fields["items"]
        self.fields["site"].queryset = sites  # type: ignore[attr-defined]
