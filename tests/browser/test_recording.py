"""Recording once, in under a minute: the quick log in its sheet, the attendance sheet of a group, in a real browser."""

from collections.abc import Callable
from typing import Any

import pytest

Comes = Callable[..., Any]


@pytest.mark.parametrize(("screen", "place"), [("telephone", 0), ("desktop", 1)])
def test_a_contact_is_recorded_with_three_interactions_after_opening(visitor: Comes, screen: str, place: int) -> None:
    worker = visitor("sociala", screen=screen)
    page = worker.goes("/families/")
    page.locator("main .list-link").nth(place).click()
    page.wait_for_url("**/families/*/")
    family = page.url
    page.locator('main a[data-sheet][href*="/log/?family="]').first.click()
    sheet = page.locator("dialog.sheet")
    sheet.wait_for()
    assert sheet.locator("input[name=persons]:checked").count() == 0

    sheet.locator(".choice-item:has(input[name=persons])").first.click()  # 1 who was there
    sheet.locator("textarea[name=note]").fill(f"Runājām par skolu un miegu ({screen}).")  # 2 what we did
    sheet.locator("button.btn-primary").click()  # 3 save

    page.locator("[data-toast]").wait_for()
    assert page.url.startswith(family)
    page.get_by_text(f"Runājām par skolu un miegu ({screen}).").first.wait_for()


def test_a_refused_entry_keeps_what_was_typed_in_the_sheet(visitor: Comes) -> None:
    worker = visitor("sociala")
    page = worker.goes("/families/")
    page.locator("main .list-link").first.click()
    page.locator('main a[data-sheet][href*="/log/?family="]').first.click()
    sheet = page.locator("dialog.sheet")
    sheet.locator("textarea[name=note]").fill("Garš teksts, kas nedrīkst pazust.")
    sheet.locator("button.btn-primary").click()
    sheet.locator(".error-summary").wait_for()
    assert sheet.locator("textarea[name=note]").input_value() == "Garš teksts, kas nedrīkst pazust."
    worker.complaints.clear()  # the browser itself notes the 422


def test_far_too_much_text_is_refused_where_it_was_pasted_and_stays(visitor: Comes) -> None:
    page = visitor("koordinatore").goes("/referrals/new/")
    pasted = "document.querySelector('main textarea[name=reason]').value"
    page.evaluate(f"{pasted} = 'vārds '.repeat(30000)")  # five megabytes would keep the browser busy for minutes
    page.locator("main form button.btn-primary").first.click()
    page.get_by_text("Teksts ir pārāk garš (zīmju skaits: 180000)").wait_for()
    assert page.url.endswith("/referrals/new/")
    assert page.evaluate(f"{pasted}.length") == 180000


def test_marking_all_others_present_can_be_undone_and_claims_nothing_before(visitor: Comes) -> None:
    leader = visitor("grupa")
    page = leader.goes("/groups/otrdienas/")
    page.locator("main .fold .row-link").last.click()
    page.locator(".attendance-row").first.wait_for()
    rows = page.locator(".attendance-row").count()
    assert page.locator(".attendance-row input:checked").count() == 0
    page.locator(".attendance-row").first.locator("input[value=absent]").check(force=True)
    everybody = page.locator("[data-all-present]")
    everybody.click()
    assert page.locator('[data-tally="present"]').inner_text() == str(rows - 1)
    everybody.click()
    assert page.locator('[data-tally="present"]').inner_text() == "0"
    assert page.locator('[data-tally="absent"]').inner_text() == "1"
