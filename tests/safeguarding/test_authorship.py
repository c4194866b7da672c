"""Whose words stand where, through the versions of a text."""

from ligzda.kernel.text import squeeze
from ligzda.safeguarding.authorship import is_own, parts_after, places

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
