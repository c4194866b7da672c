"""Forms of the pages that cross rooms."""

from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from ligzda.access.permissions import Tier
from ligzda.cases.forms.notes import TIER_WORDS
from ligzda.documents.forms import limits
from ligzda.kernel import clock
from ligzda.web.forms import BoundedCharField, ChoiceChips, DayField, Form


class PeriodForm(Form):
    """From–to of a table; empty means the last four quarters."""

    since = DayField(label=_("From"), required=False)
    until = DayField(label=_("To"), required=False)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("since") and values.get("until") and values["until"] < values["since"]:
            self.add_error("until", _("The end date is before the start date. Check both."))
        return values


class SampleForm(Form):
    """An auditor's dated seat."""

    from_date = DayField(label=_("From"))
    until_date = DayField(label=_("Until"))


class AddFileForm(Form):
    """The file, what it is, of which day, who opens it."""

    upload = forms.FileField(
        label=_("File"), help_text=lazy(limits, str)(), error_messages={"required": _("Choose a file."), "empty": _("The file is empty.")}
    )
    title = BoundedCharField(label=_("What it is"), help_text=_("For example: decision of the orphan's court, certificate of the school."))
    date = DayField(label=_("Day of the document"), initial=clock.today)
    tier = ChoiceChips(label=_("Who opens it"), choices=[], initial=Tier.WORKING)

    def __init__(self, *args: Any, tiers: list[Tier], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tier"].choices = [(str(tier), TIER_WORDS[tier]) for tier in tiers]  # type: ignore[attr-defined]


class VoidFileForm(Form):
    reason = BoundedCharField(label=_("Why this file should not be here"), max_length=300)
