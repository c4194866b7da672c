"""A way back is planned in the file of the child's own family."""

from ligzda.care.actions import returns, statuses
from ligzda.care.actions.statuses import Decision
from ligzda.cases.actions import referrals
from ligzda.people.models import Person
from tests.cases.test_name_checks import family_of, refused_field, stranger
from tests.cases.world import World

__all__ = ["stranger"]


def test_the_way_back_is_planned_for_a_child_of_this_family(world: World, stranger: Person) -> None:
    other = stranger.memberships.get().family
    theirs = world.admitted(referral=referrals.name_family(world.screened(), by=world.coordinator, family=other), on=world.ago(9))
    decided = Decision("Bāriņtiesa", "17", world.ago(5))
    statuses.record_status(theirs, stranger, by=world.coordinator, kind="removed", from_date=world.ago(5), decision=decided)
    case = family_of(world)
    assert refused_field(lambda: returns.draft(case, stranger, by=world.coordinator, on=world.today)) == "on"
    assert returns.draft(theirs, stranger, by=world.coordinator, on=world.today).pk
