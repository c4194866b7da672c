"""What no two rows about people and families may say, whoever writes them: each law has its constraint."""

import datetime as dt
from typing import Any

import pytest

from ligzda.people.models import (
    Address,
    Bond,
    CircleAccess,
    Consent,
    ContactDetail,
    LanguageSkill,
    Membership,
    Merge,
    NameKey,
    NameWord,
    Organisation,
    PersonalCode,
    Relation,
    Reversal,
)  # fmt: skip
from tests.cast import make_circle, make_family, make_person
from tests.refusing import Rows, Stories, constraints, is_refused

BEFORE, DAY, AFTER = dt.date(2026, 3, 1), dt.date(2026, 3, 2), dt.date(2026, 3, 3)
NOW = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)


def dated(make: Any, start: str, end: str) -> Rows:
    """A day, an open end, an open beginning; not an end before the beginning."""
    good = [(DAY, DAY), (DAY, AFTER), (DAY, None)]
    return [make(**{start: first, end: last}) for first, last in good], make(**{start: DAY, end: BEFORE})


def merge(*two: Any, **fields: Any) -> Merge:
    kind = two[0]._meta.model_name
    return Merge(**{"decided": "same", f"first_{kind}": two[0], f"second_{kind}": two[1]} | fields)


def a_person_merged_with_a_family() -> Rows:
    person, family = make_person(), make_family()
    good = [merge(make_person(), make_person()), merge(make_family(), make_family())]
    return good, Merge(decided="same", first_person=person, second_family=family)


def two_decisions_about_two_persons() -> Rows:
    one, two, third = make_person(), make_person(), make_person()
    return [merge(one, two, undone_at=NOW), merge(one, two), merge(one, third), merge(third, two)], merge(one, two, decided="distinct")


def two_decisions_about_two_families() -> Rows:
    one, two, third = make_family(), make_family(), make_family()
    return [merge(one, two, undone_at=NOW), merge(one, two), merge(one, third), merge(third, two)], merge(one, two, decided="distinct")


def a_membership_that_ends_before_it_begins() -> Rows:
    return dated(lambda **days: Membership(family=make_family(), person=make_person(), role="other", **days), "from_date", "until_date")


def an_access_of_two() -> Rows:
    circle, person, family = make_circle(), make_person(), make_family()
    return [CircleAccess(circle=circle, person=person), CircleAccess(circle=circle, family=family)], CircleAccess(
        circle=circle, person=person, family=family
    )


def one_family_seen_twice() -> Rows:
    circle, family = make_circle(), make_family()
    good = [(circle, family), (circle, make_family()), (make_circle(), family)]
    return [CircleAccess(circle=here, family=one) for here, one in good], CircleAccess(circle=circle, family=family)


def one_person_seen_twice() -> Rows:
    circle, person = make_circle(), make_person()
    good = [(circle, person), (circle, make_person()), (make_circle(), person)]
    return [CircleAccess(circle=here, person=one) for here, one in good], CircleAccess(circle=circle, person=person)


def somebody_who_died_before_birth() -> Rows:
    good = [make_person(birth_date=DAY, death_date=DAY), make_person(birth_date=DAY), make_person(death_date=BEFORE)]
    bad = make_person(birth_date=DAY)
    bad.death_date = BEFORE
    return good, bad


def a_birth_date_that_nobody_knows() -> Rows:
    bad = make_person()
    bad.birth_date = DAY
    return [make_person(), make_person(birth_date=DAY)], bad


def one_deletion_of_a_word_twice() -> Rows:
    anna, ilze = NameWord.objects.create(word="anna"), NameWord.objects.create(word="ilze")
    good = [(anna, "ana"), (anna, "nna"), (ilze, "ana")]
    return [NameKey(word=word, deletion=left) for word, left in good], NameKey(word=anna, deletion="ana")


def one_code_twice() -> Rows:
    person = make_person()
    good = [(person, "a"), (person, "b"), (make_person(), "a")]
    return [code(*one) for one in good], code(person, "a")


def code(person: Any, lookup: str) -> PersonalCode:
    return PersonalCode(person=person, country="LV", code="010180-10005", lookup=lookup)


def one_language_twice() -> Rows:
    person = make_person()
    good = [(person, "lv"), (person, "ru"), (make_person(), "lv")]
    return [LanguageSkill(person=one, language=said) for one, said in good], LanguageSkill(person=person, language="lv")


def somebody_tied_to_oneself() -> Rows:
    person = make_person()
    return [Relation(first=person, second=make_person(), kind="parent")], Relation(first=person, second=person, kind="parent")


def a_tie_that_ends_before_it_begins() -> Rows:
    return dated(lambda **days: Relation(first=make_person(), second=make_person(), kind="spouse", **days), "from_date", "until_date")


def one_tie_twice() -> Rows:
    one, two = make_person(), make_person()
    tie = {"first": one, "second": two, "kind": "spouse", "from_date": DAY}
    others = [{"first": make_person()}, {"second": make_person()}, {"kind": "sibling"}, {"from_date": AFTER}]
    return [Relation(**{**tie, **other}) for other in ({}, *others)], Relation(**tie)


def a_telephone_of_nobody() -> Rows:
    place = Organisation.objects.create(name="Skola", folded="skola")
    number = {"kind": "phone", "value": "20000000"}
    return [ContactDetail(person=make_person(), **number), ContactDetail(organisation=place, **number)], ContactDetail(**number)


def an_address_of_nobody() -> Rows:
    home = {"kind": "actual", "text": "Liepu iela 7"}
    return [Address(person=make_person(), **home), Address(family=make_family(), **home)], Address(**home)


def an_address_that_ends_before_it_begins() -> Rows:
    return dated(lambda **days: Address(person=make_person(), kind="actual", text="Liepu iela 7", **days), "from_date", "until_date")


def bond(**fields: Any) -> Bond:
    return Bond(**{"person": make_person(), "place": "baznīca", "kind": "close"} | fields)


def a_bond_of_two() -> Rows:
    return [bond(), bond(person=None, family=make_family())], bond(family=make_family())


def a_bond_with_nothing() -> Rows:
    place = Organisation.objects.create(name="Skola", folded="skola")
    return [bond(), bond(place="", other=make_person()), bond(place="", organisation=place)], bond(place="")


def a_bond_with_oneself() -> Rows:
    person = make_person()
    good = [bond(person=person, place="", other=make_person()), bond(person=None, family=make_family(), place="", other=person)]
    return good, bond(person=person, place="", other=person)


def a_bond_that_ends_before_it_begins() -> Rows:
    return dated(bond, "from_date", "until_date")


def undone_without_a_reason() -> Rows:
    act = {"kind": "close", "thing": "cases.case", "thing_id": 1, "kept": "{}"}
    return [Reversal(**act), Reversal(**act, undone_at=NOW, reason="mistake")], Reversal(**act, undone_at=NOW)


def consent_withdrawn_before_it_was_given() -> Rows:
    return dated(lambda **days: Consent(person=make_person(), purpose="photos", **days), "given_date", "withdrawn_date")


STORIES: Stories = {
    "merge_of_two_alike": a_person_merged_with_a_family,
    "one_decision_per_two_persons": two_decisions_about_two_persons,
    "one_decision_per_two_families": two_decisions_about_two_families,
    "membership_ends_after_start": a_membership_that_ends_before_it_begins,
    "access_of_one": an_access_of_two,
    "one_access_of_family": one_family_seen_twice,
    "one_access_of_person": one_person_seen_twice,
    "death_after_birth": somebody_who_died_before_birth,
    "birth_date_known_or_not": a_birth_date_that_nobody_knows,
    "one_deletion_per_word": one_deletion_of_a_word_twice,
    "one_code_of_a_person": one_code_twice,
    "one_skill_per_language": one_language_twice,
    "relation_between_two": somebody_tied_to_oneself,
    "relation_ends_after_start": a_tie_that_ends_before_it_begins,
    "one_relation_of_a_kind": one_tie_twice,
    "contact_of_one": a_telephone_of_nobody,
    "address_of_one": an_address_of_nobody,
    "address_ends_after_start": an_address_that_ends_before_it_begins,
    "bond_of_one": a_bond_of_two,
    "bond_with_one": a_bond_with_nothing,
    "bond_with_another": a_bond_with_oneself,
    "bond_ends_after_start": a_bond_that_ends_before_it_begins,
    "undone_with_a_reason": undone_without_a_reason,
    "consent_withdrawn_after_given": consent_withdrawn_before_it_was_given,
}


@pytest.mark.parametrize("name", STORIES)
def test_the_database_refuses(db: None, name: str) -> None:
    is_refused(name, STORIES[name])


def test_every_constraint_has_its_story() -> None:
    assert set(STORIES) == constraints("people")
