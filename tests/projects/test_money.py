"""Money re-adds to the cent, or says what is left over."""

import datetime as dt
from decimal import Decimal

import pytest

from ligzda.access.actor import Actor
from ligzda.kernel.refused import Refused
from ligzda.projects import rules
from ligzda.projects.actions import money as writes
from ligzda.projects.queries.money import money
from tests.cast import Cast
from tests.projects.world import SYSTEM, make_mac150

D = Decimal


@pytest.mark.django_db
def test_the_budget_re_adds_and_its_shares_are_exact(cast: Cast) -> None:
    found = money(SYSTEM, make_mac150(cast)).budget.split
    assert (found.sum, found.rest, found.adds_up) == (D("110984.00"), D("0.00"), True)
    assert [part.share for part in found.parts] == [D("85.5"), D("4.5"), D("10")]
    assert found.of_kind("grant", "state") == D("99885.60")


@pytest.mark.django_db
def test_the_quoted_variant_keeps_its_unexplained_rest(cast: Cast) -> None:
    found = money(SYSTEM, make_mac150(cast))
    assert (found.quoted[0].split.sum, found.quoted[0].split.rest) == (D("109575.36"), D("1408.64"))
    assert found.own_minus(found.quoted[0]) == D("1408.64")


@pytest.mark.django_db
def test_a_budget_that_does_not_re_add_is_refused_with_the_difference(cast: Cast) -> None:
    with pytest.raises(Refused, match="0,01"):
        writes.set_budget(cast.project, by=SYSTEM, total=D("100.00"), currency="EUR", sources=[writes.Source("grant", "ESF", D("99.99"))])


@pytest.mark.django_db
def test_a_site_sees_no_money(cast: Cast) -> None:
    assert money(Actor(cast.coordinator), make_mac150(cast)) is None


def test_lats_are_shown_in_euro_beside_the_original() -> None:
    assert rules.in_euro(D("100000.00"), "LVL") == D("142287.18")
    assert rules.in_euro(D("24859.09"), "LVL") == D("35371.30")
    assert rules.in_euro(D("1.00"), "EUR") is None


def test_printed_shares_add_up() -> None:
    third = D(100) / 3
    assert rules.largest_remainder([third, third, third]) == [D("33.4"), D("33.3"), D("33.3")]


def test_shares_are_rounded_so_that_they_add_up_to_the_whole() -> None:
    thirds = [D(100) / 3] * 3
    assert rules.largest_remainder(thirds) == [D("33.4"), D("33.3"), D("33.3")]
    assert sum(rules.largest_remainder([D("50.05"), D("49.95")])) == 100
    assert rules.largest_remainder([]) == []


def test_half_a_cent_goes_up() -> None:
    assert [rules.cents(D(amount)) for amount in ("0.005", "0.0049", "1.995")] == [D("0.01"), D("0.00"), D("2.00")]


def test_a_pseudonym_is_short_stable_and_of_letters_nobody_mixes_up() -> None:
    name = rules.pseudonym("00000000000000ff" + "0" * 48)
    assert name == rules.pseudonym("00000000000000ff" + "1" * 48) != rules.pseudonym("00000000000000fe" + "0" * 48)
    assert name.startswith("G-") and len(name) == 7 and not set(name[2:]) & set("01ILO")
    assert rules.pseudonym("0" * 64, "P") == "P-22222"


def test_a_project_may_last_one_day() -> None:
    day = dt.date(2026, 1, 31)
    assert not rules.starts_after_end(day, day) and rules.starts_after_end(day, day - dt.timedelta(days=1))
    assert not rules.starts_after_end(None, day) and not rules.starts_after_end(day, None)
    assert (rules.months(day, dt.date(2026, 2, 1)), rules.months(day, None), rules.months(None, day)) == (2, None, None)
