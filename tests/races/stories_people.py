"""Races about people: two change one record, two decide about doubles, somebody writes while two records are joined."""

from typing import Any

from ligzda.closure.actions import closing
from ligzda.people.actions import bonds, codes, families, merging, persons, reversals, striking
from ligzda.people.models import Bond, Person, PersonalCode, Relation, Reversal
from tests.cases.world import ENOUGH, World, latest
from tests.races.stories import Race, child, follows, fresh, mother, race, told
from tests.races.together import both_are_done, one_is_refused

SAID = "Tā pati māte."
JOINS = 'UPDATE "people_(merge|person)"'


@race("people.actions.persons.change_person")
def two_change_one_name() -> Race:
    here = fresh()
    person = mother(here)

    def change(name: str) -> Any:
        return lambda: persons.change_person(person, by=here.worker_in, last_name=name)

    return Race(change("Liepa"), change("Kalna"), follows("change_person", person, "last_name", "Liepa", "Kalna"))


@race("people.actions.families.change_family")
def two_change_one_heading() -> Race:
    here = fresh()

    def change(name: str) -> Any:
        return lambda: families.change_family(here.cast.family, by=here.worker_in, name=name)

    return Race(change("Liepas"), change("Kalni"), follows("change_family", here.cast.family, "name", "Liepas", "Kalni"))


@race("people.actions.persons.change_relation")
def two_change_one_relation() -> Race:
    here = fresh()
    first, second = mother(here), child(here)
    relation = Relation.objects.create(first=first, second=second, kind="guardian")

    def change(kind: str) -> Any:
        return lambda: persons.change_relation(relation, first, second, by=here.worker_in, kind=kind)

    return Race(change("other"), change("sibling"), follows("change_relation", first, "kind", "other", "sibling"))


@race("people.actions.bonds.change_tie")
def two_change_one_tie() -> Race:
    here = fresh()
    whose = mother(here)
    bond = Bond.objects.create(person=whose, place="Baznīca", kind="ordinary")

    def change(kind: str) -> Any:
        return lambda: bonds.change_tie(bond, whose, by=here.worker_in, other="Baznīca", kind=kind)

    return Race(change("close"), change("weak"), follows("change_tie", whose, "kind", "close", "weak"))


def coded(here: World, code: str) -> Any:
    person = mother(here)
    return lambda: codes.set_code(person, by=here.worker_in, country="LV", code=code, accept_because="Redzēta pase.")


@race("people.actions.codes.set_code")
def one_gets_two_codes() -> Race:
    here = fresh()
    person = mother(here)

    def law(answers: list[Any]) -> bool:
        return both_are_done(answers) and PersonalCode.objects.filter(person=person, is_former=False).count() == 1

    return Race(coded(here, "010180-12342"), coded(here, "020281-12348"), law, at='INSERT INTO "people_personalcode"')


@race("people.actions.codes.check_code")
def two_check_one_code() -> Race:
    here = fresh()
    row = coded(here, "010180-12342")()

    def check() -> Any:
        return codes.check_code(row, by=here.worker_in)

    return Race(check, check, lambda answers: both_are_done(answers) and told("check_code", row.person) == 1)


@race("people.actions.merging._in_turn")
def two_join_a_third() -> Race:
    a, b, c = (mother(here) for here in (fresh(), fresh(), fresh()))
    Person.objects.filter(pk=c.pk).update(sex="female")
    by = fresh().coordinator

    def merge(one: Person, other: Person) -> Any:
        return lambda: merging.merge(one, other, by=by, reason=SAID)

    def law(answers: list[Any]) -> bool:
        """The earliest stands for all three, and knows what the last one knew."""
        roots = Person.objects.filter(pk__in=[b.pk, c.pk]).values_list("root_id", flat=True)
        return both_are_done(answers) and set(roots) == {a.pk} and Person.objects.get(pk=a.pk).sex == "female"

    return Race(merge(a, b), merge(b, Person.objects.get(pk=c.pk)), law)


def keeps(person: Person, sex: str) -> Any:
    return lambda answers: both_are_done(answers) and Person.objects.get(pk=person.pk).sex == sex


@race("people.actions.merging.merge")
def a_record_is_changed_while_it_is_joined() -> Race:
    here, other = fresh(), fresh()
    first, second = mother(here), mother(other)
    return Race(
        lambda: merging.merge(first, second, by=here.coordinator, reason=SAID),
        lambda: persons.change_person(first, by=here.worker_in, sex="female"),
        keeps(first, "female"), at=JOINS, second_writes_first=True,
    )  # fmt: skip


@race("people.actions.merging._settle_roots")
def a_record_is_changed_while_its_root_is_joined() -> Race:
    here, other, third = fresh(), fresh(), fresh()
    first, second, last = mother(here), mother(other), mother(third)
    merging.merge(second, last, by=here.coordinator, reason=SAID)
    return Race(
        lambda: merging.merge(first, second, by=here.coordinator, reason=SAID),
        lambda: persons.change_person(last, by=third.worker_in, sex="female"),
        keeps(last, "female"), at='UPDATE "people_person"', second_writes_first=True,
    )  # fmt: skip


@race("people.actions.merging._without")
def a_record_is_changed_while_it_is_parted() -> Race:
    here, other = fresh(), fresh()
    first, second = mother(here), mother(other)
    row = merging.merge(first, second, by=here.coordinator, reason=SAID)
    return Race(
        lambda: merging.unmerge(row, by=here.coordinator, reason="Māsas."),
        lambda: persons.change_person(first, by=here.worker_in, sex="female"),
        keeps(first, "female"), at=JOINS, second_writes_first=True,
    )  # fmt: skip


@race("people.actions.reversals.reverse")
def two_undo_one_act() -> Race:
    here = fresh()
    boss, stay = here.coordinator, latest(here.cast.case)
    closing.close(stay, by=boss, on=boss.on, sentence="Beidzam.", exit_type="withdrew", accept_because=ENOUGH)
    kept = Reversal.objects.get(kind="close", thing_id=stay.pk)

    def undo() -> Any:
        return reversals.reverse(kept, by=boss, reason="mistake")

    return Race(undo, undo, one_is_refused)


@race("people.actions.families._join")
def somebody_joins_a_family_while_they_are_struck_out() -> Race:
    here, other = fresh(), fresh()
    person = child(here)
    return Race(
        lambda: striking.strike_out(person, by=here.coordinator, reason="mistake"),
        lambda: families.add_member(other.cast.family, by=here.coordinator, person=person, role="relative", lives_here=False),
        one_is_refused,
    )


@race("people.actions.striking.strike_out")
def somebody_is_struck_out_while_they_join_a_family() -> Race:
    here, other = fresh(), fresh()
    person = child(here)

    def law(answers: list[Any]) -> bool:
        """Whoever is struck out belongs nowhere, also not where they were just entered."""
        return both_are_done(answers) and not person.memberships.exists() and Person.objects.get(pk=person.pk).struck_at is not None

    return Race(
        lambda: families.add_member(other.cast.family, by=here.coordinator, person=person, role="relative", lives_here=False),
        lambda: striking.strike_out(person, by=here.coordinator, reason="mistake"),
        law,
    )
