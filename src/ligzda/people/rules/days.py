"""Birth dates that are exact, or a month, or about a year; ages from them; days that cannot be."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ligzda.kernel.clock import add_months, age_on
from ligzda.kernel.refused import Refused
from ligzda.web import formatting

OLDEST = dt.date(1800, 1, 1)  # the codes of the 19th century are written with such dates


@dataclass(frozen=True)
class Born:
    """The first and the last day on which somebody may have been born."""

    earliest: dt.date
    latest: dt.date

    @property
    def exact(self) -> bool:
        return self.earliest == self.latest


def born(birth_date: dt.date | None, precision: str) -> Born | None:
    """The span that a birth date of this precision means; None when it is not known."""
    if birth_date is None or precision == "unknown":
        return None
    if precision == "month":
        first = birth_date.replace(day=1)
        return Born(first, add_months(first, 1) - dt.timedelta(days=1))
    if precision == "year":
        return Born(birth_date.replace(month=1, day=1), birth_date.replace(month=12, day=31))
    return Born(birth_date, birth_date)


def settle_birth(birth_date: dt.date | None, precision: str) -> tuple[dt.date | None, str]:
    """Date and precision as they are stored: the first day of the month or year, or nothing and 'unknown'."""
    span = born(birth_date, precision)
    return (span.earliest, precision) if span else (None, "unknown")


def age_text(birth_date: dt.date | None, precision: str, on: dt.date, died: dt.date | None = None) -> str:
    """'34 years', '7 months', 'about 34 years', or 'age not known'. After death the age reached."""
    day = min(on, died) if died else on
    if birth_date is None or precision == "unknown" or birth_date > day:
        return _("age not known")
    years = age_on(birth_date, day)
    if precision == "year":
        years = day.year - birth_date.year
        return _("about %(age)s") % {"age": _years(years)}
    if precision == "day" and years < 2:
        months = (day.year - birth_date.year) * 12 + day.month - birth_date.month - (day.day < birth_date.day)
        return ngettext("%(count)s month", "%(count)s months", months) % {"count": months}
    return _years(years)


def age_sign(birth_date: dt.date | None, precision: str, on: dt.date, died: dt.date | None = None) -> str:
    """The same as short as it stands in the symbol of a person: '34', '7 mo', '~34', or nothing."""
    day = min(on, died) if died else on
    if birth_date is None or precision == "unknown" or birth_date > day:
        return ""
    if precision == "year":
        return f"~{day.year - birth_date.year}"
    years = age_on(birth_date, day)
    if precision == "day" and years < 2:
        months = (day.year - birth_date.year) * 12 + day.month - birth_date.month - (day.day < birth_date.day)
        return _("%(count)s mo") % {"count": months}
    return str(years)


def years_text(birth_date: dt.date | None, precision: str, died: dt.date | None) -> str:
    """'b. 1990', '~1950–2020', 'd. 2020', or nothing."""
    year = "" if birth_date is None or precision == "unknown" else f"{'~' if precision == 'year' else ''}{birth_date.year}"
    if year and died:
        return f"{year}–{died.year}"
    if died:
        return _("d. %(year)s") % {"year": died.year}
    return _("b. %(year)s") % {"year": year} if year else ""


def birth_text(birth_date: dt.date | None, precision: str) -> str:
    """'14.05.2010.', '2010. gada maijs', 'about 2010' or 'not known'."""
    if birth_date is None or precision == "unknown":
        return _("not known")
    if precision == "year":
        return _("about %(year)s") % {"year": birth_date.year}
    return formatting.month(birth_date) if precision == "month" else formatting.day(birth_date)


def _years(years: int) -> str:
    return ngettext("%(count)s year", "%(count)s years", years) % {"count": years}


def birth_objections(birth_date: dt.date | None, died: dt.date | None, precision: str, *, today: dt.date) -> None:
    """Refuse a birth in the future or before any living memory, and a death before birth."""
    span = born(birth_date, precision)
    if span and span.earliest > today:
        raise Refused(_("The date of birth is in the future. Check it."), field="birth_date")
    if span and span.earliest < OLDEST:
        raise Refused(_("The date of birth is more than two centuries ago. Check the year."), field="birth_date")
    if died and died > today:
        raise Refused(_("The date of death is in the future. Check it."), field="death_date")
    if span and died and died < span.earliest:
        raise Refused(_("The date of death is before the date of birth. Check both."), field="death_date")


def in_order(start: dt.date | None, end: dt.date | None, *, field: str = "until_date") -> None:
    """Refuse an end before its start."""
    if start and end and end < start:
        raise Refused(_("The end date is before the start date. Check both."), field=field)


Span = tuple[dt.date | None, dt.date | None]


def overlap(first: Span, second: Span) -> bool:
    """Whether two spans share a day; an empty end is open."""
    starts_before_end = not (first[0] and second[1]) or first[0] <= second[1]
    ends_after_start = not (first[1] and second[0]) or second[0] <= first[1]
    return starts_before_end and ends_after_start
