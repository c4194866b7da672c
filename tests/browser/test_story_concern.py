"""Story 6: a child's sentence becomes a concern in under a minute; who must know is told, nobody else, and no case closes meanwhile."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.test_stories import address_of, chooses, saves
from tests.browser.test_story_care import fills

Comes = Callable[..., Any]
SCREENS = pytest.mark.parametrize("screen", ["telephone", "desktop"])
WORDS = "Man ir bail iet mājās."
TOLD = "Bažas pierakstītas. Uzzināja: Maija Ziedlapa un Dace Liepkalne. Policijai vai bāriņtiesai jāziņo šodien."


def status(somebody: Any, path: str) -> int:
    """What an address answers to this person."""
    return int(somebody.page.request.get(somebody.site.address + path).status)


@SCREENS
def test_a_concern_goes_to_those_who_must_know_and_keeps_the_case_open(visitor: Comes, screen: str) -> None:
    reporter = visitor("sociala", screen=screen)
    text, name = ("klavkaln", "Kļavkalnu ģimene") if screen == "telephone" else ("vejkaln", "Vējkalnu ģimene")
    page = reporter.goes(address_of(reporter.page, reporter.site, text, name))
    case = page.locator("main a[href*='/cases/']").first.get_attribute("href")
    page.locator("main a", has_text="Ziņot par bažām").first.click()
    page.wait_for_url("**/concerns/new/**")
    reporter.sees_no_barrier()
    chooses(page, "danger", "no")
    page.locator("main .choice-item:has(input[name=people])").last.click()
    chooses(page, "about_staff", "no")
    saves(page)  # nobody wrote what it is about
    page.locator("#id_child_words_error").wait_for()
    reporter.complaints.clear()  # the browser itself notes the 422
    fills(page, child_words=WORDS)
    saves(page)
    page.get_by_text(TOLD).first.wait_for()
    concern = page.url.removeprefix(reporter.site.address)
    reporter.sees_no_barrier()

    safe = visitor("drosiba", screen=screen)
    safe.goes("/concerns/").locator(f"main a[href='{concern}']").click()
    safe.page.get_by_text(WORDS).wait_for()
    safe.sees_no_barrier()
    for who in ("sociala2", "psihologe", "auditore"):
        assert status(visitor(who), concern) == 404, who
    head = visitor("koordinatore", screen=screen)
    page = head.goes(case)
    closing = page.locator("main .btn[aria-disabled=true]", has_text="Slēgt lietu")
    assert closing.count() == 1 and closing.get_attribute("href") is None
    assert "Lietu vēl nevar slēgt: ir neatrisinātas bažas par bērna drošību." in page.locator("main").inner_text()
    head.sees_no_barrier()
    head.goes(f"{case}moves/close/")
    assert page.locator("main form.card").count() == 0  # nothing to fill in that would be refused afterwards


@SCREENS
def test_a_concern_opens_from_any_page_and_is_followed_to_its_end(visitor: Comes, screen: str) -> None:
    reporter = visitor("asistente", screen=screen)
    page = reporter.page
    page.get_by_role("link", name="Ziņot par bažām").first.click()  # in the same place on every page
    page.wait_for_url("**/concerns/new/")
    chooses(page, "danger", "yes")
    fills(page, about="Zēns no kaimiņu mājas, ap septiņiem gadiem", child_words="Tētis atkal met krēslus.")
    chooses(page, "about_staff", "no")
    saves(page)
    page.get_by_text("Bažas pierakstītas.").first.wait_for()
    concern = page.url.removeprefix(reporter.site.address)

    safe = visitor("drosiba", screen=screen)
    page = safe.goes(concern)
    page.locator("main .btn-primary", has_text="Pierakstīt, kam ziņots").click()
    page.wait_for_url("**/report/")
    fills(page, reported_to="Valsts policija", reference="Izsaukums 14:20")
    page.locator("main .choice-item:has(input[name=reported_how])").first.click()
    page.locator("main .choice-item:has(input[name=parents_told])").first.click()
    safe.sees_no_barrier()
    saves(page)
    page.wait_for_url(f"**{concern}")
    said = page.locator("main").inner_text()
    for word in ("ziņots", "Valsts policija", "Izsaukums 14:20"):
        assert word in said, word
    safe.sees_no_barrier()
