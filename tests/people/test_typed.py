"""What somebody types as a telephone number, an e-mail address or a personal code: what is taken, how it is kept, how it is shown."""

import datetime as dt

import pytest

from ligzda.kernel.refused import Refused
from ligzda.people.rules.codes import mask, read_code
from ligzda.people.rules.contact import read_email, read_phone, show_phone
from ligzda.people.rules.text import clean

TODAY = dt.date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "country", "kept", "shown"),
    [
        ("27880031", "LV", "+37127880031", "27 880 031"),
        ("27 880 031", "LV", "+37127880031", "27 880 031"),
        ("+371 27880031", "LT", "+37127880031", "27 880 031"),
        ("67222333", "LV", "+37167222333", "67 222 333"),
        ("80003939", "LV", "80003939", "8000 3939"),
        ("861234567", "LT", "+37061234567", "+370 612 34567"),
        ("+44 20 7946 0958", "LV", "+442079460958", "+44 20 7946 0958"),
    ],
)
def test_a_telephone_number_is_kept_one_way_and_shown_as_people_write_it(typed: str, country: str, kept: str, shown: str) -> None:
    assert read_phone(typed, country) == kept and show_phone(kept) == shown


@pytest.mark.parametrize(
    ("typed", "country"),
    [
        ("", "LV"),
        ("nav", "LV"),
        ("2788003", "LV"),  # one digit short
        ("278800311", "LV"),  # one too many
        ("37880031", "LV"),  # begins as no Latvian number does
        ("27880031 ext. 5", "LV"),
        ("6123456", "LT"),
        ("+44 20 7946 0958 ext. 7", "LV"),
    ],
)
def test_what_is_no_telephone_number_is_refused(typed: str, country: str) -> None:
    with pytest.raises(Refused) as refused:
        read_phone(typed, country)
    assert refused.value.field == "value"


def test_what_is_no_number_of_ours_is_shown_as_it_stands() -> None:
    assert (show_phone("112"), show_phone("8000393")) == ("112", "8000393")


@pytest.mark.parametrize(("typed", "kept"), [(" Anna@Example.ORG ", "Anna@example.org"), ("a.b@x.lv", "a.b@x.lv")])
def test_an_e_mail_address_is_kept_as_typed_but_for_the_part_behind_the_sign(typed: str, kept: str) -> None:
    assert read_email(typed) == kept


@pytest.mark.parametrize("typed", ["", "anna", "anna@", "@x.lv", "anna@x", "a b@x.lv"])
def test_what_is_no_e_mail_address_is_refused(typed: str) -> None:
    with pytest.raises(Refused) as refused:
        read_email(typed)
    assert refused.value.field == "value"


@pytest.mark.parametrize(
    ("country", "typed", "field"),
    [
        ("LV", "0101801000a", "code"),
        ("LV", "0101801000", "code"),
        ("LV", "010180100055", "code"),
        ("LV", "010180-1000٣", "code"),
        ("LV", "010180-30005", "code"),
        ("EE", "01018010005", "country"),
        ("LT", "3901011000x", "code"),
    ],
)
def test_what_can_be_no_personal_code_is_refused(country: str, typed: str, field: str) -> None:
    with pytest.raises(Refused) as refused:
        read_code(country, typed, today=TODAY)
    assert refused.value.field == field


def test_the_last_part_of_a_code_is_never_shown() -> None:
    assert (mask("LV", "161175-19997"), mask("LT", "39001011234")) == ("161175-•••••", "390••••••••")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [(" Anna \n Liepa ", "Anna Liepa"), ("A\u0304da", "Āda"), ("a" * 60, "a" * 60), ("", ""), ("می\u200cخواهم", "می\u200cخواهم")],
)
def test_a_line_is_kept_without_what_is_too_much_in_it(typed: str, kept: str) -> None:
    assert clean(typed, field="name", most=60) == kept


@pytest.mark.parametrize("typed", ["An\u202ena", "An\u0000na", "An\u2066na", "a" * 61, "\ue000", "An\ufeffna"])
def test_a_line_that_hides_letters_or_is_too_long_is_refused(typed: str) -> None:
    with pytest.raises(Refused) as refused:
        clean(typed, field="name", most=60)
    assert refused.value.field == "name"


@pytest.mark.parametrize(("typed", "required", "is_taken"), [(" ", True, False), (" ", False, True), ("x", True, True)])
def test_what_has_to_be_said_is_said(typed: str, required: bool, is_taken: bool) -> None:
    try:
        clean(typed, field="name", most=60, required=required)
        found = True
    except Refused:
        found = False
    assert found is is_taken


@pytest.mark.parametrize(("blanks", "is_kept"), [(39, True), (40, False)])
def test_a_line_that_blanks_made_long_is_read_up_to_four_times_its_length(blanks: int, is_kept: bool) -> None:
    try:
        kept = clean("A" + " " * blanks, field="name", most=10)
    except Refused:
        kept = ""
    assert (kept == "A") is is_kept
