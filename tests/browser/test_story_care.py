"""A child at risk, separated, and on its way home: recorded day by day, with each decision, in a real browser and in Latvian."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from ligzda.kernel import clock
from tests.browser.test_stories import chooses, finds, saves

Comes = Callable[..., Any]
COURT = "Bauskas novada bāriņtiesa"
SCREENS = pytest.mark.parametrize("screen", ["telephone", "desktop"])


def ago(days: int) -> str:
    return f"{clock.today() - dt.timedelta(days=days):%d.%m.%Y}."


def fills(page: Page, **values: str) -> None:
    for name, value in values.items():
        page.locator(f"main [name={name}]").first.fill(value)


def opens_care(worker: Any, text: str, name: str) -> str:
    """The children's care of a family, from its page; its address."""
    finds(worker.page, worker.site, text).filter(has_text=name).first.click()
    worker.page.wait_for_url("**/families/*/")
    worker.page.locator(".tabs a", has_text="Bērnu aprūpe").click()
    worker.page.wait_for_url("**/care/")
    return str(worker.page.url.removeprefix(worker.site.address))


def records(worker: Any, care: str, child: int, kind: str, days: int, *, number: str = "", led_to: str = "") -> None:
    page = worker.goes(f"{care}new/")
    page.locator("main .choice-item:has(input[name=child])").nth(child).click()
    chooses(page.locator("main form"), "kind", kind)
    fills(page, from_date=ago(days), led_to=led_to)
    if number:
        fills(page, deciding_body=COURT, decision_number=number, decision_date=ago(days))
    saves(page)


@SCREENS
def test_a_childs_care_is_recorded_day_by_day_and_nothing_is_overwritten(visitor: Comes, screen: str) -> None:
    worker = visitor("sociala", screen=screen)
    page = worker.page
    care, child = opens_care(worker, "madarkaln", "Madarkalnu ģimene"), 0 if screen == "desktop" else 1
    records(worker, care, child, "at_risk", 60, led_to="Trīs dienas bērni bija mājās vieni.")
    page.wait_for_url("**/care/")
    assert "lēmuma nav" in page.locator("main").inner_text()

    records(worker, care, child, "returned", 50, led_to="Atgriezās no tantes.")
    assert "Šim statusam vajadzīgs lēmums" in page.locator("main").inner_text()
    records(worker, care, child, "returned", 50, number="1-6/29", led_to="Atgriezās no tantes.")  # who was not away does not return
    assert "Atgriežas tas, kas bija prom" in page.locator("main").inner_text()
    assert page.locator("main [name=led_to]").input_value() == "Atgriezās no tantes."
    worker.sees_no_barrier()

    records(worker, care, child, "removed", 40, number="1-6/44")
    page.wait_for_url("**/care/")
    records(worker, care, child, "foster", 39, number="1-6/44")
    page.wait_for_url("**/care/")
    records(worker, care, child, "foster", 39, number="1-6/45")  # one status a day
    assert "jau ir ierakstīts cits statuss" in page.locator("main").inner_text()
    page.goto(worker.site.address + care)
    said = page.locator("main").inner_text()
    for word in (
        "audžuģimenē",
        "šķirts no ģimenes",
        "skaitīts kā šķirts no ģimenes",
        COURT,
        "Nr. 1-6/44",
        "Trīs dienas bērni bija mājās vieni.",
    ):
        assert word in said, word
    worker.sees_no_barrier()
    worker.complaints.clear()  # the browser itself notes the 422


@SCREENS
def test_the_way_home_begins_with_conditions_and_somebodys_signature(visitor: Comes, screen: str) -> None:
    worker = visitor("sociala", screen=screen)
    page = worker.page
    care, child = opens_care(worker, "ozolkaln" if screen == "desktop" else "vejkaln", ""), 0
    records(worker, care, child, "removed", 30, number="1-6/50")
    page.wait_for_url("**/care/")
    page.get_by_text("Sākt atgriešanas plānu").first.click()
    form = page.locator("main form:has([name=contact_schedule]), dialog form:has([name=contact_schedule])").last
    form.locator("[name=on]").fill(ago(20))
    form.locator("[name=contact_schedule]").fill("Katru sestdienu centrā.")
    form.locator("button.btn-primary").click()
    page.wait_for_url("**/returns/*/")
    plan = page.url.removeprefix(worker.site.address)
    greyed = page.locator("main .btn[aria-disabled=true]", has_text="Vienoties par plānu")
    assert greyed.count() == 1 and "Vispirms pievienojiet nosacījumu" in page.locator("main").inner_text()

    worker.goes(f"{plan}conditions/new/")
    fills(page, what="Mājās ir ēdiens.", how_seen="Apmeklējumā.", judge=COURT, due_date=ago(-20))
    saves(page)
    page.wait_for_url(f"**{plan}")
    for role in ("parent", "child"):
        worker.goes(f"{plan}answers/new/")
        fills(page, who="Zane", date=ago(19))
        chooses(page.locator("main form"), "role", role)
        chooses(page.locator("main form"), "answer", "signed")
        saves(page)
        page.wait_for_url(f"**{plan}")
    worker.sees_no_barrier()
    worker.goes(f"{plan}moves/agree/")
    fills(page, on=ago(19), sentence="Visi zina, kas jāizdara.")
    saves(page)
    page.wait_for_url(f"**{plan}")
    assert "panākta vienošanās" in page.locator("main").inner_text()
    worker.sees_no_barrier()


def test_a_newcomer_reads_how_a_child_came_home(visitor: Comes) -> None:
    coordinator = visitor("koordinatore")
    opens_care(coordinator, "lapegl", "Lapegļu ģimene")
    coordinator.sees_no_barrier()
    coordinator.page.locator("main a", has_text="Plāns bērna atgriešanai ģimenē").first.click()
    coordinator.page.wait_for_url("**/returns/*/")
    said = coordinator.page.locator("main").inner_text()
    for word in ("Mana gulta ir silta.", "1-6/31", "izpildīts", "Guļ visu nakti.", "parakstīja"):
        assert word in said, word
    coordinator.sees_no_barrier()
