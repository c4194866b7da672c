"""The shape of what people write about a child's safety."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ligzda.access.models import User
from ligzda.kernel import clock
from ligzda.people.models import Reversal
from ligzda.people.settling import BACK, EDITED, NOW
from ligzda.safeguarding.models import RiskFlag
from ligzda.web.forms import BoundedCharField, BoundedTextField, ChoiceChips, DayField, Form, ManyChips, TimeField

YES_NO = [("yes", _("yes")), ("no", _("no"))]
TOLD = [("yes", _("yes")), ("no", _("no")), ("risk", _("no: it would raise the risk"))]
HOW = [("phone", _("by telephone")), ("letter", _("in writing")), ("visit", _("in person")), ("system", _("in a state system"))]
MOST = 8000


def moment(day: dt.date, time: dt.time | None) -> dt.datetime:
    """The aware time; without an hour the present one of today, else noon."""
    now = clock.by_the_clock()
    hour = time or (dt.time(now.hour, now.minute, now.second) if day == clock.day_of(now) else dt.time(12))
    return clock.at(day, hour)


class ConcernForm(Form):
    """One page, under a minute. Nothing is chosen beforehand."""

    danger = ChoiceChips(label=_("Is a child in danger right now?"), choices=YES_NO)
    people = ManyChips(label=_("Whom is it about?"), choices=[], required=False)
    about = BoundedCharField(label=_("Or somebody who is not listed"), required=False, max_length=300)
    child_words = BoundedTextField(label=_("What the child said, in the child's own words"), required=False, max_length=MOST)
    seen = BoundedTextField(label=_("What you saw or heard"), required=False, max_length=MOST)
    noticed_on = DayField(label=_("When was it noticed?"), initial=clock.today)
    noticed_time = TimeField(label=_("At what time"), required=False)
    noticed_by = BoundedCharField(label=_("Who noticed it, if it was not you"), required=False, max_length=120)
    who_knows = BoundedCharField(label=_("Who knows of it already"), required=False, max_length=300)
    about_staff = ChoiceChips(label=_("Is it about a colleague or volunteer?"), choices=YES_NO)
    named_user = forms.ChoiceField(label=_("Which colleague"), required=False, choices=[])
    typed_name = BoundedCharField(
        label=_("Name of the colleague, as you know it"), required=False, max_length=120,
        help_text=_("Whoever it may mean is not told. Leave it empty if you do not know it."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, people: list[tuple[str, str]], staff: list[tuple[str, str]], is_guest: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["named_user"].choices = [("", "–"), *staff]  # type: ignore[attr-defined]
        if not staff:
            del self.fields["named_user"]
        if not is_guest:
            del self.fields["typed_name"]
        if people:
            self.fields["people"].choices = people  # type: ignore[attr-defined]
        else:
            del self.fields["people"]
            self.fields["about"].label = _("Whom is it about?")

    def values(self, data: dict[str, Any]) -> dict[str, Any]:
        """Arguments of ``raise_concern`` but for the people and the colleague, which are keys."""
        plain = {name: data[name] for name in ("about", "child_words", "seen", "noticed_by", "who_knows")}
        noticed = moment(data["noticed_on"], data["noticed_time"])
        plain["typed_name"] = data.get("typed_name", "")
        return {**plain, "is_danger_now": data["danger"] == "yes", "noticed_at": noticed, "is_about_staff": data["about_staff"] == "yes"}


class ReportForm(Form):
    """To whom it was reported. Reported is only what has a reference."""

    reported_to = BoundedCharField(
        label=_("To whom it was reported"), max_length=160, help_text=_("Police, orphan's court or another authority.")
    )
    reported_person = BoundedCharField(label=_("Who took it"), required=False, max_length=120)
    reported_on = DayField(label=_("Day"), initial=clock.today)
    reported_time = TimeField(label=_("At what time"), required=False)
    reported_how = ChoiceChips(label=_("How"), choices=HOW)
    reference = BoundedCharField(
        label=_("Reference"), required=False, max_length=80, help_text=_("The number, or the name and time of the call.")
    )
    parents_told = ChoiceChips(label=_("Were the parents told?"), choices=TOLD)
    text = BoundedTextField(label=_("What else is to be known"), required=False, max_length=MOST)

    def values(self, data: dict[str, Any]) -> dict[str, Any]:
        rest = {name: value for name, value in data.items() if name not in {"reported_on", "reported_time"}}
        return {**rest, "reported_at": moment(data["reported_on"], data["reported_time"])}


class WhomForm(Form):
    """Whether a typed name means one of those it may mean."""

    user = ChoiceChips(label=_("Colleague"), choices=[], stacked=True)
    is_meant = ChoiceChips(label=_("Is this colleague meant?"), choices=YES_NO)

    def __init__(self, *args: Any, staff: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].choices = [(one.key, one.name) for one in staff]  # type: ignore[attr-defined]


class EndingForm(Form):
    """What becomes of an act over an open concern. The reason is read by everybody who reads the file."""

    decision = ChoiceChips(
        label=_("What is to become of it"), choices=[("leave", _("It stays as it is")), ("undo", _("Restore it as it was before"))]
    )
    reason = ChoiceChips(
        label=_("Reason that everybody reads"), choices=Reversal.Reason.choices, required=False, stacked=True,
        help_text=_("Only where it is restored, in the name of the organisation. Of the concern nothing is said."),
    )  # fmt: skip

    def __init__(self, *args: Any, edited: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if edited:
            self.fields["edited"] = ChoiceChips(
                label=_("Edited since: %(what)s") % {"what": ", ".join(edited)}, required=False, stacked=True,
                choices=[(NOW, _("Leave what stands now")), (BACK, _("Put back what stood before"))],
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("decision") == "undo" and not data.get("reason"):
            self.add_error("reason", _("Choose the reason."))
        if data.get("decision") == "undo" and "edited" in self.fields and not data.get("edited"):
            self.add_error("edited", EDITED)
        return data


class TextForm(Form):
    """A sentence or more that is added and stays."""

    text = BoundedTextField(label=_("What you add"), max_length=MOST)


class FlagForm(Form):
    """A risk and the day on which it is looked at again."""

    about = ChoiceChips(label=_("Whom is it about?"), choices=[], stacked=True)
    level = ChoiceChips(label=_("Level"), choices=RiskFlag.Level.choices)
    reason = BoundedTextField(label=_("What others must know before they go there"), max_length=1000)
    review_date = DayField(label=_("Look at the risk again on"), quick=False)

    def __init__(self, *args: Any, about: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["about"].choices = about  # type: ignore[attr-defined]


class DownForm(Form):
    reason = BoundedTextField(label=_("Why the risk is over"), max_length=1000)


class AddressForm(Form):
    """The address, who lives there too, and who else may read it."""

    text = BoundedCharField(label=_("Hidden address"), max_length=300)
    also = ManyChips(label=_("Who lives there too? Hide it for them as well"), choices=[], required=False)
    readers = ManyChips(label=_("Who else may read it"), choices=[], required=False)

    def __init__(self, *args: Any, staff: list[User], housemates: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if housemates:
            self.fields["also"].choices = housemates  # type: ignore[attr-defined]
        else:
            del self.fields["also"]
        self.fields["readers"].choices = [(one.key, one.name) for one in staff]  # type: ignore[attr-defined]
