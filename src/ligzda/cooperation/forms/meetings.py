"""What people fill in about a meeting with other professions."""

import datetime as dt
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from ligzda.cases.forms.rows import ROWS, RowsForm
from ligzda.cooperation.models import CaseMeeting, Ground
from ligzda.kernel import clock
from ligzda.web.forms import BoundedCharField, BoundedTextField, ChoiceChips, DayField, Form, ManyChips, TimeField

YES_NO_LATER = [("yes", _("yes")), ("no", _("no")), ("", _("not said yet"))]
NOT_INVITED = ("", _("not invited to this"))


class MeetingForm(Form):
    """When, where, what for, and what will be talked about."""

    purpose = BoundedCharField(label=_("What the meeting is for"), max_length=300)
    date = DayField(label=_("Day"), quick=False)
    start_time = TimeField(label=_("Time"), required=False)
    place = BoundedCharField(label=_("Place"), max_length=160, required=False)
    agenda = BoundedTextField(label=_("Agenda"), help_text=_("One item in each line. For each one you then say who may hear it."))
    informed = ChoiceChips(label=_("Does the family know of the meeting?"), choices=YES_NO_LATER, required=False)
    not_informed_because = BoundedCharField(label=_("If not: why"), max_length=300, required=False)

    @classmethod
    def of(cls, meeting: CaseMeeting) -> dict[str, Any]:
        """The answers of a meeting that is there already."""
        told = {True: "yes", False: "no", None: ""}[meeting.family_informed]
        values = {name: getattr(meeting, name) for name in ("purpose", "date", "start_time", "place", "not_informed_because")}
        return values | {"informed": told, "agenda": "\n".join(item.text for item in meeting.items.all())}

    def arguments(self, values: dict[str, Any]) -> dict[str, Any]:
        rest = {name: value for name, value in values.items() if name not in {"informed", "agenda"}}
        told = {"yes": True, "no": False}.get(values["informed"])
        return rest | {"family_informed": told, "agenda": values["agenda"].splitlines()}


class InvitationForm(Form):
    """Somebody from outside, and for each item of the agenda on what ground they may hear it."""

    name = BoundedCharField(label=_("Name"), max_length=120)
    institution = BoundedCharField(label=_("Institution"), max_length=120)
    function = BoundedCharField(label=_("Function"), max_length=120)
    ground = BoundedCharField(
        label=_("The ground in words"), max_length=200, help_text=_("Who agreed and when, which law, or the number of the decision.")
    )

    def __init__(self, *args: Any, agenda: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = [order for order, _text in agenda]
        for order, text in agenda:
            label = _("May hear: %(item)s") % {"item": text}
            self.fields[f"item_{order}"] = forms.ChoiceField(label=label, choices=[NOT_INVITED, *Ground.choices], required=False)
        self.order_fields(["name", "institution", "function", *(f"item_{order}" for order in self.places), "ground"])

    def arguments(self, values: dict[str, Any]) -> dict[str, Any]:
        rest = {name: values[name] for name in ("name", "institution", "function", "ground")}
        return rest | {"hears": {order: values[f"item_{order}"] for order in self.places}}


class InvitedForm(Form):
    on = DayField(label=_("Day the invitations went out"), initial=clock.today)


class ReasonForm(Form):
    reason = BoundedCharField(label=_("In a sentence: why"), max_length=300)


class MinuteForm(RowsForm):
    """Who was there, what was said, what was decided: who does it by when."""

    parts = ("text", "owner", "institution", "due")
    rows_label = _("What was decided")
    row_label = _("Decision")

    def __init__(self, *args: Any, present: list[tuple[str, str]], owners: list[tuple[str, str]], date: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["sentence"]
        self.fields["on"].initial = date
        self.fields["present"] = ManyChips(label=_("Who of those invited was there"), choices=present, required=False)
        self.fields["others_present"] = BoundedCharField(label=_("Who else: family, team"), max_length=300, required=False)
        self.fields["minute"] = BoundedTextField(label=_("What was said, and by whom"))
        self.fields["family_words"] = BoundedTextField(label=_("What the family said"), help_text=_("If it was not there, write that."))
        self.fields["disagreements"] = BoundedTextField(label=_("On what you did not agree"), required=False)
        self.fields["nothing_decided"] = forms.BooleanField(label=_("Nothing was decided"), required=False)
        for n in range(1, ROWS + 1):
            self.fields[f"text_{n}"] = BoundedCharField(label=_("What is to be done"), max_length=300, required=False)
            choices = [("", "–"), *owners]
            self.fields[f"owner_{n}"] = forms.ChoiceField(label=_("Who does it"), choices=choices, required=False)
            self.fields[f"institution_{n}"] = BoundedCharField(label=_("Or another institution"), max_length=160, required=False)
            self.fields[f"due_{n}"] = DayField(label=_("Until when"), quick=False, required=False)

    def clean(self) -> dict[str, Any]:
        """A line that was begun is whole: what, who, until when."""
        values: dict[str, Any] = super().clean() or {}
        for n in range(1, ROWS + 1):
            text, owner, due = values.get(f"text_{n}"), values.get(f"owner_{n}") or values.get(f"institution_{n}"), values.get(f"due_{n}")
            if any((text, owner, due)):
                for name, value in ((f"text_{n}", text), (f"owner_{n}", owner), (f"due_{n}", due)):
                    if not value and not self.has_error(name):
                        self.add_error(name, _("Fill in the whole line, or leave it empty."))
        return values

    def head(self) -> list[BoundField]:
        """The box that says nothing was decided stands with the decisions, not before them."""
        return [field for field in super().head() if field.name != "nothing_decided"]

    def tail(self) -> list[BoundField]:
        return [self["nothing_decided"]]
