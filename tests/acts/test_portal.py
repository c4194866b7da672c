"""What the family's own page leaves in the trail: for whom it is opened, what they write, say and tick."""

from typing import Any

import pytest

from ligzda.access.actor import Actor, in_force
from ligzda.access.models import Seat, User
from ligzda.cases.actions import steps
from ligzda.cases.actions.steps import Owner
from ligzda.cases.models import Case
from ligzda.people.models import Person
from ligzda.portal.actions import family_access, leaving
from ligzda.portal.models import FamilyAccess
from tests.acts.trail import Trail, line
from tests.care import world as care
from tests.cast import Cast

SITE = "https://ligzda.example"


@pytest.fixture
def invited(case: Case, boss: Actor, mother: Person) -> tuple[FamilyAccess, str]:
    """What was given, and the token of the link."""
    said: dict[str, Any] = {"email": "agnese@example.org", "site_address": SITE, "is_child": False, "plan": "family"}
    access, link = family_access.invite(case, by=boss, person=mother, **said)
    return access, link.rstrip("/").rsplit("/", 1)[1]


@pytest.fixture
def access(invited: tuple[FamilyAccess, str]) -> FamilyAccess:
    """Accepted."""
    family_access.accept(invited[1], by=Actor(None), password="Kastaņa-17-koks")
    return FamilyAccess.objects.get(pk=invited[0].pk)


@pytest.fixture
def hers(access: FamilyAccess) -> Actor:
    return Actor(access.user)


def test_somebody_of_the_family_is_invited_to_the_own_page(trail: Trail, case: Case, boss: Actor, mother: Person) -> None:
    said: dict[str, Any] = {"email": "agnese@example.org", "site_address": SITE, "is_child": False, "plan": "family"}
    access, _link = trail.call(family_access.invite, case, person=mother, by=boss, **said)
    trail.leaves(line("family_access.invited", access, case.circle))


def test_an_invitation_is_sent_again(trail: Trail, case: Case, boss: Actor, invited: tuple[FamilyAccess, str]) -> None:
    trail.call(family_access.invite_again, invited[0], site_address=SITE, by=boss)
    trail.leaves(line("family_access.invited_again", invited[0], case.circle))


def test_an_invitation_is_accepted_by_whom_it_was_for(trail: Trail, case: Case, invited: tuple[FamilyAccess, str]) -> None:
    user: User = trail.call(family_access.accept, invited[1], password="Kastaņa-17-koks", by=Actor(None))
    seat, hers = Seat.objects.get(user=user), Actor(user)
    taken = line("seat", seat, case.circle, who=hers, role=("", "family_member"), until_date=("", None))
    trail.leaves(taken, line("family_access.accepted", invited[0], case.circle, who=hers))


def test_what_a_member_sees(trail: Trail, case: Case, boss: Actor, access: FamilyAccess) -> None:
    child = care.make_child(case)
    shown = {name: getattr(access, name) for name in family_access.SETTINGS} | {"sees_readers": not access.sees_readers}
    trail.call(family_access.change, access, children=[child], by=boss, **shown)
    changed: dict[str, Any] = {"sees_readers": (not shown["sees_readers"], shown["sees_readers"]), "children": ([], [child.pk])}
    trail.leaves(line("family_access.changed", access, case.circle, **changed))


def test_an_own_page_is_taken_away(trail: Trail, case: Case, boss: Actor, access: FamilyAccess) -> None:
    seat = Seat.objects.get(user=access.user)
    trail.call(family_access.end, access, by=boss)
    ended = Seat.objects.get(pk=seat.pk)
    assert not Seat.objects.filter(in_force(boss.on), pk=seat.pk).exists(), "from this moment, also where it was given today"
    left = line("unseat", seat, case.circle, until_date=(None, boss.on), ended_at=(None, ended.ended_at))
    trail.leaves(left, line("family_access.ended", access, case.circle))


def test_a_message_and_its_being_read(trail: Trail, case: Case, worker: Actor, access: FamilyAccess, hers: Actor) -> None:
    message = trail.call(family_access.write, access, text="Labdien!", by=hers)
    trail.leaves(line("family_message.written", message, case.circle))
    assert trail.call(family_access.mark_read, access, by=worker) == 1
    trail.leaves()  # a reading: the page that shows it notes it


def test_what_a_member_says_about_the_support(trail: Trail, case: Case, access: FamilyAccess, hers: Actor) -> None:
    found = trail.call(family_access.give_feedback, access, helps="yes", text="Paldies.", by=hers)
    trail.leaves(line("family_feedback.added", found, case.circle))


def test_a_step_that_a_member_did(trail: Trail, case: Case, worker: Actor, access: FamilyAccess, hers: Actor, mother: Person) -> None:
    step = steps.add_step(case, by=worker, text="Aiziet uz banku", owner=Owner(person=mother), due_date=None)
    trail.call(family_access.tick, access, key=step.key, is_done=True, by=hers)
    trail.leaves(line("step.ticked", step, case.circle, state=("open", "done")))


def test_whoever_leaves_the_house_leaves_their_own_page(trail: Trail, cast: Cast, access: FamilyAccess) -> None:
    user = User.objects.get(pk=access.user_id)
    assert trail.call(leaving.end_work, user, by=cast.actor("admin")) == 1
    trail.leaves(line("family_access.ended", access, cast.circle))
