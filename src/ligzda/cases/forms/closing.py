"""What people fill in when support becomes less, ends, is followed up, or begins anew."""

from typing import Any

from django import forms
from django.forms import BoundField
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ligzda.access.handling import number_from
from ligzda.access.models import User
from ligzda.cases.actions.closing import GoesOn, Often
from ligzda.cases.forms.episodes import StepForm
from ligzda.cases.forms.team import staff_choices
from ligzda.cases.models import AftercareArea, Area, Intensity
from ligzda.cases.states import ExitType
from ligzda.web.forms import BoundedCharField, BoundedTextField, ChoiceChips, DayField

ROWS = 30  # as many as one paper takes
ADD = "add_row"
NEW_RISK = "new"


class RowsForm(StepForm):
    """A step with numbered rows of the same fields; rows that are left empty do not count. ``ADD`` asks for one more row.

    All rows are there from the beginning, so that a draft brings each of them back; the page shows those in use.
    """

    parts: tuple[str, ...] = ()  # the beginnings of the names of a row's fields
    rows_label: Any = ""
    row_label: Any = ""

    @property
    def asks_for_row(self) -> bool:
        return self.is_bound and ADD in self.data

    def full_clean(self) -> None:
        """Whoever only asks for a row is not told yet what is missing, and loses nothing."""
        if not self.asks_for_row:
            return super().full_clean()
        self._errors, self.cleaned_data = ErrorDict(), {}
        return None

    def is_valid(self) -> bool:
        return not self.asks_for_row and super().is_valid()

    def head(self) -> list[BoundField]:
        return [field for field in self if not self._in_row(field.name)]

    def rows(self) -> list[dict[str, Any]]:
        """Fields row by row up to the last in which anything stands, and the new one; the cursor waits there."""
        rows = [[self[f"{part}_{n}"] for part in self.parts] for n in range(1, ROWS + 1)]
        asked = number_from(self.data.get(ADD)) if self.asks_for_row else 0
        used = [n for n, fields in enumerate(rows, 1) if any(field.value() or field.errors for field in fields)]
        shown = min(max(1, asked, *used), ROWS)
        if 0 < asked <= ROWS:
            rows[asked - 1][0].field.widget.attrs["autofocus"] = True
        return [{"n": n, "fields": fields} for n, fields in enumerate(rows[:shown], 1)]

    def next_row(self) -> int:
        """The number of the row that can be added; 0 when the paper is full."""
        return (len(self.rows()) + 1) % (ROWS + 1)

    def tail(self) -> list[BoundField]:
        """What is asked after the rows."""
        return []

    def taken(self, values: dict[str, Any]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        """What stands outside the rows, and the rows in which anything stands."""
        rows = [{part: values[f"{part}_{n}"] for part in self.parts} for n in range(1, ROWS + 1)]
        rest = {name: value for name, value in values.items() if not self._in_row(name)}
        return rest, [row for row in rows if any(row.values())]

    def _in_row(self, name: str) -> bool:
        return name.rpartition("_")[0] in self.parts


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
