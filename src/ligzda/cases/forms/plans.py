"""What people fill in about a plan: goals, steps, signatures, reviews."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ligzda.cases.actions.steps import Owner
from ligzda.cases.models import Goal, Observed, Review, Signature
from ligzda.kernel import clock
from ligzda.web.forms import BoundedCharField, BoundedTextField, ChoiceChips, DayField, Form

LANGUAGES = [("lv", "latviešu"), ("ru", "русский"), ("en", "English"), ("lt", "lietuvių"), ("uk", "українська")]
WORDS, SEEN = ("minutes", "family_words"), ("initiative", "willingness")
FAMILY = ""  # a goal of the whole family


class ReasonForm(Form):
    """Why the plan changes."""

    reason = BoundedCharField(label=_("Why the plan changes"), max_length=300)


class WordsForm(Form):
    """What the family says, and in which language the plan is written for it."""

    family_words = BoundedTextField(label=_("What the family wants, in its own words"), required=False, max_length=4000)
    language = ChoiceChips(label=_("Language of the plan"), choices=LANGUAGES)


class GoalForm(Form):
    """What shall be different, for whom, by when."""

    text = BoundedTextField(
        label=_("What shall be different"), help_text=_("In plain words, so that the family would say it like that."), max_length=600
    )
    person = ChoiceChips(label=_("For whom"), choices=[], required=False)
    due_date = DayField(label=_("By when"), required=False, quick=False)

    def __init__(self, *args: Any, children: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [(FAMILY, _("the family")), *children]  # type: ignore[attr-defined]


class StepForm(Form):
    """What, who, by when. ``owner``: one of the team, somebody of the family, or another institution that is named."""

    text = BoundedCharField(label=_("What is to be done"), max_length=300)
    owner = forms.ChoiceField(label=_("Who does it"), choices=[], required=False)
    institution = BoundedCharField(label=_("Or another institution"), required=False, max_length=160)
    due_date = DayField(label=_("By when"), quick=False)

    def __init__(self, *args: Any, owners: dict[str, Owner], names: list[tuple[str, list[tuple[str, str]]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owners = owners
        self.fields["owner"].choices = [("", "–"), *names]  # type: ignore[attr-defined]

    def values(self, data: dict[str, Any]) -> dict[str, Any]:
        """Arguments of ``add_step``; an institution that is named counts before a name that is chosen."""
        named = data["institution"].strip()
        owner = Owner(institution=named) if named else self.owners.get(data["owner"], Owner())
        return {"text": data["text"], "owner": owner, "due_date": data["due_date"]}


class DoneForm(Form):
    """When it was done and what came of it."""

    on = DayField(label=_("Done on"), initial=clock.today)
    result = BoundedCharField(label=_("What came of it"), required=False, max_length=300)


class DropForm(Form):
    result = BoundedCharField(label=_("Why it is not needed any more"), max_length=300)


class SignForm(Form):
    """Who agrees to the plan, and how."""

    who = ChoiceChips(label=_("Who"), choices=[], stacked=True)
    how = ChoiceChips(label=_("How"), choices=Signature.How.choices)
    on = DayField(label=_("Day"), initial=clock.today)
    drawing = forms.CharField(required=False, max_length=20_000, widget=forms.HiddenInput)
    upload = forms.FileField(
        label=_("The signed file"),
        required=False,
        help_text=_("For an e-signed file: PDF, edoc or asice, at most 20 MB."),
        error_messages={"empty": _("The file is empty.")},
    )
    reason = BoundedCharField(label=_("Why the person did not sign"), required=False, max_length=300)
    read_aloud_by = BoundedCharField(
        label=_("Read aloud by"), required=False, max_length=120, help_text=_("Where somebody did not read the plan alone.")
    )
    read_in = forms.ChoiceField(label=_("In which language"), required=False, choices=[("", "–"), *LANGUAGES])

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = people  # type: ignore[attr-defined]


class AgreeForm(Form):
    """From when, and when it is looked at again."""

    on = DayField(label=_("Agreed on"), initial=clock.today)
    review_date = DayField(label=_("Look at the plan again on"), quick=False)


class ReviewForm(Form):
    """How each goal goes, what was decided, when next."""

    on = DayField(label=_("Day of the review"), initial=clock.today)
    present = BoundedCharField(label=_("Who was there"), required=False, max_length=300)
    minutes = BoundedTextField(label=_("What was said"), required=False, max_length=8000)
    family_words = BoundedTextField(label=_("What the family says, in its own words"), required=False, max_length=4000)
    initiative = ChoiceChips(label=_("Initiative"), choices=Observed.choices, required=False)
    willingness = ChoiceChips(
        label=_("Willingness to cooperate"), choices=Observed.choices, required=False,
        help_text=_("It helps to work together. It is never a reason to give or refuse support."),
    )  # fmt: skip
    decision = ChoiceChips(label=_("How to go on"), choices=Review.Decision.choices)
    next_date = DayField(label=_("Look at the plan again on"), quick=False)

    def __init__(self, *args: Any, goals: list[Goal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.goals = goals
        for goal in goals:
            self.fields[f"progress_{goal.key}"] = ChoiceChips(label=goal.text, choices=Goal.Progress.choices)
            self.fields[f"note_{goal.key}"] = BoundedTextField(label=_("How it goes"), required=False, max_length=2000)
        names = [name for goal in goals for name in (f"progress_{goal.key}", f"note_{goal.key}")]
        self.order_fields(["on", "present", *names, *WORDS, *SEEN, "decision", "next_date"])

    def values(self, data: dict[str, Any]) -> dict[str, Any]:
        """Arguments of ``review``."""
        said = {goal.pk: (data[f"progress_{goal.key}"], data[f"note_{goal.key}"]) for goal in self.goals}
        rest = {name: data[name] for name in ("on", "present", *WORDS, *SEEN, "decision", "next_date")}
        return {**rest, "goals": said}
