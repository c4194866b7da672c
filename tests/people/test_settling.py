"""After a merge every known value holds; where two differ the coordinator is asked; un-merging puts the own values back."""

import datetime as dt
from typing import Any

import pytest
from django.db import models
from django.test import Client
from django.urls import reverse

from ligzda.access.actor import Actor
from ligzda.kernel.refused import Refused
from ligzda.people import settling
from ligzda.people.actions.codes import set_code
from ligzda.people.actions.contact import add_contact
from ligzda.people.actions.families import add_member, change_family, register_family
from ligzda.people.actions.merging import MERGED, merge, unmerge
from ligzda.people.actions.persons import change_person, relate
from ligzda.people.models import ContactDetail, Family, Merge, Person, PersonalCode
from ligzda.people.queries import persons as reads
from ligzda.people.queries.duplicates import decision_between
from tests.cast import Cast, make_site

CODE, OTHER = "161175-19997", "328673-00679"
WORDS = {"sex": "female", "disability": "yes", "interpreter_needed": "ru", "type": "foster", "birth_precision": "day"}


@pytest.fixture
def head(cast: Cast) -> Actor:
    """The coordinator, who is asked; an import is not."""
    return cast.actor("coordinator")


@pytest.fixture
def pair(cast: Cast, me: Actor, enter: Any) -> tuple[Person, Person]:
    """Anna twice in one family: the later record knows everything, the earlier her name."""
    early = enter("Anna Bērziņa")
    late = enter("Anna Bērziņa", 1981, 2, 3, sex="female", disability="yes", interpreter_needed="ru")
    for person in (early, late):
        add_member(cast.family, by=me, person=person, role="mother")
    return early, late


def fresh(thing: Any) -> Any:
    return type(thing).objects.get(pk=thing.pk)


def some_value(field: Any) -> Any:
    """Something known, for any kind of column there is or will be."""
    if field.related_model is not None:
        return make_site("Valka").territory_id
    if field.attname in WORDS:
        return WORDS[field.attname]
    kinds: dict[type, Any] = {models.DateField: dt.date(1981, 2, 3), models.IntegerField: 7, models.BooleanField: True}
    return next((value for kind, value in kinds.items() if isinstance(field, kind)), "Zināms")


def nothing(field: Any) -> Any:
    return (
        field.get_default()
        if field.attname in ("sex", "disability", "type")
        else None
        if field.null
        else "unknown"
        if field.choices
        else ""
    )


# --- every column ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("model", [Person, Family])
def test_every_column_of_the_later_record_that_the_earlier_does_not_know_holds_after_a_merge(me: Actor, model: Any) -> None:
    """The columns are read from the tables here and by the merge alike; what is left out is named in this test and nowhere else."""
    own = {"id", "key", "folded", "root_id", "struck_at", "created_at", "changed_at"}
    fields = [field for field in model._meta.concrete_fields if field.attname not in own]
    early = model.objects.create(folded=" x ", **{field.attname: nothing(field) for field in fields})
    late = model.objects.create(folded=" x ", **{field.attname: some_value(field) for field in fields if field.attname != "death_date"})
    merge(early, late, by=me, reason="Viens")
    left = fresh(early)
    assert {f.attname: getattr(left, f.attname) for f in fields} == {f.attname: getattr(late, f.attname) for f in fields}


def test_a_column_that_is_planted_takes_part(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    planted = models.CharField(max_length=10, name="planted")
    planted.set_attributes_from_name("planted")
    monkeypatch.setattr(Person._meta, "concrete_fields", (*Person._meta.concrete_fields, planted))
    assert ("planted",) in settling.groups(Person)
    early, late = Person(), Person()
    early.planted, late.planted = "", "jauns"  # type: ignore[attr-defined]
    row = Merge()
    settling.settle(row, early, late, {}, must_choose=True)
    assert early.planted == "jauns"  # type: ignore[attr-defined]


# --- asked -----------------------------------------------------------------------------------------------------------------


def test_nothing_is_asked_where_only_one_knows(head: Actor, pair: tuple[Person, Person]) -> None:
    early, late = pair
    merge(early, late, by=head, reason="Viena")
    left = fresh(early)
    assert (left.sex, left.birth_date, left.disability, left.interpreter_needed) == ("female", dt.date(1981, 2, 3), "yes", "ru")
    assert fresh(late).birth_date == dt.date(1981, 2, 3)


def test_where_two_differ_the_coordinator_is_asked_and_the_choice_stands_on_the_merge(me: Actor, head: Actor, pair: Any) -> None:
    early, late = pair
    change_person(early, by=me, sex="male", birth_date=dt.date(1982, 1, 1), birth_precision="day")
    for chosen in ({}, {"sex": "late"}, {"birth_date": "late"}, {"sex": "late", "birth_date": "both"}):
        with pytest.raises(Refused) as refused:
            merge(fresh(early), late, by=head, reason="Viena", chosen=chosen)
        assert str(refused.value.field).startswith("choose_")
    row = merge(fresh(early), late, by=head, reason="Viena", chosen={"sex": "late", "birth_date": "early"})
    assert (fresh(early).sex, fresh(early).birth_date) == ("female", dt.date(1982, 1, 1))
    assert settling.choices_of(fresh(row)) == {"sex": "late", "birth_date": "early"}


@pytest.mark.parametrize(("precision", "born", "asked"), [("year", dt.date(1981, 1, 1), False), ("month", dt.date(1981, 3, 1), True)])
def test_a_birth_known_to_the_year_is_the_same_as_its_day(head: Actor, pair: Any, precision: str, born: dt.date, asked: bool) -> None:
    early, late = pair
    Person.objects.filter(pk=early.pk).update(birth_date=born, birth_precision=precision)
    assert [one.name for one in settling.differences(fresh(early), late)] == (["birth_date"] if asked else [])
    if not asked:
        merge(early, late, by=head, reason="Viena")
        assert (fresh(early).birth_date, fresh(early).birth_precision) == (dt.date(1981, 2, 3), "day")


def test_an_impossible_life_is_refused(me: Actor, head: Actor, pair: Any) -> None:
    early, late = pair
    change_person(early, by=me, death_date=dt.date(1970, 1, 1))
    with pytest.raises(Refused):
        merge(fresh(early), late, by=head, reason="Viena")


def test_contact_and_code_of_the_later_record_are_the_persons_own(me: Actor, head: Actor, pair: Any) -> None:
    early, late = pair
    add_contact(late, by=me, kind="phone", value="27880031")
    set_code(late, by=me, country="LV", code=CODE)
    merge(early, late, by=head, reason="Viena")
    assert [row.value for row in reads.contact_details(head, early)] == ["+37127880031"]
    assert [(row.code, row.is_former) for row in reads.codes(head, early)] == [(CODE, False)]
    assert ContactDetail.objects.get().person_id == PersonalCode.objects.get().person_id == late.pk


@pytest.mark.parametrize("choice", ["early", "late"])
def test_of_two_present_codes_the_chosen_one_is_the_present_one(me: Actor, head: Actor, pair: Any, choice: str) -> None:
    early, late = pair
    set_code(early, by=me, country="LV", code=CODE)
    set_code(late, by=me, country="LV", code=OTHER)
    with pytest.raises(Refused) as refused:
        merge(early, late, by=head, reason="Viena")
    assert refused.value.field == "choose_code_LV"
    row = merge(early, late, by=head, reason="Viena", chosen={"code_LV": choice})
    first, second = (CODE, OTHER) if choice == "early" else (OTHER, CODE)
    assert [(code.code, code.is_former) for code in reads.codes(head, early)] == [(first, False), (second, True)]
    assert not PersonalCode.objects.filter(is_former=True).exists()  # no other row moves
    unmerge(row, by=head, reason="Kļūda")
    assert [(code.code, code.is_former) for code in reads.codes(head, early)] == [(CODE, False)]


# --- taken back ------------------------------------------------------------------------------------------------------------


def test_unmerging_puts_the_roots_own_back(me: Actor, head: Actor, pair: Any) -> None:
    early, late = pair
    row = merge(early, late, by=head, reason="Viena")
    unmerge(row, by=head, reason="Kļūda")
    assert (fresh(early).sex, fresh(early).birth_date, fresh(early).birth_precision) == ("unknown", None, "unknown")
    assert fresh(late).sex == "female"


def test_what_was_edited_since_is_asked_about(me: Actor, head: Actor, pair: Any) -> None:
    early, late = pair
    for answer, stands in (("now", "other"), ("back", "unknown")):
        Person.objects.filter(pk=early.pk).update(sex="unknown")
        row = merge(early, late, by=head, reason="Viena")
        change_person(fresh(early), by=me, sex="other")
        with pytest.raises(Refused) as refused:
            unmerge(row, by=head, reason="Kļūda")
        assert refused.value.field == "edited"
        unmerge(row, by=head, reason="Kļūda", edited=answer)
        assert (fresh(early).sex, fresh(early).birth_date) == (stands, None)


@pytest.mark.parametrize(("answer", "stands"), [("now", "en"), ("back", "")])
def test_what_came_over_the_middle_of_a_chain_and_was_edited_since_is_asked_about_when_the_middle_goes(
    me: Actor, enter: Any, answer: str, stands: str
) -> None:
    one, two, three = enter("Anna Nr"), enter("Anna Nr", sex="female"), enter("Anna Nr", interpreter_needed="ru")
    middle = merge(one, two, by=me, reason="Viena")
    merge(two, three, by=me, reason="Viena")
    assert not list(MERGED.asks(middle)) and fresh(one).interpreter_needed == "ru"
    change_person(fresh(one), by=me, interpreter_needed="en")
    assert [asked.name for asked in MERGED.asks(middle)] == ["interpreter_needed"]
    with pytest.raises(Refused) as refused:
        unmerge(middle, by=me, reason="Kļūda")
    assert refused.value.field == "edited"
    unmerge(middle, by=me, reason="Kļūda", edited=answer)
    assert (fresh(one).interpreter_needed, fresh(one).sex) == (stands, "unknown")
    assert (fresh(two).interpreter_needed, fresh(two).sex) == ("ru", "female") and fresh(three).root_id == two.pk


def test_what_a_later_merge_wrote_over_an_earlier_one_is_nobodys_edit(me: Actor, enter: Any) -> None:
    manager = Actor.system("test")
    one, two, three = enter("Anna Nr"), enter("Anna Nr", sex="female"), enter("Anna Nr", sex="other")
    first = merge(one, two, by=manager, reason="Viena")
    merge(one, three, by=manager, reason="Viena", chosen={"sex": "late"})
    assert not list(MERGED.asks(first))
    unmerge(first, by=manager, reason="Kļūda")
    assert fresh(one).sex == "other"


@pytest.mark.parametrize(("born", "warned"), [(dt.date(1979, 1, 1), False), (dt.date(1990, 1, 1), True)])
def test_the_birth_date_that_stands_fits_parents_and_children_of_both(
    me: Actor, head: Actor, pair: Any, enter: Any, born: dt.date, warned: bool
) -> None:
    """The earlier record, whose birth nobody knew, has a child; the later one knows when the mother was born."""
    early, late = pair
    child = enter("Jānis Bērziņš", born.year, born.month, born.day)
    relate(early, child, by=me, kind="parent")
    with pytest.raises(Refused) as refused:
        merge(early, late, by=head, reason="Viena")
    assert refused.value.warning is warned and not Merge.objects.exists()
    if warned:
        assert merge(early, late, by=head, reason="Viena", accept_because="Tā rakstīts pasē.")


def test_a_birth_date_changed_after_a_merge_fits_the_ties_of_both_records(me: Actor, head: Actor, pair: Any, enter: Any) -> None:
    early, late = pair
    child = enter("Jānis Bērziņš", 2005, 1, 1)
    relate(late, child, by=me, kind="parent")
    merge(early, late, by=head, reason="Viena")
    with pytest.raises(Refused):
        change_person(fresh(early), by=me, birth_date=dt.date(2006, 1, 1), birth_precision="day")


def test_what_a_third_record_knows_stays_when_the_second_goes(me: Actor, enter: Any) -> None:
    one, two, three = enter("Anna Nr"), enter("Anna Nr", 1981, 2, 3, sex="female"), enter("Anna Nr", 1981, 2, 3, disability="yes")
    first = merge(one, two, by=me, reason="Viena")
    merge(one, three, by=me, reason="Viena")
    unmerge(first, by=me, reason="Kļūda")
    left = fresh(one)
    assert (left.birth_date, left.sex, left.disability) == (dt.date(1981, 2, 3), "unknown", "yes")


def test_a_family_knows_what_either_knew_and_is_found_by_the_heading_that_was_chosen(cast: Cast, me: Actor) -> None:
    early = register_family(by=me, name="Bērziņi")
    late = register_family(by=me, name="Bērziņu ģimene", type="foster", territory=cast.site.territory)
    manager = Actor.system("test")
    row = merge(early, late, by=manager, reason="Viena", chosen={"name": "late"})
    left = fresh(early)
    assert (left.name, left.folded, left.type, left.territory) == ("Bērziņu ģimene", " berzinu gimene ", "foster", cast.site.territory)
    change_family(left, by=me, type="extended")
    unmerge(row, by=manager, reason="Kļūda", edited="now")
    assert (fresh(early).name, fresh(early).type, fresh(early).territory) == ("Bērziņi", "extended", None)


def test_the_page_asks_and_keeps_the_answer(cast: Cast, me: Actor, pair: Any, client: Client) -> None:
    early, late = pair
    change_person(early, by=me, sex="male")
    client.force_login(cast.users["coordinator"])
    address = reverse("people:compare", args=["persons", early.key, late.key])
    assert "choose_sex" in client.get(address).content.decode()
    refused = client.post(address, {"act": "merge", "because": "Viena persona"})
    assert refused.status_code == 422 and "Viena persona" in refused.content.decode()
    assert client.post(address, {"act": "merge", "because": "Viena persona", "choose_sex": "late"}).status_code == 302
    assert fresh(early).sex == "female"
    change_person(fresh(early), by=me, sex="other")
    assert 'name="edited"' in client.get(address).content.decode()
    assert client.post(address, {"act": "undo", "because": "Kļūda"}).status_code == 422
    assert client.post(address, {"act": "undo", "because": "Kļūda", "edited": "back"}).status_code == 302
    assert fresh(early).sex == "male"


def test_a_family_that_was_unmerged_is_found_by_its_own_heading_and_an_open_form_is_stale(cast: Cast, me: Actor) -> None:
    early, late = register_family(by=me, name="Bērziņi"), register_family(by=me, name="Ozolu ģimene")
    row = merge(early, late, by=Actor.system("test"), reason="Viena", chosen={"name": "late"})
    before = fresh(early).changed_at
    unmerge(row, by=Actor.system("test"), reason="Kļūda")
    assert (fresh(early).name, fresh(early).folded, fresh(late).folded) == ("Bērziņi", " berzini ", " ozolu gimene ")
    assert fresh(early).changed_at > before


def test_what_a_merge_wrote_is_asked_about_the_record_it_wrote_on_and_no_other(me: Actor, head: Actor, pair: Any, enter: Any) -> None:
    early, late = pair
    row = merge(early, late, by=head, reason="Viena")
    change_person(fresh(early), by=me, sex="other")
    assert [one.name for one in settling.edited_since(row, fresh(early))] == ["sex"]
    assert settling.edited_since(row, fresh(late)) == [] == settling.edited_since(row, enter("Cita Persona"))


def test_a_decision_is_the_one_in_force_about_exactly_these_two(me: Actor, head: Actor, pair: Any, enter: Any) -> None:
    one, two = pair
    three, four = enter("Rasa Nr"), enter("Rasa Nr")
    row = merge(one, two, by=head, reason="Viena")
    other = merge(three, four, by=me, reason="Viena")
    assert (decision_between(me, two, one), decision_between(me, three, four)) == (row, other)
    assert decision_between(me, one, three) is None and decision_between(me, two, four) is None
    unmerge(row, by=head, reason="Kļūda")
    assert decision_between(me, one, two) is None and decision_between(me, four, three) == other
