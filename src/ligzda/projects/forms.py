"""The shape of answers: a project's dates, a statement with its reason, a narrative."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ligzda.measure.dimensions import DIMENSIONS
from ligzda.projects.models import CoverageStatement, Report
from ligzda.web.forms import BoundedCharField, BoundedTextField, ChoiceChips, DayField, Form

SECTIONS = (
    ("done", _("What was done")),
    ("families", _("What families say")),
    ("hard", _("What was hard and what we learned")),
    ("next", _("What comes next")),
)


class ProjectForm(Form):
    """Who the project is and when."""

    key = forms.SlugField(label=_("Short key"), max_length=40, help_text=_("Small letters and digits, for example mac150."))
    title_lv = BoundedCharField(label=_("Title in Latvian"), max_length=300)
    title_en = BoundedCharField(label=_("Title in English"), max_length=300, required=False)
    acronym = BoundedCharField(label=_("Acronym"), max_length=60, required=False)
    number = BoundedCharField(label=_("Project number"), max_length=80, required=False)
    start_date = DayField(label=_("First day"), required=False, quick=False)
    end_date = DayField(label=_("Last day"), required=False, quick=False)
    goal = BoundedTextField(label=_("Goal"), max_length=4000, required=False)
    target_group = BoundedTextField(label=_("For whom"), max_length=2000, required=False)

    def __init__(self, *args: Any, is_new: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_new:
            del self.fields["key"]


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
    note_lv = BoundedCharField(label=_("One sentence for the reader, in Latvian"), max_length=300)
    note_en = BoundedCharField(label=_("In English"), max_length=300, required=False)
    note_lt = BoundedCharField(label=_("In Lithuanian"), max_length=300, required=False)
    source = BoundedCharField(label=_("Where this is said"), max_length=200, required=False)
    reason = BoundedTextField(label=_("Why you enter this now"), max_length=300)

    def __init__(self, *args: Any, codes: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["measure"].choices = [("*", _("every reach and service figure")), *codes]  # type: ignore[attr-defined]

    def clean_dimensions(self) -> list[str]:
        given = [one.strip() for one in self.cleaned_data["dimensions"].split(",") if one.strip()]
        wrong = [one for one in given if one.split("=")[0] not in DIMENSIONS]
        if wrong:
            raise forms.ValidationError(
                _("“%(name)s” is not a dimension. These are: %(all)s.") % {"name": wrong[0], "all": ", ".join(sorted(DIMENSIONS))}
            )
        return given


class ReasonForm(Form):
    """One sentence why."""

    reason = BoundedTextField(label=_("Why"), max_length=300)


class AmendmentForm(Form):
    """The day on which an amendment was signed."""

    signed_date = DayField(label=_("Signed on"), quick=False)


class NewReportForm(Form):
    """A report as of a day."""

    project = forms.ChoiceField(label=_("Project"))
    kind = ChoiceChips(label=_("Kind"), choices=Report._meta.get_field("kind").choices)
    as_of_date = DayField(label=_("Data as of"), quick=False)
    language = ChoiceChips(label=_("Language"), choices=[("lv", _("Latvian")), ("en", _("English")), ("lt", _("Lithuanian"))])
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
