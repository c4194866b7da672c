"""Personal codes, phones, postcodes and registration numbers: the printed examples, and a library as oracle."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stdnum.lt import asmens
from stdnum.lv import pvn

from ligzda.kernel.refused import Refused
from ligzda.people.rules.codes import read_code, read_registration_number
from ligzda.people.rules.contact import read_phone, show_phone

CALM = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no fault of the rule

TODAY = dt.date(2026, 11, 22)
LATVIAN = [
    ("161175-19997", dt.date(1975, 11, 16), True), ("161175-19996", dt.date(1975, 11, 16), False),
    ("010170-00002", dt.date(1870, 1, 1), True), ("010170-00070", dt.date(1870, 1, 1), True),
    ("290272-00002", dt.date(1872, 2, 29), True), ("328673-00679", None, True), ("391234-56787", None, True),
    ("16117519997", dt.date(1975, 11, 16), True), (" 161175 - 19997 ", dt.date(1975, 11, 16), True),
]  # fmt: skip
LITHUANIAN = [
    ("33309240064", dt.date(1933, 9, 24), "male", True), ("33309240164", dt.date(1933, 9, 24), "male", False),
    ("17001010005", dt.date(1870, 1, 1), "male", True), ("17001010057", dt.date(1870, 1, 1), "male", True),
    ("17001011690", dt.date(1870, 1, 1), "male", True), ("17001010001", dt.date(1870, 1, 1), "male", False),
    ("90001010000", None, None, True),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "born", "certain"), LATVIAN)
def test_a_latvian_code_is_read_and_a_wrong_check_digit_only_doubted(typed: str, born: dt.date | None, certain: bool) -> None:
    code = read_code("LV", typed, today=TODAY)
    assert (code.birth_date, not code.doubt) == (born, certain)
    assert code.text[6] == "-"
    assert len(code.text) == 12


def test_blanks_and_the_missing_hyphen_make_no_difference() -> None:
    assert {read_code("LV", typed, today=TODAY).text for typed in ("161175-19997", "16117519997", " 161175 - 19997 ")} == {"161175-19997"}


@pytest.mark.parametrize(
    "typed", ["161375-19997", "290271-00000", "300299-12340", "161175-1999", "161175-199975", "abc", "", "١٦١١٧٥١٩٩٩٧", "161175-99997"]
)
def test_an_impossible_latvian_code_is_refused_beside_its_field(typed: str) -> None:
    with pytest.raises(Refused) as refused:
        read_code("LV", typed, today=TODAY)
    assert refused.value.field == "code"
    assert not refused.value.warning


@pytest.mark.parametrize(("typed", "born", "sex", "certain"), LITHUANIAN)
def test_a_lithuanian_code_is_read(typed: str, born: dt.date | None, sex: str | None, certain: bool) -> None:
    code = read_code("LT", typed, today=TODAY)
    assert (code.birth_date, code.sex, not code.doubt) == (born, sex, certain)


@pytest.mark.parametrize("typed", ["17001320000", "77001010005", "03309240064"])
def test_an_impossible_lithuanian_code_is_refused(typed: str) -> None:
    with pytest.raises(Refused):
        read_code("LT", typed, today=TODAY)


@CALM
@given(day=st.dates(dt.date(1800, 1, 1), dt.date(2026, 1, 1)), rest=st.integers(0, 999), check=st.integers(0, 9))
def test_old_latvian_check_digits_agree_with_the_library(day: dt.date, rest: int, check: int) -> None:
    text = f"{day:%d%m}{day.year % 100:02}{(day.year // 100) - 18}{rest:03}{check}"
    assert (not read_code("LV", text, today=TODAY).doubt) == (pvn.is_valid(text))


@CALM
@given(day=st.dates(dt.date(1800, 1, 1), dt.date(2026, 1, 1)), odd=st.booleans(), rest=st.integers(0, 999), check=st.integers(0, 9))
def test_lithuanian_check_digits_agree_with_the_library(day: dt.date, odd: bool, rest: int, check: int) -> None:
    first = (day.year // 100 - 18) * 2 + (1 if odd else 2)
    text = f"{first}{day:%y%m%d}{rest:03}{check}"
    assert (not read_code("LT", text, today=TODAY).doubt) == asmens.is_valid(text)


@pytest.mark.parametrize(
    ("typed", "country", "stored", "shown"),
    [
        ("80003939", "LV", "80003939", "8000 3939"), ("27880031", "LV", "+37127880031", "27 880 031"),
        ("63976100", "LV", "+37163976100", "63 976 100"), ("+371 27880031", "LV", "+37127880031", "27 880 031"),
        ("+371 80003939", "LV", "80003939", "8000 3939"), ("+370 612 34567", "LV", "+37061234567", "+370 612 34567"),
        ("612 34567", "LT", "+37061234567", "+370 612 34567"), ("+46 8 123 456 78", "LV", "+46812345678", "+46 8 123 456 78"),
    ],
)  # fmt: skip
def test_phones_are_kept_in_one_form_and_shown_as_people_write_them(typed: str, country: str, stored: str, shown: str) -> None:
    assert read_phone(typed, country) == stored
    assert show_phone(stored) == shown


@pytest.mark.parametrize(
    "typed", ["", "1234567", "278800311", "17880031", "zvanīt vakarā", "+371 2788003", "5" * 5_000_000, "2788\x000031"]
)
def test_what_is_no_phone_is_refused_with_a_sentence(typed: str) -> None:
    with pytest.raises(Refused):
        read_phone(typed)


def test_registration_numbers_are_checked() -> None:
    assert read_registration_number("4000 3521 600") == "40003521600"
    for wrong in ("40003521601", "30003521600", "4000352160"):
        with pytest.raises(Refused):
            read_registration_number(wrong)


@pytest.mark.parametrize(("country", "today", "tomorrow"), [("LV", "221126-20000", "231126-20000"), ("LT", "52611220000", "52611230000")])
def test_somebody_born_today_has_a_code_and_nobody_born_tomorrow(country: str, today: str, tomorrow: str) -> None:
    assert read_code(country, today, today=TODAY).birth_date == TODAY
    with pytest.raises(Refused) as refused:
        read_code(country, tomorrow, today=TODAY)
    assert refused.value.field == "code"
