"""A team and the others: a colleague stands in, several institutions meet, an answer is asked for, a letter goes out. In Latvian."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from ligzda.kernel import clock
from tests.browser.test_stories import chooses, finds, saves

Comes = Callable[..., Any]
SCREENS = pytest.mark.parametrize("screen", ["telephone", "desktop"])
GROUND = "Māte piekrita 02.11."


def day(ahead: int) -> str:
    return f"{clock.today() + dt.timedelta(days=ahead):%d.%m.%Y}."


def fills(page: Page, **values: str) -> None:
    for name, value in values.items():
        page.locator(f"main [name={name}]").first.fill(value)


def opens_cooperation(worker: Any, text: str, name: str) -> str:
    """The page of working with others, from the family's page; its address."""
    finds(worker.page, worker.site, text).filter(has_text=name).first.click()
    worker.page.wait_for_url("**/families/*/")
    address = worker.page.locator("main a[href$='/cooperation/']").first.get_attribute("href")
    worker.goes(address)
    return str(address)


@SCREENS
def test_a_coordinator_sees_who_carries_how_much_and_sets_a_stand_in_in_one_step(visitor: Comes, screen: str) -> None:
    head = visitor("koordinatore", screen=screen)
    page = head.goes("/supervision/")
    said = page.locator("main").inner_text()
    for word in ("Nokavēts", "Nav saziņas", "Darbinieku maiņa", "Lietu noslodze"):
        assert word in said, word
    head.sees_no_barrier()
    page.get_by_role("link", name="Lietu noslodze").click()
    page.wait_for_url("**/supervision/caseload/")
    assert "Ilze Krūmkalne" in page.locator("main").inner_text()
    head.sees_no_barrier()
    page.goto(f"{head.site.address}/supervision/?show=silent")
    assert "Ģimene nav satikta vairāk nekā 30 dien" in page.locator("main").inner_text()

    absent, stands_in = ("Ilze Krūmkalne", "Ligita Meldere") if screen == "desktop" else ("Baiba Sīpolkalne", "Ilze Krūmkalne")
    page.goto(f"{head.site.address}/supervision/stand-in/")
    for name, person in (("absent", absent), ("user", stands_in)):
        label = page.locator(f"main select[name={name}] option", has_text=person).inner_text()
        page.locator(f"main select[name={name}]").select_option(label=label)
    saves(page)  # no last day and nobody is ill
    assert "Bez beigu datuma drīkst būt tikai slimības gadījumā" in page.locator("main").inner_text()
    fills(page, until_date=day(6))
    saves(page)
    page.wait_for_url("**/supervision/caseload/")
    head.complaints.clear()  # the browser itself notes the 422
    assert f"aizvieto: {absent}" in page.locator("main").inner_text()
    head.sees_no_barrier()

    if screen == "desktop":  # the colleague finds the families, and stands there as a stand-in
        colleague = visitor("sociala2", screen=screen)
        finds(colleague.page, colleague.site, "zilit").first.click()
        colleague.page.wait_for_url("**/families/*/")
        assert "aizvieto: Ilze Krūmkalne" in colleague.page.locator("main").inner_text()


@SCREENS
def test_institutions_meet_about_a_family_and_each_decision_becomes_a_step(visitor: Comes, screen: str) -> None:
    worker = visitor("sociala", screen=screen)
    page, (text, name) = worker.page, ("zilit", "Zīlīšu ģimene") if screen == "desktop" else ("vejkaln", "Vējkalnu ģimene")
    together = opens_cooperation(worker, text, name)
    worker.sees_no_barrier()
    worker.goes(f"{together}meetings/new/")
    fills(
        page,
        purpose="Kā bērniem palikt savā skolā",
        date=day(0),
        start_time="14:00",
        place="Centrs",
        agenda="Skolas apmeklējums\nMātes veselība",
    )
    chooses(page.locator("main form"), "informed", "yes")
    saves(page)
    page.wait_for_url("**/meetings/*/")
    meeting = page.url.removeprefix(worker.site.address)
    assert "Vispirms norādiet, kas ir ielūgts." in page.locator("main").inner_text()
    worker.sees_no_barrier()

    worker.goes(f"{meeting}people/new/")
    fills(page, name="Sarma Rītupe", institution="Bauskas 2. vidusskola", function="sociālā pedagoģe", ground=GROUND)
    saves(page)  # no item chosen: nothing she may hear
    assert "Izvēlieties vismaz vienu jautājumu" in page.locator("main").inner_text()
    page.locator("main select[name=item_1]").select_option("agreement")
    worker.sees_no_barrier()
    saves(page)
    page.wait_for_url(lambda url: url.endswith(meeting))
    heard = page.locator("section", has=page.locator("#people-heading")).inner_text()
    assert "Skolas apmeklējums" in heard and "Mātes veselība" not in heard

    worker.goes(f"{meeting}moves/invite/")
    saves(page)
    page.wait_for_url(lambda url: url.endswith(meeting))
    worker.goes(f"{meeting}moves/hold/")
    page.locator("main .choice-item:has(input[name=present])").first.click()
    fills(page, others_present="māte", minute="Pedagoģe: kavē pirmdienās.", family_words="Māte: no rītiem grūti.")
    saves(page)  # nothing decided, and nobody said so
    assert "Uzrakstiet, kas nolemts, vai atzīmējiet, ka nekas." in page.locator("main").inner_text()
    assert page.locator("main [name=minute]").input_value() == "Pedagoģe: kavē pirmdienās."
    fills(page, text_1="Palīgs stundās", institution_1="Bauskas 2. vidusskola", due_1=day(14))
    page.get_by_role("button", name="Pievienot vēl vienu").click()
    page.locator("main [name=text_2]").wait_for()
    assert page.locator("main [name=text_1]").input_value() == "Palīgs stundās"
    fills(page, text_2="Modinātājs bērnam", institution_2="Bauskas 2. vidusskola", due_2=day(7))
    worker.sees_no_barrier()
    saves(page)
    page.wait_for_url(lambda url: url.endswith(meeting))
    said = page.locator("main").inner_text()
    worker.complaints.clear()  # the browser itself notes the 422
    for word in ("Palīgs stundās", "Modinātājs bērnam", "Bauskas 2. vidusskola", "Māte: no rītiem grūti.", "Kam kas izsniegts", "sanāksmē"):
        assert word in said, word
    worker.sees_no_barrier()


@SCREENS
def test_an_answer_is_asked_for_filed_and_a_letter_is_recorded_as_told(visitor: Comes, screen: str) -> None:
    worker = visitor("sociala", screen=screen)
    page, (text, name) = worker.page, ("zilit", "Zīlīšu ģimene") if screen == "desktop" else ("vejkaln", "Vējkalnu ģimene")
    together = opens_cooperation(worker, text, name)
    worker.goes(f"{together}requests/new/")
    fills(page, institution="Ģimenes ārsts", what="Vai bērns ir potēts?")
    saves(page)
    assert page.locator("main [name=what]").input_value() == "Vai bērns ir potēts?"  # without a ground nothing is asked, nothing lost
    chooses(page.locator("main form"), "ground_kind", "agreement")
    fills(page, ground=GROUND)
    saves(page)
    page.wait_for_url("**/requests/*/")
    worker.complaints.clear()  # the browser itself notes the 422
    request = page.url.removeprefix(worker.site.address)
    worker.goes(f"{request}moves/send/")
    saves(page)
    page.wait_for_url(lambda url: url.endswith(request))
    assert "gaida atbildi" in page.locator("main").inner_text()
    worker.goes(f"{request}moves/answer/")
    fills(page, text="Jā, ir potēts.")
    saves(page)
    page.wait_for_url(lambda url: url.endswith(request))
    assert "Jā, ir potēts." in page.locator("main").inner_text()
    worker.sees_no_barrier()

    worker.goes(f"{together}letters/new/?kind=school")
    assert "Atbalstām ģimeni, kuras bērns mācās jūsu skolā." in page.locator("main [name=body]").input_value()
    fills(page, institution="Bauskas 2. vidusskola", ground=GROUND)
    chooses(page.locator("main form"), "ground_kind", "agreement")
    worker.sees_no_barrier()
    saves(page)
    page.wait_for_url("**/letters/*/")
    worker.sees_no_barrier()
    with page.expect_download() as paper:
        page.locator("main a.btn-primary[href$='/paper/']").click()
    assert paper.value.suggested_filename.endswith(".pdf")
    worker.goes(together)
    told = page.locator("section", has=page.locator("#told-heading")).inner_text()
    for word in ("Ģimenes ārsts", "Bauskas 2. vidusskola", "ar vēstuli", "ar mūsu jautājumu", GROUND):
        assert word in told, word
    worker.sees_no_barrier()
