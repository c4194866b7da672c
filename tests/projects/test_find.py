"""A project is found by every name it ever had, and by nothing that only resembles one."""

import pytest

from ligzda.access.actor import Actor
from ligzda.kernel.refused import Refused
from ligzda.projects.queries.projects import find, matches
from tests.cast import Cast
from tests.projects.world import SPELLINGS, SYSTEM, TITLE, make_mac150

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("text", [*SPELLINGS, "mac150", "MAC 150", "mac/150", TITLE.upper(), "2012EEZPP1MAC150008"])
def test_every_spelling_leads_to_the_one_project(cast: Cast, text: str) -> None:
    make_mac150(cast)
    assert find(SYSTEM, text).key == "mac150"


def test_a_beginning_is_not_guessed(cast: Cast) -> None:
    make_mac150(cast)
    assert matches(SYSTEM, "2012.EEZ/PP/1/MAC/1") == []


def test_an_unknown_project_gets_a_sentence_with_the_keys_that_exist(cast: Cast) -> None:
    make_mac150(cast)
    with pytest.raises(Refused, match="mac150"):
        find(SYSTEM, "nav tāda")


def test_who_sees_no_project_finds_none(cast: Cast) -> None:
    make_mac150(cast)
    assert matches(Actor(cast.worker_in), "mac150") == []
    assert [one.key for one in matches(Actor(cast.coordinator), "mac150")] == ["mac150"]
