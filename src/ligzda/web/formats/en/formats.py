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
