"""What the hours of a family assistant leave in the trail."""

from typing import Any

from ligzda.access.actor import Actor
from ligzda.cases.models import Case
from ligzda.services.actions import grants
from tests.acts.trail import Trail, line
from tests.cases.world import DAY, World
from tests.services.granted import granted

SAID = "Pārrunāts komandā."


def given(worker: Actor, hours: int = 6) -> dict[str, Any]:
    first = worker.on - 10 * DAY
    said = {"number": "BA-17", "decided_date": first, "body": "Sociālais dienests", "from_date": first, "until_date": first + 41 * DAY}
    return said | {"hours_week": hours}


def test_hours_of_an_assistant(trail: Trail, case: Case, worker: Actor) -> None:
    made = trail.call(grants.grant, case, by=worker, **given(worker))
    trail.leaves(line("add_grant", made, case.circle, hours_week=("", 6), until_date=("", made.until_date)))


def test_hours_as_the_decision_really_says(trail: Trail, case: Case, world: World, worker: Actor) -> None:
    made = granted(world)
    right = trail.call(grants.correct, made, reason=SAID, by=worker, **given(worker, 8))
    trail.leaves(line("correct_grant", right, case.circle, hours_week=(6, 8)))


def test_hours_that_nobody_gave(trail: Trail, case: Case, world: World, worker: Actor) -> None:
    made = granted(world)
    trail.call(grants.void, made, reason=SAID, by=worker)
    trail.leaves(line("void_grant", made, case.circle, voided=(False, True)))
