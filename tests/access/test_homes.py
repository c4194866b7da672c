"""To which circle a record belongs, read from its links."""

from ligzda.access.homes import ways_home
from ligzda.people.models import Family, Person
from ligzda.services.models import Session


def test_the_ways_are_the_shortest_and_no_table_is_gone_through_twice() -> None:
    assert ways_home(Session) == (
        ("circle",), ("project", "circle"), ("site", "circle"), ("case", "circle"), ("cohort", "group", "circle"),
        ("case", "family"), ("note", "person"),
    )  # fmt: skip


def test_people_and_families_are_no_way_of_themselves() -> None:
    assert (ways_home(Person), ways_home(Family)) == ((), ())
