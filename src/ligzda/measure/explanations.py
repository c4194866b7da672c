"""The sentences a figure prints by itself: why rows may not be added, and why something is unknown."""

import datetime as dt
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ligzda.measure.dimensions import dimension
from ligzda.measure.figure import Cell, in_words
from ligzda.web import formatting

if TYPE_CHECKING:
    from ligzda.measure.figure import Figure
    from ligzda.measure.indicators import Indicator


def additivity(one: "Indicator", by: tuple[str, ...], measure: str, total: Cell, rows: tuple[Cell, ...]) -> str | None:
    """None where the rows may be added; else why they may not."""
    forbidden = [name for name in by if not one.may_add(name, measure)]
    if not forbidden:
        return None
    if one.is_stock and all(dimension(name).period for name in forbidden):
        return _("the rows may not be added: each shows one day")
    if measure == "cumulative" and all(dimension(name).period for name in forbidden):
        return _("the rows may not be added: each contains the ones before it")
    if not one.is_units:
        return _("the rows may not be added")
    if one.exceeds is not None:
        return _("the rows may not be added: each goes by what was counted in it")
    because = _because(one, forbidden[0])
    known = [row.value for row in rows if row.value is not None]
    if total.value is not None and sum(known) > total.value:
        return _("the rows exceed the total because %(because)s") % {"because": because}
    return _("the rows may not be added, because %(because)s") % {"because": because}


def _because(one: "Indicator", name: str) -> str:
    axis = dimension(name)
    return str(axis.families if one.counts == "family" else axis.people)


def divided(top: "Figure", bottom: "Figure", lang: str) -> str:
    """Both numbers of a ratio: "130 participations : 12 sessions"."""
    return f"{in_words(top, lang)} {top.unit} : {in_words(bottom, lang)} {bottom.unit}"


def declared_unknown() -> str:
    """For a statement without a note: a reason is never empty."""
    return _("a coverage statement says that this was never reported")


def never_stated() -> str:
    """For a project of which only what somebody stated is known."""
    return _("nobody has stated that the records of this are complete")


def other_projects(count: int) -> str:
    """For a number over several projects of which some are not known."""
    return ngettext(
        "%(n)d project is left out, because its number is not known",
        "%(n)d projects are left out, because their numbers are not known",
        count,
    ) % {"n": count}


def nothing_to_compare() -> str:
    """A middle value of nothing is not 0."""
    return _("there is no record yet whose middle value could be taken")


def declared_floor() -> str:
    """For a floor without a note."""
    return _("the source names a floor, not a number")


def parts_unknown(count: int) -> str:
    """For unknown parts of which nobody wrote a note."""
    return ngettext("the number of %(n)d part was never reported", "the numbers of %(n)d parts were never reported", count) % {"n": count}


def not_confirmed() -> str:
    """For a row in which nothing is confirmed."""
    return _("nobody has confirmed that it took place")


def not_counted_yet() -> str:
    """For a target whose figure no room computes yet."""
    return _("not counted yet")


def never_one(name: str) -> str:
    """Why a figure of several parts is not one number."""
    return _("Different parts (%(parts)s) are never put into one number; look at each by itself.") % {"parts": dimension(name).title}


def closed_up_to(day: dt.date) -> str:
    """For a reader without a seat in a closed group: between two days on which its part moves."""
    return _("closed groups are counted up to %(day)s") % {"day": formatting.day(day)}


def closed_in_no_row() -> str:
    """Of rows by place, profession or month."""
    return _("closed groups are in the total, not in the rows")


def closed_left_out() -> str:
    """Of a figure asked for one place, profession or month alone."""
    return _("closed groups are not counted here")


def ratio_unknown() -> str:
    """For a ratio of which one number is unknown."""
    return _("one of the two numbers is not known")
