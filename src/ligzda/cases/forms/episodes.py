"""What people fill in about the moves of a stay."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ligzda.cases.states import ExitType
from ligzda.kernel import clock
from ligzda.places.models import Site
from ligzda.web.forms import BoundedCharField, BoundedTextField, ChoiceChips, DayField, Form


class StepForm(Form):
    """A move: the day and the sentence that says why."""

    on = DayField(label=_("Day"), initial=clock.today)
    sentence = BoundedTextField(label=_("In a sentence: why now"), max_length=1000)


class CloseForm(StepForm):
    """How the support ended, what goes on, what the family says."""

    exit_type = ChoiceChips(label=_("How the support ended"), choices=[], stacked=True)
    continues_with = BoundedCharField(label=_("What goes on, and with whom"), required=False, max_length=300)
    family_opinion = BoundedTextField(label=_("What the family says about it"), required=False, max_length=2000)
    field_order = ["on", "exit_type", "sentence", "continues_with", "family_opinion"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["exit_type"].choices = [one for one in ExitType.choices if one[0] != ExitType.TRANSFERRED]  # type: ignore[attr-defined]


class AftercareForm(StepForm):
    """Who agreed to be contacted; never chosen beforehand."""

    consent_of = ChoiceChips(label=_("Who agreed to be contacted"), choices=[])

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["consent_of"].choices = people  # type: ignore[attr-defined]


class TransferForm(StepForm):
    """To whom, and on what ground."""

    site = forms.ModelChoiceField(label=_("One of our centres"), queryset=Site.objects.none(), required=False, empty_label="–")
    receiving = BoundedCharField(label=_("Or somebody else"), required=False, max_length=300)
    ground = BoundedCharField(label=_("The family's agreement, or the legal ground"), max_length=200)
    field_order = ["on", "site", "receiving", "ground", "sentence"]

    def __init__(self, *args: Any, sites: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["site"].queryset = sites  # type: ignore[attr-defined]
