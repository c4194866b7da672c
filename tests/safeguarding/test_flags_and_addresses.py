"""Risk flags that come back, and addresses that are nowhere but in the vault."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from ligzda.kernel.refused import Refused
from ligzda.people.actions.contact import add_address, add_contact
from ligzda.people.models import Address, Family, Person
from ligzda.safeguarding.actions import addresses, flags
from ligzda.safeguarding.models import HiddenAddress, RiskFlag
from ligzda.safeguarding.queries import concerns_waiting, flags_of, high_risk
from ligzda.safeguarding.queries.addresses import hidden_address
from tests.cast import Cast, door, make_family, make_family_case, make_seat

ADDRESS = "Liepu iela 12-4, Bauska"
DAY = dt.timedelta(days=1)


@pytest.fixture
def mother(cast: Cast) -> Person:
    return cast.family.memberships.get().person


def flagged(cast: Cast, who: str = "worker_in", level: str = "high", days: int = 5, **whose) -> RiskFlag:
    by = cast.actor(who)
    whose = whose or {"family": cast.family}
    return flags.flag(by=by, level=level, reason="Suns pagalmā.", review_date=by.on + days * DAY, **whose)


def test_a_flag_stands_on_top_of_the_file_and_comes_back_for_review(cast: Cast, mother: Person, client: Client) -> None:
    flag = flagged(cast, person=mother)
    client.force_login(cast.users["worker_in"])
    page = client.get(reverse("desk:family", args=[cast.family.key])).content.decode()
    assert "Suns pagalmā." in page
    later = cast.actor("worker_in", flag.review_date + DAY)
    assert [row.overdue_days for row in concerns_waiting(later)] == [1]
    assert flags_of(later, cast.family.pk, [mother.pk])[0].is_due  # it stands until somebody looks
    flags.take_down(flag, by=cast.actor("worker_in"), reason="Suns aizvests.")
    assert not flags_of(later, cast.family.pk, [mother.pk]) and not concerns_waiting(later)


@pytest.mark.parametrize(("level", "days"), [("high", 8), ("medium", 31), ("low", 0), ("nonsense", 3)])
def test_a_risk_is_looked_at_again_soon(cast: Cast, level: str, days: int) -> None:
    with pytest.raises(Refused):
        flagged(cast, level=level, days=days)


def test_a_new_flag_takes_the_place_of_the_old_one(cast: Cast) -> None:
    flagged(cast)
    flagged(cast, level="low", days=20)
    assert [flag.level for flag in flags_of(cast.actor("worker_in"), cast.family.pk, [])] == ["low"]
    assert RiskFlag.objects.count() == 2


def test_high_risk_is_found_over_many_families(cast: Cast, mother: Person) -> None:
    flagged(cast, person=mother)
    assert high_risk(cast.actor("coordinator"), [cast.family.pk, cast.other_case.family.pk]) == {cast.family.pk}


def test_only_who_works_with_the_family_flags_it(cast: Cast, client: Client) -> None:
    for who in ("worker_out", "auditor", "partner", "manager"):
        with pytest.raises(Refused):
            flagged(cast, who)
    url = reverse("safeguarding:flag", args=[cast.family.key])
    assert [door(client, cast.users[who], url) for who in ("worker_in", "coordinator", "worker_out", "auditor")] == [200, 200, 404, 404]


def test_a_hidden_address_leaves_every_open_place_and_opens_to_its_readers_only(cast: Cast, mother: Person, client: Client) -> None:
    worker = cast.actor("worker_in")
    add_address(by=worker, text=ADDRESS, person=mother)
    add_address(by=worker, text=f"  {ADDRESS.upper()} ", family=cast.family)
    addresses.hide(mother, by=worker, text=ADDRESS)
    assert not Address.objects.filter(lookup=addresses.digest(ADDRESS)).exists()
    assert hidden_address(worker, mother).text == ADDRESS
    for who in ("coordinator", "auditor", "worker_out", "admin"):
        assert hidden_address(cast.actor(who), mother) is None
    page = reverse("safeguarding:address", args=[mother.key])
    assert door(client, cast.users["worker_out"], page) == 404
    client.force_login(cast.users["coordinator"])
    assert ADDRESS not in client.get(page).content.decode()  # nor that there is one
    client.force_login(cast.users["worker_in"])
    assert ADDRESS in client.get(page).content.decode()


def test_it_stands_on_no_page_of_the_file(cast: Cast, mother: Person, client: Client) -> None:
    worker = cast.actor("worker_in")
    add_address(by=worker, text=ADDRESS, person=mother)
    addresses.hide(mother, by=worker, text=ADDRESS)
    family, case = cast.family.key, cast.case.key
    pages = [
        reverse("desk:family", args=[family]), reverse("people:person", args=[mother.key]), reverse("cases:case", args=[family, case]),
        reverse("desk:family_access", args=[family]), reverse("cases:families") + "?q=Liepu", reverse("desk:day"),
    ]  # fmt: skip
    for who in ("worker_in", "coordinator"):
        client.force_login(cast.users[who])
        for page in pages:
            assert "Liepu iela" not in client.get(page).content.decode(), page


def test_nobody_writes_it_back_into_an_open_place(cast: Cast, mother: Person) -> None:
    worker = cast.actor("worker_in")
    addresses.hide(mother, by=worker, text=ADDRESS)
    for whose in ({"person": mother}, {"family": cast.family}):
        with pytest.raises(Refused) as refused:
            add_address(by=worker, text="liepu iela 12 - 4, bauska", **whose)
        assert refused.value.field == "text"


def test_a_split_household_hides_it_from_the_file_of_the_other(cast: Cast, mother: Person, client: Client) -> None:
    worker = cast.actor("worker_in")
    addresses.hide(mother, by=worker, text=ADDRESS)
    there: Family = make_family("Otra mājsaimniecība", members=(mother,))
    case = make_family_case(cast.site, cast.project, family=there)
    make_seat(case.circle, cast.users["worker_out"], "case_worker", is_responsible=True)
    assert hidden_address(cast.actor("worker_out"), mother) is None
    client.force_login(cast.users["worker_out"])
    assert ADDRESS not in client.get(reverse("people:person", args=[mother.key])).content.decode()


def test_whoever_reads_it_names_others_and_ends_it(cast: Cast, mother: Person) -> None:
    worker, coordinator = cast.actor("worker_in"), cast.actor("coordinator")
    kept = addresses.hide(mother, by=worker, text=ADDRESS)
    with pytest.raises(Refused):
        addresses.hide(mother, by=coordinator, text="Cita iela 1")
    new = addresses.hide(mother, by=worker, text="Cita iela 1", readers=[coordinator.user])
    assert hidden_address(coordinator, mother) == new and HiddenAddress.objects.get(pk=kept.pk).ended_at
    addresses.unhide(new, by=coordinator)
    assert hidden_address(worker, mother) is None


def test_safe_contact_is_read_before_anybody_calls(cast: Cast, mother: Person, client: Client) -> None:
    worker = cast.actor("worker_in")
    add_contact(mother, by=worker, kind="phone", value="27880031", who_answers="tikai māte", say_as="no bibliotēkas", no_sms=True)
    client.force_login(cast.users["worker_in"])
    page = client.get(reverse("desk:family", args=[cast.family.key])).content.decode()
    assert "tikai māte" in page and "no bibliotēkas" in page
