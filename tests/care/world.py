"""Children of the cast's family and what is recorded of their care."""

import datetime as dt
from typing import Any

from ligzda.care.actions import return_parts, returns, statuses
from ligzda.care.actions.statuses import Decision
from ligzda.care.models import CareStatus, ReturnPlan
from ligzda.cases.models import Case
from ligzda.people.models import Membership, Person
from tests.cases.world import World
from tests.cast import make_person

D = dt.date
BORN = D(2018, 5, 14)
COURT = "Bauskas bāriņtiesa"


def decided(on: dt.date, number: str = "1-6/31") -> Decision:
    return Decision(COURT, number, on)


def make_child(case: Case, first: str = "Kristers", *, born: dt.date = BORN, until: dt.date | None = None) -> Person:
    """A child of the family of this file, from its birth on."""
    child = make_person(first, "Vītols", birth_date=born)
    Membership.objects.create(family=case.family, person=child, role=Membership.Role.CHILD, from_date=born, until_date=until)
    return child


def status(world: World, child: Person, kind: str, on: dt.date, **fields: Any) -> CareStatus:
    """Recorded by the case worker, who saw it, unless ``decision`` says who decided."""
    fields = {"by": world.worker_in, "led_to": "Redzēts mājas apmeklējumā."} | fields
    return statuses.record_status(fields.pop("case", world.cast.case), child, kind=kind, from_date=on, **fields)


def separated(world: World, on: dt.date, **child: Any) -> Person:
    """A child who lived at home, was separated and lives in a foster family since the day after."""
    one = make_child(world.cast.case, **child)
    status(world, one, "with_parents", one.birth_date)
    status(world, one, "removed", on, decision=decided(on))
    status(world, one, "foster", on + dt.timedelta(days=1), decision=decided(on))
    return one


def agreed(world: World, on: dt.date, child: Person | None = None) -> ReturnPlan:
    """A plan with a met condition, a way to meet and a mother's signature."""
    child = child or separated(world, on)
    plan = returns.draft(world.cast.case, child, by=world.worker_in, on=on + dt.timedelta(days=2), contact_schedule="Sestdienās parkā.")
    condition = return_parts.add_condition(
        plan, by=world.worker_in, what="Mājās ir silti.", how_seen="Apmeklējumā.", judge=COURT, due_date=on + dt.timedelta(days=40)
    )
    return_parts.judge_condition(condition, by=world.worker_in, answer="met", on=on + dt.timedelta(days=3))
    return_parts.sign(plan, by=world.worker_in, who="Agnese", role="parent", date=on + dt.timedelta(days=3))
    return returns.agree(plan, by=world.worker_in, on=on + dt.timedelta(days=3), sentence="Vienojāmies.")


def trying(world: World, on: dt.date, child: Person | None = None) -> ReturnPlan:
    """With one stay at home told."""
    day = on + dt.timedelta(days=5)
    plan = returns.try_at_home(
        agreed(world, on, child), by=world.coordinator, on=day, sentence="Var mēģināt.",
        authority_consent=f"{COURT}, Nr. 7", safety_check="Runāts ar visiem mājās.",
    )  # fmt: skip
    return_parts.add_stay(plan, by=world.worker_in, from_date=day, until_date=day, how="Mierīgi.", child_words="Gribu palikt.")
    return plan


def proposed(world: World, on: dt.date, child: Person | None = None) -> ReturnPlan:
    plan = trying(world, on, child)
    day = on + dt.timedelta(days=6)
    return returns.propose_return(plan, by=world.worker_in, on=day, sentence="Bērns ir gatavs.", opinion="Iesaku atgriezt.")


def home(world: World, on: dt.date, child: Person | None = None) -> ReturnPlan:
    """The child came home on the seventh day after ``on``."""
    day = on + dt.timedelta(days=7)
    return returns.return_home(
        proposed(world, on, child), by=world.worker_in, on=day, sentence="Nosacījumi izpildīti.", decision=decided(day, "1-6/77")
    )
