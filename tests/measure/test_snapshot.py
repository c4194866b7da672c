"""A frozen report does not move; what would be different today is listed beside it."""

from ligzda.measure import snapshot
from ligzda.measure.request import Statement
from ligzda.measure.shown import shown_frozen
from tests.measure.world import END, START, World, question

ASKED = (question("w_families", by=("site",)), question("w_sessions"), question("w_per_family"), question("w_none"))


def test_the_same_records_give_the_same_bytes(example: World) -> None:
    first, second = snapshot.freeze(ASKED), snapshot.freeze(ASKED)
    assert snapshot.canonical(first) == snapshot.canonical(second)
    assert snapshot.is_whole(first)
    assert snapshot.compare(first, second) == []
    assert first["figures"][0]["definition"] == 1


def test_a_later_record_is_listed_as_changed_since(example: World) -> None:
    frozen = snapshot.freeze(ASKED)
    before = snapshot.canonical(frozen)
    example.contact(8, 8, END, site="valmiera")
    changes = snapshot.compare(frozen, snapshot.freeze(ASKED))
    assert snapshot.canonical(frozen) == before
    families = [one for one in changes if one.code == "w_families"]
    assert [(dict(one.key), one.was["value"], one.now["value"]) for one in families] == [({}, 4, 5), ({"site": "valmiera"}, 2, 3)]
    assert families[0].because == ("records",)


def test_other_people_behind_the_same_number_show_as_a_change(example: World) -> None:
    frozen = snapshot.freeze(ASKED[:1])
    example.set("w_attendance", 23, family_id=9)
    (change, *_) = snapshot.compare(frozen, snapshot.freeze(ASKED[:1]))
    assert change.because == ("records",)


def test_a_later_statement_shows_as_changed_and_the_record_stays(example: World) -> None:
    frozen = snapshot.freeze((question("w_families"),))
    silent = question("w_families", statements=(Statement("w_families", since=START, note="never"),))
    (change,) = snapshot.compare(frozen, snapshot.freeze((silent,)))
    assert (change.was["value"], change.now["value"], change.because) == (4, None, ("statements",))


def test_a_touched_report_is_noticed(example: World) -> None:
    frozen = snapshot.freeze(ASKED)
    frozen["figures"][0]["value"] = 100
    assert not snapshot.is_whole(frozen)


def test_what_was_held_back_when_it_was_published_stays_so_and_nothing_beside_it(example: World) -> None:
    """By its place: a row of a split, the first one too, or the figure over its rows."""
    frozen = snapshot.freeze(ASKED[:2])
    for row in (-1, 0, 1):
        split, sessions = shown_frozen(frozen, [[0, row]], ASKED[:2], is_public=False)
        held = [bool(one.suppressed) for one in (split, *(split.rows or ()))]
        assert (held, bool(sessions.suppressed)) == ([n == row + 1 for n in range(3)], False)
