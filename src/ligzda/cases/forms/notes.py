"""Notes: written, corrected, voided."""

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ligzda.access.permissions import Tier
from ligzda.documents.forms import FilesField
from ligzda.kernel import clock
from ligzda.kernel.languages import LANGUAGES
from ligzda.web.forms import BoundedCharField, BoundedTextField, ChoiceChips, DayField, Form, InEachLanguage

TIER_WORDS = {
    Tier.WORKING: _("For the team"),
    Tier.PROFESSIONAL: _("My protected note"),
    Tier.SAFEGUARDING: _("About a child's safety"),
}


class NoteForm(Form):
    """A note; who will read it follows from the tier."""

    text = BoundedTextField(label=pgettext_lazy("file", "Note"), help_text=_("Keep facts apart from opinion."))
    date = DayField(label=_("Day"), initial=clock.today)
    tier = ChoiceChips(label=_("Who reads it"), choices=[], initial=Tier.WORKING)
    upload = FilesField(label=_("Files with the note"))

    def __init__(self, *args: Any, tiers: list[Tier], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tier"].choices = [(str(tier), TIER_WORDS[tier]) for tier in tiers]  # type: ignore[attr-defined]


class NoteTemplateForm(Form):
    """Name and text by language; a language that is left empty falls back to another."""

    name = InEachLanguage(
        label=lambda language: format_lazy("{} ({})", pgettext_lazy("entry of a list", "Name"), language.name),
        max_length=80,
        required=False,
    )
    text = InEachLanguage(
        label=lambda language: format_lazy("{} ({})", _("Text"), language.name), field=BoundedTextField, max_length=4000, required=False
    )
    order = forms.IntegerField(label=_("Place in the list"), min_value=1, max_value=99, initial=1)
    is_active = forms.BooleanField(label=_("In use"), required=False, initial=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([f"{part}_{code}" for code in LANGUAGES for part in ("name", "text")])


class CorrectionForm(Form):
    text = BoundedTextField(label=pgettext_lazy("file", "Note"))
    reason = BoundedCharField(label=_("Why you change it"), max_length=300)
    upload = FilesField(label=_("More files with the note"))


class VoidForm(Form):
    reason = BoundedCharField(label=_("Why this note should not be here"), max_length=300)
