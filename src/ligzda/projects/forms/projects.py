"""Who a project is and when, and under which other names and with whom."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ligzda.projects.models import Partner, Project, ProjectAlias
from ligzda.web.forms import BoundedCharField, BoundedTextField, ChoiceChips, DayField, Form

CURRENCIES = [(one, one) for one in ("EUR", "LVL", "LTL", "NOK", "SEK", "DKK", "USD", "GBP")]
KEY = RegexValidator(r"^[a-z0-9]+(-[a-z0-9]+)*\Z", _("Use small letters a–z, digits and hyphens only, for example mac150."))
NOBODY = [("", _("not known"))]


class ProjectForm(Form):
    """Who the project is and when."""

    key = BoundedCharField(
        label=_("Short key"),
        max_length=40,
        validators=[KEY],
        help_text=_("Small letters and digits, for example mac150. It stays for good."),
    )
    title_lv = BoundedCharField(label=_("Title in Latvian"), max_length=300)
    title_en = BoundedCharField(label=_("Title in English"), max_length=300, required=False)
    acronym = BoundedCharField(label=_("Acronym"), max_length=60, required=False)
    number = BoundedCharField(label=_("Project number"), max_length=80, required=False)
    start_date = DayField(label=_("First day"), required=False, quick=False)
    end_date = DayField(label=_("Last day"), required=False, quick=False)
    services_end_date = DayField(label=_("Last day of services"), required=False, quick=False)
    state = ChoiceChips(label=_("State"), choices=Project.State.choices, initial=Project.State.DRAFT)
    funder = forms.ChoiceField(label=_("Funder"), required=False)
    supervising_body = forms.ChoiceField(label=_("Supervising body"), required=False)
    currency = forms.ChoiceField(label=_("Currency"), choices=CURRENCIES, initial="EUR")
    reporting_months = forms.IntegerField(
        label=_("A report every … months"), min_value=1, max_value=24, initial=3,
        error_messages={name: _("Enter whole months from 1 to 24.") for name in ("invalid", "min_value", "max_value")},
    )  # fmt: skip
    goal = BoundedTextField(label=_("Goal"), max_length=4000, required=False)
    target_group = BoundedTextField(label=pgettext_lazy("project", "For whom"), max_length=2000, required=False)

    def __init__(self, *args: Any, is_new: bool = True, organisations: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = [(one.key, one.name) for one in organisations]
        self.fields["funder"].choices = self.fields["supervising_body"].choices = NOBODY + listed  # type: ignore[attr-defined]
        if not is_new:
            del self.fields["key"]


class AliasForm(Form):
    """Another spelling under which a project is found."""

    text = BoundedCharField(label=_("Other spelling"), max_length=300)
    kind = ChoiceChips(label=_("Of what"), choices=ProjectAlias._meta.get_field("kind").choices, initial="number")


class PartnerForm(Form):
    """An organisation and its part. ``is_new``: which one is still to be said."""

    organisation = forms.ChoiceField(label=_("Organisation"), required=False)
    new_name = BoundedCharField(
        label=_("Or a new organisation"), max_length=160, required=False, help_text=_("Its full name, if it is not in the list.")
    )
    role = ChoiceChips(label=_("Role in the project"), choices=Partner.Role.choices)
    note = BoundedCharField(label=_("Remark"), max_length=300, required=False)

    def __init__(self, *args: Any, organisations: Any = (), is_new: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_new:
            del self.fields["organisation"], self.fields["new_name"]
            return
        self.fields["organisation"].choices = [("", "–"), *((one.key, one.name) for one in organisations)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """One of the two, not both."""
        given = super().clean() or self.cleaned_data
        if "organisation" in self.fields and not self.errors:
            if given.get("organisation") and given.get("new_name"):
                self.add_error("new_name", _("Choose one from the list, or write a new one, not both."))
            elif not (given.get("organisation") or given.get("new_name")):
                self.add_error("organisation", _("Choose an organisation, or write the name of a new one."))
        return given


class SiteForm(Form):
    """Where the project works."""

    site = forms.ChoiceField(label=_("Site"))

    def __init__(self, *args: Any, sites: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["site"].choices = [("", "–"), *((one.key, one.name) for one in sites)]  # type: ignore[attr-defined]
