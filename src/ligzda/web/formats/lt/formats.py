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
