"""Coverage statements win over the records, and the records stay countable beside them."""

import datetime as dt
from dataclasses import replace

from ligzda.measure.request import Statement, Typed
from tests.measure.world import ENDS, START, World, ask, rows

SITE_UNKNOWN = Statement("w_families", (("site", None),), START, None, note={"lv": "nav paziņots", "en": "never reported by site"})
MANY = {"as_of": ENDS[2]}


def unknown(measure: str, *dimensions: tuple[str, str | None], since: dt.date | None = START, **more: object) -> Statement:
    return Statement(measure, dimensions, since, note="never reported", **more)  # type: ignore[arg-type]


def test_a_record_inside_an_unknown_scope_changes_only_what_is_recorded(example: World) -> None:
    statements = (unknown("w_families"),)
    before = ask("w_families", statements=statements)
    example.contact(77, 77, ENDS[0])
    after = ask("w_families", statements=statements)
    assert (before.value, before.recorded, before.reason) == (None, 4, "never reported")
    assert after.as_json() == before.as_json()
    assert after.recorded == 5


def test_withdrawing_the_statement_prints_the_count_again(example: World) -> None:
    assert ask("w_families", statements=(unknown("w_families"),)).value is None
    assert ask("w_families", statements=()).value == 4


def test_a_record_outside_the_scope_changes_its_figure_as_ever(example: World) -> None:
    statements = (unknown("w_families", ("site", "valmiera")),)
    example.contact(77, 77, ENDS[0], site="bauska")
    figure = ask("w_families", by=("site",), statements=statements)
    assert figure.value == 5
    assert rows(figure) == {"bauska": 3, "valmiera": None}


def test_a_statement_on_a_part_takes_this_part_out_of_a_sum(example: World) -> None:
    statements = (unknown("w_sessions", ("service", "legal")),)
    figure = ask("w_sessions", statements=statements, by=("site",))
    assert (figure.value, figure.unknown_parts, figure.reason, figure.recorded) == (6, 1, "never reported", 9)
    assert {row.key["site"]: (row.value, row.unknown_parts) for row in figure.rows or ()} == {"bauska": (3, 1), "valmiera": (3, 1)}
    assert figure.in_words("en") == "6 + 1 unknown"
    split = ask("w_sessions", statements=statements, by=("service",))
    assert rows(split) == {"camp": 1, "legal": None, "psychologist": 5}


def test_a_statement_on_a_part_of_people_touches_the_row_only(example: World) -> None:
    statements = (unknown("w_families", ("service", "legal")),)
    figure = ask("w_families", statements=statements, by=("service",))
    assert (figure.value, figure.unknown_parts) == (4, 0)
    assert rows(figure) == {"camp": 1, "legal": None, "psychologist": 3}


def test_an_unknown_part_without_any_record_is_still_a_part_and_a_row(example: World) -> None:
    statements = (unknown("w_sessions", ("service", "hiv_specialist")),)
    figure = ask("w_sessions", statements=statements, by=("service",))
    assert (figure.value, figure.unknown_parts) == (9, 1)
    assert rows(figure)["hiv_specialist"] is None


def test_the_same_rows_give_the_same_recorded_counts_with_and_without_statements(example: World) -> None:
    statements = (unknown("*"), unknown("w_sessions", ("service", "legal")))
    for code in ("w_families", "w_persons", "w_sessions"):
        plain, silent = ask(code, by=("service",)), ask(code, by=("service",), statements=statements)
        assert plain.recorded == silent.recorded == plain.value
        assert silent.value is None
        assert [row.recorded for row in silent.rows or ()] == [row.recorded for row in plain.rows or ()]


def test_a_statement_by_site_touches_rows_and_filters_by_site_not_the_total(example: World) -> None:
    figure = ask("w_families", by=("site",), statements=(SITE_UNKNOWN,), lang="lv")
    assert figure.value == 4
    assert {row.reason for row in figure.rows or ()} == {"nav paziņots"}
    assert ask("w_families", where={"site": "bauska"}, statements=(SITE_UNKNOWN,)).value is None


def test_a_narrow_complete_statement_stands_beside_a_broad_unknown_one(example: World) -> None:
    narrow = Statement("w_families", (("site", None), ("service", "psychologist")), ENDS[1], None, state="complete")
    figure = ask("w_families", by=("site", "service"), statements=(SITE_UNKNOWN, narrow))
    assert rows(figure)[("bauska", "psychologist")] == 1
    assert rows(figure)[("bauska", "legal")] is None
    earlier = ask("w_families", by=("site", "service"), statements=(SITE_UNKNOWN, narrow), as_of=ENDS[0])
    assert rows(earlier)[("bauska", "psychologist")] is None


def test_the_shorter_period_wins_and_then_the_later_entry(example: World) -> None:
    long, short = unknown("w_families"), Statement("w_families", (), START, ENDS[2], state="complete")
    assert ask("w_families", statements=(long, short), as_of=ENDS[2]).value == 4
    assert ask("w_families", statements=(long, short)).value is None
    first, second = replace(short, order=1), replace(short, state="unknown", order=2)
    assert ask("w_families", statements=(second, first), as_of=ENDS[2]).value is None


def test_a_statement_touches_by_the_last_day(example: World) -> None:
    until = Statement("w_persons", (), START, ENDS[1], note="not before the final report")
    assert ask("w_persons", "cumulative", as_of=ENDS[1], statements=(until,)).value is None
    assert ask("w_persons", "cumulative", as_of=ENDS[2], statements=(until,)).value == 5


def test_new_needs_both_of_its_ends(example: World) -> None:
    until = Statement("w_persons", (), START, ENDS[0], note="not before")
    july = {"since": ENDS[1] + dt.timedelta(days=1), "as_of": ENDS[2], "statements": (until,)}
    april = july | {"since": ENDS[0] + dt.timedelta(days=1)}
    assert ask("w_persons", "new", **july).value == 1
    assert ask("w_persons", "new", **april).value is None
    assert ask("w_persons", "total", **april).value is None
    assert ask("w_persons", "cumulative", **april).value == 5
    narrow = Statement("w_persons", (), ENDS[2], ENDS[2], state="complete")
    assert ask("w_persons", "new", **(april | {"statements": (until, narrow)})).value is None
    by_quarter = ask("w_persons", "new", by=("quarter",), as_of=ENDS[2], statements=(until,))
    assert rows(by_quarter) == {"2014-Q1": None, "2014-Q2": None, "2014-Q3": 1}


def test_a_floor_prints_itself_whatever_the_records_count(example: World) -> None:
    floor = Statement("w_families", (), START, None, "at_least", 40, ">", "the report names a floor, not a number")
    figure = ask("w_families", statements=(floor,))
    assert (figure.value, figure.at_least, figure.comparator, figure.discrepancy) == (40, True, ">", True)
    assert figure.in_words("en") == "> 40"
    bare = replace(floor, floor=None, note="")
    figure = ask("w_families", statements=(bare,))
    assert (figure.value, figure.comparator) == (4, "≥")
    assert figure.reason


def test_a_part_with_a_floor_makes_the_sum_a_floor(example: World) -> None:
    floor = Statement("w_sessions", (("service", "camp"),), START, None, "at_least", 5, "≥", "five or more")
    figure = ask("w_sessions", statements=(floor,))
    assert (figure.value, figure.at_least, figure.comparator, figure.reason) == (13, True, "≥", "five or more")


def test_a_star_touches_reach_and_service_figures(example: World) -> None:
    star = unknown("*", since=dt.date(2014, 10, 1))
    assert ask("w_sessions", statements=(star,)).value is None
    assert ask("w_sessions", statements=(star,), as_of=ENDS[2]).value == 9


def events(world: World) -> None:
    world.event("midterm", on_day(8), present=25)
    for number, month in enumerate((6, 6, 9, 10)):
        world.event(f"held{number}", on_day(month))
    world.event("opening", on_day(2), "announced")
    world.event("seminar", on_day(11), "unconfirmed")
    world.event("called_off", on_day(11), "cancelled", 99)
    world.event("next_year", dt.date(2015, 2, 1), "announced")


def on_day(month: int) -> dt.date:
    return dt.date(2014, month, 15)


def test_events_twenty_five_and_four_unknown_two_not_confirmed(world: World) -> None:
    events(world)
    figure = ask("w_event_attendance", by=("event",))
    assert figure.as_json() | {"rows": None} == {
        "code": "w_event_attendance",
        "title": "people at events",
        "unit": "",
        "measure": "total",
        "value": 25,
        "unknown_parts": 4,
        "at_least": False,
        "comparator": None,
        "not_confirmed": 2,
        "reason": "the number of people at 4 held events was never reported",
        "planned": [],
        "note": None,
        "rows": None,
    }
    assert figure.in_words("en") == "25 + 4 unknown; 2 not confirmed as held"
    found = {row.key["event"]: row for row in figure.rows or ()}
    assert found["midterm"].value == 25
    assert (found["held0"].value, found["opening"].value, found["opening"].not_confirmed) == (None, None, 1)
    assert all(row.reason for row in figure.rows or () if row.value is None)
    assert "next_year" not in found


def test_a_statement_and_an_unknown_event_are_one_part(world: World) -> None:
    events(world)
    statements = tuple(unknown("w_event_attendance", ("event", f"held{n}")) for n in range(4))
    figure = ask("w_event_attendance", statements=statements)
    assert (figure.value, figure.unknown_parts, figure.not_confirmed, figure.reason) == (25, 4, 2, "never reported")


def test_a_number_that_becomes_known_changes_the_sum_and_a_zero_only_its_label(world: World) -> None:
    events(world)
    world.event("empty", on_day(7), present=0)
    first = ask("w_event_attendance")
    world.event("empty2", on_day(7))
    second = ask("w_event_attendance")
    assert first.value == second.value == 25
    assert second.unknown_parts == first.unknown_parts + 1


def test_what_waits_to_be_confirmed_is_in_no_other_number(world: World) -> None:
    world.session(on_day(2))
    world.session(on_day(3), state="announced")
    world.session(dt.date(2014, 12, 31), state="announced")
    figure = ask("w_consultations")
    assert (figure.value, figure.unknown_parts, figure.not_confirmed) == (1, 0, 1)


def test_a_reported_number_stands_only_in_its_own_row(world: World) -> None:
    typed = (Typed("w_children", (("group", "camp_1"), ("territory", "cesis")), 15),)
    figure = ask("w_children", by=("group", "territory"), typed=typed)
    assert rows(figure) == {("camp_1", "cesis"): 15}
    assert figure.value == 0


def test_a_ratio_is_unknown_when_either_number_is(example: World) -> None:
    figure = ask("w_per_family", statements=(unknown("w_persons"),))
    assert (figure.value, figure.reason) == (None, "never reported")
