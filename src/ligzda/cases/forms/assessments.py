"""What people fill in when they assess: the day, one area, what was observed."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ligzda.cases.models import Area, Assessment, Instrument, Observed
from ligzda.kernel import clock
from ligzda.web import formatting
from ligzda.web.forms import BoundedCharField, BoundedTextField, ChoiceChips, DayField, Form

NONE = "none"


def as_level(text: str) -> int | None:
    """What a chip says as a number; nothing for "not assessed" and for no own score."""
    return None if text in {NONE, ""} else int(text)


def as_chip(level: int | None) -> str:
    return NONE if level is None else str(level)


class BeginForm(Form):
    """The day, and the instrument where there is a choice."""

    on = DayField(label=_("Day"), initial=clock.today, help_text=_("Those who belong to the family on this day are assessed."))
    instrument = ChoiceChips(label=_("Assess with"), choices=[], stacked=True)

    def __init__(self, *args: Any, instruments: list[Instrument], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["instrument"].choices = [(one.key, str(one)) for one in instruments]  # type: ignore[attr-defined]
        if len(instruments) == 1:
            del self.fields["instrument"]


class ScoreForm(Form):
    """One area. The family's own score comes first; the worker's is shown once it is given."""

    own_level = ChoiceChips(label=_("The family's own score"), choices=[])
    level = ChoiceChips(label=_("Your score"), choices=[], stacked=True)
    evidence = BoundedTextField(
        label=_("Evidence in facts"), required=False, max_length=4000,
        help_text=_("What was seen or heard. Needed for the two lowest levels and for a change of two levels."),
    )  # fmt: skip
    child_words = BoundedTextField(label=_("The child's own words"), required=False, max_length=4000)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, area: Area, before: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        levels = range(area.instrument.lowest, area.instrument.highest + 1)
        self.fields["own_level"].choices = [  # type: ignore[attr-defined]
            *((str(level), str(level)) for level in levels), (NONE, _("none given")),
        ]  # fmt: skip
        self.fields["level"].choices = [  # type: ignore[attr-defined]
            *((str(level), _anchored(area, level, before)) for level in levels), (NONE, _("Not assessed")),
        ]  # fmt: skip
        if before is not None:
            self.fields["level"].help_text = _("Before (%(day)s): %(level)s") % {"day": formatting.day(before.date), "level": before.level}
        if area.scored != Area.Scored.CHILD:
            del self.fields["child_words"]

    def scores(self) -> dict[str, Any]:
        """The answers as the action takes them."""
        given = dict(self.cleaned_data)
        version = given.pop("version") or 0
        return {**given, "own_level": as_level(given["own_level"]), "level": as_level(given["level"]), "expected_version": version}


def _anchored(area: Area, level: int, before: Any) -> str:
    """The level with what it means, always in sight; the one of last time says so."""
    text = f"{level} – {area.anchor(level)}" if area.anchor(level) else str(level)
    said = gettext("before")
    return f"{text} ({said})" if before is not None and before.level == level else text


class ObserveForm(Form):
    """Risk, what was seen of initiative and cooperation, and the view of each child."""

    risk = ChoiceChips(label=_("Risk level"), choices=Assessment.Risk.choices)
    initiative = ChoiceChips(label=_("Initiative"), choices=Observed.choices, required=False)
    willingness = ChoiceChips(label=_("Willingness to cooperate"), choices=Observed.choices, required=False)
    observation = BoundedTextField(
        label=_("What was seen"), required=False, max_length=4000,
        help_text=_("It helps to work together. It is never a reason to give or refuse support."),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, children: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.children = [child.person_id for child in children]
        for child in children:
            own, why = _("The child's own words · %(name)s"), _("Or why nobody asked · %(name)s")
            name = {"name": child.first_name}
            self.fields[f"words_{child.person_id}"] = BoundedTextField(label=own % name, required=False, max_length=4000)
            self.fields[f"why_not_{child.person_id}"] = BoundedCharField(label=why % name, required=False, max_length=300)

    def observed(self) -> dict[str, Any]:
        """The answers as the action takes them."""
        given = self.cleaned_data
        views = {pk: (given[f"words_{pk}"], given[f"why_not_{pk}"]) for pk in self.children}
        return {
            "views": views, "expected_version": given["version"] or 0,
            **{name: given[name] for name in ("risk", "initiative", "willingness", "observation")},
        }  # fmt: skip


class VoidAssessmentForm(Form):
    reason = BoundedCharField(label=_("Why this assessment should not be here"), max_length=300)
