"""Races about the family's own page."""

from typing import Any

from ligzda.access.actor import Actor
from ligzda.portal.actions import family_access
from ligzda.portal.models import FamilyAccess
from tests.cases.world import World
from tests.cast import make_seat, make_user
from tests.races.stories import Race, fresh, mother, race
from tests.races.together import one_is_refused


def invited(here: World) -> tuple[FamilyAccess, str]:
    said: dict[str, Any] = {"email": f"{here.cast.case.pk}@example.org", "site_address": "https://x", "is_child": False, "plan": "family"}
    access, link = family_access.invite(here.cast.case, by=here.coordinator, person=mother(here), **said)
    return access, link.rstrip("/").rsplit("/", 1)[1]


@race("portal.actions.family_access.accept")
def one_invitation_is_accepted_twice_by_who_has_an_account() -> Race:
    here, elsewhere = fresh(), fresh()
    access, token = invited(here)
    user = make_user("Agnese", email=access.email)
    make_seat(elsewhere.cast.circle, user, "family_member")

    def accept() -> Any:
        return family_access.accept(token, by=Actor(None), password="Kastaņa-17-koks")

    return Race(accept, accept, one_is_refused)


@race("portal.actions.family_access.invite_again")
def an_invitation_is_sent_again_while_it_is_accepted() -> Race:
    here = fresh()
    access, token = invited(here)
    return Race(
        lambda: family_access.accept(token, by=Actor(None), password="Kastaņa-17-koks"),
        lambda: family_access.invite_again(access, by=here.coordinator, site_address="https://x"),
        one_is_refused,
    )
