"""Whose words stand where, through the versions of a text."""

import pytest

from ligzda.kernel.text import squeeze
from ligzda.safeguarding import authorship
from ligzda.safeguarding.authorship import is_own, left_over, letter_at, parts_after, places, within

WHOLE, GUESS = "Dzīvo Brīvības ielā 15-3, otrajā stāvā.", "Brīvības ielā 15-3"
A, B = 1, 2


def own(parts: object, text: str, said: str = GUESS, after: int = 0) -> bool:

    letters = squeeze(text)
    at = letters.find(squeeze(said), after)
    assert at >= 0
    return is_own(parts, letters, at, at + len(squeeze(said)))  # type: ignore[arg-type]


def test_who_types_a_text_has_typed_all_of_it() -> None:
    found = parts_after("", WHOLE, {f" {WHOLE}\r\n": []}, {}, A)
    assert own(found[A], WHOLE)


def test_what_nobody_sent_is_nobodys() -> None:
    assert parts_after("", WHOLE, {"Sveiki": []}, {}, A) == {}


def test_another_who_corrects_the_text_leaves_the_words_to_whom_they_are() -> None:
    first = parts_after("", WHOLE, {WHOLE: []}, {}, A)
    later = WHOLE.replace("otrajā", "trešajā")
    found = parts_after(WHOLE, later, {later: []}, first, B)
    assert own(found[A], later) and not own(found[B], later) and own(found[B], later, "trešajā")


def test_what_came_back_from_behind_a_cover_is_not_its_writers_and_a_guess_beside_it_is() -> None:
    start = WHOLE.index(GUESS)
    later = f"{WHOLE} Laikam {GUESS}?"
    first = parts_after("", WHOLE, {WHOLE: []}, {}, A)
    found = parts_after(WHOLE, later, {later: [(start, start + len(GUESS))]}, first, B)
    behind = WHOLE.replace(" ", "").replace(",", "").index("stāvā")
    assert own(found[A], later) and not own(found[B], later)
    assert own(found[B], later, after=behind) and not own(found[A], later, after=behind)


def test_a_number_put_in_place_of_another_is_the_guess_of_who_put_it() -> None:
    first = parts_after("", WHOLE.replace("15-3", "14-3"), {WHOLE.replace("15-3", "14-3"): []}, {}, A)
    found = parts_after(WHOLE.replace("15-3", "14-3"), WHOLE, {WHOLE: []}, first, B)
    assert own(found[B], WHOLE) and not own(found[A], WHOLE)


def test_a_piece_of_a_page_comes_from_the_text_that_reads_alike_around_it() -> None:
    letters = "dzivobrivibasiela153otrajastava"
    assert list(places(letters, "brivibasiela153", "Dzīvo ", ", otrajā stāvā."))
    assert list(places("brivibasiela153", "brivibasiela153", "Vieta: ", ""))
    assert not list(places("brivibasiela153", "brivibasiela153", "Viņa dzīvo ", ""))
    assert not list(places(letters, "brivibasiela153", "Sieviete nedzīvo ", ", otrajā stāvā."))


LETTERS = "dzivobrivibasiela153otrajastava"
SAID = "brivibasiela153"


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("Dzīvo ", ", otrajā stāvā.", [(5, 5 + 11)]),
        ("", "", [(5, 0)]),
        ("vo ", ", otr", [(5, 2 + 3)]),
        ("Dzīvo ", "", [(5, 5)]),
        ("Piezīme: dzīvo ", ", otrajā stāvā.", [(5, 5 + 11)]),  # a label stands before the text
        ("Piezīme dzīvo ", ", otrajā stāvā.", []),  # words that are not in it
        ("dzīvo ", ", otrajā stāvā · mainīts", [(5, 5 + 11)]),  # a mark stands behind it
        ("dzīvo ", ", otrajā stāvā mainīts", []),
        ("Cits teksts\nDzīvo ", ", otrajā stāvā.\nCits teksts", [(5, 5 + 11)]),  # another line is another text
        ("nedzīvo ", ", otrajā stāvā.", []),
        ("Dzīvo ", ", trešajā stāvā.", []),
    ],
)
def test_a_piece_is_found_where_all_that_stands_around_it_agrees(before: str, after: str, found: list[tuple[int, int]]) -> None:
    assert list(places(LETTERS, SAID, before, after)) == found


def test_of_two_like_places_both_are_found_and_the_nearer_agrees_further() -> None:
    twice = f"ilze{SAID}unanna{SAID}beigas"
    assert list(places(twice, SAID, "", "")) == [(4, 0), (4 + len(SAID) + 6, 0)]
    assert list(places(twice, SAID, "un Anna ", " beigas")) == [(4 + len(SAID) + 6, 6 + 6)]
    assert list(places(twice, "", "", "")) == []


@pytest.mark.parametrize(
    ("parts", "start", "end", "is_within"),
    [
        ([(2, 5)], 2, 5, True), ([(2, 5)], 3, 4, True), ([(2, 5)], 1, 4, False), ([(2, 5)], 3, 6, False), ([], 0, 0, False),
        ([(0, 1), (2, 5)], 2, 3, True), ([(0, 2), (2, 5)], 1, 3, False),
    ],
)  # fmt: skip
def test_a_part_lies_within_one_other_or_it_does_not(parts: list[tuple[int, int]], start: int, end: int, is_within: bool) -> None:
    assert within(parts, start, end) is is_within


@pytest.mark.parametrize(
    ("parts", "joined"),
    [
        ([], []),
        ([(4, 6), (0, 2)], [(0, 2), (4, 6)]),
        ([(0, 2), (2, 4)], [(0, 4)]),
        ([(0, 2), (3, 4)], [(0, 2), (3, 4)]),
        ([(0, 9), (2, 4)], [(0, 9)]),
        ([(0, 3), (2, 5)], [(0, 5)]),
    ],
)
def test_parts_that_meet_are_one(parts: list[tuple[int, int]], joined: list[tuple[int, int]]) -> None:
    assert authorship._joined(parts) == joined


def test_an_address_is_own_by_each_of_its_numbers_and_one_without_a_number_by_all_of_it() -> None:
    letters = "liepuiela12k4"
    assert is_own([(9, 11), (12, 13)], letters, 0, 13), "its numbers are theirs, though not the street"
    assert not is_own([(0, 11)], letters, 0, 13) and not is_own([(9, 10), (12, 13)], letters, 0, 13)
    assert is_own([(0, 9)], letters, 0, 9) and not is_own([(0, 8)], letters, 0, 9)


@pytest.mark.parametrize(
    ("piece", "left"),
    [
        ("dzivobriviba", 7),
        ("dzivobrivibasiela15", 14),
        ("dzivobrivibasiela153", 0),  # whole, and covered as a whole
        ("dzivobrivibasiela153otraja", 0),
        ("dzivo", 0),
        ("ilzebriviba", 0),
        ("briviba", 0),  # what stood before it is not there
    ],
)
def test_what_a_cut_leaves_of_an_address_is_counted(piece: str, left: int) -> None:
    assert left_over(piece, LETTERS, 5, 20) == left


def test_at_the_beginning_of_a_text_a_few_letters_are_not_enough() -> None:
    assert [left_over(piece, LETTERS[5:], 0, 15) for piece in ("bri", "briv", "xbriv")] == [0, 4, 4]
    long_before = "a" * 12 + SAID
    assert [left_over(letter * 12 + "b", long_before, 12, 27) for letter in "ac"] == [1, 0]


@pytest.mark.parametrize(("count", "at"), [(0, 0), (1, 1), (2, 4), (3, 5), (4, 7), (9, 7)])
def test_a_letter_is_counted_past_blanks_and_marks(count: int, at: int) -> None:
    assert letter_at("ab, cd!", count) == at
