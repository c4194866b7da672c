"""Territories have days: a report of 2019 prints the names of 2019."""

import datetime as dt
from pathlib import Path

import pytest

from ligzda.access.actor import Actor
from ligzda.kernel.refused import Refused
from ligzda.places import queries
from ligzda.places.importing import import_file, load, read_rows
from ligzda.places.models import Territory
from ligzda.places.territories import ensure_territories

ME = Actor.system("test")


@pytest.fixture(autouse=True)
def _list(db: None) -> None:
    ensure_territories()


def day(text: str) -> dt.date:
    return dt.datetime.strptime(text, "%d.%m.%Y").date()  # noqa: DTZ007


@pytest.mark.parametrize(
    ("name", "born", "on", "then"),
    [
        ("Vecumnieku novads", "31.12.2019", "31.12.2019", "Vecumnieku novads"), ("Vecumnieku novads", "31.12.2019", "01.07.2021", "Bauskas novads"),
        ("Bauskas novads", "30.06.2021", "01.07.2021", "Bauskas novads"), ("Valmiera", "01.01.2015", "01.01.2015", "Valmiera"),
        ("Valmiera", "01.01.2015", "01.01.2022", "Valmieras novads"), ("Cēsu novads", "01.01.2013", "01.01.2024", "Cēsu novads"),
        ("Varakļānu novads", "01.01.2022", "30.06.2025", "Varakļānu novads"), ("Varakļānu novads", "01.01.2022", "01.07.2025", "Madonas novads"),
        ("Rīga", "01.01.2012", "01.01.2026", "Rīga"),
    ],
)  # fmt: skip
def test_a_territory_is_called_as_on_the_day(name: str, born: str, on: str, then: str) -> None:
    territory = queries.find_on(ME, name, day(born))
    assert territory is not None
    assert queries.names_on(ME, territory, day(on)) == then


def test_the_new_bauska_was_four_municipalities_before() -> None:
    new = queries.find_on(ME, "Bauskas novads", day("01.07.2021"))
    assert new
    assert queries.names_on(ME, new, day("30.06.2021")) == "Bauskas novads, Iecavas novads, Rundāles novads, Vecumnieku novads"


def test_no_unit_called_valmieras_novads_existed_in_2012() -> None:
    assert queries.find_on(ME, "Valmieras novads", day("23.07.2012")) is None


@pytest.mark.parametrize(("on", "count"), [("01.07.2021", 43), ("30.06.2025", 43), ("01.07.2025", 42)])
def test_the_number_of_latvian_municipalities_follows_from_the_days(on: str, count: int) -> None:
    assert queries.choices(ME, day(on)).filter(country="LV").count() == count


def test_lithuania_has_sixty_with_the_city_and_the_district_of_siauliai() -> None:
    assert queries.choices(ME).filter(country="LT").count() == 60
    assert set(Territory.objects.filter(key__startswith="siauliai").values_list("key", flat=True)) == {"siauliai", "siauliai_district"}


def test_loading_the_list_twice_changes_nothing() -> None:
    before = list(Territory.objects.order_by("id").values())
    outcome = ensure_territories()
    assert (outcome.added, outcome.changed) == (0, 0)
    assert list(Territory.objects.order_by("id").values()) == before


def test_the_classifier_writes_its_codes_in_place_of_ours_and_ours_does_not_come_back(tmp_path: Path) -> None:
    file = tmp_path / "atvk.csv"
    file.write_text("Kods;Nosaukums;Tips;Sākuma datums;Beigu datums\n0025000;Bauskas novads;novads;01.07.2021.;\n", encoding="utf-8-sig")
    before = Territory.objects.count()
    outcome = import_file(file, by=ME)
    assert (outcome.added, outcome.changed) == (0, 1)
    bauska = Territory.objects.get(code="0025000")
    assert (bauska.key, bauska.predecessors.count()) == ("bauska", 4)
    ensure_territories()
    assert Territory.objects.count() == before


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a,b\n1,2\n",
        "code,name\n,Bez koda\n",
        "code,name,valid_from\nX,Y,31.02.2020\n",
        "code,name,country\nX,Y,EE\n",
        f"code,name\nX,{'Y' * 5_000}\n",
    ],
)
def test_a_bad_file_is_refused_with_its_lines_and_nothing_is_taken(text: str) -> None:
    before = Territory.objects.count()
    with pytest.raises(Refused):
        load(read_rows(text), by=ME)
    assert Territory.objects.count() == before


def test_a_file_that_is_not_there_or_not_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused):
        import_file(tmp_path / "none.csv", by=ME)
    (tmp_path / "latin.csv").write_bytes("code,name\n1,Bērzi".encode("cp1257"))
    with pytest.raises(Refused):
        import_file(tmp_path / "latin.csv", by=ME)
