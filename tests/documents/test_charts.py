"""Charts hold no inline style, follow the page's colours, weigh little and say what they show."""

import datetime as dt
from decimal import Decimal

from ligzda.documents import charts

DAYS = [(dt.date(2014, 4, 30), 79), (dt.date(2014, 7, 31), 92), (dt.date(2015, 7, 31), 129)]
CURVE = charts.Curve(
    dt.date(2013, 11, 1),
    "11.2013.",
    tuple(charts.Point(day, value, str(value), f"{day:%m.%Y.}") for day, value in DAYS),
    (
        charts.PlanLine(116, dt.date(2015, 7, 31), "Mērķis <116>", "116"),
        charts.PlanLine(100, dt.date(2015, 4, 30), "Pirmais 100", "100", True),
    ),
    "ģimenes",
)


def test_the_curve_prints_its_numbers_days_and_plans() -> None:
    svg = charts.curve_svg(CURVE)
    for text in (">79<", ">92<", ">129<", "04.2014.", "Mērķis &lt;116&gt;", "Pirmais 100"):
        assert text in svg, text


def test_on_a_page_it_has_a_name_the_pages_colours_and_no_style() -> None:
    svg = charts.for_page(charts.curve_svg(CURVE), "129 <ģimenes>", "Divi teikumi.", "k")
    assert 'role="img"' in svg
    assert "<title" in svg
    assert "129 &lt;ģimenes&gt;" in svg
    assert "var(--series-1)" in svg
    assert "style=" not in svg
    assert "#0E5A6B" not in svg
    assert len(svg) < 12_000


def test_shares_have_gaps() -> None:
    svg = charts.shares_svg([charts.Share("a", Decimal(3), charts.SERIES[0]), charts.Share("b", Decimal(1), charts.SERIES[1])])
    assert svg.count('stroke-width="2"') == 2
