"""People and children per family: two unduplicated counts divided, never a sum of ratios."""

from django.utils.translation import gettext_lazy as _

from ligzda.measure.indicators import Indicator

CHILDREN_PER_FAMILY = Indicator(
    "children_per_family",
    _("Children per family"),
    ratio=("children", "families"),
    decimals=2,
    by=("site", "quarter"),
    unit=_("children per family"),
    describes=_("Children who received a service divided by families that received one."),
)
PERSONS_PER_FAMILY = Indicator(
    "persons_per_family",
    _("People per family"),
    ratio=("persons", "families"),
    decimals=2,
    by=("site", "quarter"),
    unit=_("people per family"),
    describes=_("People who received a service divided by families that received one."),
)
