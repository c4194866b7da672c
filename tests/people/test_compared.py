"""Two records side by side before they are merged: each line holds what is written on that very record, and on no other."""

import datetime as dt
from typing import Any

import pytest

from ligzda.people.actions.merging import keep_apart, merge
from ligzda.people.models import (
    Address,
    CircleAccess,
    ContactDetail,
    FormerName,
    LanguageSkill,
    Membership,
    Merge,
    Person,
    PersonalCode,
    Relation,
)
from ligzda.people.queries.comparison import record_by_key, side_by_side, to_choose
from tests.cast import Cast, make_family, make_person, make_territory

DAY = dt.date(1981, 2, 3)


def full(name: str, last: str, number: int, **fields: Any) -> Person:
    """Somebody of whom something is known on every line."""
    person = make_person(name, last, **{"birth_date": DAY, "death_date": dt.date(2020, 5, number), "sex": "female"} | fields)
    FormerName.objects.create(person=person, last_name=f"Agrāk{number}")
    PersonalCode.objects.create(person=person, country="LV", code=f"03028{number}-12345", lookup=f"code{number}")
    ContactDetail.objects.create(person=person, kind="phone", value=f"2000000{number}", lookup="x")
    ContactDetail.objects.create(person=person, kind="email", value=f"a{number}@example.org", lookup="x")
    Address.objects.create(person=person, kind="actual", text=f"Liepu iela {number}")
    Membership.objects.create(family=make_family(f"Ģimene {number}"), person=person, role="mother")
    Relation.objects.create(first=person, second=make_person("Bērns", f"Nr{number}"), kind="parent")
    Relation.objects.create(first=make_person("Tēvs", f"Nr{number}"), second=person, kind="parent")
    LanguageSkill.objects.create(person=person, language=("lv", "ru", "lt")[number - 1])
    return person


def lines(cast: Cast, one: Any, two: Any) -> dict[str, tuple[list[str], list[str]]]:
    return {str(line.label): (line.first, line.second) for line in side_by_side(cast.actor("coordinator"), one, two)}


def test_of_two_persons_each_line_holds_their_own_and_nobody_elses(cast: Cast) -> None:
    one, two, _third = full("Anna", "Liepa", 1), full("Aina", "Ozola", 2, sex="unknown"), full("Ilze", "Egle", 3)
    told = lines(cast, one, two)
    entered = told.pop("Ierakstīts")
    assert entered[0] == entered[1] and len(entered[0]) == 1
    assert told == {
        "Vārds": (["Anna"], ["Aina"]),
        "Uzvārds": (["Liepa"], ["Ozola"]),
        "Iepriekšējie vārdi": (["Agrāk1"], ["Agrāk2"]),
        "Dzimšanas datums": (["03.02.1981."], ["03.02.1981."]),
        "Miršanas datums": (["01.05.2020."], ["02.05.2020."]),
        "Dzimums": (["sieviete"], ["nav zināms"]),
        "Personas kods": (["030281-•••••"], ["030282-•••••"]),
        "Tālrunis, e-pasts": (["20000001", "a1@example.org"], ["20000002", "a2@example.org"]),
        "Adreses": (["Liepu iela 1"], ["Liepu iela 2"]),
        "Ģimenes": (["Ģimene 1 – māte"], ["Ģimene 2 – māte"]),
        "Radniecība": (["Bērns Nr1", "Tēvs Nr1"], ["Bērns Nr2", "Tēvs Nr2"]),
        "Valodas": (["latviešu"], ["krievu"]),
    }


def test_what_neither_knows_is_no_line_and_what_one_knows_is(cast: Cast) -> None:
    one, two = full("Anna", "Liepa", 1), make_person("Anna", "Liepa")
    assert lines(cast, one, two)["Adreses"] == (["Liepu iela 1"], []) and lines(cast, two, one)["Miršanas datums"] == ([], ["01.05.2020."])
    bare = lines(cast, make_person("Anna", "Viena"), two)
    assert set(bare) == {"Vārds", "Uzvārds", "Dzimšanas datums", "Dzimums", "Ierakstīts"}


def test_of_two_families_each_line_holds_its_own_members_and_address(cast: Cast) -> None:
    families = []
    for number, kind in ((1, "foster"), (2, "unknown"), (3, "unknown")):
        territory = make_territory(f"{number}. novads") if number != 2 else None
        families.append(make_family(f"Ģimene {number}", type=kind, territory=territory))
        person = make_person("Anna", f"Nr{number}", birth_date=DAY)
        Membership.objects.create(family=families[-1], person=person, role="mother")
        Address.objects.create(family=families[-1], kind="actual", text=f"Liepu iela {number}")
    told = lines(cast, families[0], families[1])
    assert told["Locekļi"] == (["Anna Nr1 – māte, 03.02.1981."], ["Anna Nr2 – māte, 03.02.1981."])
    assert told["Adreses"] == (["Liepu iela 1"], ["Liepu iela 2"])
    assert [one for label, one in told.items() if "1. novads" in one[0]] == [(["1. novads"], [])]
    assert (["Ģimene 1"], ["Ģimene 2"]) in told.values() and len(told) == 6


# whose records they are


def test_a_record_opens_to_who_may_merge_it_also_once_it_was_merged(cast: Cast) -> None:
    here, there = make_person("Anna", "Šeit"), make_person("Anna", "Tur")
    CircleAccess.objects.create(circle=cast.circle, person=here)
    CircleAccess.objects.create(circle=cast.other_case.circle, person=there)
    merged = make_person("Anna", "Sapludināta", root=here)
    by = cast.actor("coordinator")
    assert record_by_key(by, "persons", here.key) == here and record_by_key(by, "persons", merged.key) == merged
    assert record_by_key(by, "persons", there.key) is None and record_by_key(by, "families", here.key) is None
    assert record_by_key(by, "animals", here.key) is None and record_by_key(by, "families", cast.family.key) == cast.family
    assert record_by_key(cast.actor("worker_in"), "persons", here.key) is None


# what is asked


@pytest.fixture
def differing(cast: Cast) -> tuple[Person, Person]:
    pair = make_person("Anna", "Liepa", sex="female"), make_person("Anna", "Liepa", sex="male")
    for one in pair:
        CircleAccess.objects.create(circle=cast.circle, person=one)
    return pair


def test_before_a_decision_it_is_asked_on_what_the_two_differ(cast: Cast, differing: Any) -> None:
    by = cast.actor("coordinator")
    assert [one.name for one in to_choose(by, *differing)["differences"]] == ["sex"]
    one = to_choose(by, *reversed(differing))["differences"][0]
    assert (one.early, one.late) == ("sieviete", "vīrietis"), "the earlier record stays, in whatever order they are asked about"
    Merge.objects.create(first_person=differing[0], second_person=differing[1], decided="open")
    assert [one.name for one in to_choose(by, *differing)["differences"]] == ["sex"]
    assert to_choose(by, differing[0], differing[0]) == {"differences": []}


def test_after_it_nothing_is_asked_but_what_was_edited_since(cast: Cast, differing: Any) -> None:
    by = cast.actor("coordinator")
    row = merge(*differing, by=by, reason="Viena", chosen={"sex": "late"})
    fresh = [Person.objects.get(pk=one.pk) for one in differing]
    assert to_choose(by, *fresh) == {"edited": []}
    Person.objects.filter(pk=fresh[0].pk).update(sex="unknown")
    fresh = [Person.objects.select_related("root").get(pk=one.pk) for one in differing]
    assert [one.name for one in to_choose(by, *fresh)["edited"]] == ["sex"]
    Merge.objects.filter(pk=row.pk).delete()
    Person.objects.update(root=None)
    keep_apart(*differing, by=by, reason="Divas")
    assert to_choose(by, *differing) == {}
