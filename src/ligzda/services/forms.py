"""The shape of answers. Forms know what is usual; they never claim who was there."""

from typing import Any

from django import forms as fields
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ligzda.kernel import clock
from ligzda.kernel.languages import reading
from ligzda.kernel.text import sort_key
from ligzda.services.models import Session
from ligzda.services.queries.entry import ContactForm
from ligzda.services.queries.words import first_upper
from ligzda.web.forms import (
    BoundedCharField,
    BoundedTextField,
    ChoiceChips,
    DayField,
    Form,
    InEachLanguage,
    ManyChips,
    MinutesField,
    TimeField,
)

S = Session.Status
YES_NO = [("yes", _("Yes")), ("no", _("No"))]


class ReasonForm(Form):
    """Correcting, voiding, cancelling, moving: always why."""

    reason = BoundedTextField(label=_("Why?"), max_length=2000)
    version = fields.IntegerField(required=False, widget=fields.HiddenInput)


class When(Form):
    """The five fields behind the one sentence."""

    date = DayField(label=_("Date"))
    start_time = TimeField(label=_("Start"), required=False)
    minutes = MinutesField(label=_("Length"))
    place = ChoiceChips(label=_("Place"), choices=Session.Place.choices)
    place_note = BoundedCharField(label=_("Where exactly"), max_length=160, required=False)
    service = fields.ChoiceField(label=_("Service"))

    FIVE = ("date", "start_time", "minutes", "place", "place_note", "service")

    def __init__(self, *args: Any, about: ContactForm, **kwargs: Any) -> None:
        usual = about.usual
        known = {
            "date": usual.date, "start_time": usual.start_time, "minutes": usual.minutes, "place": usual.place,
            "service": usual.service.key if usual.service else None,
        }  # fmt: skip
        kwargs["initial"] = {**known, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.about = about
        self.fields["service"].choices = sorted(  # type: ignore[attr-defined]
            ((one.key, first_upper(str(one))) for one in about.services), key=lambda pair: sort_key(pair[1], reading())
        )

    @property
    def five(self) -> list[Any]:
        return [self[name] for name in self.FIVE]

    @property
    def five_have_errors(self) -> bool:
        return any(name in self.errors for name in self.FIVE)


class LogForm(When):
    """What happened: with whom, what was done."""

    outcome = ChoiceChips(
        label=_("What happened?"),
        choices=[(S.HELD, _("Took place")), (S.NO_SHOW, _("Nobody came")), (S.CANCELLED, pgettext_lazy("outcome", "Cancelled"))],
        initial=S.HELD,
    )
    persons = ManyChips(label=_("Who was there?"), error_messages={"required": _("Choose who was there.")})
    warned = ChoiceChips(label=_("Did they say so before?"), choices=YES_NO, required=False)
    cancelled_because = BoundedCharField(label=_("Why was it cancelled?"), error_messages={"required": _("Write why.")})
    note = BoundedTextField(label=_("What did you do?"), required=False, help_text=_("Facts apart from opinion."))
    protected_note = BoundedTextField(label=_("Protected note"), required=False, help_text=_("Only you will read this."))
    because = BoundedCharField(label=_("Why does the record belong there?"), required=False)

    def __init__(self, *args: Any, about: ContactForm, **kwargs: Any) -> None:
        super().__init__(*args, about=about, **kwargs)
        self.fields["persons"].choices = [(str(one.id), one.name) for one in about.people]  # type: ignore[attr-defined]
        if about.only_person:
            self.fields["persons"].initial = [str(about.only_person)]
        if about.is_specialist:
            self.fields["note"].label = _("Neutral note for the team")
        else:
            del self.fields["protected_note"]

    @property
    def wants_reason(self) -> bool:
        """The reason is asked only after a warning."""
        return "because" in self.errors or bool(self["because"].value())

    is_in_future = False

    def _clean_fields(self) -> None:
        """What is asked depends on what happened."""
        outcome, plan = self.data.get("outcome"), "as_plan" in self.data
        self.fields["persons"].required = outcome == S.HELD and not plan
        self.fields["cancelled_because"].required = outcome == S.CANCELLED and not plan
        super()._clean_fields()  # type: ignore[misc]
        self.fields["persons"].required = self.fields["cancelled_because"].required = True

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        self.is_in_future = bool(data.get("date") and data["date"] > clock.today())
        data["persons"] = [int(pk) for pk in data.get("persons") or []]
        data["warned"] = {"yes": True, "no": False}.get(data.get("warned") or "")
        return data


class PlanForm(When):
    """A meeting to come."""

    because = BoundedCharField(label=_("Why is it right all the same?"), required=False)

    @property
    def wants_reason(self) -> bool:
        """The reason is asked only after a warning."""
        return "because" in self.errors or bool(self["because"].value())


class CorrectForm(When):
    """The record as it stands; what is changed is kept beside what it was."""

    persons = ManyChips(label=_("Who was there?"), required=False)
    note = BoundedTextField(label=_("Note"), required=False)
    because = BoundedCharField(label=_("Why does the record belong there?"), required=False)
    reason = BoundedTextField(label=_("Why do you correct it?"), max_length=2000)
    version = fields.IntegerField(widget=fields.HiddenInput)

    def __init__(self, *args: Any, about: ContactForm, session: Session, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "date": session.date, "start_time": session.start_time, "minutes": session.minutes, "place": session.place,
            "place_note": session.place_note, "service": session.service.key, "version": session.version,
            "note": session.note.text if session.note else "", "because": session.outside_episode_because,
            "persons": [str(row.person.root_id or row.person_id) for row in session.attendances.all()],
        }  # fmt: skip
        super().__init__(*args, about=about, **kwargs)
        offered = {str(one.id): one.name for one in about.people}
        there = {str(row.person.root_id or row.person_id): str(row.person.root or row.person) for row in session.attendances.all()}
        self.fields["persons"].choices = list(({**there, **offered}).items())  # type: ignore[attr-defined]
        if session.service.key not in dict(self.fields["service"].choices):  # type: ignore[attr-defined]
            own = (session.service.key, first_upper(str(session.service)))
            self.fields["service"].choices = [own, *self.fields["service"].choices]  # type: ignore[attr-defined]
        if session.status != S.HELD:
            del self.fields["persons"]

    @property
    def wants_reason(self) -> bool:
        return "because" in self.errors or bool(self["because"].value())


class MoveForm(ReasonForm):
    """Into which file, and who of that family was there."""

    target = ChoiceChips(label=_("Which file is the right one?"), stacked=True)
    field_order = ["target", "reason"]

    def __init__(self, *args: Any, targets: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target"].choices = [(one.key, f"{one.family} · {one.number}") for one in targets]  # type: ignore[attr-defined]


class EntryInListForm(Form):
    """One entry of an open list."""

    name = InEachLanguage(label=pgettext_lazy("entry of a list", "Name"), max_length=100)
    is_active = fields.BooleanField(label=_("In use"), required=False, initial=True)


class NewTopicForm(EntryInListForm):
    key = BoundedCharField(label=_("Key in figures"), max_length=40, help_text=_("Short, in English. It cannot be changed later."))
    field_order = ["key"]


class ServiceTypeForm(EntryInListForm):
    is_consultation = fields.BooleanField(label=_("Is a specialist’s consultation"), required=False)
    usual_minutes = MinutesField(label=_("Usual length"))
    usual_place = ChoiceChips(label=_("Usual place"), choices=Session.Place.choices)


class NewServiceTypeForm(ServiceTypeForm):
    key = BoundedCharField(label=_("Key in figures"), max_length=40, help_text=_("Short, in English. It cannot be changed later."))
    kind = fields.ChoiceField(label=_("Kind"))
    field_order = ["key", "kind"]

    def __init__(self, *args: Any, kinds: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
