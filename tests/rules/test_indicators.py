"""A figure has one definition, a sentence that defines it, and a test."""

from collections.abc import Iterable, Iterator

from ligzda.measure.indicators import Indicator, indicators
from tests.rules.house import ROOT, obey


def faults(found: Iterable[Indicator], told: str) -> Iterator[str]:
    seen: set[str] = set()
    for one in found:
        if one.code in seen:
            yield f"{one.code} is declared twice"
        seen.add(one.code)
        if not str(one.describes or "").strip():
            yield f"{one.code} says nowhere what it counts (describes)"
        if f'"{one.code}"' not in told:
            yield f"{one.code} is in no test"


def test_indicators_are_unique_defined_and_tested() -> None:
    told = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("*.py") if path.parent.name != "rules")
    ours = [one for one in indicators() if not one.code.startswith("w_")]  # those of the worked example live in its test
    obey(faults(ours, told), "One file in the room's indicators/, describes=_(…), and a test that names the code.")


def test_a_planted_indicator_is_found() -> None:
    planted = Indicator("planted", "Planted")
    assert len(list(faults([planted, planted], ""))) == 5
