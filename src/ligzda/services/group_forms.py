"""The shape of answers about groups, camps and events."""

from typing import Any

from django import forms as fields
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ligzda.services.models import Event, Group, StatedNumber
from ligzda.web.forms import BoundedCharField, BoundedTextField, ChoiceChips, DayField, Form, ManyChips, MinutesField, TimeField

MARKS = [("present", _("Present")), ("late", _("Later")), ("absent", _("Absent")), ("excused", _("Excused"))]
WEEKDAYS = [
    ("", _("not fixed")), ("1", _("Monday")), ("2", _("Tuesday")), ("3", _("Wednesday")), ("4", _("Thursday")), ("5", _("Friday")),
    ("6", _("Saturday")), ("7", _("Sunday")),
]  # fmt: skip

EVENT_KINDS: Any = Event._meta.get_field("kind").choices
STATED_UNITS: Any = StatedNumber._meta.get_field("unit").choices


class GroupForm(Form):
    """A new group. What a closed circle is about never stands in its name."""

    kind = ChoiceChips(label=_("What is it?"), choices=Group.Kind.choices)
    name = BoundedCharField(
        label=pgettext_lazy("group or event", "Name"),
        max_length=120,
        help_text=_("It stands in calendars. Keep it neutral where the circle is closed."),
    )
    project = fields.ChoiceField(label=_("Programme"))
    site = fields.ChoiceField(label=_("Site"))
    place = BoundedCharField(label=_("Place"), max_length=160, required=False)
    leader = fields.ChoiceField(label=_("Who leads it?"))
    from_date = DayField(label=_("From which day?"))
    is_open = ChoiceChips(
        label=_("Who may come?"), choices=[("no", _("only who is enrolled")), ("yes", _("whoever comes is enrolled"))], initial="no"
    )
    circle = ChoiceChips(
        label=_("Who may know of it?"), choices=[("open", _("the site")), ("closed", _("only those who sit in it"))], initial="open",
        help_text=_("A closed circle is for a group after violence: it stands in no list of others."),
    )  # fmt: skip
    topic = BoundedCharField(label=_("What is it about?"), max_length=160, required=False)
    weekday = fields.ChoiceField(label=_("Weekday"), choices=WEEKDAYS, required=False)

    def __init__(self, *args: Any, choices: dict[str, list[tuple[str, str]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, options in choices.items():
            self.fields[name].choices = options  # type: ignore[attr-defined]


class CohortForm(Form):
    """One run: when, how many sessions, what makes it complete."""

    start_date = DayField(label=_("First day"), required=False, quick=False)
    end_date = DayField(label=_("Last day"), required=False, quick=False)
    planned_sessions = fields.IntegerField(label=_("Planned sessions"), min_value=1, max_value=500, required=False)
    completion = ChoiceChips(
        label=_("The course is complete with"),
        choices=[("1", _("all sessions")), ("0.8", _("four of five sessions")), ("0.5", _("half of the sessions"))],
        initial="1",
    )


class CampForm(Form):
    start_date = DayField(label=_("First day"), quick=False)
    end_date = DayField(label=_("Last day"), quick=False)
    note = BoundedCharField(label=_("Note"), required=False, max_length=300)


class DayForm(Form):
    on = DayField(label=_("From which day?"))


class PauseForm(Form):
    from_date = DayField(label=_("Paused from"))
    until_date = DayField(label=_("Until"), required=False, quick=False)
    reason = BoundedCharField(label=_("Why?"))


class ReasonLine(Form):
    reason = BoundedCharField(label=_("Why?"))


class KnownForm(Form):
    reason = BoundedCharField(label=_("How is it known that it took place?"))


class NothingForm(Form):
    """Only a decision."""


class SeriesForm(Form):
    """Sessions to come, or one."""

    date = DayField(label=_("First session on"), quick=False)
    start_time = TimeField(label=_("Start"), required=False)
    minutes = MinutesField(label=_("Length"), usual=(60, 90, 120, 180))
    times = fields.IntegerField(label=_("How many sessions?"), min_value=1, max_value=60, initial=1)
    every = ChoiceChips(
        label=_("How often?"), choices=[("7", _("every week")), ("14", _("every two weeks")), ("28", _("every four weeks"))], initial="7"
    )
    theme = BoundedCharField(label=_("Theme"), max_length=160, required=False)
    because = BoundedCharField(label=_("Why on a paused day?"), required=False)

    @property
    def wants_reason(self) -> bool:
        return "because" in self.errors or bool(self["because"].value())


class EnrolForm(Form):
    person = ChoiceChips(label=_("Who joins?"), stacked=True)
    from_date = DayField(label=_("From which day?"))
    because = BoundedCharField(label=_("Why does somebody join now?"), required=False)

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = people  # type: ignore[attr-defined]

    @property
    def wants_reason(self) -> bool:
        return "because" in self.errors or bool(self["because"].value())


class NumberForm(Form):
    """A number that was told; left empty it is unknown."""

    unit = ChoiceChips(label=_("Whom does the number count?"), choices=STATED_UNITS)
    territory = fields.ChoiceField(label=_("From which municipality?"), required=False)
    value = fields.IntegerField(
        label=_("Number"), min_value=0, max_value=100_000, required=False, help_text=_("Left empty it is unknown, not 0.")
    )
    source = BoundedCharField(label=_("Who said so, or where is it written?"))

    def __init__(self, *args: Any, territories: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["territory"].choices = [("", _("not said")), *territories]  # type: ignore[attr-defined]


class SheetForm(Form):
    """The sheet beside its radio buttons: what the session was about, which version was read."""

    theme = BoundedCharField(label=_("Theme"), max_length=160, required=False)
    version = fields.IntegerField(widget=fields.HiddenInput)

    def marks(self, ids: list[int]) -> dict[int, str | None]:
        """What was chosen for each person; nothing chosen stays nothing."""
        return {pk: self.data.get(f"m{pk}") or None for pk in ids}


class EventForm(Form):
    title = BoundedCharField(label=pgettext_lazy("group or event", "Name"))
    kind = fields.ChoiceField(label=_("Kind of event"), choices=EVENT_KINDS)
    audience = ChoiceChips(label=_("For whom?"), choices=Event.Audience.choices)
    project = fields.ChoiceField(label=_("Programme"))
    site = fields.ChoiceField(label=_("Site"), required=False)
    start_date = DayField(label=_("Day"), required=False, quick=False, help_text=_("Left empty the day is not fixed."))
    end_date = DayField(label=_("Last day"), required=False, quick=False)
    place = BoundedCharField(label=_("Place"), max_length=160, required=False)

    def __init__(self, *args: Any, choices: dict[str, list[tuple[str, str]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, options in choices.items():
            self.fields[name].choices = options  # type: ignore[attr-defined]


class InviteForm(Form):
    described = BoundedCharField(
        label=_("Whom do you invite?"), required=False, help_text=_("A group in words, or an organisation or guest by name.")
    )
    persons = ManyChips(label=_("People found"), required=False)

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["persons"].choices = people  # type: ignore[attr-defined]
        if not people:
            del self.fields["persons"]


class HoldForm(Form):
    on = DayField(label=_("When did it take place?"))
    presence = ChoiceChips(
        label=_("Who came?"), choices=[("persons", _("people by name")), ("stated", _("a stated number")), ("unknown", _("nobody knows"))]
    )
    persons = ManyChips(label=_("Invited people who came"), required=False)
    guests = BoundedTextField(label=_("Guests, one on each line"), required=False, max_length=5000)
    number = fields.IntegerField(label=_("How many people?"), min_value=0, max_value=1_000_000, required=False)
    source = BoundedCharField(label=_("Who said so, or where is it written?"), required=False)
    known_by = BoundedCharField(label=_("How is it known that it took place?"), required=False)
    evidence = BoundedCharField(
        label=_("Evidence"), required=False, help_text=_("For example a list of participants, a programme, an article; or none.")
    )
    because = BoundedCharField(label=_("Why is the number smaller?"), required=False)

    def __init__(self, *args: Any, people: list[tuple[str, str]], late: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["persons"].choices = people  # type: ignore[attr-defined]
        if not people:
            del self.fields["persons"]
        self.fields["known_by"].required = late
        if not late:
            del self.fields["known_by"]

    @property
    def wants_reason(self) -> bool:
        return "because" in self.errors or bool(self["because"].value())
