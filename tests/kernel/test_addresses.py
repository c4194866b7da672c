"""One address is the same however it is spelled; another one never is."""

import html as markup
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ligzda.kernel.addresses import Finder, Reader, cover_page, house_key, read, same

HIDDEN = "Brīvības iela 15-3, Bauska"
FINDER = Finder([HIDDEN])
NAMED = (
    "Brīvības 15-3", "Brīvības ielas 15. nama", "Brīvības i. 15-3", "Brīvības iel. 15 - 3", "Brīvības iela Nr. 15", "15 Brīvības iela",
    "Brīvības ielā15", "Бривибас иела 15-3", "улица Бривибас, д. 15, кв. 3", "Бривибас 15-3", "15. namā Brīvības ielā", "BRIVIBAS IELA 15",
    "Brīvībasiela 15", "Brīvības\u00a0ielā 15 dz. 3", "Brī\u00advības ie\u00adlā 15–3", "Brīv-\nības ielā 15", "B r ī v ī b a s ielā 15", "Brīvības ielā １５",
    "Briivības iela 15", "iela Brīvības 15", "Brivibas street 15", "15-3 Brīvības iela", "Brīvības iela, 15", "Brīvības\nielā\n15", "Brīvības ielā 1\u200b5",
)  # fmt: skip
OTHERS = (
    "Brīvības ielā 151", "Brīvības ielā 5", "Brīvības ielā 115", "Brīvības ielā 15a", "Nebrīvības ielā 15", "Brīvības ielā", "15 bērni",
    "Brīvības 15. gadadiena", "Brīvības 15:30", "Brīvības 15.03.2026", "Runājām par brīvību, 15 minūtes", "Dārza ielā 15-3", "15 Brīvības",
)  # fmt: skip


UNSEEN = (
    "Brīvības iel.15-3", "на ул. Бривибас 15-3", "Бривибас иела 15, кв.3", "Brīvībasiela15-3", "brivibas iela 15 dz 3",
    "Brīvības ielas 15.namā",
    "Brīvības g. 15-3", "Brīvības al. 15-3", "Brīvības\niela 15-3", "Brīvī-\nbas iela 15", "Brī\u00advī\u00adbas iela 1\u00ad5-3", "Brīvības iela １５－３",
    "Brīvības\u200b iela 15\u200b-3", "Βrīvības iela 15-3", "Brīvībаs ielа 15-3",
    "𝐁𝐫𝐢𝐯𝐢𝐛𝐚𝐬 𝐢𝐞𝐥𝐚 𝟏𝟓-𝟑", "Brīvības iela, LV-3901, 15-3", "Brīvības iela LV-3901 15-3",
    "Brīvības iela, Bauska, 15-3", "Brīvības iela N15", "Brīvības iela №15/3", "3. dzīvoklis Brīvības ielā 15", "Brīvības iela (15-3)", '"Brīvības" iela 15',
    "Brīvības iela ⑮", "Brīvības iela 1\ufe0f\u20e35\ufe0f\u20e3", "Brīvības iela ¹⁵",
    "Brīvības iela ١٥-٣", "на улице Бривибас в доме 15", "Brivibas-Straße 15",
    "Iela: Brīvības; Māja: 15; Dzīvoklis: 3", "15. namā Brīvības ielā", "Brīvības/iela/15/3", "Brīvības iela,15,3", "Brīvības g. 15, butas 3",
)  # fmt: skip
# As workers type: cases, abbreviations, dashes, flats, buildings, line breaks; nothing of the house or the flat is left beside the cover.
TYPED = (
    "Brīvības ielai 15", "Brīvības ieliņā 15", "Brīvības i 15-3", "Brīvības ie. 15", "Brīvības15", "Brīvības15-3", "Brīvības-15", "Brīvības ielā,15-3",
    "Brīvības iela 15 ‑ 3", "Brīvības iela 15—3", "Brīvības iela 15−3", "Brīvības iela 15‐3", "Brīvības iela 15- 3", "Brīvības iela 15,3",
    "Brīvības iela 15, 3", "Brīvības iela 15 3", "Brīvības iela 15\n3", "Brīvības iela 15:3", "Brīvības iela 15/3", "Brīvības iela 15 dz.3",
    "Brīvības 15 dzīv.3", "Brīvības iela 15 dzīvoklī 3", "Brīvības iela 15 bt. 3", "Brīvības g. 15 but. 3", "Brīvības iela 15, dzīvoklis Nr. 3",
    "Brīvības iela 15, apt. 3", "dz. 3, Brīvības iela 15", "3. dz., Brīvības iela 15", "Brīvības iela 15 k-1", "Brīvības iela 15 k-1 - 3",
    "Brīvības iela 15 korp. 1-3", "Brīvības iela 15, 2. korpuss, 3. dzīvoklis", "Brīvības iela 015", "Brīvības ielā nr: 15", "Brīvības ielā numur 15",
    "Brīvības ielā, namā ar numuru 15", "Brīvības ielas māja ar nr. 15", "Brīvības ielas mājā Nr. 15", "Brīvības\u202fiela\u202f15", "Brīvības\u2003iela 15",
    "Brīvības\r\niela 15", "Brīvības\tiela\t15", "Brīvības_iela_15-3", "BRĪVĪBAS IELĀ 15", "brivibas 15-3", "Brīvības  iela   15", "brīvībasielā 15",
    "BrīvībasIela15-3", "Brîvîbas ielâ 15", "Brīvíbas iela 15", "Brīvības prospektā 15", "Brīvības pr-tā 15", "Brīvības gatvē 15", "Brīvības gatvėje 15",
    "Brīvības laukumā 15", "Brīvības ceļā 15-3", "Brīvības ceļa 15", "Brīvības kelyje 15", "Brīvības take 15", "по улице Бривибас, 15",
    "Бривибас ул., 15 - 3", "15-3 Brivibas Street", "15 nams, Brīvības ielā",
)  # fmt: skip
# What a person reads as the address and this does not: numbers in words, in Roman numerals or with a letter for a digit, mistakes in the name.
NOT_READ = (
    "Brīvības iela piecpadsmit",
    "Brīvības iela XV-3",
    "Brīvības iela l5-3",
    "Brivibs iela 15-3",
    "B. iela 15-3",
    "B R Ī V Ī B A S 1 5",
)


@pytest.mark.parametrize("said", UNSEEN)
def test_a_spelling_nobody_thought_of_is_found_in_texts_and_pages(said: str) -> None:
    hidden = Finder(["Brīvības iela 15-3, Bauska, LV-3901"])
    assert hidden.spans(f"Viņa dzīvo {said}, lūk.")
    page = f"<p>Viņa dzīvo {said.replace(chr(10), '<br>')}, lūk.</p>"
    assert "[*]" in cover_page(hidden, page, "[*]")


@pytest.mark.parametrize("said", TYPED)
def test_as_workers_type_it_nothing_of_house_and_flat_is_left(said: str) -> None:
    left = FINDER.covered(f"Viņa dzīvo {said}, kopā ar māti.", "*")
    assert "*" in left and not re.search(r"\d|vīb|vib|бриви|VĪB|dz\.|nam|māja", left), left
    page = cover_page(FINDER, f"<p>Viņa dzīvo {said}, kopā ar māti.</p>", "*")
    assert "*" in page and not re.search(r"\d", page), page


@pytest.mark.parametrize("said", ["Krišjāņa Barona ielā 5", "K. Barona 5-3", "Kr. Barona i. 5", "Krišj. Barona ielā 5"])
def test_what_the_first_letters_of_a_name_stand_for_goes_with_it(said: str) -> None:
    assert Finder(["K. Barona iela 5-3"]).covered(f"Dzīvo {said}, lūk.", "*") == "Dzīvo *, lūk."


def test_what_is_not_read_as_an_address_is_known() -> None:
    assert not [said for said in NOT_READ if FINDER.spans(said)]


def test_entities_and_tags_inside_hide_nothing() -> None:
    for said in (
        "Br&#299;v&#299;bas iela 15",
        "Br&#x12b;v&#x12b;bas iela 1&#53;",
        "Br<b>īv</b>ības <i>iela</i> <span>15</span>-3",
        "<td>Brīvības iela</td><td>15</td>",
        "Brī&shy;vības iela 15",
    ):
        assert "[*]" in cover_page(FINDER, said, "[*]"), said


@pytest.mark.parametrize("said", ["Brīvības iela ⑮", "Brīvības ielā ⒖", "Brīvības iela ⑮-3"])
def test_a_number_of_two_digits_in_one_character_is_the_number(said: str) -> None:
    assert FINDER.covered(f"Dzīvo: {said}.", "*") == "Dzīvo: *."


@pytest.mark.parametrize("said", NAMED)
def test_every_spelling_of_an_address_is_found_and_goes_whole(said: str) -> None:
    covered = FINDER.covered(f"Viņa dzīvo {said}, otrajā stāvā.", "*")
    assert covered.startswith("Viņa dzīvo ") and covered.endswith(", otrajā stāvā.") and "*" in covered
    assert "15" not in covered and "vības" not in covered.lower() and "бривиб" not in covered.lower()


@pytest.mark.parametrize("said", OTHERS)
def test_what_is_another_address_or_none_stays(said: str) -> None:
    assert FINDER.covered(f"Tad {said} bija.", "*") == f"Tad {said} bija."


@pytest.mark.parametrize(
    ("hidden", "said"),
    [
        ("Dārza iela 12-25, Bauskas novads", "Dārza 12-25, Bauskas novads"),
        ("Dārza 12-25", "Dārza ielā 12"),
        ("ул. Гертрудес, д. 7, кв. 2", "Ģertrūdes ielā 7-2"),
        ("Jelgavas iela 4", "Елгавас 4-1"),
        ("Kr. Barona iela 5a-3", "Krišjāņa Barona ielā 5A"),
        ("18. novembra iela 12", "18.novembra ielas 12. namā"),
        ("Lielā iela 7", "Lielajā ielā 7"),
        ("Sodų g. 12-3, Šiauliai", "Sodų gatvėje 12"),
        ("Gedimino pr. 9", "Gedimino prospekte 9"),
        ("5. līnija 3", "5. līnijā 3"),
        ("„Kalnmaļi”, Codes pagasts", "Viņi ir Kalnmaļos."),
        ("„Kalnmaļi”, Codes pagasts", "aiz Kalnmaļu mājām"),
        ("Bauska, Dārza iela 12", "Dārza i. 12"),
        ("Čaka iela 9", "улица Чака 9"),
        ("Raiņa bulvāris 2", "Райня бульвар 2"),
        ("Vējiņu iela 8", "Вейиню иела 8"),
        ("Vecais ceļš 7", "Vecajā ceļā 7"),
        ("Vecais ceļš 7", "Vecā ceļa 7. mājā"),
        ("Mazā Dārza iela 9-2", "Mazajā Dārza ielā 9"),
        ("K. Barona iela 5-3", "Krišjāņa Barona ielā 5"),
        ("Krasta iela 7a-15", "Krasta iela 7 A"),
        ("Krasta iela 7a-15", 'Krasta iela 7-"A"'),
        ("Krasta iela 7 A-15", "Krasta iela 7a-15"),
        ("Krasta iela 7-A", "Krasta 7a"),
        ("Krasta iela 7 k-2-15", "Krasta ielā 7 k-2"),
        ("Meistaru prospekts 8-1", "Meistaru pr-tā 8"),
        ("Sodų g. 12-3, Šiauliai", "Sodų gatvę 12"),
        ("Beržų kelias 4", "Beržų kel. 4"),
        ("Birutės vieškelis 3", "Birutės vieškelyje 3"),
        ("Ūdens ielā pie veikala", "Ūdens iela pie veikala"),
        ("„Bērzi”, Codes pagasts", "bērzi, codes pag."),
        ("Codes pagasts, „Bērzi”", "Codes pag. Bērzos"),
        ("Mazā ceļa iela 3", "Mazajā ceļa ielā 3"),
        ("Bērzi, Codes pagasts", "BĒRZI, CODES PAG."),
        ("Bērzi, Codes pagasts", "Codes pagasta Bērzos"),
        ("„Jaunbērzi”, Codes pag., Bauskas nov.", "Jaunberzi"),
        ("„Jaunbērzi”, Codes pag., Bauskas nov.", "no Jaunbērziem"),
        ("„Jaunbērzi”, Codes pag., Bauskas nov.", "codes pag. jaunbērzos"),
        ("„Jaunbērzi”, Codes pag., Bauskas nov.", "aiz Jaunbērziem Codes pagastā"),
        ("„Jaunbērzi”-2, Codes pag.", "Jaunbērzos, 2. dzīvoklī"),
        ("„Jaunbērzi”-2, Codes pag.", "Jaunbērzos"),
    ],
)
def test_an_address_of_any_kind_is_found_in_any_other_spelling(hidden: str, said: str) -> None:
    assert Finder([hidden]).spans(said)


@pytest.mark.parametrize(
    ("hidden", "said"),
    [
        ("Skolas iela 5-2", "Skolas 5. klase brauca ekskursijā"),
        ("Skolas iela 5-2", "skolas 5 bērni"),
        ("Bauskas iela 2", "Bauskas 2. vidusskola"),
        ("Dārza iela 12", "Vecdārza ielā 12"),
        ("„Kalniņi”, Codes pagasts", "Kalniņu ģimene un Kalniņiem"),
        ("Ozo iela 5", "Rozo ielā 5"),
        ("Kalna iela 30-4", "Uzkāpa kalnā 30 minūtēs"),
        ("12", "12 bērni"),
        ("Brīvības iela 15-3", "Tikšanās Brīvības ielā 15:00"),
        ("Brīvības iela 15-3", "Brīvības ielā 15.11.2026. notika"),
        ("Brīvības iela 15-3", "Brīvības ielā 15. novembrī"),
        ("Mūzikas iela 5", "mūzikas 5. nodarbība"),
        ("Sporta iela 8", "sporta 8 nodarbības"),
        ("Centra iela 3-1", "centra 3 darbinieki"),
        ("Dārza iela 12-3", "dārza svētki 12. jūnijā"),
        ("„Bērzi”, Codes pagasts", "Iestādīja bērzus pagalmā"),
        ("„Bērzi”, Codes pagasts", "Anna Bērziņa"),
        ("„Jaunbērzi”, Codes pag.", "Codes pagastā ir jauni bērzi"),
        ("„Kalniņi”, Codes pagasts", "Kalniņiem ir divi bērni"),
        ("Ūdens iela", "Ūdens bija auksts"),
        ("Brīvības iela 15-3", "Dārza ielā 15, dzīvoklī"),
    ],
)
def test_words_that_only_look_like_it_stay(hidden: str, said: str) -> None:
    assert not Finder([hidden]).spans(said)


def test_a_name_of_three_letters_is_told_from_other_words_and_one_of_two_only_with_its_street() -> None:
    assert Finder(["Ozo iela 5"]).spans("Dzīvo Ozo 5-2, zini.")
    assert not Finder(["Ou iela 5"]).spans("Dzīvo Ou 5-2, zini.") and Finder(["Ou iela 5"]).spans("Dzīvo Ou ielā 5, zini.")


def test_a_house_with_a_name_is_looked_for_from_four_letters_on() -> None:
    assert not Finder(["„Ezi”, Codes pagasts"]) and Finder(["„Ezis”, Codes pagasts"])


@pytest.mark.parametrize(
    ("typed", "house", "flat"),
    [
        ("15 dz. 3 Brīvības iela", "15", "3"),
        ("15-3 Brīvības iela", "15", "3"),
        ("18. novembra iela 12-4", "12", "4"),
        ("Brīvības iela 15a", "15a", ""),
        ("Brīvības 15-3", "15", "3"),
        ("5. līnija 3", "3", ""),
        ("LV-3901, Brīvības iela 15", "15", ""),
    ],
)
def test_house_and_flat_are_told_apart_wherever_they_stand(typed: str, house: str, flat: str) -> None:
    place = read(typed)
    assert place is not None and (place.house, place.flat) == (house, flat)


@pytest.mark.parametrize("said", ["Цесу 5-1", "Cesu 5-1", "Tsēsu ielā 5", "CĒSU IELĀ 5"])
def test_a_c_is_heard_in_whatever_letters_it_is_written(said: str) -> None:
    assert Finder(["Cēsu iela 5"]).spans(said)


def test_two_typed_addresses_are_the_same_but_for_the_spelling() -> None:
    assert same("Dārza 12-25, Bauskas novads", "Dārza iela 12-25, Bauska")
    assert same("улица Дарза 12, кв. 25", "DĀRZA IELA 12 - 25") and same("Dārza iela 12", "Dārza iela 12-25")
    assert not same("Dārza iela 12-24", "Dārza iela 12-25") and not same("Dārza iela 12", "Dārza iela 13")
    assert same("Bērzi, Codes pagasts", "Codes pagasta Bērzos") and same("„Jaunbērzi”-2, Codes pag.", "„Jaunbērzos”-2")
    assert (
        same("Krasta iela 7 A-15", "Krasta 7a-15") and same("Vecais ceļš 7", "Vecajā ceļā 7") and same("Brīvības iela 015", "Brīvības 15")
    )
    assert not same("Krasta iela 7 A", "Krasta iela 7 B") and not same("Bērzi, Codes pagasts", "Ozoli, Codes pagasts")
    assert not same("Dārza iela 12, Bauska", "Dārza iela 12, Valmiera", anywhere=False) and same(
        "Dārza iela 12, Bauska", "Dārza iela 12, Valmiera"
    )


# a spelling is drawn part by part; what makes it an address stands in the hidden one only

STREETS = ("Brīvības", "Dārza", "Ģertrūdes", "Jelgavas", "Miera", "Šķūņu", "Eižena", "Raiņa", "Zvaigžņu", "Liepu", "Aldaru", "Ūdens")
WORDS = (
    "iela", "ielas", "ielā", "ielu", "ielai", "i.", "iel.", "IELA", "иела", "улица", "gatve", "gatvē", "street", "prospektā", "pr.", "bulvārī", "laukumā",
    "šosejā", "ceļš", "ceļā", "gatvė", "gatvės", "gatvėje", "prospektas", "g.", "kelyje",
)  # fmt: skip
PLAIN = str.maketrans("āčēģīķļņšūžĀČĒĢĪĶĻŅŠŪŽ", "acegiklnsuzACEGIKLNSUZ")
CYRILLIC = {
    "Brīvības": "Бривибас", "Dārza": "Дарза", "Ģertrūdes": "Гертрудес", "Jelgavas": "Елгавас", "Miera": "Миера", "Šķūņu": "Шкюню", "Eižena": "Эйжена",
    "Raiņa": "Райня", "Zvaigžņu": "Звайгжню", "Liepu": "Лиепу", "Aldaru": "Алдару", "Ūdens": "Уденс",
}  # fmt: skip


@st.composite
def spellings(draw: st.DrawFn) -> tuple[str, str]:
    """An address as it is hidden, and as somebody else wrote it."""
    name, house, flat = draw(st.sampled_from(STREETS)), draw(st.integers(1, 250)), draw(st.integers(1, 60))
    how = draw(
        st.sampled_from(
            [str, str.upper, str.lower, lambda word: word.translate(PLAIN), lambda word: CYRILLIC[word], lambda word: "\u00ad".join(word)]
        )
    )
    written, blank = how(name), draw(st.sampled_from([" ", "\u00a0", "  ", "\n", " \u200b"]))
    word, number = (
        draw(st.sampled_from(WORDS)),
        draw(st.sampled_from(["{}", "Nr. {}", "nams {}", "{}. nams", "№ {}", "д. {}"])).format(house),
    )
    dash = draw(
        st.sampled_from(
            ["-{}", " - {}", "–{}", "‑{}", "/{}", ", dz. {}", " dzīv. {}", " bt. {}", " kv. {}", " k-1-{}", " dzīvoklis {}", ""]
        )
    ).format(flat)
    order = draw(
        st.sampled_from(
            [
                "{name}{blank}{word}{blank}{number}{dash}",
                "{number}{dash}{blank}{name}{blank}{word}",
                "{name}{blank}{house}{flat}",
                "{name}{blank}{word}{house}",
            ]
        )
    )
    hidden = draw(st.sampled_from(["{} iela {}-{}, Bauska", "{} iela {}-{}", "{} {}-{}, Bauskas novads", "Bauska, {} ielā {}-{}"])).format(
        name, house, flat
    )
    return hidden, order.format(name=written, word=word, blank=blank, number=number, dash=dash, house=house, flat=f"-{flat}")


@settings(max_examples=400, deadline=None)
@given(
    spellings(),
    st.sampled_from(["", "Viņa dzīvo ", "(", "<p>", "pie „"]),
    st.sampled_from(["", ".", ", otrajā stāvā", " kopā ar māti", ")"]),
)
def test_no_spelling_gets_past(drawn: tuple[str, str], before: str, after: str) -> None:
    hidden, said = drawn
    finder, place = Finder([hidden]), read(hidden)
    assert place is not None
    assert finder.spans(f"{before}{said}{after}"), said
    assert house_key(said) == house_key(hidden), said
    assert "*" in cover_page(finder, f"<p>{markup.escape(said)}</p>", "*")


@settings(max_examples=400, deadline=None)
@given(spellings(), spellings())
def test_another_house_is_never_taken_for_it(one: tuple[str, str], two: tuple[str, str]) -> None:
    hidden, said = one[0], two[1]
    if house_key(hidden) != house_key(two[0]):
        assert not Finder([hidden]).spans(said), (hidden, said)


@settings(deadline=None)
@given(st.text(max_size=80))
def test_whatever_is_typed_is_read_without_an_error(text: str) -> None:
    finder = Finder([text, HIDDEN])
    assert isinstance(finder.covered(text, ""), str) and isinstance(house_key(text), str)
    read(text)
    assert same(text, text) in (True, False)


def test_a_page_is_covered_in_its_text_across_tags_and_in_what_a_browser_shows() -> None:
    page = (
        '<p title="Brīvības 15-3">Viņa dzīvo Brīvības <b>ielā</b> 15-3, te.</p><td>Brīvības</td><td>15-3</td>'
        '<textarea>Brīvības&nbsp;iela&#32;15-3</textarea><input value="Brīvības i. 15"><a href="/x/15/" class="brivibas-15">15</a>'
        '<script>var a = "15";</script>'
    )
    assert cover_page(FINDER, page, "[*]") == (
        '<p title="[*]">Viņa dzīvo [*]<b></b>, te.</p><td>[*]</td><td></td>'
        '<textarea>[*]</textarea><input value="[*]"><a href="/x/15/" class="brivibas-15">15</a><script>var a = "15";</script>'
    )


def test_the_own_words_of_the_reader_stay_and_nothing_beside_them() -> None:
    page = '<li>Brīvības ielā 15-3</li><p>Sieviete: Brīvības ielā 15-3</p><input value="Brīvības ielā 15-3">'
    assert (
        cover_page(FINDER, page, "*", Reader(own=["Brīvības ielā 15-3"]))
        == '<li>Brīvības ielā 15-3</li><p>Sieviete: *</p><input value="Brīvības ielā 15-3">'
    )


def test_what_was_typed_just_now_stays_in_its_form_and_uncovers_nothing_else() -> None:
    said = "Brīvības ielā 15-3"
    page = f'<textarea>\n{said}</textarea><input value="{said}"><p>{said}</p><i title="{said}"></i><textarea>Te {said}</textarea>'
    assert cover_page(FINDER, page, "*", Reader(typed={said: []})) == (
        f'<textarea>\n{said}</textarea><input value="{said}"><p>*</p><i title="*"></i><textarea>Te *</textarea>'
    )
