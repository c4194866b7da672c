"""Numbers, days and lengths as a reader of each language expects them, on pages and in documents.

Every function takes `language`; without it the language of the page counts. None is always "not known", never 0.
Names of months and weekdays come from CLDR; the patterns are the house's own, because CLDR's differ from the law's: one file a language
below ``web/formats``.
"""

from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from importlib import import_module
from typing import Any

from babel.dates import get_day_names, get_month_names
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext, override

from ligzda.kernel import clock
from ligzda.kernel.languages import LANGUAGES, SOURCE

NBSP = "\u00a0"
MINUS = "\u2212"
ROMAN = ("I", "II", "III", "IV")
FORMATS: dict[str, Any] = {code: import_module(f"ligzda.web.formats.{code}.formats") for code in LANGUAGES}


def speaking(language: str | None) -> str:
    """One of our languages; anything else falls back to English."""
    code = (language or get_language() or SOURCE)[:2]
    return code if code in LANGUAGES else SOURCE


def _formats(language: str | None) -> Any:
    return FORMATS[speaking(language)]


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
    formats = _formats(language)
    text = text.translate({ord(","): formats.THOUSAND_SEPARATOR, ord("."): formats.DECIMAL_SEPARATOR})
    return MINUS + text if exact < 0 else text


def money(value: Any, currency: str = "EUR", *, language: str | None = None) -> str:
    if value is None or value == "":
        return unknown(language)
    pattern: str = _formats(language).MONEY
    return pattern.format(amount=number(value, 2, language=language), currency=currency)


def share(value: Any, places: int = 1, *, language: str | None = None) -> str:
    """A percentage that is already one: 85.5 → "85,5 %"."""
    if value is None or value == "":
        return unknown(language)
    pattern: str = _formats(language).SHARE
    return pattern.format(amount=number(value, places, language=language))


def length(minutes: int | None, *, language: str | None = None) -> str:
    """75 → "1 h 15 min"; Lithuanian abbreviations wear their points."""
    if minutes is None:
        return unknown(language)
    hour, minute = _formats(language).HOUR, _formats(language).MINUTE
    hours, rest = divmod(int(minutes), 60)
    parts = [f"{number(hours, language=language)}{NBSP}{hour}"] if hours else []
    if rest or not hours:
        parts.append(f"{rest}{NBSP}{minute}")
    return NBSP.join(parts)


# --- days ------------------------------------------------------------------------------------------------------------


def _local(value: date) -> date:
    return clock.day_of(value) if isinstance(value, datetime) and timezone.is_aware(value) else value


class _Months:
    """The name of one month, read only where a pattern asks: ``{name}`` beside a day, ``{alone}`` without one, ``{short}``."""

    def __init__(self, month: int, language: str) -> None:
        self.month, self.language = month, language

    @property
    def name(self) -> str:
        return str(get_month_names("wide", "format", locale=self.language)[self.month])

    @property
    def alone(self) -> str:
        return str(get_month_names("wide", "stand-alone", locale=self.language)[self.month])

    @property
    def short(self) -> str:
        return str(get_month_names("abbreviated", "format", locale=self.language)[self.month])


def _by(pattern: str, value: date | None, language: str | None, **more: Any) -> str:
    """A day by one of the patterns of the language."""
    if not value:
        return unknown(language)
    value, code = _local(value), speaking(language)
    text: str = getattr(FORMATS[code], pattern)
    return text.format(y=value.year, m=value.month, d=value.day, month=_Months(value.month, code), **more)


def written(year: int, month: int, day_of_month: int, *, language: str | None = None) -> str:
    """The short form of three numbers, also of a day that does not exist: 30.02.2026."""
    code = speaking(language)
    pattern: str = FORMATS[code].DAY
    if "{month" in pattern and not 1 <= month <= 12:
        return f"{year:04}-{month:02}-{day_of_month:02}"
    return pattern.format(y=year, m=month, d=day_of_month, month=_Months(month, code))


def day(value: date | None, *, language: str | None = None) -> str:
    """22.11.2026. / 2026-11-22 / 22 Nov 2026"""
    return _by("DAY", value, language)


def day_month(value: date | None, *, language: str | None = None) -> str:
    """24.11. / 11-24 / 24 Nov: where the year stands beside it."""
    return _by("DAY_MONTH", value, language)


def day_long(value: date | None, *, language: str | None = None) -> str:
    """2026. gada 22. novembris / 2026 m. lapkričio 22 d. / 22 November 2026"""
    return _by("DAY_LONG", value, language)


def weekday(value: date | None, *, language: str | None = None) -> str:
    """otrdiena, 24. novembris / antradienis, lapkričio 24 d. / Tuesday 24 November"""
    if not value:
        return unknown(language)
    names = get_day_names("wide", "format", locale=speaking(language))
    return _by("WEEKDAY", value, language, weekday=names[_local(value).weekday()])


def month(value: date | None, *, language: str | None = None) -> str:
    """2026. gada novembris / 2026 m. lapkritis / November 2026"""
    return _by("MONTH", value, language)


def month_short(value: date | None, *, language: str | None = None) -> str:
    """11.2013. / 2013-11 / Nov 2013"""
    return _by("MONTH_SHORT", value, language)


def quarter(value: date | None, *, language: str | None = None) -> str:
    """2026. gada 4. ceturksnis / 2026 m. IV ketvirtis / Q4 2026"""
    if not value:
        return unknown(language)
    part = (_local(value).month - 1) // 3 + 1
    return _by("QUARTER", value, language, q=part, roman=ROMAN[part - 1])


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
    first, last = _formats(language).QUOTES
    return f"{first}{text}{last}"


def joined(items: Iterable[object], *, language: str | None = None) -> str:
    """Anna, Bruno un Zane"""
    texts = [str(item) for item in items]
    if len(texts) < 2:
        return "".join(texts)
    with override(speaking(language)):
        return gettext("%(first)s and %(last)s") % {"first": ", ".join(texts[:-1]), "last": texts[-1]}
