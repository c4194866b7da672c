"""A project of which only what is stated is known: the tests of coverage with the other default, and what a part was until a day."""

import datetime as dt
from typing import Any

import pytest

from ligzda.kernel.languages import LANGUAGES
from ligzda.measure.coverage import in_question
from ligzda.measure.indicators import indicator
from ligzda.measure.request import Statement
from tests.measure.world import ENDS, START, World, question, rows
from tests.measure.world import ask as asked

DEFAULTS = ("complete", "unknown")


def complete(measure: str, *dimensions: tuple[str, str | None], since: dt.date = START, until: dt.date | None = None) -> Statement:
    return Statement(measure, dimensions, since, until, "complete", order=1)


def unknown(measure: str, *dimensions: tuple[str, str | None], since: dt.date = START) -> Statement:
    return Statement(measure, dimensions, since, note="never reported", order=2)


def ask(code: str, *args: Any, unless_stated: str = "unknown", **more: Any) -> Any:
    return asked(code, *args, unless_stated=unless_stated, **more)


def test_nothing_prints_as_reported_that_nobody_reported(example: World) -> None:
    for code in ("w_families", "w_persons", "w_sessions", "w_consultations"):
        for measure in ("total", "new", "cumulative"):
            figure = ask(code, measure, by=("service",))
            assert figure.value is None
            assert figure.reason == "nobody has stated that the records of this are complete"
            assert all(row.value is None and row.reason for row in figure.rows)
            assert figure.recorded == asked(code, measure).value


@pytest.mark.parametrize("default", DEFAULTS)
def test_a_record_inside_an_unknown_scope_changes_only_what_is_recorded(example: World, default: str) -> None:
    statements = (unknown("w_families"),)
    before = ask("w_families", statements=statements, unless_stated=default)
    example.contact(77, 77, ENDS[0])
    after = ask("w_families", statements=statements, unless_stated=default)
    assert before.value is None
    assert after.as_json() == before.as_json()
    assert (before.recorded, after.recorded) == (4, 5)


@pytest.mark.parametrize("default", DEFAULTS)
def test_the_statement_that_is_withdrawn_leaves_what_holds_unless_stated(example: World, default: str) -> None:
    stated = (complete("w_families"),)
    assert ask("w_families", statements=stated, unless_stated=default).value == 4
    assert ask("w_families", statements=(*stated, unknown("w_families")), unless_stated=default).value is None
    assert ask("w_families", unless_stated=default).value == (4 if default == "complete" else None)


@pytest.mark.parametrize("default", DEFAULTS)
def test_a_record_outside_the_unknown_scope_changes_its_figure(example: World, default: str) -> None:
    statements = (complete("w_families"), unknown("w_families", ("site", "valmiera")))
    example.contact(77, 77, ENDS[0], site="bauska")
    figure = ask("w_families", by=("site",), statements=statements, unless_stated=default)
    assert figure.value == 5
    assert rows(figure) == {"bauska": 3, "valmiera": None}


@pytest.mark.parametrize("default", DEFAULTS)
def test_a_part_changes_a_sum_and_only_the_row_of_people(example: World, default: str) -> None:
    for code, value, parts in (("w_sessions", 6, 1), ("w_families", 4, 0)):
        statements = (complete(code), unknown(code, ("service", "legal")))
        figure = ask(code, statements=statements, by=("service",), unless_stated=default)
        assert (figure.value, figure.unknown_parts) == (value, parts)
        assert rows(figure)["legal"] is None


@pytest.mark.parametrize("default", DEFAULTS)
def test_the_same_rows_give_the_same_recorded_counts(example: World, default: str) -> None:
    for code in ("w_families", "w_persons", "w_sessions"):
        plain, silent = asked(code, by=("service",)), ask(code, by=("service",), unless_stated=default)
        assert plain.recorded == silent.recorded
        assert [row.recorded for row in silent.rows] == [row.recorded for row in plain.rows]


def test_the_reason_stands_in_the_language_asked_for(example: World) -> None:
    reasons = {lang: ask("w_families", lang=lang).reason for lang in LANGUAGES}
    assert len(set(reasons.values())) == 3


def test_a_part_that_was_complete_until_a_day_enters_the_sum_with_that_days_number(example: World) -> None:
    statements = (complete("w_sessions"), unknown("w_sessions", ("service", "legal"), since=dt.date(2014, 4, 1)))
    for measure in ("total", "cumulative"):
        figure = ask("w_sessions", measure, statements=statements)
        assert (figure.value, figure.at_least, figure.unknown_parts, figure.comparator) == (7, True, 1, "≥")
        assert (figure.in_words("en"), figure.reason, figure.recorded) == ("≥ 7", "never reported", 9)
    part = ask("w_sessions", where={"service": "legal"}, statements=statements)
    assert part.value is None
    late = ask("w_sessions", since=dt.date(2014, 2, 1), statements=statements)
    assert (late.at_least, late.unknown_parts) == (False, 1), "a number that starts later is a difference"
    split = ask("w_sessions", by=("site",), statements=statements)
    assert {row.key["site"]: (row.value, row.at_least) for row in split.rows} == {"bauska": (3, False), "valmiera": (4, True)}


def test_a_figure_that_rests_on_an_unknown_one_is_unknown() -> None:
    about = question("known_sessions", statements=(unknown("sessions", ("group", "b")),))
    assert [one.measure for one in in_question(about, indicator("known_sessions"))] == ["known_sessions"]
    assert not in_question(about, indicator("families"))
    silent = question("known_sessions", statements=(complete("sessions", ("group", "b")),), unless_stated="unknown")
    assert [one.is_default for one in in_question(silent, indicator("known_sessions"))] == [True]
