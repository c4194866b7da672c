"""Numbers, days and lengths as a reader of Latvian, Lithuanian or English expects them, on pages and in documents.

Every function takes `language`; without it the language of the page counts. None is always "not known", never 0.
Names of months and weekdays come from CLDR; the patterns are the house's own, because CLDR's differ from the law's.
"""

from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Literal

from babel.dates import get_day_names, get_month_names
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext, override

from ligzda.kernel import clock

NBSP = "\u00a0"
MINUS = "\u2212"
ROMAN = ("I", "II", "III", "IV")
QUOTES = {"lv": "„”", "lt": "„“", "en": "“”"}


def speaking(language: str | None) -> str:
    """One of the three languages; anything else falls back to English."""
    code = (language or get_language() or "en")[:2]
    return code if code in QUOTES else "en"


def unknown(language: str | None = None) -> str:
    with override(speaking(language)):
        return gettext("not known")


def small(limit: int = 5) -> str:
    """A number that is held back because it could point at somebody."""
    return f"<{NBSP}{limit}"


# --- numbers ---------------------------------------------------------------------------------------------------------


def number(value: Any, places: int | None = None, *, language: str | None = None) -> str:
    """12 320,5 in Latvian and Lithuanian, 12,320.5 in English. Halves are rounded up, as people do on paper."""
    if value is None or value == "":
        return unknown(language)
    exact = Decimal(str(value))
    if places is not None:
        exact = exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    text = f"{abs(exact):,f}"
    if places is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    if speaking(language) != "en":
        text = text.replace(",", NBSP).replace(".", ",")
    return MINUS + text if exact < 0 else text


def money(value: Any, currency: str = "EUR", *, language: str | None = None) -> str:
    if value is None or value == "":
        return unknown(language)
    amount = number(value, 2, language=language)
    return f"{currency}{NBSP}{amount}" if speaking(language) == "en" else f"{amount}{NBSP}{currency}"


def share(value: Any, places: int = 1, *, language: str | None = None) -> str:
    """A percentage that is already one: 85.5 → "85,5 %"."""
    if value is None or value == "":
        return unknown(language)
    amount = number(value, places, language=language)
    return f"{amount}%" if speaking(language) == "en" else f"{amount}{NBSP}%"


def length(minutes: int | None, *, language: str | None = None) -> str:
    """75 → "1 h 15 min"; Lithuanian abbreviations wear their points."""
    if minutes is None:
        return unknown(language)
    hour, minute = ("val.", "min.") if speaking(language) == "lt" else ("h", "min")
    hours, rest = divmod(int(minutes), 60)
    parts = [f"{number(hours, language=language)}{NBSP}{hour}"] if hours else []
    if rest or not hours:
        parts.append(f"{rest}{NBSP}{minute}")
    return NBSP.join(parts)


# --- days ------------------------------------------------------------------------------------------------------------


def _month_name(index: int, language: str, *, width: Literal["wide", "abbreviated"] = "wide", alone: bool = False) -> str:
    return str(get_month_names(width, "stand-alone" if alone else "format", locale=language)[index])


def _weekday_name(value: date, language: str) -> str:
    return str(get_day_names("wide", "format", locale=language)[value.weekday()])


def _local(value: date) -> date:
    return clock.day_of(value) if isinstance(value, datetime) and timezone.is_aware(value) else value


def written(year: int, month: int, day_of_month: int, *, language: str | None = None) -> str:
    """The short form of three numbers, also of a day that does not exist: 30.02.2026."""
    code = speaking(language)
    if code == "lv":
        return f"{day_of_month:02}.{month:02}.{year:04}."
    if code == "lt" or not 1 <= month <= 12:
        return f"{year:04}-{month:02}-{day_of_month:02}"
    return f"{day_of_month}{NBSP}{_month_name(month, 'en', width='abbreviated')}{NBSP}{year}"


def day(value: date | None, *, language: str | None = None) -> str:
    """22.11.2026. / 2026-11-22 / 22 Nov 2026"""
    if not value:
        return unknown(language)
    value = _local(value)
    return written(value.year, value.month, value.day, language=language)


def day_month(value: date | None, *, language: str | None = None) -> str:
    """24.11. / 11-24 / 24 Nov: where the year stands beside it."""
    if not value:
        return unknown(language)
    value, code = _local(value), speaking(language)
    if code == "lv":
        return f"{value:%d.%m}."
    return f"{value:%m-%d}" if code == "lt" else f"{value.day}{NBSP}{_month_name(value.month, code, width='abbreviated')}"


def day_long(value: date | None, *, language: str | None = None) -> str:
    """2026. gada 22. novembris / 2026 m. lapkričio 22 d. / 22 November 2026"""
    if not value:
        return unknown(language)
    value, code = _local(value), speaking(language)
    name = _month_name(value.month, code)
    if code == "lv":
        return f"{value.year}.{NBSP}gada {value.day}.{NBSP}{name}"
    if code == "lt":
        return f"{value.year}{NBSP}m. {name} {value.day}{NBSP}d."
    return f"{value.day}{NBSP}{name} {value.year}"


def weekday(value: date | None, *, language: str | None = None) -> str:
    """otrdiena, 24. novembris / antradienis, lapkričio 24 d. / Tuesday 24 November"""
    if not value:
        return unknown(language)
    value, code = _local(value), speaking(language)
    week, name = _weekday_name(value, code), _month_name(value.month, code)
    if code == "lv":
        return f"{week}, {value.day}.{NBSP}{name}"
    return f"{week}, {name} {value.day}{NBSP}d." if code == "lt" else f"{week} {value.day}{NBSP}{name}"


def month(value: date | None, *, language: str | None = None) -> str:
    """2026. gada novembris / 2026 m. lapkritis / November 2026"""
    if not value:
        return unknown(language)
    value, code = _local(value), speaking(language)
    name = _month_name(value.month, code, alone=code == "lt")
    if code == "lv":
        return f"{value.year}.{NBSP}gada {name}"
    return f"{value.year}{NBSP}m. {name}" if code == "lt" else f"{name} {value.year}"


def month_short(value: date | None, *, language: str | None = None) -> str:
    """11.2013. / 2013-11 / Nov 2013"""
    if not value:
        return unknown(language)
    value, code = _local(value), speaking(language)
    if code == "lv":
        return f"{value:%m.%Y}."
    return f"{value:%Y-%m}" if code == "lt" else f"{_month_name(value.month, code, width='abbreviated')}{NBSP}{value.year}"


def quarter(value: date | None, *, language: str | None = None) -> str:
    """2026. gada 4. ceturksnis / 2026 m. IV ketvirtis / Q4 2026"""
    if not value:
        return unknown(language)
    value, code = _local(value), speaking(language)
    part = (value.month - 1) // 3 + 1
    if code == "lv":
        return f"{value.year}.{NBSP}gada {part}.{NBSP}ceturksnis"
    return f"{value.year}{NBSP}m. {ROMAN[part - 1]}{NBSP}ketvirtis" if code == "lt" else f"Q{part}{NBSP}{value.year}"


def clock_time(value: time | datetime | None, *, language: str | None = None) -> str:
    if value is None:
        return unknown(language)
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = clock.by_the_clock(value)
    return f"{value:%H:%M}"


def moment(value: datetime | None, *, language: str | None = None) -> str:
    """22.11.2026., 16:05"""
    if value is None:
        return unknown(language)
    return f"{day(value, language=language)}, {clock_time(value, language=language)}"


def span(start: date | None, end: date | None, *, language: str | None = None) -> str:
    """A range of days; an open end is left open, an unknown start says so."""
    return f"{day(start, language=language)}–{day(end, language=language) if end else ''}"


def ago(value: date | None, today: date, *, language: str | None = None) -> str:
    """today, yesterday, 3 days ago; after a month the date itself."""
    if not value:
        return unknown(language)
    days = (today - _local(value)).days
    with override(speaking(language)):
        if days == 0:
            return gettext("today")
        if days == 1:
            return gettext("yesterday")
        if 1 < days <= 30:
            return ngettext("%(n)s day ago", "%(n)s days ago", days) % {"n": days}
    return day(value, language=language)


def due(value: date | None, today: date, *, language: str | None = None) -> str:
    """What a badge says about a date that something waits for."""
    if not value:
        return unknown(language)
    days = (_local(value) - today).days
    with override(speaking(language)):
        if days == 0:
            return gettext("Today")
        if days == 1:
            return gettext("Tomorrow")
        if days < 0:
            return ngettext("Overdue: %(n)s day", "Overdue: %(n)s days", -days) % {"n": number(-days)}
        return ngettext("%(n)s day left", "%(n)s days left", days) % {"n": number(days)}


# --- text ------------------------------------------------------------------------------------------------------------


def quoted(text: str, *, language: str | None = None) -> str:
    pair = QUOTES[speaking(language)]
    return f"{pair[0]}{text}{pair[1]}"


def joined(items: Iterable[object], *, language: str | None = None) -> str:
    """Anna, Bruno un Zane"""
    texts = [str(item) for item in items]
    if len(texts) < 2:
        return "".join(texts)
    with override(speaking(language)):
        return gettext("%(first)s and %(last)s") % {"first": ", ".join(texts[:-1]), "last": texts[-1]}


_LETTERS = {
    "lv": "aābcčdeēfgģhiīyjkķlļmnņoōpqrŗsštuūvwxzž",
    "lt": "aąbcčdeęėfghiįyjklmnopqrsštuųūvwxzž",
    "en": "abcdefghijklmnopqrstuvwxyz",
}
_SAME = {
    "lv": {"ā": "a", "ē": "e", "ī": "i", "ū": "u", "ō": "o"},
    "lt": {"ą": "a", "ę": "e", "ė": "e", "į": "i", "y": "i", "ų": "u", "ū": "u"},
}


def sort_key(text: str, *, language: str | None = None) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Dictionary order: in Latvian ā stands with a, č after c; ties are broken by the letters as written."""
    code = speaking(language)
    letters, same, folded = _LETTERS[code], _SAME.get(code, {}), text.casefold()

    def place(letter: str) -> int:
        found = letters.find(letter)
        return found + 1 if found >= 0 else min(ord(letter), 900) - 1000

    return tuple(place(same.get(letter, letter)) for letter in folded), tuple(place(letter) for letter in folded)
