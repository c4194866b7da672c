from ligzda.web.formats import COMMON_DATES, TIME_INPUT_FORMATS

# The first form is how a known date is written into a field; the others are understood as well.
DATE_INPUT_FORMATS = ["%d %b %Y", *COMMON_DATES]
DATETIME_INPUT_FORMATS = [f"{day} {time}" for day in DATE_INPUT_FORMATS for time in TIME_INPUT_FORMATS]
__all__ = ["TIME_INPUT_FORMATS"]

DATE_FORMAT = r"j M Y"
SHORT_DATE_FORMAT = r"j M Y"
MONTH_DAY_FORMAT = r"j M"
YEAR_MONTH_FORMAT = r"F Y"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = r"j M Y, H:i"
SHORT_DATETIME_FORMAT = r"j M Y, H:i"
FIRST_DAY_OF_WEEK = 1
DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3

# How the house writes on pages and papers; what stands in brackets is filled in by ``web/formatting.py``.
DAY = "{d}\u00a0{month.short}\u00a0{y}"
DAY_MONTH = "{d}\u00a0{month.short}"
DAY_LONG = "{d}\u00a0{month.name} {y}"
WEEKDAY = "{weekday} {d}\u00a0{month.name}"
MONTH = "{month.name} {y}"
MONTH_SHORT = "{month.short}\u00a0{y}"
QUARTER = "Q{q}\u00a0{y}"
MONEY = "{currency}\u00a0{amount}"
SHARE = "{amount}%"
HOUR, MINUTE = "h", "min"
QUOTES = "“”"

# Days with a month in words, as people type them: 22 Nov 2026, November 22, 2026
TYPED_DAYS = (
    r"(?P<d>\d{1,2})\.? *(?P<name>[^\W\d]+)\.?,? *(?P<y>\d{4})\.?",
    r"(?P<name>[^\W\d]+) *(?P<d>\d{1,2}),? *(?P<y>\d{4})",
)
