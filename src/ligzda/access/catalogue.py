"""The functions an organisation starts with. An open list: what an administrator changed is never overwritten."""

import csv
from pathlib import Path

from ligzda.access.models import Function
from ligzda.kernel.languages import LANGUAGES
from ligzda.kernel.translated import translated

FILE = Path(__file__).with_name("catalogue.csv")


def ensure_catalogue() -> dict[str, Function]:
    """Add the functions that are missing; answers all by key. Called by ``ligzda migrate``, the demo and tests."""
    known = set(Function.objects.values_list("key", flat=True))
    with FILE.open(encoding="utf-8", newline="") as file:
        missing = [row for row in csv.DictReader(file) if row["key"] not in known]
    Function.objects.bulk_create(
        Function(
            key=row["key"],
            role=row["role"],
            is_specialist=bool(row["is_specialist"]),
            name=translated({code: row.get(code, "") for code in LANGUAGES}),
            duties=translated({code: row.get(f"duties_{code}", "") for code in LANGUAGES}),
        )
        for row in missing
    )
    return {function.key: function for function in Function.objects.all()}
