"""A name stands for one thing: what is handed over twice under one name, or asked for and not there, is said at once."""

from dataclasses import replace

import pytest

from ligzda.kernel.refused import Refused
from ligzda.measure.facts import Fact, fact, facts, register_fact
from ligzda.measure.indicators import exists, indicator, indicators, register_indicator


def test_a_name_of_a_fact_stands_for_one_fact() -> None:
    there = facts()
    with pytest.raises(ValueError, match="registered twice"):
        register_fact(replace(there[0]))
    register_fact(there[0])  # the very same, as when a module is read again
    assert facts() == there and fact(there[0].name) is there[0]


def test_a_code_stands_for_one_definition() -> None:
    there = indicators()
    with pytest.raises(ValueError, match="registered twice"):
        register_indicator(replace(there[0]))
    register_indicator(there[0])
    assert indicators() == there and indicator(there[0].code) is there[0]


def test_what_nobody_handed_over_is_refused_by_its_name() -> None:
    with pytest.raises(Refused, match="weather"):
        fact("weather")
    with pytest.raises(Refused, match="weather"):
        indicator("weather")
    assert not exists("weather") and isinstance(facts()[0], Fact)
