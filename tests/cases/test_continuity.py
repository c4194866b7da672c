"""Continuity of the responsible worker, as of any date: hand-overs counted, stand-ins not."""

import pytest

from ligzda.access.actor import Actor
from ligzda.cases.actions import cover, team
from ligzda.cases.models import Episode
from ligzda.closure.actions import closing
from ligzda.projects.queries.figures import figures
from tests.cases.world import DAY, ENOUGH, World, latest


def value(world: World, code: str, on, since=None):
    return figures(Actor.system("test"), world.cast.project, codes=[code], as_of=on, since=since)[0].value


@pytest.fixture
def empty(world: World) -> World:
    """Without the files the cast brings along."""
    Episode.objects.update(admitted_date=world.today + 900 * DAY)
    return world


def test_a_hand_over_is_a_change_on_its_day_and_a_stand_in_is_none(empty: World):
    case, other = empty.admitted(on=empty.ago(30)), empty.admitted(on=empty.ago(30))
    cover.stand_in(
        [other], by=empty.coordinator, absent=empty.cast.worker_in, user=empty.cast.worker_out, from_date=empty.ago(9), until_date=empty.today
    )  # fmt: skip
    team.hand_over(case, by=empty.coordinator, user=empty.colleague(), on=empty.ago(5))
    assert [value(empty, "worker_changes", on) for on in (empty.ago(6), empty.ago(5), empty.today)] == [0, 1, 1]
    assert value(empty, "worker_changes", empty.today, since=empty.ago(4)) == 0
    assert [value(empty, "carried", on) for on in (empty.ago(31), empty.ago(30), empty.today)] == [0, 2, 2]
    assert [value(empty, "first_worker", on) for on in (empty.ago(6), empty.ago(5))] == [2, 1]
    assert [float(value(empty, "one_worker", on)) for on in (empty.ago(6), empty.today)] == [1.0, 0.5]


def test_who_left_is_no_longer_carried_and_a_new_stay_begins_with_its_first_worker(empty: World):
    episode = empty.active(on=empty.ago(20))
    closing.close(episode, by=empty.coordinator, on=empty.ago(9), sentence="Labi.", exit_type="moved_away", accept_because=ENOUGH)
    assert [value(empty, "carried", on) for on in (empty.ago(10), empty.ago(9))] == [1, 0]
    closing.reopen(latest(episode.case), by=empty.coordinator, on=empty.ago(3), sentence="Atkal.", case_worker=empty.colleague())
    assert value(empty, "carried", empty.today) == value(empty, "first_worker", empty.today) == 1
    assert value(empty, "worker_changes", empty.today) == 0
