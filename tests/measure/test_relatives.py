"""Which figures are told together, because with the rest of a closed group one gives the other away."""

import pytest

from ligzda.measure.growth import relatives

TOGETHER = {
    "persons": {"persons", "children", "adults", "people_of_known_age"},
    "children": {"persons", "children", "adults", "people_of_known_age"},
    "enrolled": {"enrolled", "attended"},
    "attended": {"enrolled", "attended", "completions"},
    "participations": {"participations", "group_participations"},
    "sessions": {"sessions"},
    "active": {"active"},  # no group stands in a figure of stays, whatever it adds up to
    "exits": {"exits"},
    "reviews_due": {"reviews_due"},
}


@pytest.mark.parametrize("code", TOGETHER)
def test_only_what_a_group_can_stand_in_is_told_together_and_each_once(code: str) -> None:
    found = relatives(code)
    assert found[0] == code and set(found) == TOGETHER[code] and len(found) == len(TOGETHER[code])
