"""Risk flags that come back, and addresses that are nowhere but in the vault."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from ligzda.access.keys import house_digest
from ligzda.cases.queries.waiting import Waiting
from ligzda.desk.queries import day
from ligzda.kernel import clock
from ligzda.kernel.refused import Refused
from ligzda.people.actions.contact import add_address, add_contact
from ligzda.people.models import Address, Family, Membership, Person
from ligzda.people.queries import persons
from ligzda.safeguarding.actions import addresses, flags
from ligzda.safeguarding.models import AddressNotice, HiddenAddress, RiskFlag
from ligzda.safeguarding.queries import concerns_waiting, flags_of, high_risk
from ligzda.safeguarding.queries.addresses import address_notices, hidden_address
from tests.cast import Cast, door, make_family, make_family_case, make_person, make_seat

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
    assert not Address.objects.filter(lookup=house_digest(ADDRESS)).exists()
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
        reverse("desk:family", args=[family]), reverse("people:person", args=[mother.key]), reverse("desk:case", args=[family, case]),
        reverse("desk:family_access", args=[family]), reverse("desk:families") + "?q=Liepu", reverse("desk:day"),
    ]  # fmt: skip
    for who in ("worker_in", "coordinator"):
        client.force_login(cast.users[who])
        for page in pages:
            assert "Liepu iela" not in client.get(page).content.decode(), page


@pytest.mark.parametrize("spelled", [ADDRESS, "Liepu 12-4, Bauskas novads", "liepu i. 12 - 4", "улица Лиепу 12, кв. 4"])
def test_an_address_typed_anew_in_any_spelling_is_accepted_and_shown_to_who_typed_it(
    cast: Cast, mother: Person, client: Client, spelled: str
) -> None:
    addresses.hide(mother, by=cast.actor("worker_in"), text=ADDRESS)
    page = reverse("people:person", args=[mother.key])
    client.force_login(cast.users["coordinator"])
    answer = client.post(reverse("people:part", args=[mother.key, "address"]), {"kind": "actual", "text": spelled, "form_key": "a" * 32})
    assert answer.status_code == 302  # as any other
    assert client.get(page).content.decode().count(spelled) > 0
    make_seat(cast.circle, cast.users["nobody"], "case_worker")
    for who, sees in (("nobody", 0), ("worker_in", 1)):  # the latter reads what is hidden
        client.force_login(cast.users[who])
        assert bool(client.get(page).content.decode().count(spelled)) == bool(sees), who
    row = Address.objects.get(person=mother)
    client.force_login(cast.users["nobody"])
    assert client.get(reverse("people:row", args=[mother.key, "address", row.pk])).status_code == 404


def test_it_is_hidden_on_the_record_of_everybody_she_lives_with(cast: Cast, mother: Person, client: Client) -> None:
    child = make_person("Kristaps", birth_date=dt.date(2019, 3, 1))
    Membership.objects.create(family=cast.family, person=child, role="child")
    elsewhere = make_family_case(cast.other_site, cast.project, family=make_family("Cita ģimene", members=(child,)))
    make_seat(elsewhere.circle, cast.users["leader"], "specialist")
    add_address(by=cast.actor("coordinator"), text="Liepu iela 12-4", person=child)
    addresses.hide(mother, by=cast.actor("worker_in"), text=ADDRESS)
    page = reverse("people:person", args=[child.key])
    for who, sees in (("leader", False), ("coordinator", True)):  # who typed it goes on seeing it
        client.force_login(cast.users[who])
        answer = client.get(page)
        assert answer.status_code == 200 and ("Liepu iela 12-4" in answer.content.decode()) == sees, who


def test_for_anybody_else_it_is_saved_and_the_readers_are_told(cast: Cast, mother: Person, client: Client, mailoutbox: list) -> None:
    addresses.hide(mother, by=cast.actor("worker_in"), text=ADDRESS, readers=[cast.users["coordinator"]])
    man = cast.other_case.family.memberships.get().person
    add_address(by=cast.actor("worker_out"), text="Liepu 12-4, Bauska", person=man)
    assert [row.text for row in persons.addresses(cast.actor("worker_out"), man)] == ["Liepu 12-4, Bauska"]
    assert {one.reader for one in AddressNotice.objects.all()} == {cast.users["worker_in"], cast.users["coordinator"]}
    for who in ("worker_in", "coordinator"):
        (row,) = address_notices(cast.actor(who))
        assert man.last_name not in f"{row.about}" and not row.url  # they do not work with him
    add_address(by=cast.actor("worker_out"), text="Liepu iela 12-4, Valmiera", person=man)  # another town
    add_address(by=cast.actor("worker_out"), text="Liepu iela 12-5, Bauska", person=man)  # another flat
    assert AddressNotice.objects.count() == 2
    client.force_login(cast.users["worker_in"])
    assert reverse("safeguarding:address", args=[mother.key]) in client.get(reverse("desk:day")).content.decode()
    vault = reverse("safeguarding:address", args=[mother.key])
    assert client.post(vault, {"seen": "all"}).status_code == 302
    assert not address_notices(cast.actor("worker_in")) and address_notices(cast.actor("coordinator"))


def test_what_was_recorded_before_it_was_hidden_is_told_too(cast: Cast, mother: Person) -> None:
    add_address(by=cast.actor("worker_out"), text="LIEPU IELA 12-4", person=cast.other_case.family.memberships.get().person)
    addresses.hide(mother, by=cast.actor("worker_in"), text=ADDRESS)
    assert len(address_notices(cast.actor("worker_in"))) == 1


def test_whoever_does_not_read_it_hides_another_and_learns_nothing(cast: Cast, mother: Person) -> None:
    worker, coordinator = cast.actor("worker_in"), cast.actor("coordinator")
    first = addresses.hide(mother, by=worker, text=ADDRESS)
    second = addresses.hide(mother, by=coordinator, text="Cita iela 1")
    assert hidden_address(worker, mother) == first and hidden_address(coordinator, mother) == second


def test_who_lives_there_is_asked_about_and_hidden_too(cast: Cast, mother: Person, client: Client) -> None:
    child, worker = make_person("Kristaps"), cast.actor("worker_in")
    Membership.objects.create(family=cast.family, person=child, role="child")
    client.force_login(cast.users["worker_in"])
    vault = reverse("safeguarding:address", args=[mother.key])
    assert "Kristaps" in client.get(vault).content.decode()
    assert client.post(vault, {"text": ADDRESS, "also": [child.key], "form_key": "b" * 32}).status_code == 302
    assert hidden_address(worker, child).text == ADDRESS == hidden_address(worker, mother).text


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


def test_on_the_day_it_stands_above_whatever_is_overdue(cast: Cast, mother: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    addresses.hide(mother, by=cast.actor("worker_in"), text=ADDRESS)
    add_address(by=cast.actor("worker_out"), text="Liepu 12-4, Bauska", person=cast.other_case.family.memberships.get().person)
    late = dt.timedelta(days=900)
    overdue = Waiting("Plan review", "A", cast.actor("worker_in").on - late, 900, "/", "case_worker")
    monkeypatch.setattr(day, "PLANNED", (lambda _actor, _on: [overdue] * 9,))
    tomorrow = cast.actor("worker_in", clock.today() + dt.timedelta(days=1))
    rows = day.all_work(tomorrow)
    assert rows[0].url == reverse("safeguarding:address", args=[mother.key])
    assert (rows[0].due_date, rows[0].overdue_days, rows[1]) == (clock.today(), 1, overdue)
