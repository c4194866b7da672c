"""The shapes of accounts, seats, functions and own settings."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ligzda.access.models import Function, User
from ligzda.access.queries.settings import Term
from ligzda.kernel.languages import CHOICES
from ligzda.web.forms import BoundedCharField, BoundedTextField, ChoiceChips, DayField, Form, InEachLanguage


class UserForm(Form):
    name = BoundedCharField(label=_("Name and surname"), max_length=120)
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        help_text=_("With this address the person signs in."),
        error_messages={"invalid": _("Write an e-mail address, for example name@example.org.")},
    )
    function = forms.TypedChoiceField(label=_("Function or profession"), required=False, empty_value=None)
    language = ChoiceChips(label=_("Language"), choices=CHOICES)

    def __init__(self, *args: Any, functions: list[Function], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        function: Any = self.fields["function"]
        function.choices = [("", "---------"), *((one.pk, str(one)) for one in functions)]
        function.coerce = {str(one.pk): one for one in functions}.get


class SeatForm(Form):
    role = forms.ChoiceField(label=_("Role"))
    circle = forms.ChoiceField(label=_("Where"))
    from_date = DayField(label=_("From"))
    until_date = DayField(label=_("Last day"), required=False, help_text=_("Leave empty when it has no end yet."))

    def __init__(self, *args: Any, roles: Any, places: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [("", "–"), *roles]  # type: ignore[attr-defined]
        self.fields["circle"].choices = [("", "–"), *places]  # type: ignore[attr-defined]


class EndForm(Form):
    on = DayField(label=_("Last day"))


class FunctionForm(Form):
    name = InEachLanguage(label=pgettext_lazy("entry of a list", "Name"), max_length=80)
    role = forms.ChoiceField(label=_("Usual access role"), help_text=_("Offered when somebody with this function joins a team."))
    is_specialist = forms.BooleanField(label=_("A specialist with a secrecy of the own profession"), required=False)
    duties = InEachLanguage(label=_("Duties"), required=False, field=BoundedTextField, max_length=1000)
    is_active = forms.BooleanField(label=_("In use"), required=False)

    def __init__(self, *args: Any, roles: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = roles  # type: ignore[attr-defined]


class SettingsForm(Form):
    language = ChoiceChips(label=_("Language"), choices=CHOICES)
    theme = ChoiceChips(label=_("Appearance"), choices=User.Theme.choices)
    wants_digest = forms.BooleanField(
        label=_("Send me the numbers of my day by e-mail on working mornings"),
        required=False,
        help_text=_("Only how many meetings and tasks, and a link. Nothing is sent when nothing waits."),
    )


class TermForm(Form):
    """A number in force; a series is typed as 1, 3, 6, 12."""

    numbers = BoundedCharField(label=pgettext_lazy("term", "In force"), max_length=60)

    def __init__(self, *args: Any, term: Term, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        told = {"unit": term.deadline.unit, "default": term.default, "source": term.deadline.source}
        self.fields["numbers"].help_text = _("Counted in: %(unit)s. Default: %(default)s. %(source)s.") % told

    def clean_numbers(self) -> list[int]:
        parts = self.cleaned_data["numbers"].replace(";", ",").split(",")
        if not all(part.strip().isascii() and part.strip().isdigit() and len(part.strip()) < 6 for part in parts):
            raise forms.ValidationError(_("Enter whole numbers only, for example 5, or 1, 3, 6, 12 where there are several."))
        return [int(part) for part in parts]
