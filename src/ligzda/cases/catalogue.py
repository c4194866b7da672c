"""The instrument every organisation begins with: "Areas of life", in three languages. Others are added by an administrator."""

import csv
from itertools import groupby
from pathlib import Path

from ligzda.cases.models import Area, Instrument

FILE = Path(__file__).with_name("areas_of_life.csv")
KEY = "areas_of_life"
NAMES = {"lv": "Dzīves jomas", "en": "Areas of life", "lt": "Gyvenimo sritys"}
LEVELS = range(1, 6)


def ensure_instruments() -> Instrument:
    """Create our own instrument with its areas if it is missing. Called by ``ligzda migrate``, the demo and tests."""
    names = {f"name_{language}": name for language, name in NAMES.items()}
    instrument, is_new = Instrument.objects.get_or_create(
        key=KEY, defaults={**names, "owner": "Ligzda", "licence": "EUPL-1.2", "lowest": LEVELS[0], "highest": LEVELS[-1]}
    )
    if is_new:
        Area.objects.bulk_create(_areas(instrument))
    return instrument


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
