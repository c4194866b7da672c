"""What several rooms hand over has one order."""

from dataclasses import dataclass

from ligzda.kernel.order import by_room


@dataclass(frozen=True)
class Thing:
    name: str
    behind: str = ""


def ordered(*things: Thing) -> str:
    return "".join(one.name for one in by_room({one.name: one for one in things}))


def test_a_room_stands_behind_another_rooms_thing_in_its_own_order_whoever_came_first() -> None:
    first, last = Thing("a"), Thing("b")
    between = (Thing("x", behind="a"), Thing("y", behind="a"))
    assert ordered(first, last, *between) == ordered(*between, first, last) == "axyb"


def test_behind_what_stands_behind_another_and_behind_nothing_that_is_there() -> None:
    assert ordered(Thing("a"), Thing("b"), Thing("x", behind="a"), Thing("z", behind="x"), Thing("w", behind="gone")) == "axzbw"
