"""Story 3: a low area becomes a goal and small steps; the family signs on paper; the plan is reviewed and its versions are compared."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from ligzda.kernel import clock
from tests.browser.test_stories import address_of, chooses, saves
from tests.browser.test_story_care import fills

Comes = Callable[..., Any]
GOAL, BETTER = "Vakaros visi ēd kopā.", "Vakaros visi ēd kopā un neviens nekliedz."
STEP = "Otrdien pēc darba kopā nopirkt produktus nedēļai"


def day(ahead: int) -> str:
    return f"{clock.today() + dt.timedelta(days=ahead):%d.%m.%Y}."


def presses(worker: Any, text: str) -> None:
    """A link of the page, opened as a page of its own."""
    link = worker.page.locator("main a", has_text=text).first
    worker.goes(link.get_attribute("href"))


def opens_assessments(worker: Any, text: str, name: str) -> str:
    """The assessments of a family's file; the address of its plan."""
    worker.goes(address_of(worker.page, worker.site, text, name))
    worker.page.locator(".tabs a", has_text="Izvērtējums").click()
    worker.page.wait_for_url("**/assessments/")
    return str(worker.page.url.removeprefix(worker.site.address).replace("assessments/", "plan/"))


def signs(worker: Any, plan: str) -> None:
    """Somebody of the family, on paper."""
    worker.goes(plan)
    presses(worker, "Pierakstīt parakstu")
    worker.page.locator("main .choice-item:has(input[name=who][value^='p-'])").first.click()
    chooses(worker.page, "how", "paper")
    saves(worker.page)
    worker.page.wait_for_url(f"**{plan}*")


def agrees(worker: Any, plan: str) -> None:
    worker.goes(f"{plan}agree/")
    saves(worker.page)
    worker.page.wait_for_url(lambda url: "/agree/" not in url)
    assert "spēkā" in worker.page.locator("main").inner_text()


def reviews(worker: Any) -> None:
    """Goal by goal; what was typed stays when the decision was forgotten."""
    page = worker.page
    presses(worker, "Pārskatīt plānu")
    page.locator("main .choice-item:has(input[name^=progress_][value=partly])").first.click()
    page.locator("main textarea[name^=note_]").first.fill("Trīs vakari no pieciem.")
    saves(page)
    page.locator("#id_decision_error").wait_for()
    worker.complaints.clear()  # the browser itself notes the 422
    assert page.locator("main textarea[name^=note_]").first.input_value() == "Trīs vakari no pieciem."
    chooses(page, "decision", "continue")
    fills(page, present="māte, sociālā darbiniece", family_words="Beidzot esam visi pie galda.")
    worker.sees_no_barrier()
    saves(page)
    page.wait_for_url(lambda url: "/review/" not in url)


@pytest.mark.parametrize("screen", ["telephone", "desktop"])
def test_a_low_area_becomes_a_goal_and_the_plan_is_signed_reviewed_and_compared(visitor: Comes, screen: str) -> None:
    worker = visitor("sociala", screen=screen)
    text, name = ("rudzit", "Rudzīšu ģimene") if screen == "telephone" else ("vejkaln", "Vējkalnu ģimene")
    page, plan = worker.page, opens_assessments(worker, text, name)
    page.locator("main a[href*='/plan/goals/new/?area=']").first.click()  # one click from the low area
    page.wait_for_url("**/plan/goals/new/?area=*")
    fills(page, text=GOAL)
    worker.sees_no_barrier()
    saves(page)
    page.wait_for_url(f"**{plan}*")
    said = page.locator("main").inner_text()
    for word in (GOAL, "no jomas:", "Katram mērķim vajag vismaz vienu mazu soli.", "Vispirms pierakstiet ģimenes parakstu"):
        assert word in said, word
    assert page.locator("main .btn[aria-disabled=true]", has_text="Vienoties par plānu").count() == 1

    presses(worker, "Pievienot soli")
    fills(page, text=STEP, institution="Ģimenes atbalsta biedrība", due_date=day(10))
    worker.sees_no_barrier()
    saves(page)
    page.wait_for_url(f"**{plan}*")
    signs(worker, plan)
    worker.sees_no_barrier()
    agrees(worker, plan)
    assert "Ģimenes atbalsta biedrība" in page.locator("main").inner_text()
    with page.expect_download() as paper:
        page.locator("main a", has_text="Drukāt ģimenei").click()
    assert paper.value.suggested_filename.endswith(".pdf")

    reviews(worker)
    said = page.locator("main").inner_text()
    for word in ("Trīs vakari no pieciem.", "Beidzot esam visi pie galda."):
        assert word in said, word

    presses(worker, "Jauna plāna versija")
    fills(page, reason="Vajag arī mieru pie galda.")
    saves(page)
    page.wait_for_url(f"**{plan}*")
    presses(worker, "Mainīt mērķi")
    fills(page, text=BETTER)
    saves(page)
    page.wait_for_url(f"**{plan}*")
    presses(worker, "Salīdzināt ar redzamo")
    assert page.locator("main del").first.inner_text() == GOAL and page.locator("main ins").first.inner_text() == BETTER
    assert "Vajag arī mieru pie galda." in page.locator("main").inner_text()
    worker.sees_no_barrier()
