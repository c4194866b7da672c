"""How the fields are drawn: chips for choices, a day with its quick buttons, a length with the usual lengths."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ligzda.kernel import clock
from ligzda.web import formatting


class ChipRadios(forms.RadioSelect):
    """Up to seven choices, all visible: radio buttons drawn as chips, moved by arrows and chosen by Space."""

    template_name = "web/form/chips.html"

    def __init__(self, attrs: dict[str, Any] | None = None, choices: Any = (), *, stacked: bool = False) -> None:
        super().__init__(attrs, choices)
        self.stacked = stacked

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return {**super().get_context(name, value, attrs), "stacked": self.stacked}


class ChipChecks(forms.CheckboxSelectMultiple):
    """Any number of choices, drawn as chips."""

    template_name = "web/form/chips.html"

    def __init__(self, attrs: dict[str, Any] | None = None, choices: Any = (), *, stacked: bool = False) -> None:
        super().__init__(attrs, choices)
        self.stacked = stacked

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return {**super().get_context(name, value, attrs), "stacked": self.stacked}


class DayInput(forms.TextInput):
    """A typed day; Today and Yesterday, and the device's own calendar, are offered beside it."""

    template_name = "web/form/day.html"

    def __init__(self, attrs: dict[str, Any] | None = None, *, quick: bool = True) -> None:
        super().__init__({"inputmode": "text", "autocomplete": "off", "maxlength": "40", **(attrs or {})})
        self.quick = quick

    def format_value(self, value: Any) -> str | None:
        return formatting.day(value) if isinstance(value, date) else value

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        today = clock.today()
        days = ((_("Today"), today), (_("Yesterday"), today - timedelta(days=1)))
        quick = [(label, formatting.day(value)) for label, value in days] if self.quick else []
        return {**context, "quick": quick, "pattern": (get_language() or "en")[:2]}


class MinutesInput(forms.MultiWidget):
    """The usual lengths as chips and a box for any other; an entry in the box counts."""

    template_name = "web/form/minutes.html"
    use_fieldset = True

    def __init__(self, usual: tuple[int, ...] = (30, 45, 60, 90), attrs: dict[str, Any] | None = None) -> None:
        self.usual = usual
        chips = forms.RadioSelect(choices=[(str(n), str(n)) for n in usual])
        box = forms.NumberInput(attrs={"inputmode": "numeric", "min": "1", "max": "1440", "class": "form-control"})
        super().__init__({"chip": chips, "other": box}, attrs)

    def decompress(self, value: Any) -> list[Any]:
        return [value, None] if value in self.usual else [None, value]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        if isinstance(value, str) and value.isdigit():
            value = int(value)
        return super().get_context(name, value, attrs)
