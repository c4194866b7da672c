"""One file per figure of this room; the order is the order in which figures are printed."""

from ligzda.cases.indicators.active import ACTIVE
from ligzda.cases.indicators.admitted import ADMITTED
from ligzda.cases.indicators.exits import EXITS

ALL = (ADMITTED, ACTIVE, EXITS)
