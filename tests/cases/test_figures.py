"""Admitted, active, exits: on stories, and the stock identity on any lawful way of any number of families."""

import datetime as dt
from itertools import accumulate, pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ligzda.access.actor import Actor
from ligzda.cases.actions import episodes
from ligzda.cases.models import Episode
from ligzda.cases.states import AFTER_EXIT, EPISODE, OPEN, CaseState
from ligzda.closure.actions import closing, transfers
from ligzda.projects.queries.figures import figures
from tests.cases.world import DAY, ENOUGH, World, latest, make_area, often

D = dt.date


def value(world: World, code: str, on: dt.date, since: dt.date | None = None, **values) -> int:
    found = figures(Actor.system("test"), world.cast.project, codes=[code], as_of=on, since=since, **values)
    return found[0].value


@pytest.fixture
def empty(world: World) -> World:
    """Without the files the cast brings along."""
    Episode.objects.filter(case__in=[world.cast.case, world.cast.other_case]).update(admitted_date=D(2099, 1, 1))
    return world


def test_a_family_is_active_from_the_day_it_is_admitted_until_the_day_it_is_closed(empty: World):
    day = empty.ago(30)
    episode = empty.active(on=day)
    assert [value(empty, "active", on) for on in (day - DAY, day, empty.today)] == [0, 1, 1]
    episode = closing.close(
        episode, by=empty.coordinator, on=empty.ago(5), sentence="Labi.", exit_type="self_reliant", accept_because=ENOUGH
    )
    assert [value(empty, "active", on) for on in (empty.ago(6), empty.ago(5))] == [1, 0]
    assert [value(empty, "exits", on) for on in (empty.ago(6), empty.ago(5))] == [0, 1]
    closing.reopen(episode, by=empty.coordinator, on=empty.ago(2), sentence="Atkal.")
    assert value(empty, "active", empty.today) == 1
    assert value(empty, "admitted", empty.today) == 1  # re-opening is no admission


def test_exits_are_told_apart_by_the_way_they_ended(empty: World):
    empty.closed(on=empty.ago(9))
    empty.closed(on=empty.ago(9), exit_type="moved_away")
    found = figures(Actor.system("test"), empty.cast.project, codes=["exits"], as_of=empty.today, by=("exit_type",))
    assert {row.key["exit_type"]: row.value for row in found[0].rows} == {"moved_away": 1, "self_reliant": 1}


def test_on_hold_is_active_and_after_care_is_not(empty: World):
    episode = empty.active(on=empty.ago(9))
    episodes.hold(episode, by=empty.coordinator, on=empty.ago(5), sentence="Slimnīcā.")
    assert value(empty, "active", empty.today) == 1
    closed = closing.close(
        latest(episode.case), by=empty.coordinator, on=empty.ago(4), sentence="Pārcēlās.", exit_type="moved_away", accept_because=ENOUGH
    )
    member = closed.case.family.memberships.first().person
    closing.aftercare(closed, by=empty.worker_in, on=empty.ago(3), sentence="Zvanīsim.", consent_of=member)
    assert value(empty, "active", empty.today) == 0


MOVES = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 10)), max_size=12)


def lawful_way(steps: list[tuple[int, int]], start: dt.date) -> list[tuple[str, dt.date]]:
    """A way through the table of moves: each step waits some days and takes one of the moves that start here."""
    state, before, day, way = str(CaseState.ASSESSMENT), "", start, [("admit", start)]
    for wait, pick in steps:
        moves = [move for move in EPISODE.moves if state in move.sources]
        if not moves:
            break
        move, day = moves[pick % len(moves)], day + wait * DAY
        before, state = (state, move.target) if move.name == "hold" else (before, before if move.returns_to else move.target)
        way.append((move.name, day))
    return way


@given(ways=st.lists(st.tuples(st.integers(0, 60), MOVES), min_size=1, max_size=8))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_p_08_the_stock_is_what_was_before_plus_who_came_minus_who_left(ways):
    """A(q) = A(q−1) + admitted + re-opened − (closed + transferred), for every day and any lawful histories."""
    start = D(2026, 1, 1)
    opened: list[dt.date] = []
    left: list[dt.date] = []
    open_on: dict[dt.date, int] = {}
    for late, steps in ways:
        state_since: list[tuple[dt.date, bool]] = []
        for name, day in lawful_way(steps, start + late * DAY):
            if name in {"admit", "reopen"}:
                opened.append(day)
            if name in {"close", "close_early", "transfer"}:
                left.append(day)
            state_since.append((day, _stays_open(name, state_since)))
        for offset in range(0, 500, 7):
            on = start + offset * DAY
            here = [is_open for day, is_open in state_since if day <= on]
            open_on[on] = open_on.get(on, 0) + bool(here and here[-1])
    days = sorted(open_on)
    moves = [_between(opened, a, b) - _between(left, a, b) for a, b in pairwise(days)]
    assert list(accumulate(moves, initial=open_on[days[0]])) == [open_on[on] for on in days]


def _stays_open(name: str, so_far: list[tuple[dt.date, bool]]) -> bool:
    if name in {"admit", "reopen"}:
        return True
    return so_far[-1][1] and name not in {"close", "close_early", "transfer"}


def _between(days: list[dt.date], after: dt.date, until: dt.date) -> int:
    return sum(after < day <= until for day in days)


def test_open_and_left_states_part_the_machine():
    assert OPEN | AFTER_EXIT | {CaseState.TRANSFERRED} == set(CaseState)


@given(steps=MOVES)
@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_p_08_holds_for_what_the_actions_write(empty: World, steps):
    """The same on the database: the figure of each day equals the count over the rows the actions left."""
    day = empty.ago(400)
    before = value(empty, "active", empty.today)
    episode = latest(empty.admitted(on=day, referral=empty.screened(on=day)))
    for name, on in lawful_way([(wait, pick) for wait, pick in steps if wait <= 30], day)[1:]:
        episode = walk(empty, episode, name, on)
    rows = Episode.objects.filter(case=episode.case)
    here = sum(one.admitted_date <= empty.today and one.closed_date is None for one in rows)
    assert value(empty, "active", empty.today) == before + here
    assert here == (episode.state in OPEN)


def walk(world: World, episode: Episode, name: str, on: dt.date) -> Episode:
    given_too = {
        "close": {"exit_type": "handed_over", "accept_because": ENOUGH}, "close_early": {"exit_type": "withdrew"},
        "step_down": {"intensity": often(on)},
        "transfer": {"receiving": "Rīga", "ground": "Piekrīt."},
        "aftercare": {"consent_of": episode.case.family.memberships.first().person},
    }  # fmt: skip
    if name == "plan":
        world.assessed(episode.case, on=on)
    if name == "activate":  # a plan that is agreed begins the work by itself
        world.planned(episode.case, on=on)
        return latest(episode.case)
    rooms = {"transfer": transfers} | dict.fromkeys(("plan", "activate", "hold", "resume"), episodes)
    act = getattr(rooms.get(name, closing), "close" if name == "close_early" else name)
    if name == "end" and episode.state == "aftercare":
        closing.record_contact(episode, by=world.coordinator, on=on, sentence="Labi.", areas={make_area("home"): "holds"})
    act(episode, by=world.coordinator, on=on, sentence="Tā.", **given_too.get(name, {}))
    return latest(episode.case)
