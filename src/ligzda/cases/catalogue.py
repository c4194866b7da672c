"""What every organisation begins with, in three languages: the instrument "Areas of life", templates of notes. It adds its own."""

import csv
from itertools import groupby
from pathlib import Path

from ligzda.cases.models import Area, Instrument, NoteTemplate

FILE = Path(__file__).with_name("areas_of_life.csv")
KEY = "areas_of_life"
NAMES = {"lv": "Dzīves jomas", "en": "Areas of life", "lt": "Gyvenimo sritys"}
LEVELS = range(1, 6)
NOTES = {
    "visit": (
        ("Mājas vizīte", "Home visit", "Apsilankymas namuose"),
        ("Kas bija mājās:\n\nKo redzēju (fakti):\n\nKo teica vecāki:\n\nKo teica bērni:\n\nPar ko vienojāmies:\n",
         "Who was at home:\n\nWhat I saw (facts):\n\nWhat the parents said:\n\nWhat the children said:\n\nWhat we agreed:\n",
         "Kas buvo namuose:\n\nKą mačiau (faktai):\n\nKą sakė tėvai:\n\nKą sakė vaikai:\n\nDėl ko susitarėme:\n"),
    ),
    "call": (
        ("Telefona saruna", "Telephone call", "Pokalbis telefonu"),
        ("Kurš kuram zvanīja:\n\nPar ko runājām:\n\nPar ko vienojāmies:\n",
         "Who called whom:\n\nWhat we talked about:\n\nWhat we agreed:\n",
         "Kas kam skambino:\n\nApie ką kalbėjome:\n\nDėl ko susitarėme:\n"),
    ),
    "school": (
        ("Saruna ar skolu", "Talk with the school", "Pokalbis su mokykla"),
        ("Ar ko runāju un ar kura ziņu:\n\nKā bērnam klājas skolā:\n\nKas palīdz:\n\nPar ko vienojāmies:\n",
         "Whom I talked to, and who knows about it:\n\nHow the child is doing at school:\n\nWhat helps:\n\nWhat we agreed:\n",
         "Su kuo kalbėjau ir kas apie tai žino:\n\nKaip vaikui sekasi mokykloje:\n\nKas padeda:\n\nDėl ko susitarėme:\n"),
    ),
}  # fmt: skip


def ensure_instruments() -> Instrument:
    """Create our own instrument with its areas if it is missing. Called by ``ligzda migrate``, the demo and tests."""
    names = {f"name_{language}": name for language, name in NAMES.items()}
    instrument, is_new = Instrument.objects.get_or_create(
        key=KEY, defaults={**names, "owner": "Ligzda", "licence": "EUPL-1.2", "lowest": LEVELS[0], "highest": LEVELS[-1]}
    )
    if is_new:
        Area.objects.bulk_create(_areas(instrument))
    return instrument


def ensure_note_templates() -> None:
    """What recurring notes begin with, if an organisation has none yet. It changes and adds its own."""
    if not NoteTemplate.objects.exists():
        NoteTemplate.objects.bulk_create(
            NoteTemplate(
                order=order, **dict(zip(("name_lv", "name_en", "name_lt"), names, strict=True)),
                **dict(zip(("text_lv", "text_en", "text_lt"), texts, strict=True)),
            )
            for order, (names, texts) in enumerate(NOTES.values(), start=1)
        )  # fmt: skip


def _areas(instrument: Instrument) -> list[Area]:
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = [list(same) for _code, same in groupby(csv.DictReader(file), key=lambda row: row["code"])]
    found = []
    for order, spoken in enumerate(rows, start=1):
        one = spoken[0]
        area = Area(
            key=f"{KEY}_{one['code']}",
            instrument=instrument,
            code=one["code"],
            order=order,
            scored=one["scored"],
            dimension=one["dimension"],
        )
        area.is_safety = one["safety"] == "1"
        for row in spoken:
            setattr(area, f"name_{row['language']}", row["name"])
            setattr(area, f"anchors_{row['language']}", {str(level): row[f"level_{level}"] for level in LEVELS})
        found.append(area)
    return found
