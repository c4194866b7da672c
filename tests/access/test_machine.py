"""The machine engine, on a small machine of its own."""

import pytest
from django.db import transaction

from ligzda.access.machines import MACHINES, Machine, Move
from ligzda.access.permissions import Permission
from ligzda.cases.models import Episode
from ligzda.cases.states import CaseState
from ligzda.kernel.refused import Refused
from tests.cast import Cast

S = frozenset


@pytest.fixture
def machine() -> Machine:
    made = Machine(
        "try",
        "state",
        CaseState,
        (
            Move(
                "hold",
                S({"active"}),
                "on_hold",
                Permission.DECIDE,
                "Hold",
                (lambda thing, actor: "Not on its first day." if thing.ordinal > 1 else "",),
            ),
            Move("resume", S({"on_hold"}), "active", Permission.DECIDE, "Resume"),
            Move("lapse", S({"active"}), "closed", Permission.DECIDE, "Lapse", by_system=True),
        ),
        S({"active"}),
        S({"closed"}),
        {"active": "case_worker", "on_hold": "coordinator"},
    )
    yield made
    del MACHINES["try"]


def test_a_move_is_offered_with_its_objections(cast: Cast, machine: Machine) -> None:
    episode = cast.case.episodes.get()
    assert [(option.move.name, option.objections) for option in machine.options(episode, cast.actor("coordinator"))] == [("hold", [])]
    assert len(machine.options(episode, cast.actor("worker_in"))[0].objections) == 1
    episode.ordinal = 2
    assert machine.objections(episode, "hold", cast.actor("coordinator")) == ["Not on its first day."]


def test_a_move_is_made_once(cast: Cast, machine: Machine) -> None:
    episode, by = cast.case.episodes.get(), cast.actor("coordinator")
    with transaction.atomic():
        assert machine.apply(episode, "hold", by).state == "on_hold"
    with pytest.raises(Refused) as refused, transaction.atomic():
        machine.apply(episode, "hold", by)
    assert len(refused.value.sentences) == 1
    with pytest.raises(Refused), transaction.atomic():
        machine.apply(episode, "resume", cast.actor("worker_out"))


def test_a_room_above_may_object(cast: Cast, machine: Machine) -> None:
    machine.object_to("hold", lambda thing, actor: "A meeting is planned.")
    assert machine.objections(cast.case.episodes.get(), "hold", cast.actor("coordinator")) == ["A meeting is planned."]


def test_a_stale_copy_is_checked_against_the_row(cast: Cast, machine: Machine) -> None:
    stale = cast.case.episodes.get()
    Episode.objects.update(state="on_hold")
    with pytest.raises(Refused), transaction.atomic():
        machine.apply(stale, "hold", cast.actor("coordinator"))


def test_people_are_not_offered_what_the_clock_does(cast: Cast, machine: Machine) -> None:
    assert "lapse" not in [option.move.name for option in machine.options(cast.case.episodes.get(), cast.actor("coordinator"))]
