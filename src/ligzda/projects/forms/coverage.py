"""A statement on what was never reported, and the reason for a change."""

from typing import Any

from django import forms
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext_lazy as _

from ligzda.kernel.languages import FIRST, Language
from ligzda.measure.dimensions import DIMENSIONS
from ligzda.projects.models import CoverageStatement, Project
from ligzda.web.forms import BoundedCharField, BoundedTextField, ChoiceChips, DayField, Form, InEachLanguage


def _sentence_in(language: Language) -> Any:
    """The first one says what is asked, the others only in which language."""
    asked = _("One sentence for the reader")
    return format_lazy("{}, {}", asked, language.written_in) if language.code == FIRST else capfirst(language.written_in)


class CoverageForm(Form):
    """What was never reported, since when, and why we say so."""

    measure = forms.ChoiceField(label=_("Figure"))
    dimensions = BoundedCharField(
        label=_("Only this part"), required=False, help_text=_("For example: site, service=lawyer. Leave empty for the whole figure.")
    )
    state = ChoiceChips(label=_("The records are"), choices=CoverageStatement.State.choices)
    floor = forms.DecimalField(label=_("The floor"), required=False, min_value=0, max_digits=12, help_text=_("Only with “at least”."))
    comparator = ChoiceChips(label=_("The floor reads"), choices=[("≥", _("at least")), (">", _("more than"))], required=False)
    from_date = DayField(label=_("From"), quick=False)
    until_date = DayField(label=_("Until"), required=False, quick=False, help_text=_("Empty: until further notice."))
    note = InEachLanguage(label=_sentence_in, required=False, required_in={FIRST}, max_length=300)
    source = BoundedCharField(label=_("Where this is said"), max_length=200, required=False)
    exempt = forms.BooleanField(
        label=_("This number was published long ago"), required=False,
        help_text=_("A report for everybody then prints it, however small it is. Only for this figure and part, never for all."),
    )  # fmt: skip
    reason = BoundedTextField(label=_("Why you enter this now"), max_length=300)

    def __init__(self, *args: Any, codes: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["measure"].choices = [("*", _("every reach and service figure")), *codes]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("exempt") and given.get("measure") == "*":
            self.add_error("exempt", _("Choose one figure: all of them together were never published."))
        return given

    def clean_dimensions(self) -> list[str]:
        given = [one.strip() for one in self.cleaned_data["dimensions"].split(",") if one.strip()]
        wrong = [one for one in given if one.split("=")[0] not in DIMENSIONS]
        if wrong:
            raise forms.ValidationError(
                _("“%(name)s” is not a dimension. These are: %(all)s.") % {"name": wrong[0], "all": ", ".join(sorted(DIMENSIONS))}
            )
        return given


class DefaultForm(Form):
    """What holds where nobody stated anything."""

    unless_stated = ChoiceChips(label=_("Where no statement speaks, the figures are"), choices=Project.Default.choices)
    reason = BoundedTextField(label=_("Why"), max_length=300)


class ReasonForm(Form):
    """One sentence why."""

    reason = BoundedTextField(label=_("Why"), max_length=300)
