"""Where a hidden address is found in a text, at the borders: numbers in one character, signs between them, what is open to all."""

import pytest

from ligzda.kernel.addresses import Finder
from ligzda.kernel.addresses.finding import _merged, _stands_alone
from ligzda.kernel.addresses.stream import bare, stream

HIDDEN = "Liepu iela 12-4, Bauska"


@pytest.mark.parametrize(
    ("house", "written"),
    [("10", "⑩"), ("10", "⑽"), ("10", "⒑"), ("20", "⑳"), ("11", "⓫"), ("10", "❿"), ("10", "➉"), ("10", "➓"), ("21", "㉑"), ("35", "㉟"), ("36", "㊱"),
     ("50", "㊿"), ("5", "❺"), ("1", "➀"), ("12", "①②")],
)  # fmt: skip
def test_a_number_in_one_character_is_that_number(house: str, written: str) -> None:
    assert Finder([f"Liepu iela {house}"]).covered(f"Dzīvo Liepu ielā {written}.", "*") == "Dzīvo *."
    assert Finder(["Liepu iela 99"]).covered(f"Dzīvo Liepu ielā {written}.", "*") == f"Dzīvo Liepu ielā {written}."


@pytest.mark.parametrize("sign", ["-", "–", "—", "―", "‐", "−", "/", "\\", "_", "|"])
def test_any_line_between_house_and_flat_is_a_line(sign: str) -> None:
    assert stream(f"12{sign}4").letters == "12-4"
    assert Finder([HIDDEN]).covered(f"Liepu ielā 12{sign}4!", "*") == "*!"


@pytest.mark.parametrize(
    ("sign", "letter"), [(",", ","), (";", ","), (":", ","), ("\n", ","), ("\t", ","), ("(", ","), (".", "."), ("!", " "), ("„", " ")]
)
def test_other_signs_part_a_text_or_are_a_blank(sign: str, letter: str) -> None:
    assert stream(f"a{sign}b").letters == f"a{letter}b"


@pytest.mark.parametrize(
    ("open_places", "text", "left"),
    [
        ([], "Liepu ielā 12", "*"),
        (["Liepu iela 12"], "Liepu ielā 12", "Liepu ielā 12"),  # a shelter's own address, which everybody knows
        (["Liepu iela 12"], "Liepu ielā 12-4", "*"),  # a flat in it
        (["Liepu iela 12-4"], "Liepu ielā 12-4", "Liepu ielā 12-4"),
        (["Liepu iela 12-4"], "Liepu ielā 12", "*"),
        (["Ozolu iela 12"], "Liepu ielā 12", "*"),
        (["7"], "Liepu ielā 12", "*"),  # what is no address opens nothing
    ],
)
def test_just_what_is_open_to_all_stays(open_places: list[str], text: str, left: str) -> None:
    assert Finder([HIDDEN], open_places).covered(f"Dzīvo {text}.", "*") == f"Dzīvo {left}."


def test_where_nothing_is_hidden_nothing_is_looked_for() -> None:
    assert not Finder([]) and not Finder(["7"]) and Finder([]).spans(HIDDEN) == []
    assert Finder([HIDDEN]) and Finder([HIDDEN]).spans("Nekā te nav, 12.") == []


@pytest.mark.parametrize("town", ["Ape", "Rīga", "Bauska"])
def test_a_town_may_stand_between_street_and_number(town: str) -> None:
    assert Finder([f"Liepu iela 12, {town}"]).covered(f"Liepu iela, {town}, 12", "*") == "*"
    assert Finder(["Liepu iela 12, Ogre"]).covered(f"Liepu iela, {town}, 12", "*") == f"Liepu iela, {town}, 12"


@pytest.mark.parametrize(
    ("spans", "merged"),
    [
        ([], []),
        ([(4, 6), (0, 2)], [(0, 2), (4, 6)]),
        ([(0, 3), (3, 5)], [(0, 5)]),
        ([(0, 3), (4, 5)], [(0, 3), (4, 5)]),
        ([(0, 9), (2, 4)], [(0, 9)]),
    ],
)
def test_places_that_touch_are_covered_as_one(spans: list[tuple[int, int]], merged: list[tuple[int, int]]) -> None:
    assert _merged(spans) == merged


@pytest.mark.parametrize(
    ("after", "is_alone"),
    [("", True), (" un tad", True), (".5 km", False), (":30", False), (",5", False), ("%", False), (" €", False), ("°", False), (". martā", False),
     (". nams", True), (" bērni", False)],
)  # fmt: skip
def test_a_number_with_nothing_of_an_address_beside_it_is_a_house_unless_it_counts_something(after: str, is_alone: bool) -> None:
    assert _stands_alone(after) is is_alone


@pytest.mark.parametrize(
    ("hidden", "text", "left"),
    [
        ("Liepu iela 7a", "Liepu ielā 7a", "*"),
        ("Liepu iela 7a", "Liepu ielā 7", "*"),  # the letter may be left out
        ("Liepu iela 7a", "Liepu ielā 7b", "Liepu ielā 7b"),
        ("Liepu iela 7", "Liepu ielā 7a", "Liepu ielā 7a"),
        ("Liepu iela 12-30", "Liepu 12:30", "*"),  # an hour, or this very flat
        ("Liepu iela 12-4", "Liepu 12:30", "Liepu 12:30"),
        ("Liepu iela 12", "dz. 4, Liepu ielā 12", "*"),
        ("Liepu iela 12", "12 Liepu iela", "*"),
        ("Liepu iela 12", "dz. 12 Liepu ielā", "dz. 12 Liepu ielā"),  # the number is a flat's
        ("Liepu iela", "Liepu ielā", "*"),
    ],
)
def test_a_house_is_this_house_and_no_other(hidden: str, text: str, left: str) -> None:
    assert Finder([hidden]).covered(f"Dzīvo {text}", "*") == f"Dzīvo {left}"


@pytest.mark.parametrize(
    ("written", "plain"),
    [("Šķūņu", "skunu"), ("Ｂａｕｓｋａ", "bauska"), ("Łódź", "lodz"), ("Ørsted", "orsted"), ("Đ", "d"), ("Straße", "strasse"), ("Æ", "ae"), ("Œ", "oe"),
     ("Ð", "d"), ("Þ", "th"), ("ı", "i"), ("№", "nr"), ("Бауска", "bauska"), ("１２", "12"), ("⑤", "5"), ("❺", "5"), ("❿", "10")],
)  # fmt: skip
def test_letters_of_every_script_are_read_as_plain_ones(written: str, plain: str) -> None:
    assert bare(written) == plain
