"""Two records of one person or family: merged, kept apart, un-merged; nothing moves and nothing is lost."""

import itertools
from typing import Any

import pytest

from ligzda.access.actor import Actor
from ligzda.kernel.refused import Refused
from ligzda.people import queries
from ligzda.people.actions import merging
from ligzda.people.actions.families import add_member, register_family
from ligzda.people.actions.merging import keep_apart, merge, suspect, unmerge
from ligzda.people.actions.persons import relate
from ligzda.people.models import Family, FormerName, Membership, Merge, Person, Relation
from ligzda.people.queries.persons import former_names
from tests.cast import Cast


def rows() -> list[Any]:
    """Everything written about people but the merge itself: what un-merging must bring back to the letter."""
    tables = (Person, Family, Membership, FormerName, Relation)
    return [list(model.objects.order_by("pk").values()) for model in tables]


def without_time(found: list[Any]) -> list[Any]:
    return [[{k: v for k, v in row.items() if k != "changed_at"} for row in table] for table in found]


def test_the_earlier_record_stays_and_no_row_moves(me: Actor, enter: Any) -> None:
    first, second = enter("Anna Bērziņa"), enter("Anna Berzina")
    family = register_family(by=me, name="Bērziņu ģimene")
    add_member(family, by=me, person=second, role="mother")
    merge(second, first, by=me, reason="Tas pats cilvēks")
    assert Person.objects.get(pk=second.pk).root_id == first.pk
    assert Membership.objects.get().person_id == second.pk
    assert [member.person_id for member in queries.members(me, family)] == [first.pk]
    assert queries.person_by_key(me, second.key) == first


@pytest.mark.parametrize("order", list(itertools.permutations([(0, 1), (1, 2), (2, 3)])))
def test_a_chain_has_one_root_in_whatever_order_it_was_merged(me: Actor, enter: Any, order: Any) -> None:
    people = [enter(f"Anna Nr{letter}") for letter in "abcd"]
    for one, two in order:
        merge(people[two], people[one], by=me, reason="Viens")
    assert set(Person.objects.values_list("id", "root_id")) == {(p.pk, None if p is people[0] else people[0].pk) for p in people}


def test_unmerging_restores_every_row_exactly(me: Actor, enter: Any) -> None:
    people = [enter("Anna Bērziņa"), enter("Anna Zariņa"), enter("Anna Kalna")]
    family = register_family(by=me, name="Bērziņu ģimene")
    for person in people:
        add_member(family, by=me, person=person, role="other")
    before = without_time(rows())
    first = merge(people[0], people[1], by=me, reason="Viens")
    between = without_time(rows())
    second = merge(people[1], people[2], by=me, reason="Viens")
    unmerge(second, by=me, reason="Kļūda")
    assert without_time(rows()) == between
    unmerge(first, by=me, reason="Kļūda")
    assert without_time(rows()) == before


def test_taking_the_middle_decision_back_leaves_two_groups(me: Actor, enter: Any) -> None:
    a, b, c, d = (enter(f"Anna Nr{letter}") for letter in "abcd")
    merge(a, b, by=me, reason="Viens")
    middle = merge(b, c, by=me, reason="Viens")
    merge(c, d, by=me, reason="Viens")
    unmerge(middle, by=me, reason="Kļūda")
    assert dict(Person.objects.values_list("id", "root_id")) == {a.pk: None, b.pk: a.pk, c.pk: None, d.pk: c.pk}


def test_a_merge_needs_a_reason_and_happens_once(me: Actor, enter: Any) -> None:
    first, second = enter("Anna Bērziņa"), enter("Anna Berzina")
    with pytest.raises(Refused) as refused:
        merge(first, second, by=me, reason="  ")
    assert refused.value.field == "because"
    decision = merge(first, second, by=me, reason="Viens")
    with pytest.raises(Refused):
        merge(first, second, by=me, reason="Viens")
    with pytest.raises(Refused):
        merge(first, first, by=me, reason="Viens")
    unmerge(decision, by=me, reason="Kļūda")
    with pytest.raises(Refused):
        unmerge(decision, by=me, reason="Kļūda")


def test_two_kept_apart_are_not_merged_by_a_detour(me: Actor, enter: Any) -> None:
    a, b, c = (enter(f"Anna Nr{letter}") for letter in "abc")
    apart = keep_apart(a, c, by=me, reason="Māsīcas")
    merge(a, b, by=me, reason="Viens")
    with pytest.raises(Refused):
        merge(b, c, by=me, reason="Viens")
    unmerge(apart, by=me, reason="Kļūda")
    merge(b, c, by=me, reason="Viens")


def test_parent_and_child_are_not_one_person(me: Actor, enter: Any) -> None:
    mother, child = enter("Anna Bērziņa", 1980, 1, 1), enter("Anna Bērziņa", 2005, 1, 1)
    relate(mother, child, by=me, kind="parent")
    with pytest.raises(Refused):
        merge(mother, child, by=me, reason="Viens")


def test_a_room_above_may_object(me: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    families = [register_family(by=me, name=name) for name in ("Bērziņi", "Bērziņu ģimene")]
    monkeypatch.setattr(merging, "OBJECTIONS", merging.OBJECTIONS)
    merging.OBJECTIONS.append(lambda first, second, actor: "Abām ģimenēm ir atvērta dalība vienā programmā.")
    try:
        with pytest.raises(Refused, match="atvērta dalība"):
            merge(*families, by=me, reason="Viena")
    finally:
        merging.OBJECTIONS.pop()
    merge(*families, by=me, reason="Viena")
    assert Family.objects.get(pk=families[1].pk).root == families[0]


def test_the_queue_names_pairs_alike_and_forgets_the_decided(me: Actor, enter: Any) -> None:
    pairs = [(enter("Anna Bērziņa", 1981, 2, 3), enter("Anna Berzina", 1981, 2, 3)), (enter("Jānis Kļava"), enter("Jānis Klava"))]
    assert [(pair.first, pair.second) for pair in queries.suspected(me)] == [pairs[0]]
    suspect(*pairs[1], by=me, reason="Viena adrese")
    assert {pair.why for pair in queries.suspected(me)} == {"asked", "alike"}
    merge(*pairs[0], by=me, reason="Viena")
    keep_apart(*pairs[1], by=me, reason="Tēvs un dēls")
    assert queries.suspected(me) == []
    assert Merge.objects.count() == 2


def test_only_a_coordinator_who_sees_both_may_decide(cast: Cast, me: Actor, enter: Any) -> None:
    first, second = enter("Anna Bērziņa"), enter("Anna Berzina")
    add_member(cast.family, by=me, person=first, role="mother")
    for name in ("worker_in", "intake", "coordinator", "auditor"):
        with pytest.raises(Refused):
            merge(first, second, by=cast.actor(name), reason="Viena")
    add_member(cast.family, by=me, person=second, role="other")
    merge(first, second, by=cast.actor("coordinator"), reason="Viena", chosen={"last_name": "early"})


def test_who_saw_the_later_record_sees_the_one_that_stays(cast: Cast, me: Actor, enter: Any) -> None:
    first, second = enter("Anna Bērziņa"), enter("Anna Zariņa")
    add_member(cast.family, by=me, person=second, role="mother")
    worker = cast.actor("worker_in")
    assert queries.person_by_key(worker, first.key) is None
    decision = merge(first, second, by=me, reason="Viena")
    assert queries.person_by_key(worker, first.key) == first
    assert former_names(worker, first) == ["Anna Zariņa"]
    unmerge(decision, by=me, reason="Kļūda")
    assert queries.person_by_key(worker, first.key) is None


def test_members_of_merged_families_stand_together_once(cast: Cast, me: Actor, enter: Any) -> None:
    anna, juris = enter("Anna Bērziņa"), enter("Juris Bērziņš")
    other = register_family(by=me, name="Bērziņi")
    add_member(other, by=me, person=anna, role="mother")
    add_member(cast.family, by=me, person=anna, role="mother")
    add_member(other, by=me, person=juris, role="child")
    merge(cast.family, other, by=me, reason="Viena ģimene")
    worker = cast.actor("worker_in")
    assert [m.name for m in queries.members(worker, cast.family)].count("Anna Bērziņa") == 1
    assert queries.person_by_key(worker, juris.key) == juris
    assert queries.family_by_key(worker, other.key) == cast.family
