"""The hours of a family assistant as their decision gives them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ligzda.services.actions.grants import GIVEN
from ligzda.services.models import AssistantGrant
from ligzda.web.forms import BoundedCharField, DayField, Form


class GrantForm(Form):
    number = BoundedCharField(label=_("Number of the decision"), max_length=40)
    decided_date = DayField(label=_("Day of the decision"))
    body = BoundedCharField(label=_("Who decided"), max_length=160)
    from_date = DayField(label=_("Hours from"), quick=False)
    until_date = DayField(label=_("Last day"), quick=False)
    hours_week = forms.IntegerField(
        label=_("Hours a week"), min_value=1, max_value=168, error_messages={"invalid": _("Enter whole hours, for example 6.")}
    )


class CorrectGrantForm(GrantForm):
    reason = BoundedCharField(label=_("Why it is corrected"), max_length=300)

    @staticmethod
    def of(grant: AssistantGrant) -> dict[str, Any]:
        """As it is entered now."""
        return {name: getattr(grant, name) for name in GIVEN}


class VoidGrantForm(Form):
    reason = BoundedCharField(label=_("Why these hours should not be here"), max_length=300)
