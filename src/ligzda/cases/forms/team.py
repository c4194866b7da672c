"""Who joins and leaves a team."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ligzda.access.models import User
from ligzda.access.roles import ROLES
from ligzda.cases import deadlines
from ligzda.cases.actions.team import HEAVIEST
from ligzda.cases.seating import TEAM_ROLES
from ligzda.kernel import clock
from ligzda.web.forms import ChoiceChips, DayField, Form


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


class StandInForm(Form):
    """Who sits in an absent worker's place, and until when."""

    absent = forms.ChoiceField(label=_("Who is absent"), choices=[])
    user = forms.ChoiceField(label=_("Who stands in"), choices=[])
    from_date = DayField(label=_("From"), initial=clock.today)
    until_date = DayField(label=_("Last day"), required=False, quick=False)
    is_ill = forms.BooleanField(label=_("Ill; nobody knows until when"), required=False)

    def __init__(self, *args: Any, absent: list[User], staff: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["absent"].choices = staff_choices(absent)  # type: ignore[attr-defined]
        self.fields["user"].choices = staff_choices(staff)  # type: ignore[attr-defined]
        days = deadlines.length("stand_in")
        self.fields["is_ill"].help_text = _("The stand-in then has no last day. After %(days)d days you are reminded to look at it.") % {
            "days": days
        }


class BackForm(Form):
    on = DayField(label=_("Last day of the stand-in"), initial=clock.today)


class WeightForm(Form):
    """How heavy a file weighs in a caseload."""

    weight = ChoiceChips(
        label=_("How much of a caseload this family takes"),
        choices=[(str(n), str(n)) for n in range(1, HEAVIEST + 1)],
        help_text=_("1 is usual; more where the work takes more."),
    )


def staff_choices(staff: list[User]) -> list[tuple[str, str]]:
    return [("", "–"), *((one.key, f"{one.name}{f' – {one.function}' if one.function else ''}") for one in staff)]
