"""How old the people who were reached are: in whole years on the day of the data, each person once. Without a birth date nobody has an age.

Both numbers that are divided are printed beside the mean. A programme asks for it: it stands where the plan or a statement names it.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ligzda.measure import ages
from ligzda.measure.indicators import Indicator
from ligzda.services.indicators.dimensions import FAMILY_DIMENSIONS

AXES = (*FAMILY_DIMENSIONS, "sex")


def _of_known_age(f: Any) -> Any:
    return f.by_name & f.is_counted & f.birth_year.notnull()


def age(f: Any) -> Any:
    """Whole years on the day of the data, whatever part of the time is asked for."""
    return ages.age_at(f.cut_off, (f.birth_year, f.birth_month, f.birth_day), f.ibis)


YEARS_OF_AGE = Indicator(
    "years_of_age",
    _("Years of age together"),
    counts="person",
    adds=age,
    fact="attendance",
    where=_of_known_age,
    by=AXES,
    unit=_("years of age"),
    describes=_("The ages of the people who received a service, added up: whole years on the day of the data, each person once."),
    rests_on=("persons",),
    listed=False,
)
PEOPLE_OF_KNOWN_AGE = Indicator(
    "people_of_known_age",
    _("People whose age is known"),
    counts="person",
    fact="attendance",
    where=_of_known_age,
    by=AXES,
    unit=_("people of known age"),
    describes=_("People who received a service and of whom at least the year of birth is known, each once."),
    rests_on=("persons",),
    listed=False,
)
AVERAGE_AGE = Indicator(
    "average_age",
    _("Average age"),
    ratio=("years_of_age", "people_of_known_age"),
    decimals=1,
    by=AXES,
    unit=_("years"),
    describes=_(
        "The mean age of the people who received a service, in whole years on the day of the data, each person once. Whose year of birth is "
        "not known is left out. Printed where the plan or a statement names it."
    ),
    on_request=True,
)
