"""Fields of this room: a birth date that may be a month or a year; and a language."""

import datetime as dt
import re
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ligzda.web import formatting
from ligzda.web.days import NoSuchDay, Unreadable, read_day

_YEAR = re.compile(r"(?:~|ap\.?|apm\.?|apie|about)?\s*(\d{4})\.?(?:\s*(?:g|gads|gadā|m)\.?)?", re.IGNORECASE)
_MONTH = re.compile(r"(\d{1,2})[./\-](\d{4})\.?|(\d{4})-(\d{1,2})")
LANGUAGES = [
    ("lv", _("Latvian")), ("lt", _("Lithuanian")), ("ru", _("Russian")), ("uk", _("Ukrainian")), ("en", _("English")),
    ("pl", _("Polish")), ("be", _("Belarusian")), ("rom", _("Romani")), ("lsl", _("Latvian sign language")),
    ("lgk", _("Lithuanian sign language")), ("ar", _("Arabic")), ("fa", _("Persian")), ("other", _("another language")),
]  # fmt: skip


class Birth(NamedTuple):
    """A birth date and how exactly it is known."""

    date: dt.date | None
    precision: str


class BirthField(forms.Field):
    """A day in any form, or a month (05.2010), or a year (2010, about 2010). Empty means that it is not known."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Date of birth"))
        kwargs.setdefault("required", False)
        kwargs.setdefault("help_text", _("A day, for example 14.05.2010. If it is not known exactly: 05.2010 or 2010."))
        kwargs.setdefault("widget", BirthInput())
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Birth:
        if isinstance(value, Birth):
            return value
        text = " ".join(str(value or "").split())[:60]
        if not text:
            return Birth(None, "unknown")
        if found := _YEAR.fullmatch(text):
            return Birth(_make(int(found[1]), 1), "year")
        if found := _MONTH.fullmatch(text):
            year, month = (int(found[2]), int(found[1])) if found[2] else (int(found[3]), int(found[4]))
            return Birth(_make(year, month), "month")
        return self._day(text)

    def _day(self, text: str) -> Birth:
        try:
            return Birth(read_day(text), "day")
        except NoSuchDay as error:
            shown = formatting.written(*error.parts)
            raise ValidationError(_("There is no such date: %(date)s. Check the day and month."), "no_such_day", {"date": shown}) from error
        except Unreadable as error:
            raise ValidationError(_("Enter the date of birth like 14.05.2010, or only 05.2010 or 2010."), "unreadable") from error


class BirthInput(forms.TextInput):
    """Shows a birth date as exactly as it is known."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "text", "autocomplete": "off", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        return typed_birth(*value) if isinstance(value, Birth) else value


def typed_birth(date: dt.date | None, precision: str) -> str:
    """As somebody would type it into the field again."""
    if date is None:
        return ""
    if precision == "year":
        return str(date.year)
    return f"{date.month:02}.{date.year}" if precision == "month" else formatting.day(date)


class LanguageField(forms.ChoiceField):
    """A language people speak here; the list is short on purpose."""

    def __init__(self, *, empty: Any = None, **kwargs: Any) -> None:
        choices = [("", empty), *LANGUAGES] if empty is not None else LANGUAGES
        kwargs.setdefault("label", _("Language"))
        super().__init__(choices=choices, **kwargs)


def _make(year: int, month: int) -> dt.date:
    try:
        return dt.date(year, month, 1)
    except ValueError as error:
        text = f"{month:02}.{year}."
        raise ValidationError(_("There is no such date: %(date)s. Check the day and month."), "no_such_day", {"date": text}) from error
