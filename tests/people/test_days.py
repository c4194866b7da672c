"""Days of birth and death, ages and spans on both sides of their borders."""

import datetime as dt
from typing import Any

import pytest

from ligzda.kernel.refused import Refused
from ligzda.people.rules import days

D = dt.date
DAY = dt.timedelta(days=1)
TODAY = D(2026, 11, 22)


@pytest.mark.parametrize(
    ("precision", "earliest", "latest"),
    [
        ("day", D(2024, 2, 10), D(2024, 2, 10)),
        ("month", D(2024, 2, 1), D(2024, 2, 29)),
        ("year", D(2024, 1, 1), D(2024, 12, 31)),
    ],
)
def test_a_birth_is_a_day_a_month_or_a_year(precision: str, earliest: dt.date, latest: dt.date) -> None:
    span = days.born(D(2024, 2, 10), precision)
    assert span and (span.earliest, span.latest, span.exact) == (earliest, latest, precision == "day")
    assert days.settle_birth(D(2024, 2, 10), precision) == (earliest, precision)


def test_an_unknown_birth_is_none_whatever_stands_beside_it() -> None:
    assert days.born(None, "day") is None and days.born(D(2024, 2, 10), "unknown") is None
    assert days.settle_birth(D(2024, 2, 10), "unknown") == (None, "unknown") == days.settle_birth(None, "day")


@pytest.mark.parametrize(
    ("birth", "precision", "died", "sign"),
    [
        (D(1990, 11, 22), "day", None, "36"),
        (D(1990, 11, 23), "day", None, "35"),
        (D(1990, 11, 22), "day", D(2020, 11, 21), "29"),
        (D(1990, 12, 31), "year", None, "~36"),
        (D(1990, 11, 1), "month", None, "36"),
        (D(2024, 11, 22), "day", None, "2"),
        (D(2024, 11, 23), "day", None, "23 mēn."),
        (D(2026, 11, 22), "day", None, "0 mēn."),
        (D(2026, 11, 23), "day", None, ""),
        (D(2026, 1, 1), "unknown", None, ""),
        (None, "day", None, ""),
    ],
)
def test_an_age_is_in_whole_years_and_of_the_smallest_in_months(
    birth: dt.date | None, precision: str, died: dt.date | None, sign: str
) -> None:
    assert days.age_sign(birth, precision, TODAY, died) == sign


@pytest.mark.parametrize(
    ("birth", "precision", "died", "field"),
    [
        (TODAY, "day", None, None),
        (TODAY + DAY, "day", None, "birth_date"),
        (D(2026, 12, 31), "year", None, None),
        (D(2027, 1, 1), "year", None, "birth_date"),
        (D(1800, 1, 1), "day", None, None),
        (D(1799, 12, 31), "day", None, "birth_date"),
        (D(1950, 5, 1), "day", TODAY, None),
        (D(1950, 5, 1), "day", TODAY + DAY, "death_date"),
        (D(1950, 5, 1), "day", D(1950, 5, 1), None),
        (D(1950, 5, 1), "day", D(1950, 4, 30), "death_date"),
        (D(1950, 5, 1), "year", D(1950, 1, 1), None),
        (None, "unknown", TODAY, None),
    ],
)
def test_nobody_is_born_tomorrow_or_dies_before_the_birth(
    birth: dt.date | None, precision: str, died: dt.date | None, field: str | None
) -> None:
    try:
        days.birth_objections(birth, died, precision, today=TODAY)
        found: Any = None
    except Refused as refused:
        found = refused.field
    assert found == field


def test_a_span_may_be_one_day_long_and_never_ends_before_it_begins() -> None:
    days.in_order(TODAY, TODAY)
    days.in_order(None, TODAY), days.in_order(TODAY, None)
    with pytest.raises(Refused):
        days.in_order(TODAY, TODAY - DAY)


@pytest.mark.parametrize(
    ("first", "second", "share"),
    [
        ((0, 5), (5, 9), True),
        ((0, 5), (6, 9), False),
        ((5, 9), (0, 5), True),
        ((6, 9), (0, 5), False),
        ((0, None), (9, 9), True),
        ((9, None), (0, 8), False),
        ((None, 5), (5, None), True),
        ((None, 5), (6, None), False),
        ((None, None), (0, 0), True),
    ],
)
def test_two_spans_overlap_where_they_share_a_day(first: Any, second: Any, share: bool) -> None:
    one, two = (tuple(None if n is None else TODAY + n * DAY for n in span) for span in (first, second))
    assert days.overlap(one, two) is share  # type: ignore[arg-type]


WORDED = [
    (D(2010, 5, 14), "day", "14.05.2010."),
    (D(2010, 5, 1), "month", "2010.\xa0gada maijs"),
    (D(2010, 1, 1), "year", "apmēram 2010"),
    (D(2010, 5, 14), "unknown", "nav zināms"),
    (None, "day", "nav zināms"),
    (None, "unknown", "nav zināms"),
]


@pytest.mark.parametrize(("birth", "precision", "said"), WORDED)
def test_a_birth_is_said_as_exactly_as_it_is_known(birth: dt.date | None, precision: str, said: str) -> None:
    assert days.birth_text(birth, precision) == said


@pytest.mark.parametrize(
    ("birth", "precision", "died", "said"),
    [
        (D(1990, 11, 22), "day", None, "36 gadi"),
        (D(1990, 11, 23), "day", None, "35 gadi"),
        (D(1990, 11, 22), "day", D(2020, 11, 21), "29 gadi"),
        (D(1990, 11, 22), "day", D(2030, 11, 22), "36 gadi"),
        (D(1990, 12, 31), "year", None, "apmēram 36 gadi"),
        (D(1990, 11, 1), "month", None, "36 gadi"),
        (D(2025, 11, 1), "month", None, "1 gads"),
        (D(2024, 11, 22), "day", None, "2 gadi"),
        (D(2024, 11, 23), "day", None, "23 mēneši"),
        (D(2025, 10, 22), "day", None, "13 mēnešu"),
        (D(2025, 10, 23), "day", None, "12 mēnešu"),
        (D(2026, 11, 22), "day", None, "0 mēnešu"),
        (D(2026, 11, 23), "day", None, "vecums nav zināms"),
        (D(2026, 1, 1), "unknown", None, "vecums nav zināms"),
        (None, "day", None, "vecums nav zināms"),
    ],
)
def test_an_age_is_told_in_words(birth: dt.date | None, precision: str, died: dt.date | None, said: str) -> None:
    assert days.age_text(birth, precision, TODAY, died) == said


@pytest.mark.parametrize(
    ("birth", "precision", "died", "said"),
    [
        (D(1990, 5, 1), "day", None, "dz. 1990"),
        (D(1990, 1, 1), "year", None, "dz. ~1990"),
        (D(1950, 1, 1), "year", D(2020, 5, 1), "~1950–2020"),
        (D(1950, 5, 1), "month", D(2020, 5, 1), "1950–2020"),
        (D(1950, 5, 1), "unknown", D(2020, 5, 1), "mir. 2020"),
        (None, "day", D(2020, 5, 1), "mir. 2020"),
        (None, "unknown", None, ""),
    ],
)
def test_the_years_of_a_life_stand_beside_a_name(birth: dt.date | None, precision: str, died: dt.date | None, said: str) -> None:
    assert days.years_text(birth, precision, died) == said
