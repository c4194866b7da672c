"""Numbers and days as each language writes them."""

from datetime import date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import ngettext, override

from ligzda.web import formatting

RIGA = ZoneInfo("Europe/Riga")
DAY = date(2026, 11, 22)
TUESDAY = date(2026, 11, 24)
LANGUAGES = ("lv", "lt", "en")


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("write", "lv", "lt", "en"),
    [
        (lambda lang: formatting.day(DAY, language=lang), "22.11.2026.", "2026-11-22", "22 Nov 2026"),
        (lambda lang: formatting.day_month(TUESDAY, language=lang), "24.11.", "11-24", "24 Nov"),
        (lambda lang: formatting.day_long(DAY, language=lang), "2026. gada 22. novembris", "2026 m. lapkričio 22 d.", "22 November 2026"),
        (
            lambda lang: formatting.weekday(TUESDAY, language=lang),
            "otrdiena, 24. novembris",
            "antradienis, lapkričio 24 d.",
            "Tuesday 24 November",
        ),
        (lambda lang: formatting.month(DAY, language=lang), "2026. gada novembris", "2026 m. lapkritis", "November 2026"),
        (lambda lang: formatting.month_short(date(2013, 11, 1), language=lang), "11.2013.", "2013-11", "Nov 2013"),
        (lambda lang: formatting.quarter(DAY, language=lang), "2026. gada 4. ceturksnis", "2026 m. IV ketvirtis", "Q4 2026"),
        (lambda lang: formatting.length(75, language=lang), "1 h 15 min", "1 val. 15 min.", "1 h 15 min"),
        (lambda lang: formatting.length(45, language=lang), "45 min", "45 min.", "45 min"),
        (lambda lang: formatting.length(120, language=lang), "2 h", "2 val.", "2 h"),
        (lambda lang: formatting.length(0, language=lang), "0 min", "0 min.", "0 min"),
        (lambda lang: formatting.number(Decimal("12320.50"), language=lang), "12 320,5", "12 320,5", "12,320.5"),
        (lambda lang: formatting.number(-1234, language=lang), "−1 234", "−1 234", "−1,234"),
        (lambda lang: formatting.money(Decimal(110984), language=lang), "110 984,00 EUR", "110 984,00 EUR", "EUR 110,984.00"),
        (lambda lang: formatting.share(Decimal("85.5"), language=lang), "85,5 %", "85,5 %", "85.5%"),
        (lambda lang: formatting.clock_time(time(14, 30), language=lang), "14:30", "14:30", "14:30"),
        (
            lambda lang: formatting.moment(datetime(2026, 11, 20, 16, 5, tzinfo=RIGA), language=lang),
            "20.11.2026., 16:05",
            "2026-11-20, 16:05",
            "20 Nov 2026, 16:05",
        ),
        (lambda lang: formatting.number(0, language=lang), "0", "0", "0"),
        (lambda lang: formatting.number(None, language=lang), "nav zināms", "nežinoma", "not known"),
        (lambda lang: formatting.day(None, language=lang), "nav zināms", "nežinoma", "not known"),
        (
            lambda lang: formatting.joined(["Anna", "Bruno", "Zane"], language=lang),
            "Anna, Bruno un Zane",
            "Anna, Bruno ir Zane",
            "Anna, Bruno and Zane",
        ),
        (lambda lang: formatting.quoted("ligzda", language=lang), "„ligzda”", "„ligzda“", "“ligzda”"),
        (lambda lang: formatting.due(date(2026, 11, 20), DAY, language=lang), "Nokavēts: 2 dienas", "Vėluoja: 2 dienos", "Overdue: 2 days"),
        (lambda lang: formatting.due(date(2026, 11, 25), DAY, language=lang), "Vēl 3 dienas", "Liko 3 dienos", "3 days left"),
        (lambda lang: formatting.ago(date(2026, 11, 19), DAY, language=lang), "pirms 3 dienām", "prieš 3 dienas", "3 days ago"),
    ],
)
def test_values_are_written_as_the_language_writes_them(write, lv, lt, en):
    assert [plain(write(lang)) for lang in LANGUAGES] == [lv, lt, en]


def test_spaces_inside_numbers_and_before_the_percent_sign_do_not_break():
    assert formatting.number(12320, language="lv") == "12\u00a0320"
    assert formatting.share(85.5, language="lt") == "85,5\u00a0%"
    assert formatting.small() == "<\u00a05"
    assert " " not in formatting.length(75, language="lv")


def test_halves_are_rounded_away_from_zero():
    assert formatting.number(Decimal("2.345"), 2, language="en") == "2.35"
    assert formatting.share(Decimal("111.25"), language="en") == "111.3%"


COUNTS = (0, 1, 2, 9, 10, 11, 19, 20, 21, 22, 100, 101, 111, 121)
PLURALS = {
    "lv": "dienu diena dienas dienas dienu dienu dienu dienu diena dienas dienu diena dienu diena",
    "lt": "dienų diena dienos dienos dienų dienų dienų dienų diena dienos dienų diena dienų diena",
    "en": "days day days days days days days days days days days days days days",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_plurals_follow_the_language_and_not_the_catalogue_of_the_framework(language):
    with override(language):
        printed = [ngettext("Overdue: %(n)s day", "Overdue: %(n)s days", n) % {"n": n} for n in COUNTS]
    assert [text.split()[-1] for text in printed] == PLURALS[language].split()
