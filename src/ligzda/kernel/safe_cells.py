"""Cells of a table file that a spreadsheet will not take for a formula, also behind blanks and invisible characters."""

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

STARTS_FORMULA = frozenset("=+-@|%\t\r\n")
INVISIBLE = frozenset({"Cf", "Cc", "Zs", "Zl", "Zp", "Mn"})
BOM = "\ufeff"


def safe(value: Any) -> Any:
    """Numbers stay numbers. A text that would begin a formula gets an apostrophe, and what cannot be seen is taken out before it."""
    if value is None or (isinstance(value, (int, float)) and not isinstance(value, bool)):
        return "" if value is None else value
    text = str(value)
    seen = next((i for i, letter in enumerate(text) if unicodedata.category(letter) not in INVISIBLE or letter in "\t\r\n"), len(text))
    text = text[seen:] if any(unicodedata.category(letter) in {"Cf", "Cc"} for letter in text[:seen]) else text
    begins = unicodedata.normalize("NFKC", text.lstrip())[:1]
    return f"'{text}" if begins in STARTS_FORMULA or text[:1] in STARTS_FORMULA else text


def table(columns: Sequence[Any], rows: Iterable[Sequence[Any]]) -> str:
    """A CSV text that a spreadsheet opens with the right letters: a byte-order mark, semicolons, every text sanitised."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([safe(column) for column in columns])
    writer.writerows([safe(cell) for cell in row] for row in rows)
    return BOM + out.getvalue()
