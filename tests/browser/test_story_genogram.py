"""A genogram in a real browser and in Latvian: words first, then the drawing; a tie is entered and stands in both, as of any day."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from ligzda.kernel import clock
from tests.browser.test_stories import chooses, finds, saves

Comes = Callable[..., Any]
SCREENS = pytest.mark.parametrize("screen", ["telephone", "desktop"])


def opens_genogram(worker: Any) -> str:
    """From the family's page to its genogram; the address."""
    finds(worker.page, worker.site, "kruklaj").filter(has_text="Krūklāju ģimene").first.click()
    worker.page.wait_for_url("**/families/*/")
    worker.page.locator(".tabs a", has_text="Genogramma").click()
    worker.page.wait_for_url("**/genogram/")
    return str(worker.page.url.removeprefix(worker.site.address))


@SCREENS
def test_two_households_half_siblings_and_an_unknown_father_in_words_and_drawn(visitor: Comes, screen: str) -> None:
    worker = visitor("sociala", screen=screen)
    page, address = worker.page, opens_genogram(worker)
    listed, drawn = page.locator(".kin"), page.locator("svg.genogram")
    for name in ("Signe", "Toms", "Marta", "Odrija", "Paula", "Sanita", "Edgars", "Velta", "Futbola komanda"):
        assert name in listed.inner_text(), name
        assert drawn.locator("text", has_text=name).count() >= 1, name
    assert "laulība šķirta, 2019" in listed.inner_text()
    assert "nav zināms" in listed.inner_text() and drawn.locator("text", has_text="?").count() >= 1
    assert drawn.locator("path[stroke-dasharray='8 5']").count() >= 2
    assert listed.bounding_box()["y"] < drawn.bounding_box()["y"]
    worker.sees_no_barrier()
    worker.page.locator(".chips a", has_text="Krūklāju ģimene (tēvs)").click()
    page.wait_for_url("**home=*")
    assert "Paula" in listed.inner_text() and "Odrija" not in page.locator("main").inner_text()
    worker.sees_no_barrier()
    worker.goes(f"{address}?on=31.02.2020")
    assert "nav datums" in page.locator("main").inner_text() and page.input_value("#on") == "31.02.2020"
    worker.sees_no_barrier()
    worker.goes(address)
    width = drawn.get_attribute("width")
    page.locator(".kin-tools a", has_text="Lielāk").click()
    page.wait_for_url("**zoom=150*")
    assert int(drawn.get_attribute("width")) > int(width or 0)
    early = clock.today() - dt.timedelta(days=15 * 365)
    worker.goes(f"{address}?on={early.isoformat()}")
    assert "Odrija" not in page.locator("main").inner_text()
    worker.sees_no_barrier()


@SCREENS
def test_a_tie_is_entered_from_the_genogram_and_nobody_becomes_their_own_ancestor(visitor: Comes, screen: str) -> None:
    worker = visitor("sociala", screen=screen)
    page, address = worker.page, opens_genogram(worker)
    place = f"Zīmēšanas pulciņš {screen}"
    page.locator("main a.btn", has_text="Norādīt saikni").click()
    page.locator("main select[name=whose]").select_option(label="Marta Krūklāja")
    chooses(page.locator("main form"), "kind", "close")
    page.fill("main [name=place]", place)
    worker.sees_no_barrier()
    saves(page)
    page.wait_for_url("**/genogram/")
    assert place in page.locator(".kin").inner_text()
    assert page.locator("svg.genogram text", has_text="Zīmēšanas pulciņš").count() >= 1

    page.locator(".kin li", has_text=place).locator("a.kin-edit").click()
    chooses(page.locator("main form"), "kind", "weak")
    page.fill("main [name=note]", "Pēc Martas teiktā")
    worker.sees_no_barrier()
    saves(page)
    page.wait_for_url("**/genogram/")
    assert "vāja" in page.locator(".kin li", has_text=place).inner_text()

    page.locator("main a.btn-primary", has_text="Norādīt radniecību").click()
    page.locator("main select[name=first]").select_option(label="Marta Krūklāja")
    page.locator("main select[name=kind]").select_option("parent")
    page.locator("main select[name=other]").select_option(label="Velta Pīlādze")
    saves(page)
    assert page.locator(".error-summary").count() == 1
    assert page.locator("main select[name=first] option:checked").inner_text() == "Marta Krūklāja"
    worker.sees_no_barrier()
    worker.goes(address)
    worker.complaints.clear()  # the browser itself notes the 422
