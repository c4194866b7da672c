"""The axes along which a figure may be split or filtered, and what may be added over them (additivity)."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from ligzda.kernel.refused import Refused

UNKNOWN = "unknown"
SEVERAL_ROWS_FAMILY = _("one family may stand in several rows")
SEVERAL_ROWS_PERSON = _("one person may stand in several rows")
AGE_BANDS = ("0-2", "3-6", "7-12", "13-17", "18-29", "30-54", "55+", UNKNOWN)


@dataclass(frozen=True)
class Dimension:
    """``at_entry``: one value, frozen at the first qualifying fact in the project. ``optional``: a row without a value stands in no
    line (a consultation belongs to no camp); otherwise it stands in the line "unknown". ``families`` and
    ``people`` say why lines overlap."""

    name: str
    title: Any
    at_entry: bool = False
    period: bool = False
    optional: bool = False
    order: tuple[str, ...] = ()
    families: Any = SEVERAL_ROWS_FAMILY
    people: Any = SEVERAL_ROWS_PERSON


DIMENSIONS: dict[str, Dimension] = {
    d.name: d
    for d in (
        Dimension(
            "site",
            _("site"),
            families=_("one family may be served at several sites"),
            people=_("one person may be served at several sites"),
        ),
        Dimension(
            "service",
            _("service"),
            families=_("one family may receive several services"),
            people=_("one person may receive several services"),
        ),
        Dimension(
            "function",
            _("function"),
            families=_("one family may work with several specialists"),
            people=_("one person may work with several specialists"),
        ),
        Dimension(
            "quarter",
            _("quarter"),
            period=True,
            families=_("one family may be served in several quarters"),
            people=_("one person may be served in several quarters"),
        ),
        Dimension(
            "month",
            _("month"),
            period=True,
            families=_("one family may be served in several months"),
            people=_("one person may be served in several months"),
        ),
        Dimension("sex", _("sex"), order=("female", "male", "other", UNKNOWN)),
        Dimension("age", _("age at entry"), at_entry=True, order=AGE_BANDS),
        Dimension("family_type", _("family type"), at_entry=True),
        Dimension("territory", _("municipality at entry"), at_entry=True),
        Dimension(
            "group",
            _("group"),
            optional=True,
            families=_("one family may take part in several groups"),
            people=_("one person may take part in several groups"),
        ),
        Dimension(
            "camp",
            _("camp"),
            optional=True,
            families=_("one family may take part in several camps"),
            people=_("one person may take part in several camps"),
        ),
        Dimension(
            "event",
            _("event"),
            optional=True,
            families=_("one family may come to several events"),
            people=_("one person may come to several events"),
        ),
    )
}


def dimension(name: str) -> Dimension:
    """The dimension of that name, or a plain one for a column that only one fact has."""
    return DIMENSIONS.get(name) or Dimension(name, name)


def register_dimension(one: Dimension) -> None:
    """A room may bring an axis of its own."""
    DIMENSIONS[one.name] = one


def check_dimensions(names: tuple[str, ...]) -> None:
    """Refuse, by name, what no figure can be split by; a day lies in one period, so one of them is enough."""
    if len([name for name in names if name in DIMENSIONS and DIMENSIONS[name].period]) > 1:
        raise Refused(_("Split by one period only: by quarter or by month."))
    Refused.unless_empty(
        _("“%(name)s” is not a dimension. These are: %(all)s.") % {"name": name, "all": ", ".join(sorted(DIMENSIONS))}
        for name in names
        if name not in DIMENSIONS
    )
