"""A figure or a term that is printed behind another room's names one that is there."""

from collections.abc import Iterator, Mapping

from ligzda.access.deadlines import DEADLINES, Deadline
from ligzda.kernel.order import Placed
from ligzda.measure.indicators import indicators
from tests.rules.house import obey


def lost(things: Mapping[str, Placed]) -> Iterator[str]:
    return (f"{name}: {one.behind} is not there" for name, one in things.items() if one.behind and one.behind not in things)


def test_what_stands_behind_another_names_one_that_is_there() -> None:
    obey(lost({one.code: one for one in indicators()}), "Name the code of the figure that it is printed behind.")
    obey(lost(DEADLINES), "Name the term that the work meets before.")


def test_a_planted_name_of_nothing_is_found() -> None:
    planted = {"late": Deadline("late", 1, "days", "", behind="gone"), "fine": Deadline("fine", 1, "days", "", behind="late")}
    assert list(lost(planted)) == ["late: gone is not there"]
