"""The walk knows every address, and notices a door that was left open."""

import random

from tests.doors import typed
from tests.doors.gather import NEVER
from tests.doors.harvest import Field, Harvest
from tests.doors.routes import Route, routes
from tests.doors.steps import Step
from tests.doors.things import THINGS, Thing, kind_of, things


def test_every_parameter_of_every_address_is_known() -> None:
    kinds = {kind_of(route, name) for route in routes() for name in route.parameters} - {None}
    assert kinds <= set(THINGS)


def test_every_parameter_of_every_address_has_keys(marked: object, db: None) -> None:
    rows = things()
    without = []
    for route in routes():
        for name in route.parameters:
            kind = kind_of(route, name)
            if kind and not rows[kind]:
                without.append(f"{route.template}: the demo holds no {kind}")
    assert not without, "\n".join(without)


def test_every_filter_that_a_page_reads_is_known(harvest: Harvest) -> None:
    assert not typed.unknown(harvest), "\n".join(typed.unknown(harvest))


def test_every_page_was_opened_to_see_what_it_offers(harvest: Harvest) -> None:
    never = {route.template for route in routes()} - harvest.opened
    assert never <= set(NEVER), sorted(never - set(NEVER))


def test_a_filter_that_nobody_knows_is_named(harvest: Harvest) -> None:
    harvest.queries["families/"]["whoever"] = Field()
    harvest.forms["families/"] = {"child": Field(values={"1092"}, type="select"), "whose_1092": Field(type="text")}
    assert [text.split(":")[1].split()[:6] for text in typed.unknown(harvest)] == [
        ["nothing", "says", "what", "?whoever=", "may", "be."],
        ["nothing", "says", "whose", "number", "stands", "in"],
        ["nothing", "says", "whose", "numbers", "stand", "in"],
    ]


def test_the_number_of_a_row_in_the_name_of_a_field_is_changed_for_one_that_is_hidden_and_for_nobodys() -> None:
    forms = {"groups/": {"m1232": Field(values={"absent"}, type="radio"), "note": Field(type="text")}}
    typist = typed.Typist(
        Harvest(forms=forms), random.Random(1), {}, lambda _kind: [], lambda kind: [Thing("1777")] if kind == "enrolment" else []
    )
    sent = [typist.form("groups/") for _again in range(20)]
    assert {data[0][0] for data, _secret in sent} == {"m1777", "m1232"} and {secret for _data, secret in sent} == {"1777", ""}
    data, swapped = next(one for one in sent if one[1])
    step = Step(Route("x", "groups/"), (), "POST", data=data, swapped=swapped)
    assert step.with_nobodys().data == (("m9999", data[0][1]), data[1])


def test_a_key_of_one_letter_is_changed_where_it_is_the_key_and_in_no_other_word() -> None:
    query = (("by", "quarter"), ("group", "a"), ("format", "csv"), ("where", "group:a"))
    step = Step(Route("x", "figures/"), (), query=query, swapped="a")
    assert step.with_nobodys().query == (("by", "quarter"), ("group", "q"), ("format", "csv"), ("where", "group:q"))


def test_filters_words_and_fields_are_found_on_the_pages(harvest: Harvest) -> None:
    assert {"state", "site", "q"} <= set(harvest.queries["families/"])
    assert {"families", "admitted"} <= harvest.words["projects/<slug:key>/figures/<slug:code>/"]["code"]
    assert {"member"} <= harvest.forms["families/<slug:key>/cases/<slug:case_key>/own/new/"]["children"].kinds
