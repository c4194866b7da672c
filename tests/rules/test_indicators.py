"""A figure has one definition, a sentence that defines it, and a second count that the product is compared with (``tests/recount``)."""

from collections.abc import Collection, Iterable, Iterator

from ligzda.measure.indicators import Indicator, indicators
from tests.recount.asking import DEFINITIONS
from tests.rules.house import obey


def faults(found: Iterable[Indicator], counted: Collection[str]) -> Iterator[str]:
    seen: set[str] = set()
    for one in found:
        if one.code in seen:
            yield f"{one.code} is declared twice"
        seen.add(one.code)
        if not str(one.describes or "").strip():
            yield f"{one.code} says nowhere what it counts (describes)"
        if one.code not in counted:
            yield f"{one.code} is counted by nobody else"


def test_indicators_are_unique_defined_and_counted_twice() -> None:
    ours = [one for one in indicators() if not one.code.startswith("w_")]  # those of the worked example live in its test
    obey(faults(ours, DEFINITIONS), "One file in the room's indicators/, describes=_(…), and a definition of its own in tests/recount.")


def test_a_planted_indicator_is_found() -> None:
    planted = Indicator("planted", "Planted")
    assert len(list(faults([planted, planted], {"families"}))) == 5
