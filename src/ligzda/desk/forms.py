"""Forms of the pages that cross rooms."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ligzda.web.forms import DayField, Form


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
