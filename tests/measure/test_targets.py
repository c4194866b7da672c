"""Plans stand beside figures in all their versions."""

import datetime as dt

import pytest

from ligzda.measure.request import Statement, Target, Typed
from tests.measure.world import END, START, World, ask

BOTH = (Target(1, 3, valid_from=START, original=True), Target(2, 8))


def test_attainment_against_each_version(example: World) -> None:
    figure = ask("w_families", targets=BOTH)
    assert figure.as_json()["planned"] == [
        {"version": 1, "value": 3, "comparator": None, "valid_from": "2014-01-01", "attainment": 133.3},
        {"version": 2, "value": 8, "comparator": None, "valid_from": None, "attainment": 50},
    ]
    assert [one.in_force for one in figure.planned] == [False, True]
    assert [one.original for one in figure.planned] == [True, False]


def test_a_version_is_not_shown_before_it_is_valid(example: World) -> None:
    later = (*BOTH[:1], Target(2, 8, valid_from=END + dt.timedelta(days=1)))
    assert [one.version for one in ask("w_families", targets=later).planned] == [1]


def test_attainment_of_unknown_is_unknown_and_of_a_part_of_the_time_is_not_given(example: World) -> None:
    unknown = (Statement("w_families", since=START, note="never"),)
    assert ask("w_families", targets=BOTH, statements=unknown).planned[0].attainment is None
    assert ask("w_families", "new", since=dt.date(2014, 6, 1), targets=BOTH).planned[0].attainment is None


def test_a_target_whose_figure_does_not_exist_yet(world: World) -> None:
    figure = ask("w_conferences", targets=BOTH)
    assert (figure.exists, figure.value, figure.reason) == (False, None, "not counted yet")
    assert figure.in_words("en") == "not counted yet"
    assert len(figure.planned) == 2


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        (Typed("w_children", (), 15), 15),
        (Typed("w_children", (), 15, since=END), 15),
        (Typed("w_children", (), 15, since=END + dt.timedelta(days=1)), 0),
        (Typed("w_children", (("group", "camp_1"),), 15), 0),
        (Typed("w_families", (), 15), 0),
    ],
)
def test_a_typed_number_stands_from_its_day_on_for_its_own_figure_alone(world: World, typed: Typed, value: int) -> None:
    found = ask("w_children", typed=(typed,))
    assert (found.value, found.recorded, found.typed) == (value, 0, value == 15)


def test_what_is_recorded_stands_whatever_somebody_typed(example: World) -> None:
    recorded = ask("w_families").value
    found = ask("w_families", typed=(Typed("w_families", (), 15),))
    assert recorded not in (0, 15) and (found.value, found.typed) == (recorded, False)
