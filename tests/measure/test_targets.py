"""Plans stand beside figures in all their versions."""

import datetime as dt

from ligzda.measure.ask import Statement, Target
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
