"""A child in two households on one day: warned of, kept with a reason, and nothing told of families one may not see."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from ligzda.kernel.refused import Refused
from ligzda.people.actions.families import add_member, change_member
from ligzda.people.models import Membership
from tests.cast import Cast, cast, make_family, make_family_case, make_person

__all__ = ["cast"]
D = dt.date


def two_homes(cast: Cast, *, hidden: bool = False) -> tuple[Membership, object, object]:
    """A boy who lives with his mother; his father's family at the same site, or the mother's where the coordinator sees nothing."""
    child = make_person("Emīls", "Ziediņš", birth_date=D(2016, 5, 1))
    mothers, fathers = make_family("Mātes ģimene"), make_family("Tēva ģimene")
    make_family_case(cast.other_site if hidden else cast.site, cast.project, family=mothers)
    case = make_family_case(cast.site, cast.project, family=fathers)
    stay = Membership.objects.create(family=mothers, person=child, role="child", from_date=D(2020, 1, 1))
    if hidden:
        case.circle.circle_access.create(person=child)
    return stay, child, fathers


def test_a_second_household_on_the_same_days_is_warned_of_and_kept_with_a_reason(cast: Cast) -> None:
    _stay, child, fathers = two_homes(cast)
    by = cast.actor("coordinator")
    with pytest.raises(Refused, match="citā mājsaimniecībā: Mātes ģimene") as refused:
        add_member(fathers, by=by, person=child, role="child")
    assert refused.value.warning
    kept = add_member(fathers, by=by, person=child, role="child", accept_because="Nedēļu pie mātes, nedēļu pie tēva.")
    assert kept.note == "Nedēļu pie mātes, nedēļu pie tēva."


@pytest.mark.parametrize("stay", [{"lives_here": False}, {"until_date": D(2019, 12, 31)}])
def test_elsewhere_or_at_another_time_nothing_is_asked(cast: Cast, stay: dict[str, object]) -> None:
    _stay, child, fathers = two_homes(cast)
    assert add_member(fathers, by=cast.actor("coordinator"), person=child, role="child", **stay).note == ""


def test_grown_up_people_may_have_two_homes(cast: Cast) -> None:
    stay, child, fathers = two_homes(cast)
    child.birth_date = D(1980, 1, 1)
    assert add_member(fathers, by=cast.actor("coordinator"), person=child, role="partner").pk != stay.pk


def test_changing_the_days_asks_the_same(cast: Cast) -> None:
    _stay, child, fathers = two_homes(cast)
    by = cast.actor("coordinator")
    row = add_member(fathers, by=by, person=child, role="child", until_date=D(2019, 12, 31))
    open_end = {"role": "child", "from_date": None, "until_date": None, "lives_here": True}
    with pytest.raises(Refused, match="Mātes ģimene"):
        change_member(row, by=by, **open_end)
    assert change_member(row, by=by, accept_because="Pamīšus.", **open_end).note == "Pamīšus."


def test_a_family_out_of_sight_is_not_given_away_by_a_warning(cast: Cast) -> None:
    _stay, child, fathers = two_homes(cast, hidden=True)
    assert add_member(fathers, by=cast.actor("coordinator"), person=child, role="child").note == ""


def test_the_page_asks_for_the_reason_and_keeps_what_was_typed(cast: Cast, client: Client) -> None:
    _stay, child, fathers = two_homes(cast)
    client.force_login(cast.coordinator)
    address = f"{reverse('people:members', args=[fathers.key])}?person={child.key}"
    answer = client.post(address, {"role": "child", "lives_here": "on", "from_date": "01.09.2026."})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "citā mājsaimniecībā: Mātes ģimene" in page and "01.09.2026." in page and 'name="reason"' in page
    sent = {"role": "child", "lives_here": "on", "from_date": "01.09.2026.", "reason": "Dzīvo pamīšus."}
    assert client.post(address, sent).status_code == 302
    assert Membership.objects.get(family=fathers).note == "Dzīvo pamīšus."
