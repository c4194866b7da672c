"""What a merge asks, in words people read; whose ties and codes count; and that it leaves everybody else alone."""

import datetime as dt
from typing import Any

import pytest

from ligzda.access import audit
from ligzda.access.actor import Actor
from ligzda.kernel.refused import Refused, Stale
from ligzda.people import settling
from ligzda.people.actions.merging import keep_apart, merge
from ligzda.people.duplicates import objections
from ligzda.people.models import CircleAccess, Family, Merge, Person, PersonalCode, Relation
from ligzda.people.optimistic_lock import must_be_unchanged, version_of
from ligzda.people.queries.comparison import ComparedLine, to_choose
from ligzda.people.queries.duplicates import suspected
from tests.cast import Cast, make_family, make_person, make_territory


def seen(cast: Cast, *people: Any) -> tuple[Any, ...]:
    """The coordinator's site sees them."""
    for one in people:
        CircleAccess.objects.create(circle=cast.circle, **{one._meta.model_name: one})
    return people


def asked(one: Any, other: Any) -> list[tuple[str, str, str, str]]:
    return [(each.name, each.label, each.early, each.late) for each in settling.differences(one, other)]


def test_two_families_are_asked_about_by_name_type_and_place(db: None) -> None:
    one = make_family("Liepu ģimene", type="foster", territory=make_territory("Bauskas novads"))
    other = make_family("Ozolu ģimene", type="guardian", territory=make_territory("Talsu novads"))
    told = {name: (early, late) for name, _label, early, late in asked(one, other)}
    assert told == {
        "name": ("Liepu ģimene", "Ozolu ģimene"),
        "type": ("audžuģimene", "aizbildņa ģimene"),
        "territory_id": ("Bauskas novads", "Talsu novads"),
    }
    assert asked(one, make_family("Liepu ģimene")) == [], "what one of them does not know is not asked"


def test_two_persons_are_asked_about_by_their_days_and_codes(db: None) -> None:
    one = make_person("Anna", "Liepa", birth_date=dt.date(1981, 2, 3), sex="female")
    other = make_person("Anna", "Ozola", birth_date=dt.date(1981, 2, 4), sex="male")
    double = make_person("Anna", "Ozola", root=other)
    for person, code in ((one, "030281-10001"), (double, "040281-20002")):
        PersonalCode.objects.create(person=person, country="LV", code=code, lookup=code)
    told = {name: (early, late) for name, _label, early, late in asked(one, other)}
    assert told == {
        "last_name": ("Liepa", "Ozola"),
        "sex": ("sieviete", "vīrietis"),
        "birth_date": ("03.02.1981.", "04.02.1981."),
        "code_LV": ("030281-•••••", "040281-•••••"),
    }
    PersonalCode.objects.update(is_former=True)
    assert "code_LV" not in {name for name, *_words in asked(one, other)}, "a former code is no present one"


def test_what_was_emptied_since_a_merge_is_shown_as_nothing(cast: Cast) -> None:
    one = make_family("Liepu ģimene")
    other = make_family("Liepu ģimene", territory=make_territory("Talsu novads"))
    row = merge(*seen(cast, one, other), by=cast.actor("coordinator"), reason="Viena")
    Family.objects.filter(pk=one.pk).update(territory=make_territory("Bauskas novads"))
    [edited] = settling.edited_since(row, Family.objects.get(pk=one.pk))
    assert (edited.name, edited.early, edited.late) == ("territory_id", "Bauskas novads", "–")


def test_a_word_that_was_emptied_since_a_merge_is_shown_as_nothing(cast: Cast) -> None:
    one, other = seen(cast, make_person("Anna", "Liepa"), make_person("Anna", "Liepa", interpreter_needed="ru"))
    row = merge(one, other, by=cast.actor("coordinator"), reason="Viena")
    Person.objects.filter(pk=one.pk).update(interpreter_needed="")
    [edited] = settling.edited_since(row, Person.objects.get(pk=one.pk))
    assert (edited.name, edited.early, edited.late) == ("interpreter_needed", "–", "–")


def test_every_difference_has_to_be_chosen_and_by_a_word_that_is_asked(cast: Cast) -> None:
    by = cast.actor("coordinator")
    for chosen, field in (
        ({}, "choose_last_name"),
        ({"last_name": "early"}, "choose_sex"),
        ({"last_name": "early", "sex": "both"}, "choose_sex"),
        ({"last_name": "late", "sex": "early"}, None),
    ):
        one, two = seen(cast, make_person("Anna", "Liepa", sex="female"), make_person("Anna", "Ozola", sex="male"))
        if field is None:
            merge(one, two, by=by, reason="Viena", chosen=chosen)
            assert (Person.objects.get(pk=one.pk).last_name, Person.objects.get(pk=one.pk).sex) == ("Ozola", "female")
            continue
        with pytest.raises(Refused) as refused:
            merge(one, two, by=by, reason="Viena", chosen=chosen)
        assert refused.value.field == field


def test_the_records_behind_two_merged_ones_are_compared(cast: Cast) -> None:
    by = cast.actor("coordinator")
    one, root = seen(cast, make_person("Anna", "Liepa", sex="female"), make_person("Anna", "Liepa", sex="male"))
    [double] = seen(cast, make_person("Anna", "Liepa", sex="female", root=root))
    assert [each.name for each in to_choose(by, one, double)["differences"]] == ["sex"]
    [mine] = seen(cast, make_person("Anna", "Liepa", sex="male", root=one))
    assert to_choose(by, one, mine) == {"differences": []} == to_choose(by, mine, one)


@pytest.mark.parametrize(("first", "second", "differs"), [(["a"], ["a"], False), (["a"], ["b"], True), ([], ["b"], True)])
def test_a_line_says_whether_the_two_differ(first: list[str], second: list[str], differs: bool) -> None:
    assert ComparedLine("x", first, second).differs is differs


# ties and codes


def young_mother(cast: Cast) -> tuple[Person, Person]:
    """A mother without a day of birth, and her double who would have been eleven."""
    mother, double = seen(cast, make_person("Anna", "Liepa", sex="female"), make_person("Anna", "Liepa", birth_date=dt.date(1990, 3, 5)))
    child = make_person("Jānis", "Liepa", birth_date=dt.date(2001, 3, 5))
    Relation.objects.create(first=mother, second=child, kind="parent")
    return mother, double


def test_an_unlikely_tie_is_kept_for_a_reason_which_an_import_gives_by_itself(cast: Cast) -> None:
    with pytest.raises(Refused):
        merge(*young_mother(cast), by=cast.actor("coordinator"), reason="Viena")
    merge(*young_mother(cast), by=cast.actor("coordinator"), reason="Viena", accept_because="Redzēts dokumentā.")
    merge(*young_mother(cast), by=Actor.system("import"), reason="Viena")


def test_a_parent_of_somebody_else_is_merged_like_anybody(cast: Cast) -> None:
    by = cast.actor("coordinator")
    parent, child, other, double = seen(cast, *(make_person("Anna", f"Nr{n}") for n in range(4)))
    Relation.objects.create(first=parent, second=child, kind="parent")
    Relation.objects.create(first=other, second=double, kind="sibling")
    for one, two in ((parent, double), (double, parent), (child, double), (double, child), (other, double)):
        assert objections(one, two, by) == []
    assert objections(parent, child, by) and objections(child, parent, by)


def test_two_that_were_kept_apart_are_not_suggested_again_for_their_code(cast: Cast) -> None:
    by = cast.actor("coordinator")
    one, two, third = seen(cast, *(make_person("Anna", f"Nr{n}") for n in range(3)))
    keep_apart(one, two, by=by, reason="Divas")
    for person in (one, two, third):
        PersonalCode.objects.create(person=person, country="LV", code="x", lookup="x")
    assert {frozenset((pair.first.pk, pair.second.pk)) for pair in suspected(by)} == {frozenset((each.pk, third.pk)) for each in (one, two)}
    Merge.objects.update(decided="open")
    assert {pair.why for pair in suspected(by) if third not in (pair.first, pair.second)} == {"asked"}


def test_a_merge_writes_the_two_records_and_nobody_elses(cast: Cast) -> None:
    one, two, other = seen(cast, *(make_person("Anna", "Liepa") for _n in range(3)))
    before = {row["id"]: row for row in Person.objects.values()}
    merged = merge(one, two, by=cast.actor("coordinator"), reason="Viena")
    changed = {row["id"] for row in Person.objects.values() if row != before[row["id"]]}
    assert two.pk in changed and other.pk not in changed and changed <= {one.pk, two.pk}
    assert Merge.objects.get() == merged


# who wrote meanwhile


def test_whoever_comes_second_reads_who_was_first(cast: Cast) -> None:
    person = make_person("Anna", "Liepa")
    version = version_of(person)
    must_be_unchanged(person, version, {"first_name": "Aina"})
    must_be_unchanged(person, None, {"first_name": "Aina"})
    must_be_unchanged(person, version - 1, {"first_name": "Anna"})  # nothing would be overwritten
    for by, who in ((Actor.system("import"), "kolēģis"), (cast.actor("coordinator"), "Māra Ozola")):
        audit.record(by, "change_person", person, circle=cast.circle)
        with pytest.raises(Stale) as stale:
            must_be_unchanged(person, version - 1, {"first_name": "Aina", "last_name": "Liepa"})
        assert who in str(stale.value.sentences[0]) and stale.value.theirs == {"first_name": "Anna"}
