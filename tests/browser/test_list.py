"""The one list by keyboard, on a telephone and to somebody who listens, in a real browser."""

from collections.abc import Callable
from typing import Any

import pytest

Comes = Callable[..., Any]
HERE = "document.activeElement.closest('[data-keys]') ? document.activeElement.textContent.trim() : ''"


def test_rows_are_reached_by_arrows_and_letters_only_while_the_list_has_the_focus(visitor: Comes) -> None:
    worker = visitor("sociala", screen="desktop")
    page = worker.goes("/families/")
    rows = [text.strip() for text in page.locator("main .list-link").all_inner_texts()]
    page.keyboard.press("j")
    assert page.evaluate(HERE) == ""  # nothing has the focus, so a letter is a letter
    page.locator("main .list-link").first.focus()
    for key, place in (("ArrowDown", 1), ("j", 2), ("k", 1), ("ArrowUp", 0), ("ArrowUp", 0), ("End", len(rows) - 1), ("Home", 0)):
        page.keyboard.press(key)
        assert page.evaluate(HERE) == rows[place], key
    page.keyboard.press("Enter")
    page.wait_for_url("**/families/*/")


@pytest.mark.parametrize("screen", ["telephone", "desktop"])
def test_filters_combine_and_come_off_one_by_one(visitor: Comes, screen: str) -> None:
    boss = visitor("koordinatore", screen=screen)
    page = boss.goes("/families/")
    everybody = page.locator("main .list-link").count()
    page.get_by_role("link", name="Nokavēts", exact=True).click()
    page.wait_for_url("**overdue=1*")
    page.locator("details.list-fold > summary").click()
    page.locator(".list-groups").get_by_role("link", name="notiek izvērtēšana").click()
    page.wait_for_url("**state=assessment*")
    boss.sees_no_barrier()
    page.get_by_role("link", name="Nokavēts noņemt").click()
    page.wait_for_url(lambda url: "overdue" not in url and "state=assessment" in url)
    page.get_by_role("link", name="Notīrīt visu").click()
    page.wait_for_url(lambda url: "state" not in url)
    assert page.locator("main .list-link").count() == everybody


def test_on_a_telephone_rows_are_cards_and_stay_a_table_for_who_listens(visitor: Comes) -> None:
    boss = visitor("koordinatore", screen="telephone")
    page = boss.goes("/families/?sort=contact")
    assert page.get_by_role("table").get_by_role("row").count() == page.locator("main .list-link").count()
    assert page.locator("main .list-label").first.is_visible()
    page.evaluate("document.querySelector('.list-link').textContent = 'Ļ'.repeat(80)")
    boss.sees_no_barrier()
