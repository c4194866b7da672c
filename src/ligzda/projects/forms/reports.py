"""A new report, and the words around its numbers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ligzda.kernel import languages
from ligzda.projects.models import Report
from ligzda.web.forms import BoundedTextField, ChoiceChips, DayField, Form

SECTIONS = (
    ("done", _("What was done")),
    ("families", _("What families say")),
    ("hard", _("What was hard and what we learned")),
    ("next", _("What comes next")),
)


class DayForm(Form):
    """Up to which day is counted; empty means today."""

    day = DayField(label=_("Data as of"), required=False)


class NewReportForm(Form):
    """A report as of a day."""

    project = forms.ChoiceField(label=_("Project"))
    kind = ChoiceChips(label=_("Kind"), choices=Report._meta.get_field("kind").choices)
    as_of_date = DayField(label=_("Data as of"), quick=False)
    language = ChoiceChips(label=_("Language"), choices=languages.CHOICES)
    is_suppressed = ChoiceChips(
        label=_("Who reads it"),
        choices=[("1", _("everybody: small numbers are hidden")), ("0", _("the funder: all numbers"))],
        stacked=True,
    )

    def __init__(self, *args: Any, projects: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["project"].choices = projects  # type: ignore[attr-defined]


class NarrativeForm(Form):
    """The words around the numbers; ``version`` is the one the text began from."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, label in SECTIONS:
            self.fields[key] = BoundedTextField(label=label, required=False, widget=forms.Textarea(attrs={"rows": 5}))
