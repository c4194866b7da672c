"""How a typed address is read: street, house, flat, what stands around it; and which two of them are one."""

import pytest

from ligzda.kernel.addresses.reading import Place, heard, house_key, read, same, stem_of

NOWHERE: frozenset[str] = frozenset()


def street(*name: str, house: str = "", flat: str = "", around: str = "") -> Place:
    return Place(name, house, flat, True, frozenset(around.split()))


READ = [
    ("Liepu iela 12-4, Bauska", street("liepu", house="12", flat="4", around="bauska")),
    ("Liepu iela 12", street("liepu", house="12")),
    ("Bauska, Liepu iela 12-4", street("liepu", house="12", flat="4", around="bauska")),
    ("Liepu iela 12, dz. 4, Bauska, Bauskas novads, LV-3901", street("liepu", house="12", flat="4", around="bauska bauskas")),
    ("15-3 Brīvības iela", street("brivibas", house="15", flat="3")),
    ("Brīvības iela, 15-3", street("brivibas", house="15", flat="3")),
    ("Liepuiela 12", street("liepu", house="12")),
    ("Liepu 12-4", Place(("liepu",), "12", "4")),
    ("15. Brīvības", Place(("brivibas",), "15")),
    ("15 Dārza 2. iela", street("darza", "2", house="15")),
    ("iela 12", None),
    ("ceļš 3, Bauska", None),
    ("18. novembra iela 12", street("18", "novembra", house="12")),
    ("Mazā ceļa iela 3", street("maza", "cela", house="3")),
    ("Kalnmaļi, Codes pagasts", Place(("kalnmali",), around=frozenset({"codes"}))),
    ("Codes pagasts, „Kalnmaļi”", Place(("kalnmali",), around=frozenset({"codes"}), is_named=True)),
    ("Liepu iela", street("liepu")),
    ("Eža iela 2", street("eza", house="2")),
    ("Liepu iela 7 A-3", street("liepu", house="7a", flat="3")),
    ("Liepu iela 007", street("liepu", house="7")),
    ("12", None),
    ("Ež", None),
    ("Ež 2", None),
    ("", None),
    (",;", None),
]


@pytest.mark.parametrize(("typed", "place"), READ)
def test_a_typed_address_is_read_into_its_parts(typed: str, place: Place | None) -> None:
    assert read(typed) == place


@pytest.mark.parametrize(
    ("first", "second", "anywhere", "here"),
    [
        ("Liepu iela 12-4, Bauska", "Liepu ielā 12 - 4, Bauska", True, True),
        ("Liepu iela 12-4, Bauska", "Liepu iela 12-4, Rīga", True, False),
        ("Liepu iela 12-4, Bauska", "Liepu iela 12-4", True, True),
        ("Liepu iela 12-4", "Liepu iela 12-4, Rīga", True, True),
        ("Liepu iela 12-4, Bauska", "Liepu iela 12-5, Bauska", False, False),
        ("Liepu iela 12-4, Bauska", "Liepu iela 12, Bauska", True, True),
        ("Liepu iela 12, Bauska", "Liepu iela 12-4, Bauska", True, True),
        ("Liepu iela 12, Bauska", "Liepu iela 14, Bauska", False, False),
        ("Liepu iela 12-4", "Ozolu iela 12-4", False, False),
        ("12", "12", True, True),
        ("12", "13", False, False),
        ("12", "Liepu iela 12", False, False),
        ("Liepu iela 12", "12", False, False),
    ],
)
def test_two_addresses_are_one_house_and_one_flat_as_far_as_both_name_it(first: str, second: str, anywhere: bool, here: bool) -> None:
    assert (same(first, second), same(first, second, anywhere=False)) == (anywhere, here)


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("jelgava", "elgava"),
        ("cesis", "cesis"),
        ("tsesis", "cesis"),
        ("tchaika", "caka"),
        ("shama", "sama"),
        ("zhuzha", "zuza"),
        ("anna", "ana"),
    ],
)
def test_a_word_is_heard_without_what_one_script_leaves_out(word: str, said: str) -> None:
    assert heard(word) == said


@pytest.mark.parametrize(
    ("name", "stem"),
    [("kalnmali", "kalnmal"), ("kalnmalos", "kalnmal"), ("kalniem", "kaln"), ("liepas", "liep"), ("egles", "egl"), ("ozols", "ozol"),
     ("osi", "osi"), ("oši", "oši"), ("ezis", "ezi"), ("tirus", "tir"), ("upe", "upe")],
)  # fmt: skip
def test_a_name_loses_its_ending_where_three_letters_are_left(name: str, stem: str) -> None:
    assert stem_of(name)[0] == stem


def test_a_house_is_found_by_its_last_word_and_number() -> None:
    keys = [house_key(typed) for typed in ("Liepu iela 12-4", "Mazā Liepu iela 12", "Liepu iela 14", "Kalnmaļi", "Kalnmaļos", "7!")]
    assert keys == ["liepu|12", "liepu|12", "liepu|14", "kalnmal|", "kalnmal|", "7"]


@pytest.mark.parametrize("typed", ["Jaunbērzi, Codes pagasts", "Codes pagasts, Jaunbērzi", "Jaunbērzi, Codes pag., Bauskas nov."])
def test_the_name_of_a_house_is_told_from_its_parish_on_either_side(typed: str) -> None:
    [place] = [read(typed)]
    assert place is not None and (place.name, "codes" in place.around) == (("jaunberzi",), True)
