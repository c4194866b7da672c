"""The small list of municipalities that Ligzda brings along."""

from pathlib import Path

from ligzda.access.actor import Actor
from ligzda.places.importing import Outcome, load, read_rows

FILE = Path(__file__).parent / "data" / "territories.csv"


def ensure_territories() -> Outcome:
    """Write what is missing of our list. What the classifier has brought up to date stays as it is."""
    return load(read_rows(FILE.read_text(encoding="utf-8")), by=Actor.system("territories"), only_new=True)
