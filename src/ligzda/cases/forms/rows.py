"""A form with numbered rows of the same fields, as many as one paper takes."""

from typing import Any

from django.forms import BoundField
from django.forms.utils import ErrorDict

from ligzda.access.form_views import number_from
from ligzda.cases.forms.episodes import StepForm

ROWS = 30  # as many as one paper takes
ADD = "add_row"


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
