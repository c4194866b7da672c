from ligzda.web.formats import COMMON_DATES, TIME_INPUT_FORMATS

# The first form is how a known date is written into a field; the others are understood as well.
DATE_INPUT_FORMATS = ["%Y-%m-%d", *COMMON_DATES]
DATETIME_INPUT_FORMATS = [f"{day} {time}" for day in DATE_INPUT_FORMATS for time in TIME_INPUT_FORMATS]
__all__ = ["TIME_INPUT_FORMATS"]

DATE_FORMAT = r"Y-m-d"
SHORT_DATE_FORMAT = r"Y-m-d"
MONTH_DAY_FORMAT = r"m-d"
YEAR_MONTH_FORMAT = r"Y \m. F"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = r"Y-m-d, H:i"
SHORT_DATETIME_FORMAT = r"Y-m-d, H:i"
FIRST_DAY_OF_WEEK = 1
DECIMAL_SEPARATOR = ","
THOUSAND_SEPARATOR = "\u00a0"
NUMBER_GROUPING = 3

# How the house writes on pages and papers; what stands in brackets is filled in by ``web/formatting.py``.
DAY = "{y:04}-{m:02}-{d:02}"
DAY_MONTH = "{m:02}-{d:02}"
DAY_LONG = "{y}\u00a0m. {month.name} {d}\u00a0d."
WEEKDAY = "{weekday}, {month.name} {d}\u00a0d."
MONTH = "{y}\u00a0m. {month.alone}"
MONTH_SHORT = "{y:04}-{m:02}"
QUARTER = "{y}\u00a0m. {roman}\u00a0ketvirtis"
MONEY = "{amount}\u00a0{currency}"
SHARE = "{amount}\u00a0%"
HOUR, MINUTE = "val.", "min."
QUOTES = "„“"

# Days with a month in words, as people type them: 2026 m. lapkričio 22 d.
TYPED_DAYS = (
    r"(?P<y>\d{4})\.? *(?:m\.)? *(?P<d>\d{1,2})\. *(?P<name>[^\W\d]+)",
    r"(?P<y>\d{4}) *(?:m\.)? *(?P<name>[^\W\d]+) *(?P<d>\d{1,2}) *(?:d\.?)?",
)
