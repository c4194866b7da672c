"""The menu: whatever stands in it opens, also for somebody who was given nothing yet but the role."""

import pytest
from django.test import Client

from ligzda.access.models import Circle, Seat, User
from ligzda.access.roles import ROLES, Reach
from ligzda.config.navigation import BY_ROLE, PLACES
from ligzda.kernel import clock
from ligzda.portal.models import FamilyAccess
from tests.cast import Cast, make_circle, make_seat, make_user

pytestmark = pytest.mark.django_db

WHERE = {
    Reach.SITE: Circle.Kind.SITE,
    Reach.PROJECT: Circle.Kind.PROJECT,
    Reach.ORGANISATION: Circle.Kind.ORGANISATION,
    Reach.SEAT: Circle.Kind.CASE,
}


def newcomer(role: str, kind: str) -> User:
    """Somebody on the first day: one seat in a circle in which nothing stands."""
    user = make_user()
    make_seat(make_circle(kind), user, role)
    return user


def mother(cast: Cast) -> User:
    """Her seat comes with the page that was opened for her."""
    user = make_user()
    make_seat(cast.circle, user, "family_member", because=Seat.Because.FAMILY)
    person = cast.family.memberships.get().person
    FamilyAccess.objects.create(case=cast.case, person=person, user=user, invited_by=cast.coordinator, accepted_at=clock.now())
    return user


def leads_nowhere(client: Client, user: User) -> list[str]:
    client.force_login(user)
    home = client.get("/", follow=True)
    entries = [*home.context["nav"], *home.context["footer_links"], *home.context["account_links"]]
    assert home.status_code == 200 and entries
    return [f"{one.url}: {got}" for one in entries if (got := client.get(one.url).status_code) != 200]


@pytest.mark.parametrize("role", sorted(BY_ROLE.keys() - {"family_member"}))
def test_every_entry_of_every_role_opens_on_the_first_day(cast: Cast, client: Client, role: str) -> None:
    assert not leads_nowhere(client, newcomer(role, WHERE[ROLES[role].reach]))


def test_every_entry_of_a_family_member_opens(cast: Cast, client: Client) -> None:
    assert not leads_nowhere(client, mother(cast))


@pytest.mark.parametrize("role", sorted(role for role in BY_ROLE if ROLES[role].reach != Reach.SEAT))
def test_the_same_for_a_seat_at_the_organisation(cast: Cast, client: Client, role: str) -> None:
    assert not leads_nowhere(client, newcomer(role, Circle.Kind.ORGANISATION))


def test_no_place_is_in_nobodys_menu() -> None:
    assert {key for shown, rare in BY_ROLE.values() for key in (*shown, *rare)} == set(PLACES)
