"""Who gets in where, and that what one may not see is not there."""

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from ligzda.access.actor import Actor
from ligzda.access.models import ReadEntry
from ligzda.people.actions import contact
from ligzda.people.actions.bonds import tie
from ligzda.people.actions.codes import set_code
from ligzda.people.actions.families import add_member, register_family
from ligzda.people.actions.persons import relate
from ligzda.people.models import ContactDetail, Person
from ligzda.people.optimistic_lock import version_of
from tests.cast import Cast, door

ALL = ("worker_in", "worker_out", "coordinator", "intake", "manager", "leader", "partner", "auditor", "admin", "nobody")
SEE = {"worker_in", "coordinator", "auditor"}
DOORS = [
    ("people:person", "person", SEE, 404),
    ("people:part details", "person", {"worker_in", "coordinator"}, 404),
    ("people:part code", "person", {"worker_in", "coordinator"}, 404),
    ("people:part no-such-part", "person", set(), 404),
    ("people:part bonds", "person", {"worker_in", "coordinator"}, 404),
    ("people:family_relation", "family", {"worker_in", "coordinator"}, 404),
    ("people:family_bond", "family", {"worker_in", "coordinator"}, 404),
    ("people:change_relation", "relation", {"worker_in", "coordinator"}, 404),
    ("people:change_bond", "bond", {"worker_in", "coordinator"}, 404),
    ("people:members", "family", {"worker_in", "coordinator"}, 404),
    ("people:duplicates", "", {"coordinator"}, 404),
    ("people:compare", "pair", {"coordinator"}, 404),
    ("people:hints", "", {"worker_in", "worker_out", "coordinator", "intake", "partner"}, 404),
]  # fmt: skip


@pytest.fixture
def anna(cast: Cast, me: Actor, enter: Any) -> Person:
    person = enter("Anna Bērziņa", 1981, 2, 3, sex="female")
    add_member(cast.family, by=me, person=person, role="mother")
    return person


def address(name: str, what: str, cast: Cast, anna: Person, other: Person) -> str:
    view, _blank, slug = name.partition(" ")
    given: dict[str, list[Any]] = {
        "person": [anna.key, slug] if slug else [anna.key],
        "family": [cast.family.key],
        "pair": ["persons", anna.key, other.key],
    }
    if what == "bond":
        given["bond"] = [cast.family.key, tie(cast.family, by=Actor.system("test"), other="Skola", kind="close").pk]
    if what == "relation":
        given["relation"] = [cast.family.key, relate(anna, other, by=Actor.system("test"), kind="sibling").pk]
    return reverse(view, args=given.get(what, []))


@pytest.mark.parametrize(("name", "what", "open_to", "else_"), DOORS)
def test_doors(
    cast: Cast, anna: Person, me: Actor, enter: Any, client: Client, name: str, what: str, open_to: set[str], else_: int
) -> None:
    other = enter("Anna Berzina", 1981, 2, 3)
    add_member(cast.family, by=me, person=other, role="other")
    url = address(name, what, cast, anna, other)
    found = {who: door(client, cast.users[who], url) for who in ALL}
    readers = {"auditor"} & SEE if what == "person" and " " in name and open_to else set()
    assert found == {who: 200 if who in open_to else 422 if who in readers else else_ for who in ALL}
    assert door(client, None, url) == 302


def test_a_person_of_another_circle_is_not_there_at_any_address(cast: Cast, anna: Person, client: Client) -> None:
    client.force_login(cast.users["worker_out"])
    for slug in ("details", "code", "contact", "relations", "families"):
        assert client.get(reverse("people:part", args=[anna.key, slug])).status_code == 404
        assert client.post(reverse("people:part", args=[anna.key, slug]), {}).status_code == 404
    assert anna.key.encode() not in client.post(reverse("people:hints"), {"first_name": "Anna", "last_name": "Bērziņa"}).content


def test_opening_a_person_is_written_down_with_the_circle(cast: Cast, anna: Person, client: Client) -> None:
    client.force_login(cast.users["worker_in"])
    client.get(anna.get_absolute_url())
    entry = ReadEntry.objects.get()
    assert (entry.thing_id, entry.circle_id, entry.user_id) == (anna.pk, cast.circle.pk, cast.users["worker_in"].pk)


def test_the_page_shows_what_is_needed_and_hides_the_code(cast: Cast, anna: Person, me: Actor, client: Client) -> None:
    set_code(anna, by=me, country="LV", code="161175-19997")
    contact.add_contact(anna, by=me, kind="phone", value="27880031", is_safe=False, rule="Nekad")
    client.force_login(cast.users["worker_in"])
    page = client.get(anna.get_absolute_url()).content.decode()
    assert "27 880 031" in page
    assert "161175-19997" not in page
    assert "161175-•••••" in page
    assert "Anna Bērziņa – Ligzda" not in page


def test_a_hidden_family_leaves_no_gap_on_the_page(cast: Cast, anna: Person, me: Actor, enter: Any, client: Client) -> None:
    hidden = register_family(by=me, name="Slēptā ģimene")
    father = enter("Slēptais Tēvs", 1975, 1, 1)
    add_member(hidden, by=me, person=anna, role="partner")
    add_member(hidden, by=me, person=father, role="father")
    relate(anna, father, by=me, kind="partner")
    client.force_login(cast.users["worker_in"])
    page = client.get(anna.get_absolute_url()).content.decode()
    assert "Slēptā" not in page and "Slēptais" not in page


def test_a_name_of_five_megabytes_is_refused_beside_its_field_and_nothing_is_lost(cast: Cast, anna: Person, client: Client) -> None:
    client.force_login(cast.users["worker_in"])
    answer = client.post(
        reverse("people:part", args=[anna.key, "details"]),
        {"first_name": "A" * 5_000_000, "last_name": "Kalna", "birth": "3.2.1981", "sex": "female", "disability": "unknown"},
    )
    assert answer.status_code == 422
    assert len(answer.content) < 200_000
    assert "Kalna" in answer.content.decode()
    assert Person.objects.get(pk=anna.pk).last_name == "Bērziņa"


@pytest.mark.parametrize("typed", ["<script>", "A\x00b", "=1+1", "Ģ" * 80], ids=["script", "nul", "formula", "eighty"])
def test_strange_names_come_back_as_text(cast: Cast, anna: Person, client: Client, typed: str) -> None:
    client.force_login(cast.users["worker_in"])
    data = {"first_name": typed, "last_name": "Kalna", "birth": "", "sex": "female", "disability": "unknown", "version": version_of(anna)}
    answer = client.post(reverse("people:part", args=[anna.key, "details"]), data)
    assert answer.status_code == (422 if "\x00" in typed else 302)
    assert "<script>alert" not in client.get(anna.get_absolute_url()).content.decode()


def test_pressing_save_twice_writes_one_phone(cast: Cast, anna: Person, client: Client) -> None:
    client.force_login(cast.users["worker_in"])
    data = {"form_key": "k1", "kind": "phone", "value": "27880031", "country": "LV", "is_safe": "on", "rule": ""}
    first, second = (client.post(reverse("people:part", args=[anna.key, "contact"]), data) for _ in range(2))
    assert first.status_code == second.status_code == 302
    assert ContactDetail.objects.count() == 1


def test_an_unlikely_code_asks_for_a_reason_and_is_then_kept(cast: Cast, anna: Person, client: Client) -> None:
    client.force_login(cast.users["worker_in"])
    url = reverse("people:part", args=[anna.key, "code"])
    answer = client.post(url, {"country": "LV", "code": "161175-19996"})
    assert answer.status_code == 422
    assert 'name="reason"' in answer.content.decode()
    assert client.post(url, {"country": "LV", "code": "161175-19996", "reason": "Tā pasē"}).status_code == 302
    assert anna.codes.get().check_note == "Tā pasē"


def drawn_version(page: str) -> str:
    """As the browser sends it back: from the page itself, since a number in a template is grouped in thousands."""
    found = re.search(r'name="version" value="([^"]*)"', page)
    assert found
    return found[1]


def test_a_version_that_cannot_be_read_overwrites_nothing(cast: Cast, anna: Person, client: Client) -> None:
    client.force_login(cast.users["worker_in"])
    data = {"first_name": "Anna", "last_name": "Kalna", "birth": "", "sex": "female", "disability": "no"}
    for version in ("", "1 795 000", "x", "٣", "9" * 5000):
        assert client.post(reverse("people:part", args=[anna.key, "details"]), data | {"version": version}).status_code == 422
    assert Person.objects.get(pk=anna.pk).last_name == "Bērziņa"


def test_who_saves_second_chooses_between_both_values(cast: Cast, anna: Person, client: Client) -> None:
    url = reverse("people:part", args=[anna.key, "details"])
    client.force_login(cast.users["worker_in"])
    version = drawn_version(client.get(url).content.decode())
    mine = {"first_name": "Anna", "last_name": "Kalna", "birth": "1981", "sex": "female", "disability": "no", "version": version}
    other = Client()
    other.force_login(cast.users["coordinator"])
    theirs = {"first_name": "Anna", "last_name": "Zara", "birth": "3.2.1981", "sex": "female", "disability": "unknown", "version": version}
    assert other.post(url, theirs).status_code == 302
    answer = client.post(url, mine)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Māra Ozola" in page
    assert "Zara" in page
    assert "Kalna" in page
    again = mine | {"version": drawn_version(page), "keep_last_name": "theirs", "theirs_last_name": "Zara", "keep_birth": "mine"}
    assert client.post(url, again).status_code == 302
    kept = Person.objects.get(pk=anna.pk)
    assert (kept.last_name, kept.birth_precision, kept.disability) == ("Zara", "year", "no")


def test_a_known_person_or_a_new_one_becomes_a_member(cast: Cast, anna: Person, me: Actor, enter: Any, client: Client) -> None:
    client.force_login(cast.users["coordinator"])
    url = reverse("people:members", args=[cast.family.key])
    data = {
        "first_name": "Elīna",
        "last_name": "Bērziņa",
        "birth": "2019",
        "sex": "female",
        "role": "child",
        "lives_here": "on",
        "from_date": "",
    }
    assert client.post(url, data).status_code == 302
    child = Person.objects.get(first_name="Elīna")
    assert (child.birth_date, child.memberships.get().family) == (dt.date(2019, 1, 1), cast.family)
    again = client.post(f"{url}?person={child.key}", {"role": "child", "lives_here": "on", "from_date": "", "until_date": ""})
    assert again.status_code == 422


def test_merging_and_undoing_on_the_page(cast: Cast, anna: Person, me: Actor, enter: Any, client: Client) -> None:
    other = enter("Anna Berzina", 1981, 2, 3)
    add_member(cast.family, by=me, person=other, role="other")
    client.force_login(cast.users["coordinator"])
    assert "Anna Berzina" in client.get(reverse("people:duplicates")).content.decode()
    url = reverse("people:compare", args=["persons", other.key, anna.key])
    assert client.post(url, {"act": "merge", "because": ""}).status_code == 422
    assert client.post(url, {"act": "merge", "because": "Viens cilvēks", "choose_last_name": "early"}).status_code == 302
    assert Person.objects.get(pk=other.pk).root == anna
    assert client.get(reverse("people:person", args=[other.key])).status_code == 200
    assert client.post(url, {"act": "undo", "because": "Kļūda"}).status_code == 302
    assert Person.objects.get(pk=other.pk).root is None


@pytest.mark.parametrize("rows", [5, 50])
def test_a_person_with_much_written_takes_as_many_statements_as_one_with_little(
    cast: Cast, anna: Person, me: Actor, enter: Any, client: Client, rows: int, django_assert_max_num_queries: Any
) -> None:
    for number in range(rows):
        child = enter(f"Bērns {'abcdefghij'[number // 10]}{'abcdefghij'[number % 10]}", 2010, 1, 1)
        add_member(cast.family, by=me, person=child, role="child")
        relate(anna, child, by=me, kind="parent")
        contact.add_contact(anna, by=me, kind="email", value=f"a{number}@example.org")
    client.force_login(cast.users["worker_in"])
    client.get(anna.get_absolute_url())
    with django_assert_max_num_queries(32):
        assert client.get(anna.get_absolute_url()).status_code == 200


def test_hints_name_who_may_be_meant_while_somebody_types(cast: Cast, anna: Person, client: Client) -> None:
    client.force_login(cast.users["worker_in"])
    typed = {"prefix": "member", "member-first_name": "ana", "member-last_name": "berzina", "member-birth": "3.2."}
    assert anna.key in client.post(reverse("people:hints"), typed).content.decode()
    assert client.post(reverse("people:hints"), typed | {"member-birth": "4.2.1981"}).content.strip() == b""
