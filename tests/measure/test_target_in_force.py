"""The target in force follows its date, not the order in which versions were typed."""

import datetime as dt

import pytest

from ligzda.measure.request import Target
from tests.measure.world import START, World, ask

D = dt.date
EARLY, LATE = D(2014, 3, 1), D(2014, 9, 1)


@pytest.mark.parametrize(
    ("targets", "in_force"),
    [
        ((Target(1, 3, valid_from=START), Target(2, 8, valid_from=LATE), Target(3, 5, valid_from=EARLY)), 2),
        ((Target(1, 3, valid_from=START), Target(2, 8, valid_from=EARLY), Target(3, 5, valid_from=LATE)), 3),
        ((Target(1, 3, valid_from=START), Target(2, 8)), 2),
        ((Target(1, 3), Target(2, 8, valid_from=EARLY)), 2),
        ((Target(1, 3, valid_from=START), Target(2, 8, valid_from=D(2099, 1, 1))), 1),
        ((Target(1, 3, valid_from=START), Target(2, 8, valid_from=START)), 2),
    ],
)
def test_the_version_that_began_last_is_in_force(example: World, targets: tuple[Target, ...], in_force: int) -> None:
    assert [one.version for one in ask("w_families", targets=targets).planned if one.in_force] == [in_force]
