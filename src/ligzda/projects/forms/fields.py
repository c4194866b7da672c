"""Fields of this room: an amount as people write it, a share of a job, and a planned value that may be a floor."""

import re
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ligzda.web import formatting

MOST_MONEY, MOST_TARGET = Decimal("999999999999.99"), Decimal("9999999999.99")
BLANKS = re.compile(r"[\s\u00a0\u202f']")
FLOOR = re.compile(r"(>=|≥|>|=)?\s*(.*)", re.DOTALL)


class NumberInput(forms.TextInput):
    """Shows a number as the language writes it; any way of writing it comes back."""

    def __init__(self, places: int | None = None, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "decimal", "autocomplete": "off", **(attrs or {})})
        self.places = places

    def format_value(self, value: Any) -> str | None:
        if isinstance(value, Planned):
            return f"{'' if value.comparator == '=' else value.comparator + ' '}{_plain(value.value)}"
        if not isinstance(value, (Decimal, int)):
            return value
        return _plain(value) if self.places is None else formatting.number(value, self.places)


def _plain(value: Decimal | int) -> str:
    """Without marks between thousands, so that it reads back in every language."""
    text = f"{Decimal(value):f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace(".", formatting.FORMATS[formatting.speaking(None)].DECIMAL_SEPARATOR)


class NumberField(forms.Field):
    """A number not less than ``least`` with at most ``places`` digits after the comma, exact: 94 891,32 or 94,891.32 or 94891.32."""

    def __init__(self, *, places: int = 2, least: Decimal = Decimal(0), most: Decimal = MOST_MONEY, **kwargs: Any) -> None:
        kwargs.setdefault("widget", NumberInput(places if places == 2 else None))
        super().__init__(**kwargs)
        self.places, self.least, self.most = places, least, most

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return None
        if isinstance(value, (Decimal, int)):
            return Decimal(value)
        return self._checked(read_number(str(value)))

    def _checked(self, number: Decimal) -> Decimal:
        if number < self.least:
            raise ValidationError(_("Enter %(least)s or more."), "too_small", {"least": formatting.number(self.least)})
        if number > self.most:
            raise ValidationError(_("Enter %(most)s or less."), "too_large", {"most": formatting.number(self.most)})
        if number != round(number, self.places):
            raise ValidationError(_("Write at most %(n)s digits after the comma."), "too_fine", {"n": self.places})
        return number

    def bound_data(self, data: Any, initial: Any) -> Any:
        return data[:200] if isinstance(data, str) else data


class MoneyField(NumberField):
    """An amount to the cent."""

    def _checked(self, number: Decimal) -> Decimal:
        if number < 0:
            raise ValidationError(_("An amount of money is not less than 0."), "negative")
        if number <= self.most and number != round(number, 2):
            raise ValidationError(_("An amount has two digits after the comma: the cents."), "too_fine")
        return super()._checked(number)


class Planned(NamedTuple):
    """A planned value and how it reads."""

    value: Decimal
    comparator: str


class PlannedField(NumberField):
    """A planned value: 116, or ≥ 200 for "at least 200", or > 40 for "more than 40"."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(least=Decimal("0.01"), most=MOST_TARGET, widget=NumberInput(), **kwargs)

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values or isinstance(value, Planned):
            return value or None
        sign, number = FLOOR.fullmatch(str(value).strip()[:200]).groups()  # type: ignore[union-attr]
        comparator = {">=": "≥", None: "="}.get(sign, sign)
        return Planned(self._checked(read_number(number)), comparator)


def read_number(text: str) -> Decimal:
    """The number that somebody wrote in any of the three languages. One mark before three digits could be either: it is asked about."""
    plain = BLANKS.sub("", text).replace("−", "-")
    if len(plain) > 40:
        raise ValidationError(_("This is no number. Write it like 1234,50."), "unreadable")
    marks = [mark for mark in plain if mark in ".,"]
    if len(set(marks)) == 2:
        plain = plain.replace(",", "") if plain.rindex(".") > plain.rindex(",") else plain.replace(".", "").replace(",", ".")
    elif len(marks) > 1:
        plain = plain.replace(marks[0], "")
    elif marks and re.fullmatch(r"-?[1-9]\d{0,2}[.,]\d{3}", plain):
        raise ValidationError(_("Is this a thousand or a part? Write 1234 without a mark, or 1,50 with two digits after it."), "ambiguous")
    try:
        number = Decimal(plain.replace(",", "."))
    except InvalidOperation as error:
        raise ValidationError(_("This is no number. Write it like 1234,50."), "unreadable") from error
    if not number.is_finite() or "e" in plain.lower():
        raise ValidationError(_("This is no number. Write it like 1234,50."), "unreadable")
    return number
