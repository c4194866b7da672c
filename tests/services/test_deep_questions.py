"""Every figure can be asked with every filter on SQLite, whose parser gives up on questions that lie too deep within each other."""

import datetime as dt
import sqlite3
from typing import Any

import pytest

from ligzda.measure import engine
from ligzda.measure.indicators import Indicator, indicators
from ligzda.measure.request import NEW, TOTAL, Cases, FigureRequest

FILTERS = {"quarter": "2026-Q1", "site": "bauska", "age": "0-2", "sex": "female", "group": "a", "family_type": "other"}


class Asked(Exception):
    """Carries the statement instead of running it."""


def _not_run(text: str, order: Any, marks: Any, cases: Cases, using: str) -> Any:
    gate = f'WITH "permitted_rows" AS ({cases.sql})'
    raise Asked(f"{gate}, {text[len('WITH ') :]}" if text.startswith("WITH ") else f"{gate} {text}")


def deepest(one: Indicator) -> list[str]:
    """The statements of one figure with all filters it knows: nothing lies deeper."""
    known = [name for name in FILTERS if name in one.by]
    found = []
    for measure in (TOTAL, NEW):
        ask = FigureRequest(
            one.code, dt.date(2026, 11, 20), project=1, project_start=dt.date(2026, 1, 1), measure=measure,
            where={name: FILTERS[name] for name in known}, cases=Cases("SELECT id FROM access_circle WHERE id NOT IN (%s)", (1,)),
        )  # fmt: skip
        for how in (engine.compute, engine.fingerprint):
            try:
                how(ask)
            except Asked as asked:
                found.append(str(asked))
    return found


@pytest.mark.sqlite
def test_no_question_lies_too_deep_for_sqlite(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "_execute", _not_run)
    parser, read = sqlite3.connect(":memory:"), 0
    for one in indicators():
        if one.ratio or one.code.startswith("w_"):
            continue
        for text in deepest(one):
            read += 1
            with pytest.raises(sqlite3.OperationalError, match="no such table"):  # it was read: only its tables are not here
                parser.execute(text.replace("%s", "?").replace("%%", "%"))
    assert read > 50
