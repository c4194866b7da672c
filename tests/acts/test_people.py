"""What the acts about people and families leave in the trail."""

import datetime as dt
from typing import Any

import pytest

from ligzda.access.actor import Actor
from ligzda.access.homes import organisation
from ligzda.access.keys import lookup_digest
from ligzda.people.actions import bonds, codes, contact, families, institutions, merging, persons, reversals, rights, striking
from ligzda.people.models import Bond, Consent, ContactDetail, Membership, Organisation, Person, Relation, Reversal
from ligzda.people.reversing import stood
from tests.acts.trail import Trail, line
from tests.cases.world import World
from tests.cast import Cast, make_family_case, make_person

CODE = "010180-12342"
DAY = dt.date(2024, 5, 6)


@pytest.fixture
def child(cast: Cast) -> Person:
    """Somebody else of the family."""
    person = make_person("Kristers", "Vītoliņš", birth_date=dt.date(2015, 3, 4), birth_precision="day")
    Membership.objects.create(family=cast.family, person=person, role="child", from_date=dt.date(2020, 1, 1))
    return person


@pytest.fixture
def doubles(cast: Cast) -> tuple[Person, Person]:
    """One woman in two files of one site; the earlier record first."""
    here = cast.family.memberships.get().person
    other = make_family_case(cast.site, cast.project)
    return here, other.family.memberships.get().person


# --- persons -------------------------------------------------------------------------------------------------------------


def test_somebody_new_stands_at_the_site_of_whoever_enters_them(trail: Trail, cast: Cast, worker: Actor) -> None:
    person = trail.call(persons.register_person, first_name="Elza", last_name="Liepa", by=worker)
    trail.leaves(line("register_person", person, cast.site.circle))


def test_a_change_of_a_person_names_what_differs_and_nothing_else(trail: Trail, cast: Cast, worker: Actor, mother: Person) -> None:
    trail.call(persons.change_person, mother, first_name="Agnese", last_name="Ozola", sex="female", by=worker)
    changed: dict[str, Any] = {"last_name": ("Vītoliņa", "Ozola"), "sex": ("unknown", "female")}
    trail.leaves(line("change_person", mother, cast.circle, **changed))


def test_a_change_that_changes_nothing_leaves_nothing(trail: Trail, worker: Actor, mother: Person) -> None:
    trail.call(persons.change_person, mother, first_name="Agnese", by=worker)
    trail.leaves()


def test_a_former_name(trail: Trail, cast: Cast, worker: Actor, mother: Person) -> None:
    trail.call(persons.add_former_name, mother, last_name="Kalna", by=worker)
    trail.leaves(line("add_former_name", mother, cast.circle, former_name=("", " Kalna")))


def test_a_relation(trail: Trail, cast: Cast, worker: Actor, mother: Person, child: Person) -> None:
    trail.call(persons.relate, mother, child, kind="parent", accept_because="Dzimšanas diena nav zināma.", by=worker)
    trail.leaves(line("relate", mother, cast.circle, parent=("", child.pk)))


def test_a_relation_that_is_corrected(trail: Trail, cast: Cast, worker: Actor, mother: Person, child: Person) -> None:
    relation = Relation.objects.create(first=mother, second=child, kind="guardian")
    trail.call(persons.change_relation, relation, mother, child, kind="guardian", until_date=DAY, by=worker)
    trail.leaves(line("change_relation", mother, cast.circle, until_date=(None, DAY)))


def test_a_language(trail: Trail, cast: Cast, worker: Actor, mother: Person) -> None:
    trail.call(persons.set_language, mother, language="uk", reads="alone", by=worker)
    trail.leaves(line("set_language", mother, cast.circle))


# --- codes, ties, contact ------------------------------------------------------------------------------------------------


def test_a_personal_code_stands_as_its_digest(trail: Trail, cast: Cast, worker: Actor, mother: Person) -> None:
    row = trail.call(codes.set_code, mother, country="LV", code=CODE, accept_because="Redzēta pase.", by=worker)
    trail.leaves(line("set_code", mother, cast.circle, code=("", row.lookup)))
    assert row.lookup == lookup_digest(f"LV:{row.code}")


def test_a_code_that_was_compared_with_the_document(trail: Trail, cast: Cast, worker: Actor, mother: Person) -> None:
    row = codes.set_code(mother, by=worker, country="LV", code=CODE, accept_because="Redzēta pase.")
    trail.call(codes.check_code, row, by=worker)
    trail.leaves(line("check_code", mother, cast.circle, checked=(False, True)))


def test_a_tie(trail: Trail, cast: Cast, worker: Actor, mother: Person) -> None:
    trail.call(bonds.tie, mother, other="Bauskas baznīca", kind="close", by=worker)
    trail.leaves(line("tie", mother, cast.circle, kind=("", "close")))


def test_a_tie_that_is_corrected_does_not_tell_its_remark(trail: Trail, cast: Cast, worker: Actor, mother: Person) -> None:
    bond = Bond.objects.create(person=mother, place="Bauskas baznīca", kind="close")
    said = {"other": "Bauskas baznīca", "kind": "conflict", "note": "Strīds par kapiem."}
    trail.call(bonds.change_tie, bond, mother, by=worker, **said)
    trail.leaves(line("change_tie", mother, cast.circle, kind=("close", "conflict")))


@pytest.fixture
def phone(mother: Person) -> ContactDetail:
    return ContactDetail.objects.create(person=mother, kind="phone", value="+37126123456", lookup="x", is_safe=True)


def test_a_telephone(trail: Trail, cast: Cast, worker: Actor, mother: Person) -> None:
    trail.call(contact.add_contact, mother, kind="phone", value="26123456", by=worker)
    trail.leaves(line("add_contact", mother, cast.circle, phone=("", "+37126123456")))


def test_a_telephone_that_is_corrected(trail: Trail, cast: Cast, worker: Actor, mother: Person, phone: ContactDetail) -> None:
    trail.call(contact.change_contact, phone, kind="phone", value="26123457", is_safe=True, rule="", by=worker)
    trail.leaves(line("change_contact", mother, cast.circle, phone=("+37126123456", "+37126123457")))


def test_a_telephone_that_is_not_safe_any_more(trail: Trail, cast: Cast, worker: Actor, mother: Person, phone: ContactDetail) -> None:
    said = {"kind": "phone", "value": "26123456", "is_safe": False, "rule": "", "who_answers": "vīrs"}
    trail.call(contact.change_contact, phone, by=worker, **said)
    trail.leaves(line("change_contact", mother, cast.circle, is_safe=(True, False), who_answers=("", "vīrs")))


def test_a_telephone_that_is_no_longer_theirs(trail: Trail, cast: Cast, worker: Actor, mother: Person, phone: ContactDetail) -> None:
    trail.call(contact.remove_contact, phone, by=worker)
    trail.leaves(line("remove_contact", mother, cast.circle, phone=("+37126123456", "")))


def test_an_address(trail: Trail, cast: Cast, worker: Actor) -> None:
    trail.call(contact.add_address, family=cast.family, text="Liepu iela 3, Bauska", by=worker)
    trail.leaves(line("add_address", cast.family, cast.circle, actual=("", "Liepu iela 3, Bauska")))


def test_an_address_that_ended(trail: Trail, cast: Cast, worker: Actor, mother: Person) -> None:
    address = contact.add_address(by=worker, person=mother, text="Liepu iela 3, Bauska")
    said = {"text": "Liepu iela 3, Bauska", "kind": "actual", "territory": None, "from_date": None, "until_date": DAY}
    trail.call(contact.change_address, address, by=worker, **said)
    trail.leaves(line("change_address", mother, cast.circle, until_date=(None, DAY)))


def test_an_address_that_was_written_wrongly(trail: Trail, cast: Cast, worker: Actor, mother: Person) -> None:
    address = contact.add_address(by=worker, person=mother, text="Liepu iela 3, Bauska")
    said = {"text": "Liepu iela 8, Bauska", "kind": "declared", "territory": None, "from_date": None, "until_date": None}
    trail.call(contact.change_address, address, by=worker, **said)
    changed: dict[str, Any] = {"kind": ("actual", "declared"), "declared": ("Liepu iela 3, Bauska", "Liepu iela 8, Bauska")}
    trail.leaves(line("change_address", mother, cast.circle, **changed))


def test_an_organisation_is_in_nobodys_file(trail: Trail, cast: Cast, worker: Actor) -> None:
    row = trail.call(contact.register_organisation, name="Bauskas sociālais dienests", by=worker)
    trail.leaves(line("register_organisation", row, organisation()))


def test_an_institution(trail: Trail, cast: Cast) -> None:
    row = trail.call(institutions.add_institution, name="Drošā māja", kind="other", by=cast.actor("admin"))
    trail.leaves(line("add_institution", row, organisation()))


def test_an_institution_that_becomes_a_secret_place(trail: Trail, cast: Cast) -> None:
    row = Organisation.objects.create(name="Drošā māja", folded="drosa maja", kind="other", lookup="")
    said = {"name": "Drošā māja", "kind": "other", "address": "", "is_secret_place": True}
    trail.call(institutions.change_institution, row, by=cast.actor("admin"), **said)
    trail.leaves(line("change_institution", row, organisation(), is_secret_place=(False, True)))


# --- families ------------------------------------------------------------------------------------------------------------


def test_a_new_family(trail: Trail, cast: Cast) -> None:
    family = trail.call(families.register_family, name="Liepu ģimene", by=cast.actor("coordinator"))
    trail.leaves(line("register_family", family, cast.site.circle))


def test_a_family_that_is_called_otherwise(trail: Trail, cast: Cast, worker: Actor) -> None:
    trail.call(families.change_family, cast.family, name="Ozolu ģimene", by=worker)
    trail.leaves(line("change_family", cast.family, cast.circle, name=("Vītoliņu ģimene", "Ozolu ģimene")))


def test_a_member(trail: Trail, cast: Cast, worker: Actor) -> None:
    person = make_person("Elza", "Liepa")
    trail.call(families.add_member, cast.family, person=person, role="grandparent", by=worker)
    trail.leaves(line("add_member", cast.family, cast.circle, member=("", person.pk)))


def test_a_new_person_as_a_member(trail: Trail, cast: Cast, worker: Actor) -> None:
    said = {"person": {"first_name": "Elza", "last_name": "Liepa"}, "role": "grandparent"}
    row = trail.call(families.enter_member, cast.family, by=worker, **said)
    trail.leaves(
        line("register_person", row.person, cast.site.circle),
        line("add_member", cast.family, cast.circle, member=("", row.person_id)),
    )


def test_a_member_who_left(trail: Trail, cast: Cast, worker: Actor, child: Person) -> None:
    stay = cast.family.memberships.get(person=child)
    said = {"role": "child", "from_date": stay.from_date, "until_date": DAY, "lives_here": False}
    trail.call(families.change_member, stay, by=worker, **said)
    trail.leaves(line("change_member", cast.family, cast.circle, until_date=(None, DAY), lives_here=(True, False)))


def test_who_is_given_sight_stands_in_the_circle_that_sees(trail: Trail, cast: Cast, mother: Person) -> None:
    trail.call(families.give_circle_access, cast.group_circle, person=mother, by=cast.actor("coordinator"))
    trail.leaves(line("give_sight", mother, cast.group_circle))


# --- doubles -------------------------------------------------------------------------------------------------------------


def test_a_merge(trail: Trail, cast: Cast, doubles: tuple[Person, Person]) -> None:
    first, second = doubles
    trail.call(merging.merge, first, second, reason="Tā pati māte.", by=cast.actor("coordinator"))
    trail.leaves(line("merge", first, cast.circle, same_as=("", second.pk)))


def test_two_who_are_kept_apart(trail: Trail, cast: Cast, doubles: tuple[Person, Person]) -> None:
    first, second = doubles
    trail.call(merging.keep_apart, first, second, reason="Māsas.", by=cast.actor("coordinator"))
    trail.leaves(line("keep_apart", first, cast.circle, not_same_as=("", second.pk)))


def test_two_whom_somebody_suspects(trail: Trail, cast: Cast, worker: Actor, doubles: tuple[Person, Person]) -> None:
    first, second = doubles
    trail.call(merging.suspect, first, second, by=worker)
    trail.leaves(line("suspect_double", first, cast.circle))


def test_a_merge_that_is_taken_back(trail: Trail, cast: Cast, doubles: tuple[Person, Person]) -> None:
    first, second = doubles
    row = merging.merge(first, second, by=cast.actor("coordinator"), reason="Tā pati māte.")
    trail.call(merging.unmerge, row, reason="Tomēr māsas.", by=cast.actor("coordinator"))
    trail.leaves(line("unmerge", first, cast.circle, same_as=(second.pk, "")))


def test_two_who_are_not_kept_apart_any_more(trail: Trail, cast: Cast, doubles: tuple[Person, Person]) -> None:
    first, second = doubles
    row = merging.keep_apart(first, second, by=cast.actor("coordinator"), reason="Māsas.")
    trail.call(merging.unmerge, row, reason="Tomēr viena.", by=cast.actor("coordinator"))
    trail.leaves(line("unmerge", first, cast.circle, not_same_as=(second.pk, "")))


def test_what_is_kept_for_undoing_is_told_by_its_act(trail: Trail, cast: Cast, world: World) -> None:
    episode = world.active()
    trail.call(reversals.keep, stood("close", episode), circle=cast.circle, by=cast.actor("coordinator"))
    trail.leaves()


def test_what_is_undone_is_the_organisations_act(trail: Trail, cast: Cast, world: World) -> None:
    episode = world.closed()
    kept = Reversal.objects.get(kind="close")
    trail.call(reversals.reverse, kept, reason="mistake", by=cast.actor("coordinator"))
    trail.leaves(line("undone", episode, episode.case.circle, who=Actor.system("organisation")))


def test_an_undone_merge_is_told_by_the_parting(trail: Trail, cast: Cast, doubles: tuple[Person, Person]) -> None:
    first, second = doubles
    merging.merge(first, second, by=cast.actor("coordinator"), reason="Tā pati māte.")
    trail.call(reversals.reverse, Reversal.objects.get(), reason="mistake", by=cast.actor("coordinator"))
    trail.leaves(line("unmerge", first, cast.circle, who=Actor.system("organisation"), same_as=(second.pk, "")))


def test_somebody_entered_by_mistake(trail: Trail, cast: Cast, child: Person) -> None:
    trail.call(striking.strike_out, child, reason="mistake", by=cast.actor("coordinator"))
    trail.leaves(line("strike_out", child, cast.circle))


# --- rights --------------------------------------------------------------------------------------------------------------


def test_a_consent(trail: Trail, cast: Cast, worker: Actor, mother: Person) -> None:
    trail.call(rights.give_consent, mother, purpose="photos", given_date=DAY, by=worker)
    trail.leaves(line("give_consent", mother, cast.circle, photos=("", DAY)))


def test_a_consent_that_is_withdrawn(trail: Trail, cast: Cast, worker: Actor, mother: Person) -> None:
    consent = Consent.objects.create(person=mother, purpose="photos", given_date=DAY)
    trail.call(rights.withdraw_consent, consent, on=worker.on, by=worker)
    trail.leaves(line("withdraw_consent", mother, cast.circle, photos=("", worker.on)))


def test_a_privacy_notice(trail: Trail, cast: Cast, worker: Actor, mother: Person) -> None:
    trail.call(rights.give_notice, mother, version="2", given_date=DAY, language="lv", by=worker)
    trail.leaves(line("give_notice", mother, cast.circle, notice=("", "2")))
