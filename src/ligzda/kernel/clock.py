"""Today and now, in one place, so that tests and late entries can stand elsewhere in time."""

import datetime as dt

from django.utils import timezone


def today() -> dt.date:
    """The date at the organisation (Europe/Riga), not in UTC."""
    return timezone.localdate()


def now() -> dt.datetime:
    """The aware time of this moment."""
    return timezone.now()


def day_begins(day: dt.date) -> dt.datetime:
    """The first moment of a day at the organisation."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))


def at(day: dt.date, hour: dt.time) -> dt.datetime:
    """A moment of a day by the organisation's clock."""
    return timezone.make_aware(dt.datetime.combine(day, hour))


def by_the_clock(moment: dt.datetime | None = None) -> dt.datetime:
    """A moment, else this one, as the clock on the wall of the organisation shows it: from its hour and minute, never for its day in UTC."""
    return timezone.localtime(moment)


def day_of(moment: dt.datetime) -> dt.date:
    """The date of a moment at the organisation."""
    return timezone.localtime(moment).date()


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day ``months`` later; from the 31st it lands on the last day of a shorter month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    month += 1
    last = (dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)).day
    return dt.date(year, month, min(day.day, last))


def months_touched(start: dt.date, end: dt.date) -> int:
    """Calendar months that a period touches: 11.2013–07.2015 is 21."""
    return (end.year - start.year) * 12 + end.month - start.month + 1


def age_on(birth: dt.date, day: dt.date) -> int:
    """Whole years; somebody born on 29 February has the birthday on 1 March in common years."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))
