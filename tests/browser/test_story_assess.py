"""Story 1: a family is assessed area by area, on a telephone and on a desktop, and the profile shows what changed."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Visitor
from tests.browser.test_stories import address_of, chooses, saves

Comes = Callable[..., Any]


def opens_file(worker: Visitor, text: str, name: str) -> str:
    """The address of the assessment tab of a family's file."""
    worker.goes(address_of(worker.page, worker.site, text, name))
    worker.page.locator(".tabs a", has_text="Izvērtējums").click()
    worker.page.wait_for_url("**/assessments/")
    return worker.page.url


def answers(page: Page, level: str, own: str, evidence: str = "") -> None:
    """The family's own score first; only then is the worker's in sight."""
    assert not page.locator("input[name=level]").first.is_visible()
    chooses(page, "own_level", own)
    chooses(page, "level", level)
    if evidence:
        page.fill("textarea[name=evidence]", evidence)


@pytest.mark.parametrize("screen", ["telephone", "desktop"])
def test_the_profile_shows_every_area_over_time_as_a_picture_and_as_a_table(visitor: Comes, screen: str) -> None:
    worker = visitor("sociala", screen=screen)
    opens_file(worker, "klavkaln", "Kļavkalnu ģimene")
    page = worker.page
    assert page.locator("svg.profile[role=img]").count() == 1
    assert "Augstāk nekā sākumā" in page.locator("main h2").first.inner_text()
    page.locator("details.fold summary", has_text="Rādīt datus tabulā").click()
    assert page.locator("table.data-table tbody tr").count() == page.locator("svg .profile-name").count()
    worker.sees_no_barrier()
    page.locator("section[aria-labelledby=list-heading] a.row-link").first.click()
    page.get_by_text("Ģimenes pašvērtējums").first.wait_for()
    worker.sees_no_barrier()


def test_a_family_is_assessed_from_the_first_area_to_the_plan(visitor: Comes) -> None:
    worker = visitor("sociala2", screen="telephone")
    page = worker.page
    tab = opens_file(worker, "strazdit", "Strazdīšu ģimene")
    page.get_by_role("link", name="Jauns izvērtējums").click()
    page.wait_for_url("**/assessments/new/")
    worker.sees_no_barrier()
    saves(page)
    page.wait_for_url("**/areas/c1/**")
    answers(page, "4", "5")
    worker.sees_no_barrier()
    saves(page)
    page.wait_for_url("**/areas/f1/")
    answers(page, "2", "3")
    saves(page)  # a low level without what was seen
    page.locator("#id_evidence_error").wait_for()
    worker.complaints.clear()  # the browser itself notes the 422
    worker.sees_no_barrier()
    page.fill("textarea[name=evidence]", "Vakariņas trijos vakaros no pieciem bija čipsi.")
    saves(page)
    page.wait_for_url("**/areas/f2/")
    for _left in range(10):
        answers(page, "none", "none")
        saves(page)
        page.locator("h1").wait_for()
        page.wait_for_load_state()
    page.wait_for_url("**/observed/")
    worker.sees_no_barrier()
    chooses(page, "risk", "low")
    page.locator("textarea[name^=words_]").fill("Gribu kaķi.")
    saves(page)
    page.get_by_role("button", name="Pabeigt izvērtējumu").click()
    page.wait_for_url(tab)
    page.goto(tab.replace("assessments/", "moves/plan/"))
    page.fill("textarea[name=sentence]", "Izvērtējums pabeigts kopā ar māti.")
    worker.sees_no_barrier()
    saves(page)
    page.wait_for_url(tab.replace("assessments/", ""))


def test_two_people_at_one_area_are_both_shown(visitor: Comes) -> None:
    first, second = visitor("sociala"), visitor("koordinatore")
    opens_file(first, "rudzit", "Rudzīšu ģimene")
    first.page.get_by_role("link", name="Jauns izvērtējums").click()
    saves(first.page)
    first.page.wait_for_url("**/areas/c1/**")
    asked = first.page.url
    second.page.goto(asked)
    for one, level, said in ((first, "4", "Drošs."), (second, "3", "Raizes par ceļu uz skolu.")):
        answers(one.page, level, "none", said)
        saves(one.page)
    page = second.page
    page.get_by_text("Nekas nav zudis").first.wait_for()
    second.complaints.clear()  # the browser itself notes the 422
    second.sees_no_barrier()
    page.locator("label:has(input[name=keep_level][value=theirs])").click()
    saves(page)
    page.wait_for_url(lambda url: url != asked)
    page.goto(asked)
    assert page.locator("input[name=level]:checked").get_attribute("value") == "4"
