"""Names in the order of the reader's dictionary, and what every language has to bring."""

import pytest

from ligzda.kernel.languages import FIRST, LANGUAGES, SOURCE, TRANSLATED, known, reading
from ligzda.kernel.text import sort_key
from ligzda.web.formatting import FORMATS


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("lv", "Ābele Agnese Cīrule Čakste Dace Gaile Ģile Yla Īva Ivo Kārlis Ķirsis Lāce Ļeva Rīga Ŗabs Sala Šulcs Zane Žanis"),
        ("lt", "Cibulskas Čepas Ėglė Ygaga Įsa Itas Jonas Sabas Šarka Ūdra Urbas Zuoka Žemaitis"),
        ("en", "abbot Abby Émile Emma Zoë"),
        ("uk", "Гай Ґава Дим Ерік Євген Жук Зоя Иван Іван Їжак Йосип Щур Юрій Яна Anna"),
        ("en", "Zane Євген Іван"),
    ],
)
def test_names_stand_in_the_order_of_the_dictionary(language, names):
    keys = [sort_key(name, language) for name in names.split()]
    assert keys == sorted(keys)


def test_marks_decide_where_the_letters_are_the_same():
    assert sorted(["kāja", "kaja", "Kaja"], key=lambda name: sort_key(name, "lv")) == ["Kaja", "kaja", "kāja"]
    assert sorted(["п'ять", "пять", "пят"], key=lambda name: sort_key(name, "uk")) == ["пят", "пять", "п'ять"]


def test_digits_and_blanks_come_before_letters():
    assert sorted(["ab", "a b", "1", "a1"], key=lambda name: sort_key(name, "lv")) == ["1", "a b", "a1", "ab"]


def test_a_language_without_an_alphabet_of_ours_is_ordered_as_english():
    assert sort_key("Straße 漢", "de") == sort_key("Straße 漢", "en") and sort_key("z", "en") < sort_key("漢", "en")


def test_every_language_writes_days_and_numbers_its_own_way():
    assert set(FORMATS) == set(LANGUAGES) == {*TRANSLATED, SOURCE} and FIRST in LANGUAGES
    assert {name for name in dir(FORMATS[FIRST]) if name.isupper()} == {
        name for one in FORMATS.values() for name in dir(one) if name.isupper()
    }


def test_what_pages_do_not_speak_is_said_in_the_first_language():
    assert (known("lt"), known("ru"), known(None), known("")) == ("lt", FIRST, FIRST, FIRST)
    assert reading() == FIRST
