"""Age bands at entry. Bands partition people: everybody stands in exactly one.

The day counts: on the third birthday 3-6, the day before the eighteenth 13-17, on it 18-29. Born on 29 February: 1 March in common years.
Where only the year of birth is known the person counts as born on 1 July, where only year and month, on the 15th: always the middle.
Without a year of birth the band is unknown, and the person is neither child nor adult.
"""

from typing import Any

from ligzda.measure.dimensions import UNKNOWN

ADULT = 18
BOUNDS = ((3, "0-2"), (7, "3-6"), (13, "7-12"), (18, "13-17"), (30, "18-29"), (55, "30-54"))
LAST_BAND = "55+"
CHILD_BANDS = ("0-2", "3-6", "7-12", "13-17")
MIDDLE_MONTH, MIDDLE_DAY, MIDDLE_OF_YEAR_DAY = 7, 15, 1


def age_at(entry: Any, birth: tuple[Any, Any, Any], ibis: Any) -> Any:
    """Whole years on the day of entry, as an expression; birth is year, month, day, of which month and day may be empty."""
    year, month, day = birth
    day = day.fill_null(month.isnull().ifelse(MIDDLE_OF_YEAR_DAY, MIDDLE_DAY))
    month = month.fill_null(MIDDLE_MONTH)
    not_yet = (entry.month() * 100 + entry.day()) < (month * 100 + day)
    return entry.year() - year - not_yet.ifelse(1, 0)


def band_of(age: Any, ibis: Any) -> Any:
    """The band as an expression."""
    steps = [(age.isnull(), UNKNOWN), *((age < below, name) for below, name in BOUNDS)]
    return ibis.cases(*steps, else_=LAST_BAND)
