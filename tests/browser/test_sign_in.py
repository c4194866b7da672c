"""The door: a stranger finds it, nobody learns who has an account, and each screen can use it."""

from collections.abc import Callable

import pytest

from tests.browser.conftest import Visitor


@pytest.mark.parametrize("screen", ["telephone", "desktop"])
def test_the_door_has_no_barrier(visitor: Callable[..., Visitor], screen: str) -> None:
    stranger = visitor(screen=screen)
    stranger.goes("/sign-in/")
    stranger.sees_no_barrier()
    assert stranger.page.locator("html").get_attribute("lang") == "lv"


@pytest.mark.parametrize(("language", "word"), [("lv", "Pieslēgties"), ("en", "Sign in"), ("lt", "Prisijungti")])
def test_the_door_speaks_three_languages(visitor: Callable[..., Visitor], language: str, word: str) -> None:
    page = visitor(language=language).goes("/sign-in/")
    assert word in page.locator("main").inner_text()


def test_a_wrong_password_and_an_unknown_person_get_the_same_answer(visitor: Callable[..., Visitor]) -> None:
    page = visitor(language="en").goes("/sign-in/")
    answers = []
    for who in ("sociala@ligzda.example", "nobody@ligzda.example"):
        page.fill("input[name=login]", who)
        page.fill("input[name=password]", "wrong-password")
        page.click("main form button[type=submit]")
        answers.append(page.locator("main").inner_text().replace(who, ""))
    assert answers[0] == answers[1] and "could not be signed in" in answers[0]


def test_a_case_worker_comes_in_and_leaves(visitor: Callable[..., Visitor]) -> None:
    worker = visitor("sociala")
    worker.sees_no_barrier()
    assert "/sign-in/" not in worker.page.url
    worker.page.context.clear_cookies()
    worker.goes("/day/")
    assert "/sign-in/" in worker.page.url
