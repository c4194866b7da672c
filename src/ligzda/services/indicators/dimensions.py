"""Along which axes the figures of this room may be split. Events have their own people; nobody is reached by an event alone."""

from ligzda.measure.indicators import PERIODS

FAMILY_DIMENSIONS = ("site", "service", "function", *PERIODS, "territory", "family_type", "group", "camp")
PEOPLE_DIMENSIONS = (*FAMILY_DIMENSIONS, "sex", "age")
COHORT_DIMENSIONS = ("site", "service", *PERIODS, "sex", "age", "family_type", "territory", "group", "camp")
