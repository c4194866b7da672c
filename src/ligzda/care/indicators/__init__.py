"""One file per figure of this room; the order is the order in which figures are printed."""

from ligzda.care.indicators.children_kept import CHILDREN_KEPT
from ligzda.care.indicators.children_removed import CHILDREN_REMOVED
from ligzda.care.indicators.children_returned import CHILDREN_RETURNED

ALL = (CHILDREN_KEPT, CHILDREN_REMOVED, CHILDREN_RETURNED)
