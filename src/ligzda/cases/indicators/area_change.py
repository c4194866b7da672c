"""How areas of life changed from the first to the last assessment: an average step per area, never a sum over a family."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ligzda.measure.dimensions import Dimension
from ligzda.measure.indicators import PERIODS, Indicator

AREA = Dimension("area", _("area of life"), families=_("each family is assessed in several areas"))
BY = ("area", "site", "family_type", "territory", *PERIODS)


def _compared(f: Any) -> Any:
    return (f.counts == 1) & f.step.notnull()


AREAS_COMPARED = Indicator(
    "areas_compared",
    _("Areas assessed at least twice"),
    counts="place_id",
    fact="level",
    touches="family",
    where=_compared,
    by=BY,
    unit=_("areas"),
    describes=_(
        "An area of one family, or of one child, counts once when a later finished assessment has a level for it. “Not assessed” is no level."
    ),
    additive=frozenset({"area", "site"}),
    reach=False,
    drills=True,
)
LEVELS_CHANGED = Indicator(
    "levels_changed",
    _("Levels gained and lost"),
    counts="sum:step",
    fact="level",
    touches="family",
    where=_compared,
    by=BY,
    unit=_("levels"),
    describes=_("The steps from each assessment to the next, up and down; together they lead from the first level to the last."),
    reach=False,
    listed=False,
    drills=True,
    per="area",
)
AREA_CHANGE = Indicator(
    "area_change",
    _("Change per area of life"),
    ratio=("levels_changed", "areas_compared"),
    per="area",
    by=BY,
    decimals=1,
    unit=_("levels, from the first assessment to the last"),
    describes=_(
        "The levels that areas gained or lost between the first and the last finished assessment, divided by the areas assessed at least twice."
    ),
)
