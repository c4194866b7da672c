"""Every move of every machine is tried from every state: what is drawn by hand is made, everything else is refused.

Each machine stands on two things of its own: one that has all its moves ask for, and one that has nothing of it.
"""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from ligzda.access.actor import Actor
from ligzda.access.machines import MACHINES, Machine
from ligzda.care.actions import returns
from ligzda.cases.actions import plans
from ligzda.cases.models import Episode
from ligzda.cooperation.actions import meetings
from ligzda.kernel import clock
from ligzda.safeguarding.actions import concerns
from ligzda.services.actions import events, groups, sessions
from ligzda.services.models import Cohort, Session
from tests.acts.moves import NOT_THE_WORKERS, REASONS, arrows
from tests.care.world import home, make_child, separated
from tests.cases.world import World, latest
from tests.cast import make_site, make_user
from tests.services import world as services

Two = tuple[Any, Any]  # with everything, with nothing


def referrals(world: World) -> Two:
    bare = world.referred()
    bare.site = make_site("Cēsis")
    return world.screened(), bare


def episodes(world: World) -> Two:
    whole = world.active()
    whole.before_hold = "stepping_down"
    bare: Episode = latest(world.cast.case)
    mother = world.cast.family.memberships.get().person
    concerns.raise_concern(by=world.worker_in, people=[mother], seen="Zilumi.", is_danger_now=False, noticed_at=clock.now())
    bare.is_latest = False
    return whole, bare


def family_plans(world: World) -> Two:
    return world.drafted(world.cast.case), plans.begin(world.admitted(), by=world.coordinator, reason="Sākam.")


def assessments(world: World) -> Two:
    bare = world.begun(world.cast.case)
    other = world.admitted()
    make_child(other)
    return world.assessed(other, by=world.coordinator), bare


def returning(world: World) -> Two:
    child = separated(world, world.ago(40), first="Elīna", born=dt.date(2010, 1, 1))
    return home(world, world.ago(400)), returns.draft(world.cast.case, child, by=world.worker_in, on=world.ago(30))


def case_meetings(world: World) -> Two:
    whole = world.meeting()
    bare = meetings.plan_meeting(world.cast.case, by=world.worker_in, date=world.today + dt.timedelta(days=1), purpose="Par skolu")
    bare.items.all().delete()
    whole.date = world.today
    return whole, bare


def requests(world: World) -> Two:
    return world.asked(), world.asked()


def worries(world: World) -> Two:
    child = make_child(world.cast.case)
    raised = concerns.raise_concern(by=world.worker_in, people=[child], seen="Zilumi.", is_danger_now=False, noticed_at=clock.now())[0]
    return raised, raised


def voided(session: Session) -> Session:
    session.voided_at = clock.now()
    return session


def family_meeting(at_work: services.World) -> Session:
    how: dict[str, Any] = {"by": at_work.actor("worker"), "date": services.TODAY, "minutes": 60}
    return sessions.plan_meeting(at_work.cases["vitolini"], service=at_work.service("social_work"), **how)


def run(at_work: services.World) -> Cohort:
    said: dict[str, Any] = {"kind": "support", "name": "Otrdienas", "from_date": services.START, "leaders": [at_work.users["leader"]]}
    said |= {"project": at_work.project, "service": at_work.service("support_group"), "site": at_work.sites["bauska"]}
    return groups.open_cohort(groups.open_group(by=at_work.actor("coordinator"), **said), by=at_work.actor("leader"))


def runs(at_work: services.World) -> Two:
    whole, bare = run(at_work), run(at_work)
    bare.group.leaders.all().delete()
    whole.start_date, bare.start_date = services.START, None
    return whole, bare


def group_session(at_work: services.World) -> Session:
    cohort = groups.start(run(at_work), by=at_work.actor("leader"), on=services.START)
    return groups.plan_session(cohort, by=at_work.actor("leader"), date=services.TODAY)


def gatherings(at_work: services.World) -> Two:
    said: dict[str, Any] = {"title": "Ģimeņu diena", "kind": "joint_activity", "audience": "families", "start_date": services.TODAY}
    made = events.announce(by=at_work.actor("coordinator"), project=at_work.project, site=at_work.sites["bauska"], **said)
    return made, made


# machine → its world, who may do everything, what it is about
TRIED: dict[str, tuple[str, str, Callable[[Any], Two]]] = {
    "referral": ("world", "coordinator", referrals),
    "episode": ("world", "coordinator", episodes),
    "plan": ("world", "coordinator", family_plans),
    "assessment": ("world", "coordinator", assessments),
    "return": ("world", "coordinator", returning),
    "case_meeting": ("world", "coordinator", case_meetings),
    "information_request": ("world", "coordinator", requests),
    "concern": ("world", "coordinator", worries),
    "meeting": ("at_work", "worker", lambda at_work: (family_meeting(at_work), voided(family_meeting(at_work)))),
    "group_session": ("at_work", "leader", lambda at_work: (group_session(at_work), voided(group_session(at_work)))),
    "cohort": ("at_work", "leader", runs),
    "event": ("at_work", "coordinator", gatherings),
}
HERE = sorted(MACHINES)  # a machine that is planted for one test is none of ours


def reasons(machine: Machine, thing: Any, state: str, move: str, by: Actor) -> list[Any]:
    setattr(thing, machine.field, state)
    return machine.objections(thing, move, by)


def tried(request: pytest.FixtureRequest, name: str) -> tuple[Machine, Any, Actor, Two]:
    world, who, made = TRIED[name]
    here = request.getfixturevalue(world)
    by = here.actor(who) if world == "at_work" else here.cast.actor(who)
    return MACHINES[name], here, by, made(here)


def test_every_machine_is_tried() -> None:
    assert set(HERE) == set(TRIED), "Draw its moves in tests/acts/moves.py and give it two things here."


@pytest.mark.parametrize("name", HERE)
def test_what_is_drawn_is_made_and_nothing_else(request: pytest.FixtureRequest, name: str) -> None:
    machine, _here, by, (whole, _bare) = tried(request, name)
    made = set()
    for state in map(str, machine.states):
        for move in machine.moves:
            if not reasons(machine, whole, state, move.name, by):
                made.add((state, move.name, str(machine.target(whole, move.name))))
    assert made == arrows(name)


@pytest.mark.parametrize("name", HERE)
def test_what_a_move_asks_for_stops_it_while_it_is_missing(request: pytest.FixtureRequest, name: str) -> None:
    machine, _here, by, (_whole, bare) = tried(request, name)
    for state, move, _target in arrows(name):
        assert len(reasons(machine, bare, state, move, by)) == REASONS.get((name, move), 0), (state, move)


@pytest.mark.parametrize("name", HERE)
def test_whoever_does_not_sit_there_moves_nothing(request: pytest.FixtureRequest, name: str) -> None:
    machine, _here, _by, (whole, _bare) = tried(request, name)
    stranger = Actor(make_user("Svešs Cilvēks"))
    for state, move, _target in arrows(name):
        assert reasons(machine, whole, state, move, stranger), (state, move)


@pytest.mark.parametrize("name", sorted(NOT_THE_WORKERS))
def test_whoever_works_with_the_family_leaves_to_others_what_is_theirs_to_decide(request: pytest.FixtureRequest, name: str) -> None:
    machine, here, _by, (whole, _bare) = tried(request, name)
    worker = here.actor("worker") if TRIED[name][0] == "at_work" else here.cast.actor("worker_in")
    refused = {move for state, move, _target in arrows(name) if reasons(machine, whole, state, move, worker)}
    assert refused == NOT_THE_WORKERS[name]


@pytest.mark.parametrize("name", HERE)
def test_what_the_clock_does_nobody_is_offered(request: pytest.FixtureRequest, name: str) -> None:
    machine, _here, by, (whole, _bare) = tried(request, name)
    offered = set()
    for state in map(str, machine.states):
        setattr(whole, machine.field, state)
        offered |= {option.move.name for option in machine.options(whole, by)}
    assert offered == {move for _state, move, _target in arrows(name)} - {"lapse", "end_plan"}
