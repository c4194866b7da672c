"""Who of a family gets the own page, and what is shown there."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ligzda.portal.models import FamilyAccess, FamilyFeedback
from ligzda.web.forms import BoundedTextField, ChoiceChips, Form, ManyChips

YES_NO = [("yes", _("yes")), ("no", _("no"))]


class ShownForm(Form):
    """What one member sees. Nothing is opened by itself."""

    plan = ChoiceChips(label=_("Of the plan"), choices=FamilyAccess.Plan.choices, stacked=True)
    children = ManyChips(label=_("Whose part of the plan"), choices=[], required=False)
    sees_appointments = ChoiceChips(label=_("The next meetings"), choices=YES_NO)
    sees_readers = ChoiceChips(
        label=_("Who may see the file and who looked"),
        choices=YES_NO,
        help_text=_("Closed circles are never shown. Choose “no” where somebody could be in danger."),
    )
    sees_names = ChoiceChips(
        label=_("Names of the workers"), choices=YES_NO, help_text=_("“No” shows what they do instead of their names.")
    )

    def __init__(self, *args: Any, children: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["children"].choices = children  # type: ignore[attr-defined]
        if not children:
            del self.fields["children"]

    def shown(self, values: dict[str, Any]) -> dict[str, Any]:
        """The settings, with yes and no as such; the keys of the children apart."""
        flags = {name: values[name] == "yes" for name in ("sees_appointments", "sees_readers", "sees_names")}
        return {"plan": values["plan"], **flags}


class InviteForm(ShownForm):
    """Somebody of the family gets the own page."""

    person = ChoiceChips(label=_("Who"), choices=[], stacked=True)
    email = forms.EmailField(label=_("E-mail"), help_text=_("Is it safe to write there? Does nobody else read it?"))
    field_order = ["person", "email", "plan", "children", "sees_appointments", "sees_readers", "sees_names"]

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = people  # type: ignore[attr-defined]


class PasswordForm(Form):
    """The first password of a member of the family."""

    password = forms.CharField(
        label=_("Choose a password"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}), max_length=200, strip=False
    )


class MessageForm(Form):
    text = BoundedTextField(label=_("Message"), max_length=4000)


class FeedbackForm(Form):
    """How the support is."""

    helps = ChoiceChips(label=_("Does the support help?"), choices=FamilyFeedback.Helps.choices)
    text = BoundedTextField(label=_("What would you like to say about it?"), max_length=4000, required=False)
