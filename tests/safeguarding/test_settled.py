"""What is decided about a concern stands in it, in words and with its moment; who reads whom a name may mean; what was seen is not told again."""

from typing import Any

import pytest

from ligzda.access.actor import Actor
from ligzda.access.keys import house_digest
from ligzda.kernel import clock
from ligzda.people.actions.contact import add_address
from ligzda.people.models import CircleAccess, Person
from ligzda.safeguarding import objections
from ligzda.safeguarding.actions import concerns
from ligzda.safeguarding.actions.endings import _note
from ligzda.safeguarding.models import AddressNotice, Concern, ConcernEnding, HiddenAddress
from ligzda.safeguarding.objections import a_concern_is_open
from ligzda.safeguarding.own_words import Wrote
from ligzda.safeguarding.queries.addresses import address_notices, notices_of
from ligzda.safeguarding.queries.concerns import undecided
from tests.cases.world import World
from tests.cast import make_family, make_person
from tests.safeguarding.test_borders import hide, raised, world

__all__ = ["world"]


def test_a_concern_has_a_last_day_from_its_closing_on_and_not_before(world: World) -> None:
    concern, _told = raised(world)
    concern = concerns.report(
        concern, by=world.coordinator, reported_to="Bāriņtiesa", reported_person="A. Kalns", reported_at=clock.now(), reported_how="pa tālruni",
        reference="12-3/7", parents_told="jā",
    )  # fmt: skip
    closed: dict[str, bool] = {}
    for move in ("act", "follow", "close_concern"):
        concern = concerns.decide(concern, by=world.coordinator, move=move, text="Izdarīts.")
        closed[move] = Concern.objects.get().closed_at is not None
    assert closed == {"act": False, "follow": False, "close_concern": True}
    assert [(entry.act, entry.text) for entry in concern.entries.all()] == [(move, "Izdarīts.") for move in closed]


def test_what_was_decided_about_an_ending_is_said_in_words(world: World) -> None:
    concern, _told = raised(world)
    for act, reason in (("undone", "kļūda"), ("left", "")):
        _note(ConcernEnding(concern=concern), world.coordinator, act, reason)
    assert [entry.text for entry in concern.entries.all()] == ["Atcelts organizācijas vārdā: kļūda.", "Paliek, kā ir."]


def test_whom_a_typed_name_may_mean_is_read_by_who_leads_it_alone(world: World) -> None:
    concern, _told = raised(world, is_about_staff=True, typed_name="Dace")
    names = {
        who: [one.name for one in undecided(world.cast.actor(who), concern)] for who in ("designated", "worker_in", "coordinator", "admin")
    }
    assert names == {"designated": ["Dace Liepiņa"], "worker_in": [], "coordinator": [], "admin": []}
    concern = concerns.decide_whom(concern, by=world.cast.actor("designated"), user=world.cast.worker_out, is_meant=True)  # type: ignore[arg-type]
    assert undecided(world.cast.actor("designated"), concern) == []


def test_a_concern_in_which_no_name_was_typed_means_nobody(db: None) -> None:
    assert (Concern().undecided, Concern().meant) == ([], [])
    assert Concern(may_mean="[[7, null], [8, true], [9, false]]").undecided == [7]
    assert Concern(may_mean="[[7, null], [8, true], [9, false]]").meant == [8]
    assert Concern(may_mean="[[7, null], [8, null]]").decided(8, is_meant=False) == "[[7, null], [8, false]]"


def written_down_elsewhere(world: World) -> Person:
    hide(world)
    other = world.cast.other_case.family.memberships.get().person
    add_address(by=world.cast.actor("worker_out"), text="Liepu iela 12-4, Bauska", person=other)
    return other


def test_a_notice_that_was_seen_is_not_shown_again_and_each_reader_sees_the_own(world: World) -> None:
    written_down_elsewhere(world)
    [notice] = AddressNotice.objects.all()
    assert len(address_notices(world.worker_in)) == 1 and address_notices(world.coordinator) == []
    with_seen = AddressNotice.objects.filter(pk=notice.pk, seen_at=None)
    assert with_seen.update(seen_at=clock.now()) == 1
    assert address_notices(world.worker_in) == []


def test_notices_about_a_person_are_found_from_every_record_of_them(world: World) -> None:
    written_down_elsewhere(world)
    [notice] = AddressNotice.objects.all()
    double = make_person("Agnese", "Vītola", root=notice.address.person)
    assert notices_of(world.worker_in, double) == notices_of(world.worker_in, notice.address.person) == [notice]


def test_somebody_in_a_file_that_the_reader_does_not_see_is_not_named(world: World) -> None:
    other = written_down_elsewhere(world)
    [told] = address_notices(world.worker_in)
    assert (told.about, told.url) == ("kāds no lietas, kuru jūs neredzat", "")
    CircleAccess.objects.create(circle=world.cast.circle, person=other)
    [told] = address_notices(world.cast.actor("worker_in"))
    assert (told.about, told.url) == (str(other), other.get_absolute_url())


def test_who_typed_nothing_wrote_no_word_of_a_page(world: World) -> None:
    nobody: Any = Actor(world.cast.nobody)
    assert Wrote(nobody, None)("Dzīvo ", "Liepu iela 12-4", ", Bauska.") is False


def test_families_are_merged_over_a_concern_about_somebody_else(world: World) -> None:
    """Only those who lead or raised it are told at all, and only of a concern about a member of one of the two."""
    raised(world)
    leads, one, other = world.cast.actor("designated"), world.cast.family, world.cast.other_case.family
    double = make_family("Vītoliņi", root=one)
    third = make_family("Zariņi", members=(make_person("Ilga", "Zariņa"),))
    for pair, is_told in (((one, other), True), ((other, one), True), ((double, other), False), ((third, other), False)):
        assert (a_concern_is_open(*pair, leads) is not None) is is_told
    assert a_concern_is_open(one, other, world.cast.actor("admin")) is None
    moved = one.memberships.order_by("id")[0]
    moved.family = double
    moved.save()
    assert a_concern_is_open(one, other, leads) is not None, "a member of a record merged before"


def test_a_typed_address_is_compared_with_the_hidden_ones_of_its_house_alone(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every other one stays closed in the vault, however many there are."""
    hide(world)
    HiddenAddress.objects.create(
        person=make_person(), text="Ozolu iela 3, Bauska", lookup=house_digest("Ozolu iela 3"), noted_by=world.cast.admin
    )
    opened: list[str] = []
    monkeypatch.setattr(objections, "same", lambda first, second, **_more: bool(opened.append(first)))
    other = world.cast.other_case.family.memberships.get().person
    add_address(by=world.cast.actor("worker_out"), text="Ozolu iela 3", person=other)
    assert opened == ["Ozolu iela 3, Bauska"] * len(opened) and opened
