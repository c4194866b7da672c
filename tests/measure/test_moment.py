"""At one moment a question has one answer; afterwards it is asked anew."""

import pytest

from ligzda.measure.moment import Answer, asked_once, at_one_moment


class Asked:
    """Counts how often it was asked."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> Answer:
        self.times += 1
        return [(self.times,)]


@pytest.fixture
def ask() -> Asked:
    return Asked()


def test_the_same_question_is_asked_once_within_a_moment(ask: Asked) -> None:
    with at_one_moment():
        assert asked_once(("families", 3), ask) == asked_once(("families", 3), ask) == [(1,)]


def test_another_question_is_asked_for_itself(ask: Asked) -> None:
    with at_one_moment():
        assert asked_once(("families", 3), ask) == [(1,)]
        assert asked_once(("families", 4), ask) == [(2,)]


def test_a_moment_within_another_is_the_same_one(ask: Asked) -> None:
    with at_one_moment():
        asked_once(("families", 3), ask)
        with at_one_moment():
            assert asked_once(("families", 3), ask) == [(1,)]
        assert asked_once(("families", 3), ask) == [(1,)]


def test_once_it_is_over_everything_is_asked_anew(ask: Asked) -> None:
    with at_one_moment():
        asked_once(("families", 3), ask)
    assert asked_once(("families", 3), ask) == [(2,)]
    assert asked_once(("families", 3), ask) == [(3,)]
    with pytest.raises(ZeroDivisionError), at_one_moment():
        asked_once(("families", 3), ask)
        raise ZeroDivisionError
    assert asked_once(("families", 3), ask) == [(5,)]
