"""What people fill in when support becomes less, ends, is handed over, is followed up, or begins anew."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ligzda.access.models import User
from ligzda.cases.forms.episodes import StepForm
from ligzda.cases.forms.rows import ROWS, RowsForm
from ligzda.cases.forms.team import staff_choices
from ligzda.cases.models import Area
from ligzda.cases.states import ExitType
from ligzda.closure.actions.closing import GoesOn, Often
from ligzda.closure.models import AftercareArea, Intensity
from ligzda.cooperation.models import Ground
from ligzda.places.models import Site
from ligzda.web.forms import BoundedCharField, BoundedTextField, ChoiceChips, DayField, ManyChips

NEW_RISK = "new"


class StepDownForm(RowsForm):
    """The schedule of stepping down."""

    parts = ("from", "times", "per")
    rows_label = _("How often you will meet")
    row_label = pgettext_lazy("stepping down", "Step")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for n in range(1, ROWS + 1):
            self.fields[f"from_{n}"] = DayField(label=_("From"), quick=False, required=n == 1)
            self.fields[f"times_{n}"] = forms.IntegerField(label=_("How many times"), min_value=1, max_value=28, required=n == 1)
            self.fields[f"per_{n}"] = ChoiceChips(label=_("In what time"), choices=Intensity.Per.choices, required=n == 1)

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        for n in range(2, ROWS + 1):
            row = {part: values.get(f"{part}_{n}") for part in self.parts}
            if any(row.values()) and not all(row.values()):
                missing = next(part for part, value in row.items() if not value)
                self.add_error(f"{missing}_{n}", _("Fill in the whole line, or leave it empty."))
        return values

    def arguments(self, values: dict[str, Any]) -> dict[str, Any]:
        rest, rows = self.taken(values)
        return {**rest, "intensity": [Often(row["from"], row["times"], row["per"]) for row in rows]}


class CloseForm(RowsForm):
    """How the support ended, what goes on, with whom and who pays, what the family says."""

    parts = ("what", "whom", "pays")
    rows_label = _("What goes on after the closing")
    row_label = _("Support")
    exit_type = ChoiceChips(label=_("How the support ended"), choices=[], stacked=True)
    family_opinion = BoundedTextField(label=_("What the family says about it"), required=False, max_length=2000)
    field_order = ["on", "exit_type", "sentence", "family_opinion"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["exit_type"].choices = [one for one in ExitType.choices if one[0] != ExitType.TRANSFERRED]  # type: ignore[attr-defined]
        for n in range(1, ROWS + 1):
            self.fields[f"what_{n}"] = BoundedCharField(label=_("What"), required=False)
            self.fields[f"whom_{n}"] = BoundedCharField(label=_("With whom"), required=False, max_length=160)
            self.fields[f"pays_{n}"] = BoundedCharField(label=_("Who pays"), required=False, max_length=160)

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        for n in range(1, ROWS + 1):
            if not values.get(f"what_{n}") and (values.get(f"whom_{n}") or values.get(f"pays_{n}")):
                self.add_error(f"what_{n}", _("Say what goes on."))
        return values

    def arguments(self, values: dict[str, Any]) -> dict[str, Any]:
        rest, rows = self.taken(values)
        return {**rest, "continuing": [GoesOn(row["what"], row["whom"], row["pays"]) for row in rows], "accept_because": self.reason}


class TransferForm(StepForm):
    """To whom, and on what ground."""

    site = forms.ModelChoiceField(label=_("One of our centres"), queryset=Site.objects.none(), required=False, empty_label="–")
    receiving = BoundedCharField(label=_("Or somebody else"), required=False, max_length=300)
    ground_kind = ChoiceChips(label=_("On what ground"), choices=Ground.choices, stacked=True)
    ground = BoundedCharField(label=_("The family's agreement, or the legal ground"), max_length=200)
    items = ManyChips(
        label=_("What goes along"), required=False, stacked=True,
        help_text=_("Only what you choose is handed on; nothing else goes. What is protected is never offered here."),
    )  # fmt: skip
    field_order = ["on", "site", "receiving", "ground_kind", "ground", "items", "sentence"]

    def __init__(self, *args: Any, sites: Any, offers: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["items"].choices = offers  # type: ignore[attr-defined]
        if not offers:
            del self.fields["items"]
        self.fields["site"].queryset = sites  # type: ignore[attr-defined]


class AftercareForm(StepForm):
    """Who agreed to be contacted; never chosen beforehand."""

    consent_of = ChoiceChips(label=_("Who agreed to be contacted"), choices=[])

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["consent_of"].choices = people  # type: ignore[attr-defined]


class ContactForm(StepForm):
    """How the family is, and which areas of life hold. Nothing chosen: it was not talked about."""

    def __init__(self, *args: Any, areas: list[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.areas = areas
        self.relabel("sentence", _("How the family is"))
        for area in areas:
            self.fields[f"area_{area.code}"] = ChoiceChips(label=str(area), choices=AftercareArea.State.choices, required=False)

    def arguments(self, values: dict[str, Any]) -> dict[str, Any]:
        said = {area: values[f"area_{area.code}"] for area in self.areas if values[f"area_{area.code}"]}
        return {"on": values["on"], "sentence": values["sentence"], "areas": said}


class ReopenForm(StepForm):
    """What brought the family back, and who is responsible now. Areas that went back in after-care stand first."""

    area = forms.ChoiceField(label=_("What brought the family back"), choices=[])
    case_worker = forms.ChoiceField(label=_("Responsible worker"), choices=[])
    field_order = ["on", "area", "sentence", "case_worker"]

    def __init__(self, *args: Any, areas: list[Area], back: set[int], staff: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.areas = {area.code: area for area in areas}
        order = sorted(areas, key=lambda area: (area.pk not in back, area.order))
        named = [(area.code, _("%(area)s – went back in after-care") % {"area": area} if area.pk in back else str(area)) for area in order]
        self.fields["area"].choices = [("", "–"), *named, (NEW_RISK, _("a new risk"))]  # type: ignore[attr-defined]
        self.fields["case_worker"].choices = staff_choices(staff)  # type: ignore[attr-defined]

    def arguments(self, values: dict[str, Any]) -> dict[str, Any]:
        return {**values, "area": self.areas.get(values["area"])}
