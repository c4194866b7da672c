"""Two equal codes: nobody learns from one that a person is on record elsewhere; whoever sees both records is asked to compare."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ligzda.access.actor import Actor
from ligzda.access.models import AuditEntry
from ligzda.kernel.refused import Refused
from ligzda.people.actions.codes import check_code, set_code
from ligzda.people.actions.families import add_member, register_family
from ligzda.people.actions.merging import keep_apart, merge, unmerge
from ligzda.people.models import Person, PersonalCode
from ligzda.people.queries import suspected
from tests.cast import Cast

CODE, OTHER = "161175-19997", "328673-00679"


@pytest.fixture
def here(cast: Cast, me: Actor, enter: Any) -> Person:
    """Somebody in the family of the cast, whom the worker inside sees."""
    person: Person = enter("Anna Bērziņa")
    add_member(cast.family, by=me, person=person, role="mother")
    return person


@pytest.fixture
def hidden(cast: Cast, me: Actor, enter: Any) -> Person:
    """Somebody whom nobody of the cast sees, with a code."""
    person: Person = enter("Vilhelmīne Retā", 1975, 11, 16)
    add_member(register_family(by=me, name="Reto ģimene"), by=me, person=person, role="mother")
    set_code(person, by=me, country="LV", code=CODE)
    return person


def test_the_code_of_a_hidden_person_is_entered_like_any_other(cast: Cast, here: Person, hidden: Person) -> None:
    row = set_code(here, by=cast.actor("worker_in"), country="LV", code=CODE)
    assert (row.person, row.checked_at) == (here, None)
    assert PersonalCode.objects.filter(lookup=row.lookup, is_former=False).count() == 2
    assert suspected(cast.actor("coordinator")) == []


def test_two_equal_codes_seen_together_by_nobody_print_as_unresolved(me: Actor, here: Person, hidden: Person) -> None:
    set_code(here, by=me, country="LV", code=CODE)
    assert [({pair.first, pair.second}, pair.why) for pair in suspected(me)] == [({here, hidden}, "code")]


def test_they_are_compared_once_one_side_is_seen_by_the_other(cast: Cast, me: Actor, here: Person, hidden: Person) -> None:
    set_code(here, by=me, country="LV", code=CODE)
    add_member(cast.family, by=me, person=hidden, role="other")
    assert [pair.why for pair in suspected(cast.actor("coordinator"))] == ["code"]
    merge(here, hidden, by=me, reason="Viena persona")
    assert suspected(me) == []


def test_a_code_is_unique_among_those_that_were_compared(cast: Cast, me: Actor, here: Person, hidden: Person) -> None:
    set_code(here, by=me, country="LV", code=CODE)
    with pytest.raises(Refused):
        keep_apart(here, hidden, by=me, reason="Dvīņi")
    set_code(here, by=me, country="LV", code=OTHER)
    keep_apart(here, hidden, by=me, reason="Dvīņi")
    third = Person.objects.create(first_name="Anna", last_name="Bērziņa", folded=" anna berzina ")
    merge(here, third, by=me, reason="Viena")
    with pytest.raises(Refused) as refused:
        set_code(third, by=me, country="LV", code=CODE)
    assert refused.value.field == "code"


def test_a_code_is_checked_by_who_held_the_document(cast: Cast, me: Actor, here: Person, client: Client) -> None:
    row = set_code(here, by=me, country="LV", code=CODE)
    client.force_login(cast.users["coordinator"])
    todo = reverse("people:codes")
    assert todo in client.get(reverse("desk:day")).content.decode()
    assert "Anna Bērziņa" in client.get(todo).content.decode()
    address = reverse("people:row", args=[here.key, "code", row.pk])
    client.force_login(cast.users["worker_in"])
    assert client.get(todo).status_code == 404
    assert client.post(address, {}).status_code == 422
    assert client.post(address, {"is_compared": "on"}).status_code == 302
    row.refresh_from_db()
    assert row.checked_by == cast.users["worker_in"] and row.checked_at is not None
    assert AuditEntry.objects.filter(act="check_code").count() == 1
    assert client.get(address).status_code == 404
    client.force_login(cast.users["coordinator"])
    assert todo not in client.get(reverse("desk:day")).content.decode()
    with pytest.raises(Refused):
        check_code(row, by=cast.actor("worker_out"))


def test_two_present_codes_of_one_person_are_one_again_when_a_new_one_is_entered(me: Actor, enter: Any) -> None:
    first, second = enter("Anna Bērziņa"), enter("Anna Berzina")
    set_code(first, by=me, country="LV", code=CODE)
    set_code(second, by=me, country="LV", code=OTHER)
    made = merge(first, second, by=me, reason="Viena")
    assert set_code(first, by=me, country="LV", code=OTHER).person == second
    unmerge(made, by=me, reason="Kļūda")


# --- a hidden and an invented person cost the same -----------------------------------------------------------------------


def asked(client: Client, ask: Callable[[Client], Any]) -> tuple[int, int, int]:
    """Status, statements and bytes of an answer, the second time it is asked."""
    ask(client)
    with CaptureQueriesContext(
        connection,
    ) as counted:
        answer = ask(client)
    return answer.status_code, len(counted), len(answer.content)


@pytest.mark.parametrize("who", ["worker_in", "coordinator", "intake"])
def test_a_hidden_and_an_invented_person_cost_the_same_statements_and_bytes(
    cast: Cast, here: Person, hidden: Person, client: Client, who: str
) -> None:
    client.force_login(cast.users[who])
    invented = "zzzzzzzz"
    forms: list[tuple[str, Callable[[str, str, str], Callable[[Client], Any]]]] = [
        ("search", lambda key, name, code: lambda c: c.get(reverse("desk:search"), {"q": name})),
        ("search by code", lambda key, name, code: lambda c: c.get(reverse("desk:search"), {"q": code})),
        ("hints", lambda key, name, code: lambda c: c.get(reverse("people:hints"), {"first_name": name, "last_name": name})),
        ("page", lambda key, name, code: lambda c: c.get(reverse("people:person", args=[key]))),
        ("part", lambda key, name, code: lambda c: c.get(reverse("people:part", args=[key, "details"]))),
        ("compare", lambda key, name, code: lambda c: c.get(reverse("people:compare", args=["persons", key, here.key]))),
    ]
    for title, form in forms:
        there = asked(client, form(hidden.key, "Vilhelmīne", CODE))
        nowhere = asked(client, form(invented, "Vilhelmāne", OTHER))
        assert there == nowhere, title


def test_entering_the_code_of_a_hidden_person_costs_what_any_other_costs(cast: Cast, here: Person, hidden: Person, client: Client) -> None:
    client.force_login(cast.users["worker_in"])
    address, spent = reverse("people:part", args=[here.key, "code"]), []
    for code in (OTHER, CODE):
        PersonalCode.objects.filter(person=here).delete()
        client.get(address)
        with CaptureQueriesContext(connection) as counted:
            answer = client.post(address, {"country": "LV", "code": code})
        spent.append((answer.status_code, answer.headers["Location"], len(counted)))
    assert spent[0] == spent[1] and spent[0][0] == 302
