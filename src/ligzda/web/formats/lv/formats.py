from ligzda.web.formats import COMMON_DATES, TIME_INPUT_FORMATS

# The first form is how a known date is written into a field; the others are understood as well.
DATE_INPUT_FORMATS = ["%d.%m.%Y.", *COMMON_DATES]
DATETIME_INPUT_FORMATS = [f"{day} {time}" for day in DATE_INPUT_FORMATS for time in TIME_INPUT_FORMATS]
__all__ = ["TIME_INPUT_FORMATS"]

DATE_FORMAT = r"d.m.Y."
SHORT_DATE_FORMAT = r"d.m.Y."
MONTH_DAY_FORMAT = r"d.m."
YEAR_MONTH_FORMAT = r"Y. \g\a\d\a F"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = r"d.m.Y., H:i"
SHORT_DATETIME_FORMAT = r"d.m.Y., H:i"
FIRST_DAY_OF_WEEK = 1
DECIMAL_SEPARATOR = ","
THOUSAND_SEPARATOR = "\u00a0"
NUMBER_GROUPING = 3

# How the house writes on pages and papers; what stands in brackets is filled in by ``web/formatting.py``.
DAY = "{d:02}.{m:02}.{y:04}."
DAY_MONTH = "{d:02}.{m:02}."
DAY_LONG = "{y}.\u00a0gada {d}.\u00a0{month.name}"
WEEKDAY = "{weekday}, {d}.\u00a0{month.name}"
MONTH = "{y}.\u00a0gada {month.name}"
MONTH_SHORT = "{m:02}.{y}."
QUARTER = "{y}.\u00a0gada {q}.\u00a0ceturksnis"
MONEY = "{amount}\u00a0{currency}"
SHARE = "{amount}\u00a0%"
HOUR, MINUTE = "h", "min"
QUOTES = "„”"

# Days with a month in words, as people type them: 2026. gada 22. novembris
TYPED_DAYS = (r"(?P<y>\d{4})\.? *(?:gada|g\.)? *(?P<d>\d{1,2})\. *(?P<name>[^\W\d]+)",)
