"""The one list: what its address asks for, combined, taken away, and sent as nonsense."""

from django.test import RequestFactory

from ligzda.web.lists import Cell, Column, Filter, Listing, ListRow, Offered, Sort
from ligzda.web.paging import page_of

BIRDS = Offered(
    (Column("Name", "name"), Column("Colour")),
    (Filter("late", "Late", (("1", "yes"),), ("1",)), Filter("colour", "Colour", (("red", "red"), ("blue", "blue")))),
    (Sort("age", "by age", is_falling=True), Sort("name", "by name")),
    {"q": "ro"},
)


def listing(**asked: str) -> Listing:
    lines = [ListRow("a", "/a/", (Cell("Robin"), Cell("red")))]
    return Listing("birds", "Birds", BIRDS, BIRDS.read(asked), page_of(lines, RequestFactory().get("/", asked)))


def test_filters_combine_and_each_can_be_taken_away_alone() -> None:
    shown = listing(late="1", colour="red")
    assert [(chip.label, chip.url, chip.takes) for chip in shown.chips] == [
        ("Late", "?q=ro&colour=red", True),
        ("Colour: red", "?q=ro&late=1", True),
    ]
    assert shown.clear_url == "?q=ro"


def test_what_is_not_offered_is_left_out_and_named_by_its_word_alone() -> None:
    shown = listing(colour="<green>", late="1", sort="size")
    assert dict(shown.chosen.values) == {"late": "1"}
    assert shown.chosen.sort == "age"
    assert [str(one) for one in shown.chosen.unknown] == ["Colour", "Kārtība"]


def test_a_quick_choice_stands_in_sight_and_not_again_behind_the_fold() -> None:
    assert [chip.label for chip in listing().chips] == ["Late"]
    assert [group.label for group in listing().groups] == ["Colour"]


def test_a_head_sorts_and_keeps_the_filters() -> None:
    heads = listing(colour="blue").heads
    assert [(head.label, head.url) for head in heads] == [("Name", "?q=ro&colour=blue&sort=name"), ("Colour", "")]
    assert listing(sort="name").heads[0].sorted == "ascending"


def test_the_form_of_a_long_filter_keeps_the_others() -> None:
    long = Filter("place", "Place", tuple((str(n), f"Place {n}") for n in range(9)))
    many = Offered(BIRDS.columns, (*BIRDS.filters, long), BIRDS.sorts, BIRDS.beside)
    asked = {"place": "3", "colour": "red", "sort": "name"}
    drawn = Listing("birds", "Birds", many, many.read(asked), page_of([], RequestFactory().get("/"))).groups[-1]
    assert (drawn.is_long, drawn.value, list(drawn.kept)) == (True, "3", [("q", "ro"), ("colour", "red"), ("sort", "name")])
