"""Fields take what people type and answer with sentences."""

from datetime import date

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

from ligzda.kernel.languages import LANGUAGES
from ligzda.kernel.refused import Refused
from ligzda.web import forms
from ligzda.web.days import NoSuchDay, Unreadable, read_day

DAY = date(2026, 11, 22)


class Entry(forms.Form):
    on = forms.DayField(label="Datums")
    length = forms.MinutesField(label="Ilgums", required=False)
    outcome = forms.ChoiceChips(label="Kas notika?", choices=[("held", "Notika"), ("missed", "Neieradās")])
    name = forms.BoundedCharField(label="Vārds", required=False)


def entry(**given):
    return Entry({"on": "22.11.2026.", "outcome": "held", **given})


TYPED = """22.11.2026. | 22.11.2026 | 22112026 | 2026-11-22 | 2026.11.22 | 22 Nov 2026 | 22 November 2026 | 22/11/2026 | 22-11-2026
 | 22. 11. 2026. | 2026. gada 22. novembris | 22. novembris 2026 | 2026 m. lapkričio 22 d. | 2026. gada 22. nov | November 22, 2026"""


@pytest.mark.parametrize("typed", [*TYPED.split("|"), "22\u00a0Nov\u00a02026"])
def test_a_day_is_understood_in_every_form_of_the_three_languages(typed):
    assert read_day(typed) == DAY


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_day_that_was_written_by_us_is_read_back(language):
    from_field = forms.DayField()
    with override(language):
        assert from_field.clean(from_field.widget.format_value(DAY)) == DAY


@pytest.mark.parametrize("typed", ["30.02.2026", "31.04.2026.", "2026-13-01", "00.01.2026", "29.02.2025"])
def test_an_impossible_day_is_named_as_impossible(typed):
    with pytest.raises(NoSuchDay):
        read_day(typed)


@pytest.mark.parametrize("typed", ["vakar", "22.11.", "22.11.26", "x" * 5000, "2026", "²²112026", "22.Foo.2026"])
def test_what_is_no_date_is_not_guessed(typed):
    with pytest.raises(Unreadable):
        read_day(typed)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("lv", "Tāda datuma nav: 30.02.2026. Pārbaudiet dienu un mēnesi."),
        ("lt", "Tokios datos nėra: 2026-02-30. Patikrinkite dieną ir mėnesį."),
        ("en", "There is no such date: 30 Feb 2026. Check the day and month."),
    ],
)
def test_the_sentence_about_an_impossible_day_is_the_agreed_one(language, sentence):
    with override(language):
        assert str(entry(on="30.02.2026").errors["on"][0]).replace("\u00a0", " ") == sentence


def test_a_missing_day_shows_how_to_write_one():
    with override("lv"):
        assert entry(on="").errors["on"][0].startswith("Norādiet datumu, piemēram, ")


def test_a_chip_or_another_number_gives_the_length_and_what_was_typed_counts():
    for given, minutes in [
        ({"length_chip": "45"}, 45),
        ({"length_other": "75"}, 75),
        ({"length_chip": "45", "length_other": "75"}, 75),
        ({}, None),
    ]:
        form = entry(**given)
        assert form.is_valid(), form.errors
        assert form.cleaned_data["length"] == minutes
    assert "length" in entry(length_other="1441").errors
    assert "length" in entry(length_other="-5").errors


def test_a_name_of_five_megabytes_is_refused_beside_its_field_and_the_page_stays_small():
    form = entry(name="x" * 5_000_000)
    with override("en"):
        assert "too long" in form.errors["name"][0]
        assert len(str(form)) < 50_000


def test_a_sentence_names_what_is_missing_without_bending_the_label():
    with override("lv"):
        assert entry(outcome="").errors["outcome"] == ["Izvēlieties atbildi: „Kas notika?”."]


def test_a_refusal_lands_at_its_field_or_in_the_summary():
    form = entry()
    assert form.is_valid()
    form.refuse(Refused("Vispirms norādiet vietu."))
    form.refuse(Refused("Šajā dienā nevar.", field="on"))
    assert form.non_field_errors() == ["Vispirms norādiet vietu."]
    assert form.errors["on"] == ["Šajā dienā nevar."]


def test_label_hint_and_error_are_tied_to_the_control():
    with override("en"):
        drawn = str(entry(on="x"))
    assert 'aria-describedby="id_on_error"' in drawn
    assert 'id="id_on_error"' in drawn
    assert "(optional)" in drawn
    assert "style=" not in drawn


def test_a_form_with_a_reason_of_its_own_is_asked_for_it_once():
    class Changed(forms.Form):
        reason = forms.BoundedCharField(label="Kāpēc?")

    assert not render_to_string("web/reason.html", {"form": Changed()}).strip()
    answered = entry(reason="Tā bija.")
    assert 'value="Tā bija."' in render_to_string("web/reason.html", {"form": answered})
