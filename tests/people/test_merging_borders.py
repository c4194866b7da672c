"""Merging at its borders: what stands against it also through records merged before, and who is suggested as a double."""

import datetime as dt
from typing import Any

import pytest

from ligzda.access.actor import Actor
from ligzda.access.models import AuditEntry
from ligzda.cases.models import Episode
from ligzda.cases.objections import two_open_episodes
from ligzda.kernel.refused import Refused
from ligzda.people import settling
from ligzda.people.actions.codes import set_code
from ligzda.people.actions.merging import keep_apart, merge, suspect, unmerge
from ligzda.people.duplicates import component, merges_of, objections
from ligzda.people.models import CircleAccess, Family, Merge, Person, PersonalCode, Relation
from ligzda.people.queries import duplicates
from ligzda.people.queries.duplicates import suspected
from tests.cast import Cast, make_family, make_family_case, make_person, make_project

DAY = dt.date(1990, 3, 5)


def seen(cast: Cast, *people: Person) -> tuple[Person, ...]:
    """The coordinator's site sees them."""
    for person in people:
        CircleAccess.objects.create(circle=cast.circle, person=person)
    return people


def alike(cast: Cast) -> set[frozenset[int]]:
    return {frozenset((one.first.pk, one.second.pk)) for one in suspected(cast.actor("coordinator")) if one.why == "alike"}


# --- two files of one programme -------------------------------------------------------------------------------------------


def test_two_families_with_open_files_in_one_programme_are_not_merged(cast: Cast) -> None:
    by, there = cast.actor("coordinator"), make_family_case(cast.site, cast.project)
    said = objections(cast.family, there.family, by)
    assert len(said) == 1 and cast.case.number in said[0] and there.number in said[0]
    Episode.objects.filter(case=there).update(closed_date=dt.date(2026, 1, 2), state="closed", exit_type="moved_away")
    assert objections(cast.family, there.family, by) == []


def test_a_file_of_a_family_merged_before_counts_too(cast: Cast) -> None:
    """The first was merged with one that has the open file; now a third with a file of the same programme comes."""
    by, first, third = cast.actor("coordinator"), make_family("Ozolu ģimene"), make_family_case(cast.site, cast.project)
    CircleAccess.objects.create(circle=cast.circle, family=first)
    earlier = make_family("Ozoli")
    CircleAccess.objects.create(circle=cast.circle, family=earlier)
    Family.objects.filter(pk=first.pk).update(root=earlier)
    type(cast.case).objects.filter(pk=cast.case.pk).update(family=first)
    for one, two in ((earlier, third.family), (third.family, earlier)):
        assert two_open_episodes(one, two, by), "the file stands on the record that was merged"
    assert two_open_episodes(Family.objects.get(pk=first.pk), third.family, by)


def test_a_file_of_another_programme_stands_in_nobodys_way(cast: Cast) -> None:
    other = make_family_case(cast.site, make_project("Cita", sites=(cast.site,)))
    assert two_open_episodes(cast.family, other.family, cast.actor("coordinator")) is None
    assert two_open_episodes(*(make_person(), make_person()), cast.actor("coordinator")) is None


# --- decisions ------------------------------------------------------------------------------------------------------------


def test_what_was_decided_about_one_record_holds_for_all_it_was_merged_with(cast: Cast) -> None:
    by = cast.actor("coordinator")
    a, b, c, d = seen(cast, *(make_person("Anna", "Viena") for _n in range(4)))
    merge(a, b, by=by, reason="Viena")
    keep_apart(b, c, by=by, reason="Divas")
    for one, two in ((a, c), (c, a), (b, c)):
        assert len(objections(Person.objects.get(pk=one.pk), Person.objects.get(pk=two.pk), by)) == 1
    assert objections(a, d, by) == []
    with pytest.raises(Refused):
        keep_apart(a, b, by=by, reason="Divas")
    assert component(Person, [b.pk]) == {a.pk, b.pk}


def test_a_decision_that_was_taken_back_stands_in_nobodys_way(cast: Cast) -> None:
    by = cast.actor("coordinator")
    a, b = seen(cast, make_person("Anna", "Viena"), make_person("Anna", "Otra"))
    row = keep_apart(a, b, by=by, reason="Divas")
    assert objections(a, b, by)
    unmerge(row, by=by, reason="Kļūda")
    assert objections(a, b, by) == []
    with pytest.raises(Refused):
        unmerge(row, by=by, reason="Vēlreiz")


@pytest.mark.parametrize("back", [False, True])
def test_parent_and_child_are_never_one_also_through_a_merged_record(cast: Cast, back: bool) -> None:
    by = cast.actor("coordinator")
    mother, child, double = seen(cast, *(make_person("Anna", name) for name in ("Māte", "Meita", "Meita")))
    Relation.objects.create(first=mother, second=child, kind="parent")
    merge(child, double, by=by, reason="Viena")
    pair = (double, mother) if back else (mother, double)
    assert len(objections(*(Person.objects.get(pk=one.pk) for one in pair), by)) == 1


def test_only_who_may_merge_both_decides(cast: Cast) -> None:
    here, there = make_person("Anna", "Šeit"), make_person("Anna", "Tur")
    seen(cast, here)
    CircleAccess.objects.create(circle=cast.other_case.circle, person=there)
    for by in (cast.actor("coordinator"), cast.actor("worker_in")):
        assert len(objections(here, there, by)) == len(objections(there, here, by)) == 1
        with pytest.raises(Refused):
            keep_apart(here, there, by=by, reason="Divas")
    assert len(objections(here, here, cast.actor("coordinator"))) == 1
    assert len(objections(here, cast.family, cast.actor("coordinator"))) == 1


def test_asked_twice_is_one_question_and_after_a_decision_none(cast: Cast) -> None:
    by = cast.actor("coordinator")
    a, b = seen(cast, make_person("Anna", "Viena"), make_person("Anna", "Otra"))
    first = suspect(a, b, by=cast.actor("worker_in"))
    assert suspect(b, a, by=cast.actor("worker_in")) == first and Merge.objects.count() == 1
    decided = keep_apart(b, a, by=by, reason="Divas")
    assert decided.pk == first.pk and (decided.first_person, decided.second_person) == (a, b)
    assert suspect(a, b, by=cast.actor("worker_in")) == decided and decided.decided == "distinct"


def test_merges_are_told_in_the_order_in_which_they_were_taken(cast: Cast) -> None:
    by = cast.actor("coordinator")
    a, b, c = seen(cast, *(make_person("Anna", "Viena") for _n in range(3)))
    rows = [merge(b, c, by=by, reason="Viena"), merge(a, b, by=by, reason="Viena")]
    for one in (a, b, c):
        assert merges_of(one) == rows


# --- who is suggested -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("second", "is_alike"),
    [
        ({"first": "Anna", "last": "Bērziņa"}, True),
        ({"first": "Bērziņa", "last": "Anna"}, True),
        ({"first": "Anna Marija", "last": "Bērziņa"}, True),
        ({"first": "Anna", "last": "Kalna"}, False),
        ({"first": "Anna", "last": "Bērziņa", "birth_date": dt.date(1990, 3, 6)}, False),
        ({"first": "Anna", "last": "Bērziņa", "birth_precision": "year"}, False),
    ],
)
@pytest.mark.parametrize("order", [1, -1])
def test_one_with_all_the_names_of_the_other_born_on_the_same_day_is_suggested(
    cast: Cast, second: dict[str, Any], is_alike: bool, order: int
) -> None:
    exact: dict[str, Any] = {"birth_date": DAY, "birth_precision": "day"}
    people = [make_person(**{**exact, **one}) for one in ({"first": "Anna", "last": "Bērziņa"}, second)[::order]]
    seen(cast, *people)
    assert alike(cast) == ({frozenset(one.pk for one in people)} if is_alike else set())


def test_whom_the_coordinator_does_not_see_and_who_was_merged_or_decided_is_not_suggested(cast: Cast) -> None:
    exact: dict[str, Any] = {"first": "Anna", "last": "Bērziņa", "birth_date": DAY, "birth_precision": "day"}
    a, b, unseen = (make_person(**exact) for _n in range(3))
    seen(cast, a, b)
    assert alike(cast) == {frozenset((a.pk, b.pk))}, f"{unseen} is in no file of hers"
    row = merge(a, b, by=cast.actor("coordinator"), reason="Viena")
    assert alike(cast) == set()
    unmerge(row, by=cast.actor("coordinator"), reason="Kļūda")
    assert alike(cast) == {frozenset((a.pk, b.pk))}
    keep_apart(a, b, by=cast.actor("coordinator"), reason="Divas")
    assert alike(cast) == set()


def test_people_alone_with_their_day_or_code_crowd_no_pair_out(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """So many rows at most are compared: only those who share a day or a code are among them."""
    monkeypatch.setattr(duplicates, "MOST", 1)  # ten rows
    alone = [make_person("Ieva", f"Nr{n}", birth_date=dt.date(1980, 1, 1 + n)) for n in range(12)]
    pair = [make_person("Anna", "Bērziņa", birth_date=DAY) for _n in range(2)]
    seen(cast, *alone, *pair)
    assert alike(cast) == {frozenset(one.pk for one in pair)}
    for number, one in enumerate(alone):
        PersonalCode.objects.create(person=one, country="LV", code="x", lookup=f"a{number:02}")
    twins = seen(cast, make_person("Jana", "Viena"), make_person("Jana", "Otra"))
    for one in twins:
        PersonalCode.objects.create(person=one, country="LV", code="x", lookup="b")
    with_one_code = [{one.first.pk, one.second.pk} for one in suspected(cast.actor("coordinator")) if one.why == "code"]
    assert with_one_code == [{one.pk for one in twins}]


# --- taking a decision back -----------------------------------------------------------------------------------------------


def test_only_who_may_merge_both_takes_a_decision_back(cast: Cast) -> None:
    by = cast.actor("coordinator")
    a, b = seen(cast, make_person("Anna", "Viena"), make_person("Anna", "Viena"))
    for row in (merge(a, b, by=by, reason="Viena"), keep_apart(*seen(cast, make_person(), make_person()), by=by, reason="Divas")):
        for who in ("worker_in", "worker_out", "intake", "manager", "auditor", "nobody"):
            with pytest.raises(Refused):
                unmerge(row, by=cast.actor(who), reason="Kļūda")
        assert unmerge(row, by=by, reason="Kļūda").undone_by_user == by.user
    there = make_person("Anna", "Tur")
    CircleAccess.objects.create(circle=cast.other_case.circle, person=there)
    half = merge(a, there, by=Actor.system("tests"), reason="Viena")
    with pytest.raises(Refused):
        unmerge(half, by=by, reason="Kļūda")


def test_a_question_is_answered_and_not_taken_back(cast: Cast) -> None:
    by = cast.actor("coordinator")
    asked = suspect(*seen(cast, make_person("Anna", "Viena"), make_person("Anna", "Otra")), by=cast.actor("worker_in"))
    with pytest.raises(Refused):
        unmerge(asked, by=by, reason="Kļūda")
    assert Merge.objects.get().undone_at is None


def test_taking_back_needs_a_reason_and_says_it(cast: Cast) -> None:
    by = cast.actor("coordinator")
    row = merge(*seen(cast, make_person("Anna", "Viena"), make_person("Anna", "Viena")), by=by, reason="Viena")
    with pytest.raises(Refused) as refused:
        unmerge(row, by=by, reason="  ")
    assert refused.value.field == "because"
    assert unmerge(row, by=by, reason=" Kļūda ").undone_because == "Kļūda"


@pytest.mark.parametrize(("decide", "word"), [(merge, "same_as"), (keep_apart, "not_same_as")])
def test_the_trail_says_which_decision_was_taken_back(cast: Cast, decide: Any, word: str) -> None:
    by = cast.actor("coordinator")
    row = decide(*seen(cast, make_person("Anna", "Viena"), make_person("Anna", "Viena")), by=by, reason="Jā")
    unmerge(row, by=by, reason="Kļūda")
    assert set(AuditEntry.objects.get(act="unmerge").digests) == {word}


def test_who_never_enters_people_asks_nothing(cast: Cast) -> None:
    for who in ("auditor", "nobody", "admin"):
        with pytest.raises(Refused):
            suspect(make_person("Anna", "Viena"), make_person("Anna", "Otra"), by=cast.actor(who))
    assert not Merge.objects.exists()


def test_two_who_hold_one_code_are_not_kept_apart(cast: Cast) -> None:
    by, system = cast.actor("coordinator"), Actor.system("tests")
    a, b, c = seen(cast, *(make_person("Anna", f"Nr{n}") for n in range(3)))
    set_code(a, by=system, country="LV", code="161175-19997")
    code = PersonalCode.objects.get()
    PersonalCode.objects.create(person=b, country="LV", code=code.code, lookup=code.lookup, is_former=True)
    keep_apart(a, b, by=by, reason="Divas")  # what stood on the other is former
    PersonalCode.objects.create(person=c, country="LV", code=code.code, lookup=code.lookup)
    with pytest.raises(Refused):
        keep_apart(a, c, by=by, reason="Divas")


def test_the_order_is_that_of_deciding_not_of_asking(cast: Cast) -> None:
    by = cast.actor("coordinator")
    a, b, c = seen(cast, *(make_person("Anna", "Viena") for _n in range(3)))
    suspect(a, b, by=cast.actor("worker_in"))
    first = merge(b, c, by=by, reason="Viena")
    second = merge(a, b, by=by, reason="Viena")
    assert second.pk < first.pk and merges_of(a) == [first, second]


# --- what a merge brings --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("sex", "is_other"), [("female", True), ("unknown", False)])
def test_a_form_that_was_open_begins_anew_where_the_merge_brought_something(cast: Cast, sex: str, is_other: bool) -> None:
    early, late = seen(cast, make_person("Anna", "Viena"), make_person("Anna", "Viena", sex=sex))
    before = Person.objects.get(pk=early.pk).changed_at
    merge(early, late, by=cast.actor("coordinator"), reason="Viena")
    assert (Person.objects.get(pk=early.pk).changed_at != before) is is_other


@pytest.mark.parametrize(
    ("one", "other", "stands"),
    [
        ((dt.date(1981, 1, 1), "year"), (dt.date(1981, 2, 1), "month"), "other"),
        ((dt.date(1981, 2, 1), "month"), (dt.date(1981, 2, 3), "day"), "other"),
        ((dt.date(1981, 1, 1), "year"), (dt.date(1982, 2, 3), "day"), "asked"),
        ((dt.date(1981, 2, 1), "month"), (dt.date(1981, 3, 3), "day"), "asked"),
        ((dt.date(1980, 2, 1), "month"), (dt.date(1981, 2, 3), "day"), "asked"),
        ((dt.date(1981, 2, 4), "day"), (dt.date(1981, 2, 3), "day"), "asked"),
        ((dt.date(1981, 2, 1), "month"), (dt.date(1981, 3, 1), "month"), "asked"),
        ((dt.date(1981, 2, 3), "day"), (dt.date(1981, 2, 3), "day"), "one"),
        ((dt.date(1981, 2, 3), "day"), (None, "unknown"), "one"),
        ((None, "unknown"), (dt.date(1981, 2, 3), "day"), "other"),
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_of_two_births_that_agree_the_finer_stands_and_else_somebody_is_asked(one: Any, other: Any, stands: str, turned: bool) -> None:
    mine, theirs = (other, one) if turned else (one, other)
    wanted = {"one": one, "other": other, "asked": None}[stands]
    assert settling._settled(mine, theirs) == wanted


def test_an_import_keeps_the_earlier_where_nobody_can_be_asked(cast: Cast) -> None:
    early, late = seen(cast, make_person("Anna", "Viena", sex="male"), make_person("Anna", "Otra", sex="female"))
    merge(early, late, by=Actor.system("import"), reason="Viena")
    left = Person.objects.get(pk=early.pk)
    assert (left.sex, left.last_name) == ("male", "Viena")


@pytest.mark.parametrize(
    ("early", "late", "field"),
    [
        ({}, {"birth_date": 1}, "birth_date"),  # written on a machine whose clock ran ahead
        ({}, {"birth_date": 0}, None),
        ({}, {"death_date": 1}, "death_date"),
        ({"birth_date": -9}, {"death_date": -10}, "death_date"),
        ({"birth_date": -9}, {"death_date": -9}, None),
    ],
)
def test_what_two_records_say_together_can_be(cast: Cast, early: dict[str, int], late: dict[str, int], field: str | None) -> None:
    """Nobody is born tomorrow, and nobody dies before the birth that stood on the other record."""
    by = cast.actor("coordinator")
    days = [{name: by.on + dt.timedelta(days=number) for name, number in said.items()} for said in (early, late)]
    one, two = seen(cast, *(make_person("Anna", "Viena", **said) for said in days))
    try:
        merge(one, two, by=by, reason="Viena")
        found: Any = None
    except Refused as refused:
        found = refused.field
    assert found == field


def test_a_decision_about_somebody_of_another_site_is_listed_for_nobody_who_does_not_see_both(cast: Cast) -> None:
    mine, there = seen(cast, make_person("Anna", "Viena"))[0], make_person("Anna", "Tur")
    CircleAccess.objects.create(circle=cast.other_case.circle, person=there)
    first, second = sorted((mine, there), key=lambda person: person.pk)
    for decided in (Merge.Decided.OPEN, Merge.Decided.DISTINCT):
        row = Merge.objects.create(first_person=first, second_person=second, decided=decided, by_user=cast.admin)
        assert duplicates.decided(cast.actor("coordinator")) == [] and suspected(cast.actor("coordinator")) == []
        row.delete()
