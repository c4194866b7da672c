"""Finding people, and finding nothing of those one may not see."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ligzda.access.actor import Actor
from ligzda.people import queries
from ligzda.people.actions.codes import set_code
from ligzda.people.actions.families import add_member, give_circle_access, register_family
from ligzda.people.actions.merging import merge, unmerge
from ligzda.people.actions.persons import add_former_name, change_person
from ligzda.people.models import Person
from ligzda.people.naming import deletions, one_error_apart
from tests.cast import Cast

CALM = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no fault of the rule

LETTERS = st.text("abcdefg", min_size=1, max_size=8)


def names(me: Actor, text: str) -> list[str]:
    return [hit.name for hit in queries.search(me, text)]


@pytest.mark.parametrize(
    "text",
    ["anna", "BĒRZIŅ", "berz", "erzina", "klava", "Bērziņa-Kļava", "anna klav", "klava anna", "berzinna", "brezina", "berizna", "annna"],
)
def test_a_person_is_found_by_any_part_of_a_name_with_one_error(me: Actor, enter: Any, text: str) -> None:
    enter("Anna Bērziņa-Kļava")
    enter("Juris Ozols")
    assert names(me, text) == ["Anna Bērziņa-Kļava"]


@pytest.mark.parametrize("text", ["", "a", " ", "-", "%", "__", "brzn", "xerxes", "anna ozola", "\x00", "a" * 5_000_000])
def test_too_little_or_something_else_finds_nobody(me: Actor, enter: Any, text: str) -> None:
    enter("Anna Bērziņa")
    assert names(me, text) == []


@pytest.mark.parametrize("text", ["3.2.1981", "03.02.1981.", "1981-02-03", "3. februāris 1981", "03021981"])
def test_a_person_is_found_by_birth_date_in_any_form(me: Actor, enter: Any, text: str) -> None:
    enter("Anna Bērziņa", 1981, 2, 3)
    enter("Juris Ozols", 1981, 3, 2)
    assert names(me, text) == ["Anna Bērziņa"]


def test_a_former_name_finds_the_person_and_is_named(me: Actor, enter: Any) -> None:
    anna = enter("Anna Bērziņa")
    add_former_name(anna, by=me, last_name="Šmite")
    assert [(hit.name, hit.matched_former) for hit in queries.search(me, "smite")] == [("Anna Bērziņa", "Šmite")]
    assert queries.search(me, "berzina")[0].matched_former == ""


def test_a_changed_name_is_found_and_the_old_one_only_as_a_former_name(me: Actor, enter: Any) -> None:
    anna = enter("Anna Bērziņa")
    change_person(anna, by=me, last_name="Kalniņa")
    assert names(me, "kalnina") == ["Anna Kalniņa"]
    assert names(me, "berzina") == []


def test_a_whole_personal_code_finds_its_person_and_a_part_does_not(me: Actor, enter: Any) -> None:
    set_code(enter("Anna Bērziņa"), by=me, country="LV", code="161175-19997")
    assert names(me, "16117519997") == ["Anna Bērziņa"]
    assert names(me, "161175-1999") == []


def test_exact_matches_come_before_those_with_an_error(me: Actor, enter: Any) -> None:
    enter("Aina Kalna")
    enter("Anna Zars")
    assert names(me, "anna") == ["Anna Zars", "Aina Kalna"]


def test_a_merged_record_lends_its_names_and_takes_them_back(me: Actor, enter: Any) -> None:
    first, second = enter("Anna Bērziņa"), enter("Anna Zariņa")
    decision = merge(first, second, by=me, reason="Viena un tā pati")
    assert names(me, "zarina") == ["Anna Bērziņa"]
    unmerge(decision, by=me, reason="Kļūda")
    assert names(me, "zarina") == ["Anna Zariņa"]


def test_who_may_not_see_a_person_finds_no_trace_of_them_or_of_their_family(cast: Cast, enter: Any, me: Actor) -> None:
    person = enter("Vilhelmīne Retā", 1990, 5, 5)
    hidden = register_family(by=me, name="Slēptā ģimene")
    add_member(hidden, by=me, person=person, role="mother")
    assert all(not queries.search(cast.actor(name), "vilhelm") for name in cast.users if cast.users[name])
    give_circle_access(cast.case.circle, by=me, person=person)
    found = {name for name in cast.users if cast.users[name] and queries.search(cast.actor(name), "vilhelmine")}
    assert found == {"worker_in", "coordinator", "auditor"}
    assert queries.search(cast.actor("worker_in"), "vilhelmine")[0].family_name == ""
    give_circle_access(cast.case.circle, by=me, family=hidden)
    assert queries.search(cast.actor("worker_in"), "vilhelmine")[0].family_name == "Slēptā ģimene"


def test_a_hit_names_every_family_one_may_see_the_present_ones_first(me: Actor, enter: Any) -> None:
    anna = enter("Anna Bērziņa")
    past, now, other = (register_family(by=me, name=name) for name in ("Agrākā", "Tagad", "Vēl viena"))
    add_member(past, by=me, person=anna, role="child", until_date=dt.date(2010, 1, 1))
    assert queries.search(me, "anna")[0].family_key == past.key
    add_member(now, by=me, person=anna, role="mother")
    add_member(other, by=me, person=anna, role="partner")
    hit = queries.search(me, "anna")[0]
    assert {key for key, _name in hit.families[:2]} == {now.key, other.key}
    assert hit.families[2] == (past.key, "Agrākā")


def test_hints_and_possible_doubles_show_only_who_may_be_seen(cast: Cast, enter: Any) -> None:
    enter("Vilhelmīne Retā", 1990, 5, 5)
    for name in ("worker_in", "intake", "partner", "coordinator"):
        assert queries.possible_duplicates(cast.actor(name), first_name="Vilhelmīne", last_name="Retā") == []


def test_possible_doubles_are_alike_in_name_and_of_that_day_or_of_none(me: Actor, enter: Any) -> None:
    enter("Anna Bērziņa", 1981, 2, 3)
    enter("Anna Berzina")
    enter("Anna Bērziņa", 1999, 1, 1)
    hits = queries.possible_duplicates(me, first_name="anna", last_name="berzina", birth_date=dt.date(1981, 2, 3))
    assert [hit.birth_date for hit in hits] == [dt.date(1981, 2, 3), None]


@pytest.mark.parametrize("rows", [5, 50])
def test_a_search_takes_as_many_statements_for_fifty_rows_as_for_five(
    cast: Cast, me: Actor, enter: Any, rows: int, django_assert_num_queries: Any
) -> None:
    for number in range(rows):
        person = enter(f"Zane Balode{number:02}".translate(str.maketrans("0123456789", "abcdefghij")))
        add_member(cast.family, by=me, person=person, role="child")
    actor = cast.actor("worker_in")
    assert actor.seats
    with django_assert_num_queries(3):
        assert len(queries.search(actor, "balode")) == min(rows, 25)


@CALM
@given(LETTERS, LETTERS)
def test_words_one_error_apart_share_a_deletion_key(first: str, second: str) -> None:
    if one_error_apart(first, second):
        assert deletions(first) & deletions(second)
    assert one_error_apart(first, second) == one_error_apart(second, first) == (_distance(first, second) <= 1)


def _distance(a: str, b: str) -> int:
    """Optimal string alignment, by the book."""
    table = [[max(i, j) if not i or not j else 0 for j in range(len(b) + 1)] for i in range(len(a) + 1)]
    for i in range(1, len(a) + 1):
        for j in range(1, len(b) + 1):
            table[i][j] = min(table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + (a[i - 1] != b[j - 1]))
            if i > 1 and j > 1 and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1]:
                table[i][j] = min(table[i][j], table[i - 2][j - 2] + 1)
    return table[-1][-1]


def test_a_name_of_eighty_letters_is_entered_and_found(me: Actor, enter: Any) -> None:
    long = "Æ" * 80
    enter(f"Anna {long}")
    assert names(me, "aeaeae") == [f"Anna {long}"]
    assert Person.objects.count() == 1
