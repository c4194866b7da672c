"""The walk knows every address, and notices a door that was left open."""

from tests.doors import typed
from tests.doors.harvest import Field, Harvest
from tests.doors.routes import routes
from tests.doors.things import THINGS, kind_of, things


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


def test_a_filter_that_nobody_knows_is_named(harvest: Harvest) -> None:
    harvest.queries["families/"]["whoever"] = Field()
    harvest.forms["families/"] = {"child": Field(values={"1092"}, type="select")}
    assert [text.split(":")[1].split()[:6] for text in typed.unknown(harvest)] == [
        ["nothing", "says", "what", "?whoever=", "may", "be."],
        ["nothing", "says", "whose", "numbers", "stand", "in"],
    ]


def test_filters_words_and_fields_are_found_on_the_pages(harvest: Harvest) -> None:
    assert {"state", "site", "q"} <= set(harvest.queries["families/"])
    assert {"families", "admitted"} <= harvest.words["projects/<slug:key>/figures/<slug:code>/"]["code"]
    assert {"member"} <= harvest.forms["families/<slug:key>/cases/<slug:case_key>/own/new/"]["children"].kinds
