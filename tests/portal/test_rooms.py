"""A room below that offers ``portal`` stands on the own page by its place in the tuple alone."""

import datetime as dt

import pytest

from ligzda.access.actor import Actor
from ligzda.portal.models import FamilyAccess
from ligzda.portal.queries import portal
from ligzda.services.queries.portal import Coming
from tests.cast import Cast, make_user


def test_a_planted_room_is_among_the_next_meetings(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    actor = Actor(make_user("Agnese"))

    def planted(days: int) -> portal.Room:
        return lambda _actor, case_id: [Coming(actor.on + dt.timedelta(days=days), None, 60, f"{days} {case_id}", "")]

    access = FamilyAccess.objects.create(case=cast.case, person=cast.family.memberships.get().person, email="a@example.org")
    monkeypatch.setattr(portal, "ROOMS", (*portal.ROOMS, planted(2), planted(1)))
    assert [one.what for one in portal.appointments(actor, access)] == [f"1 {cast.case.pk}", f"2 {cast.case.pk}"]
    access.sees_appointments = False
    assert portal.appointments(actor, access) == []
