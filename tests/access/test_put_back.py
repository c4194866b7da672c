"""What is covered in a form comes back whole: nothing before, between or behind a cover is lost, and nothing goes where it was not made for."""

import pytest
from django.http import QueryDict
from django.test import RequestFactory

from ligzda.access import covered, keys
from ligzda.access.actor import Actor
from tests.cast import make_user

HERE = "/people/7/change/"
ONE, TWO = "[adrese 1]", "[adrese 2]"
WORDS = {ONE: "Liepu iela 7", TWO: "Ozolu iela 12"}


def sealed(actor: Actor, action: str = HERE) -> str:
    return covered.carried(actor, action, WORDS).partition('value="')[2].partition('"')[0]


def answer(*seals: str, **fields: str) -> QueryDict:
    data = QueryDict(mutable=True)
    data.update(fields)
    data.setlist(covered.FIELD, list(seals))
    return data


@pytest.fixture
def anna(db: None) -> Actor:
    return Actor(make_user("Anna Bite"))


@pytest.mark.parametrize(
    ("typed", "saved", "where"),
    [
        ("Dzīvo [adrese 1], otrais stāvs.", "Dzīvo Liepu iela 7, otrais stāvs.", [(6, 18)]),
        ("[adrese 1]", "Liepu iela 7", [(0, 12)]),
        ("No [adrese 1] uz [adrese 2] martā", "No Liepu iela 7 uz Ozolu iela 12 martā", [(3, 15), (19, 32)]),
        ("[adrese 2][adrese 1]!", "Ozolu iela 12Liepu iela 7!", [(0, 13), (13, 25)]),
        ("Nekur", "Nekur", []),
        ("", "", []),
    ],
)
def test_a_text_is_saved_whole_and_it_is_known_where_something_came_back(
    anna: Actor, typed: str, saved: str, where: list[tuple[int, int]]
) -> None:
    found, said = covered.whole(anna, HERE, answer(sealed(anna), note=typed))
    assert found["note"] == saved and said == {saved: where}


def test_every_value_of_a_field_is_put_back_and_what_is_no_text_stays(anna: Actor) -> None:
    data = answer(sealed(anna), csrfmiddlewaretoken=ONE, form_key=ONE)
    data.setlist("note", [ONE, "cits", TWO])
    found, said = covered.whole(anna, HERE, data)
    assert found.getlist("note") == ["Liepu iela 7", "cits", "Ozolu iela 12"]
    assert (found["csrfmiddlewaretoken"], found["form_key"]) == (ONE, ONE)
    assert said == {"Liepu iela 7": [(0, 12)], "cits": [], "Ozolu iela 12": [(0, 13)]}


def test_nothing_comes_back_for_another_reader_in_another_form_or_from_a_seal_made_by_hand(anna: Actor) -> None:
    other, nobody = Actor(make_user("Dace Liepa")), Actor(None)
    for actor, path, seal in (
        (other, HERE, sealed(anna)),
        (anna, "/people/8/change/", sealed(anna)),
        (nobody, HERE, sealed(nobody)),
        (anna, HERE, "k1$nekas"),
        (anna, HERE, "nekas"),
        (anna, HERE, keys.encrypt("7")),
    ):
        found, said = covered.whole(actor, path, answer(seal, note=ONE))
        assert found["note"] == ONE and said == {ONE: []}


def test_a_seal_beside_one_that_cannot_be_opened_still_opens(anna: Actor) -> None:
    assert covered.whole(anna, HERE, answer("nekas", sealed(anna), note=ONE))[0]["note"] == "Liepu iela 7"


def test_a_form_is_known_by_its_path_without_what_was_asked(anna: Actor) -> None:
    assert covered.whole(anna, HERE, answer(sealed(anna, f"{HERE}?tab=2"), note=ONE))[0]["note"] == "Liepu iela 7"


def test_before_a_view_reads_it_the_answer_is_whole_and_what_was_typed_is_known(anna: Actor) -> None:
    request = RequestFactory().post(f"{HERE}?q=liepa", {covered.FIELD: sealed(anna), "note": f"No {ONE}"})
    covered.uncover(request, anna)
    assert request.POST["note"] == "No Liepu iela 7" and anna.typed == {"No Liepu iela 7": [(3, 15)], "liepa": []}
