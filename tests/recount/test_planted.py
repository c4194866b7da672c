"""A recount that never fails proves nothing: each of these faults, planted into a figure, is found."""

from dataclasses import replace
from typing import Any

import pytest

from ligzda.measure import indicators
from tests.kept import TODAY
from tests.recount.asking import differences, projects
from tests.recount.counting import Question
from tests.recount.records import Records

FAULTS: dict[str, dict[str, Any]] = {
    "families": {"counts": "person"},
    "children": {"who": "adult"},
    "persons": {"counts": "rows"},
    "consultations": {"where": lambda f: f.held & f.of_case},
    "active": {"until_inclusive": True},
    "exits": {"date": "admitted"},
    "admitted": {"counts": "family", "date": "left"},
    "completions": {"where": None, "date": "first_day"},
    "hours": {"divide_by": 45},
    "enrolled": {"apart": None},
}


@pytest.mark.parametrize("code", FAULTS)
def test_a_planted_fault_is_found(demo: None, db: None, monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    broken = replace(indicators.indicator(code), **FAULTS[code])
    monkeypatch.setitem(indicators._INDICATORS, code, broken)
    records = Records()
    asked = [Question(one.id, one.start_date, day) for one in projects(records) for day in _days(one)]
    assert any(line for question in asked for line in differences(records, code, question))


def _days(project: Any) -> list[Any]:
    return [TODAY, project.start_date.replace(year=project.start_date.year + 1)]
