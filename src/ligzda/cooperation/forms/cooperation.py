"""What people fill in about requests, letters and what was told to somebody outside the team."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ligzda.access.permissions import Tier
from ligzda.cases.forms.notes import TIER_WORDS
from ligzda.cooperation.models import Ground, Letter
from ligzda.kernel import clock
from ligzda.kernel.languages import CHOICES
from ligzda.web.forms import BoundedCharField, BoundedTextField, ChoiceChips, DayField, Form

GROUND_HELP = _("Who agreed and when, which law, or the number of the decision.")


class TellsForm(Form):
    """What all of these have in common: to whom, and on what ground."""

    institution = BoundedCharField(label=_("Institution"), max_length=160)
    name = BoundedCharField(label=_("Person there"), max_length=120, required=False)
    ground_kind = ChoiceChips(label=_("On what ground"), choices=Ground.choices, stacked=True)
    ground = BoundedCharField(label=_("The ground in words"), max_length=200, help_text=GROUND_HELP)


class AskForm(TellsForm):
    """A question of ours to another institution."""

    what = BoundedTextField(label=_("What you ask"), help_text=_("Ask only for what is needed; the question itself tells something."))
    due_date = DayField(label=_("Answer until"), quick=False)
    field_order = ["institution", "name", "what", "ground_kind", "ground", "due_date"]


class ReceivedForm(TellsForm):
    """A question of another institution to us."""

    on = DayField(label=_("Day it came"), initial=clock.today)
    what = BoundedTextField(label=_("What is asked"))
    due_date = DayField(label=_("Our answer until"), quick=False)
    field_order = ["on", "institution", "name", "what", "ground_kind", "ground", "due_date"]


class SentForm(Form):
    on = DayField(label=_("Day it was sent"), initial=clock.today)


class AnswerForm(Form):
    """The answer that came; who reads it follows from the tier."""

    on = DayField(label=_("Day the answer came"), initial=clock.today)
    text = BoundedTextField(label=_("What the answer says"))
    tier = ChoiceChips(label=_("Who reads it"), choices=[], initial=Tier.WORKING)

    def __init__(self, *args: Any, tiers: list[Tier], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tier"].choices = [(str(tier), TIER_WORDS[tier]) for tier in tiers]  # type: ignore[attr-defined]


class OurAnswerForm(Form):
    """What we told who asked: a disclosure."""

    on = DayField(label=_("Day of our answer"), initial=clock.today)
    text = BoundedTextField(label=_("What was told"))


class ToldForm(TellsForm):
    """Somebody was told something, by telephone or in person."""

    on = DayField(label=_("Day"), initial=clock.today)
    what = BoundedTextField(label=_("What was told"))
    field_order = ["on", "institution", "name", "what", "ground_kind", "ground"]


class LetterForm(TellsForm):
    """A letter, begun from a template."""

    subject = BoundedCharField(label=_("About"), max_length=160)
    body = BoundedTextField(
        label=_("Letter"), help_text=_("Check each sentence: what is sent cannot be taken back. No address of the family.")
    )
    language = ChoiceChips(label=_("Language of the letter"), choices=CHOICES)
    on = DayField(label=_("Day it is sent"), initial=clock.today)
    field_order = ["institution", "name", "subject", "body", "language", "ground_kind", "ground", "on"]

    def __init__(self, *args: Any, kind: Letter.Kind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].widget.attrs["rows"] = 12
        self.kind = kind
