"""A spreadsheet never takes a cell of ours for a formula."""

import pytest

from ligzda.kernel.safe_cells import safe, table


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "|cmd", "%0A", "\t=1", "\r=1", "\u200b=1+1", "\ufeff=1", " \u200e=1", "\u00a0=1", "＝1+1", "\u2066@x"],
)
def test_what_would_begin_a_formula_gets_an_apostrophe(text: str) -> None:
    assert str(safe(text)).startswith("'")


@pytest.mark.parametrize("text", ["Ģimene", "G-7K2QM", "2014-Q2", "nav zināms", "< 5", ""])
def test_ordinary_texts_stay_as_they_are(text: str) -> None:
    assert safe(text) == text


def test_numbers_stay_numbers() -> None:
    assert table(["Rinda"], [[-5], [None]]) == '\ufeffRinda\r\n-5\r\n""\r\n'
