"""Story 10: support becomes less by a schedule, ends well, is followed up with consent, and begins anew beside the old stay."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from ligzda.kernel import clock
from tests.browser.test_stories import address_of, chooses, saves
from tests.browser.test_story_care import fills

Comes = Callable[..., Any]
OPINION = "Tagad zinām, kam zvanīt."


def day(ahead: int) -> str:
    return f"{clock.today() + dt.timedelta(days=ahead):%d.%m.%Y}."


def opens_case(head: Any, text: str, name: str) -> str:
    """The way of a family's case, from its page; its address."""
    head.goes(address_of(head.page, head.site, text, name))
    address = str(head.page.locator("main a[href*='/cases/'][href$='/']").first.get_attribute("href"))
    head.goes(address)
    return address


def takes(head: Any, case: str, label: str, move: str) -> None:
    """The button of a move, on a page of its own."""
    button = head.page.locator("main .btn", has_text=label).first
    assert button.get_attribute("href") == f"{case}{move}/", button.get_attribute("href")
    head.goes(f"{case}{move}/")


@pytest.mark.parametrize("screen", ["telephone", "desktop"])
def test_a_stay_ends_well_is_followed_up_and_begins_anew(visitor: Comes, screen: str) -> None:
    head = visitor("koordinatore", screen=screen)
    text, name = ("klavkaln", "Kļavkalnu ģimene") if screen == "telephone" else ("vejkaln", "Vējkalnu ģimene")
    page, case = head.page, opens_case(head, text, name)

    takes(head, case, "Samazināt atbalstu", "moves/step_down")
    fills(page, sentence="Lielāko daļu dara paši.", from_1=day(0), times_1="2")
    saves(page)
    page.locator("#id_per_1_error").wait_for()  # so often in what time
    head.complaints.clear()  # the browser itself notes the 422
    chooses(page, "per_1", "month")
    head.sees_no_barrier()
    saves(page)
    page.wait_for_url(f"**{case}")

    takes(head, case, "Slēgt lietu", "moves/close")
    chooses(page, "exit_type", "goals_partly")
    fills(page, sentence="Mērķi lielākoties sasniegti.", family_opinion=OPINION, what_1="Dienas centrs bērniem")
    fills(page, whom_1="Bauskas dienas centrs", pays_1="pašvaldība")
    saves(page)
    if screen == "telephone":  # the last levels are older than a month: closed all the same, with a reason that stays
        page.locator("#id_reason").wait_for()
        head.complaints.clear()  # the browser itself notes the 422
        assert "noslēguma līmeņiem tas ir par vecu" in page.locator("main").inner_text()
        assert page.locator("main [name=family_opinion]").input_value() == OPINION
        fills(page, reason="Pēdējo reizi vērtējām pa tālruni.")
        head.sees_no_barrier()
        saves(page)
    page.wait_for_url(f"**{case}")
    said = page.locator("main").inner_text()
    for word in ("mērķi sasniegti daļēji", "2 reizes mēnesī", "Dienas centrs bērniem – Bauskas dienas centrs (maksā: pašvaldība)", OPINION):
        assert word in said, word
    head.sees_no_barrier()

    takes(head, case, "Sākt pēcatbalstu", "moves/aftercare")
    assert page.locator("main input[name=consent_of]:checked").count() == 0  # nobody agreed beforehand
    fills(page, sentence="Māte piekrīt, ka zvanām.")
    saves(page)
    page.locator("#id_consent_of_error").wait_for()
    head.complaints.clear()  # the browser itself notes the 422
    page.locator("main .choice-item:has(input[name=consent_of])").first.click()
    saves(page)
    page.wait_for_url(f"**{case}")

    takes(head, case, "Pēcatbalsta saziņa", "contacts/new")
    fills(page, sentence="Vakaros atkal nav kārtības.")
    chooses(page, "area_f1", "back")
    head.sees_no_barrier()
    saves(page)
    page.wait_for_url(f"**{case}")
    assert "pasliktinājās Aprūpe un audzināšana" in page.locator("main").inner_text()

    takes(head, case, "Atjaunot", "moves/reopen")
    first = page.locator("main select[name=area] option").nth(1)
    assert "Aprūpe un audzināšana" in first.inner_text() and first.get_attribute("value") == "f1"  # what went back stands first
    page.locator("main select[name=area]").select_option("f1")
    fills(page, sentence="Ģimene pati lūdz palīdzību.")
    page.locator("main select[name=case_worker]").select_option(label="Ilze Krūmkalne – sociālais darbinieks")
    saves(page)
    page.wait_for_url(f"**{case}")
    assert "notiek izvērtēšana" in page.locator("main .lead-line").inner_text()
    stays = page.locator("section", has=page.locator("#stays-heading")).inner_text()
    for word in ("1. atbalsta posms", "2. atbalsta posms", "mērķi sasniegti daļēji", "Dienas centrs bērniem", "Aprūpe un audzināšana"):
        assert word in stays, word
    head.sees_no_barrier()
