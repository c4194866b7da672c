"""What every organisation begins with: the instrument "Areas of life", templates of notes. It adds its own."""

import csv
from itertools import groupby
from pathlib import Path

from ligzda.cases.models import Area, Instrument, NoteTemplate
from ligzda.kernel.translated import Translated

FILE = Path(__file__).with_name("areas_of_life.csv")
KEY = "areas_of_life"
NAME = Translated(lv="Dzīves jomas", en="Areas of life", lt="Gyvenimo sritys")
LEVELS = range(1, 6)
NOTES = (
    (
        Translated(lv="Mājas vizīte", en="Home visit", lt="Apsilankymas namuose"),
        Translated(
            lv="Kas bija mājās:\n\nKo redzēju (fakti):\n\nKo teica vecāki:\n\nKo teica bērni:\n\nPar ko vienojāmies:\n",
            en="Who was at home:\n\nWhat I saw (facts):\n\nWhat the parents said:\n\nWhat the children said:\n\nWhat we agreed:\n",
            lt="Kas buvo namuose:\n\nKą mačiau (faktai):\n\nKą sakė tėvai:\n\nKą sakė vaikai:\n\nDėl ko susitarėme:\n",
        ),
    ),
    (
        Translated(lv="Telefona saruna", en="Telephone call", lt="Pokalbis telefonu"),
        Translated(
            lv="Kurš kuram zvanīja:\n\nPar ko runājām:\n\nPar ko vienojāmies:\n",
            en="Who called whom:\n\nWhat we talked about:\n\nWhat we agreed:\n",
            lt="Kas kam skambino:\n\nApie ką kalbėjome:\n\nDėl ko susitarėme:\n",
        ),
    ),
    (
        Translated(lv="Saruna ar skolu", en="Talk with the school", lt="Pokalbis su mokykla"),
        Translated(
            lv="Ar ko runāju un ar kura ziņu:\n\nKā bērnam klājas skolā:\n\nKas palīdz:\n\nPar ko vienojāmies:\n",
            en="Whom I talked to, and who knows about it:\n\nHow the child is doing at school:\n\nWhat helps:\n\nWhat we agreed:\n",
            lt="Su kuo kalbėjau ir kas apie tai žino:\n\nKaip vaikui sekasi mokykloje:\n\nKas padeda:\n\nDėl ko susitarėme:\n",
        ),
    ),
)


def ensure_instruments() -> Instrument:
    """Create our own instrument with its areas if it is missing. Called by ``ligzda migrate``, the demo and tests."""
    instrument, is_new = Instrument.objects.get_or_create(
        key=KEY, defaults={"name": NAME, "owner": "Ligzda", "licence": "EUPL-1.2", "lowest": LEVELS[0], "highest": LEVELS[-1]}
    )
    if is_new:
        Area.objects.bulk_create(_areas(instrument))
    return instrument


def ensure_note_templates() -> None:
    """What recurring notes begin with, if an organisation has none yet. It changes and adds its own."""
    if not NoteTemplate.objects.exists():
        NoteTemplate.objects.bulk_create(
            NoteTemplate(order=order, name=name, text=text) for order, (name, text) in enumerate(NOTES, start=1)
        )


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
        area.name = Translated({row["language"]: row["name"] for row in spoken})
        area.anchors = {row["language"]: {str(level): row[f"level_{level}"] for level in LEVELS} for row in spoken}
        found.append(area)
    return found
