"""Names in any script are kept, folded and found; Latin letters fold as before."""

from typing import Any

import pytest

from ligzda.access.actions.functions import save_function
from ligzda.access.actor import Actor
from ligzda.access.catalogue import ensure_catalogue
from ligzda.kernel.languages import LANGUAGES
from ligzda.kernel.text import ascii_words, fold, squeeze
from ligzda.kernel.translated import Translated
from ligzda.people import queries
from ligzda.people.actions.families import register_family


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Bērziņa-Kļava ", "berzina klava"), ("Žukauskienė", "zukauskiene"), ("Łukasz Weiß", "lukasz weiss"), ("O’Nīls", "o nils"),
        ("ИВАНОВ", "иванов"), ("Ёлкина Майя", "елкина маия"), ("Ωμέγα", "ωμεγα"), ("محمّد", "محمد"), ("李 小龙", "李 小龙"), ("2012.EEZ/PP", "2012 eez pp"),
        ("_-–%", ""), ("\x00", ""),
    ],
)  # fmt: skip
def test_letters_of_every_script_survive_and_accents_fold(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert fold(fold(text)) == folded


def test_numbers_and_keys_stay_plain() -> None:
    assert squeeze("2012.EEZ/PP/ 1/MAC/150") == "2012eezpp1mac150"
    assert ascii_words("Ielu darbs – работа") == "ielu darbs"


@pytest.mark.parametrize("text", ["Иванов", "иван", "ИВАНОВА", "ивнова", "мария"])
def test_somebody_written_in_cyrillic_is_found_also_with_one_error(me: Actor, enter: Any, text: str) -> None:
    enter("Мария Иванова")
    enter("Olga Sidorova")
    assert [hit.name for hit in queries.search(me, text)] == ["Мария Иванова"]


def test_the_heading_of_a_family_in_cyrillic_is_folded(me: Actor) -> None:
    assert register_family(by=me, name="Семья Ивановых").folded == " семья ивановых "


def test_a_function_named_in_another_script_still_has_an_address(me: Actor) -> None:
    ensure_catalogue()
    name = Translated(dict.fromkeys(LANGUAGES, "Педагог"))
    assert save_function(None, by=me, role="specialist", is_specialist=True, name=name).key == "function"
