"""Who joins and leaves a team."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ligzda.access.models import User
from ligzda.access.roles import ROLES
from ligzda.cases.actions.team import TEAM_ROLES
from ligzda.kernel import clock
from ligzda.web.forms import DayField, Form


class AssignForm(Form):
    """Somebody joins the team."""

    user = forms.ChoiceField(label=_("Colleague"), choices=[])
    role = forms.ChoiceField(
        label=_("Works here as"), required=False, choices=[("", _("as by function")), *((key, ROLES[key].title) for key in TEAM_ROLES)]
    )
    on = DayField(label=_("From"), initial=clock.today)

    def __init__(self, *args: Any, staff: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].choices = staff_choices(staff)  # type: ignore[attr-defined]


class ReleaseForm(Form):
    on = DayField(label=_("Last day"), initial=clock.today)


def staff_choices(staff: list[User]) -> list[tuple[str, str]]:
    return [("", "–"), *((one.key, f"{one.name}{f' – {one.function}' if one.function else ''}") for one in staff)]
