"""Stories 4 and 7: my day and the calendar outside of Ligzda; a family assistant's hours by decision. At both screens, in Latvian."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from ligzda.kernel import clock
from tests.browser.test_stories import address_of, starts_at

Comes = Callable[..., Any]
SCREENS = pytest.mark.parametrize("screen", ["telephone", "desktop"])


def written(days: int) -> str:
    """So many days from today, as somebody types it."""
    return f"{clock.today() + dt.timedelta(days=days):%d.%m.%Y}"


@SCREENS
def test_my_day_says_what_waits_and_a_row_opens_where_the_work_is_done(visitor: Comes, screen: str) -> None:
    worker = visitor("sociala", screen=screen)
    page = worker.goes("/day/")
    waits = page.locator("section[aria-labelledby=waiting]")
    assert "Beidzas lēmums par ģimenes asistentu" in waits.inner_text()
    assert 1 <= waits.locator(".row-link").count() <= 7
    worker.sees_no_barrier()
    waits.locator(".row-link").filter(has_text="Beidzas lēmums par ģimenes asistentu").click()
    page.wait_for_url("**/hours/")
    assert "Ģimenes asistenta stundas" in page.locator("h1").inner_text()
    worker.sees_no_barrier()


@SCREENS
def test_the_calendar_address_is_shown_once_read_without_signing_in_and_taken_back(visitor: Comes, screen: str) -> None:
    worker = visitor("sociala", screen=screen)
    page = worker.goes("/calendar/")
    page.get_by_role("link", name="Lasīt šo kalendāru telefonā").click()
    page.locator("button[value=make]").click()
    address = page.locator("code.break").inner_text()
    worker.sees_no_barrier()
    telephone = visitor(screen=screen).page.context.request
    text = telephone.get(address).text()
    assert "BEGIN:VEVENT" in text and "Europe/Riga" in text
    assert "ģimene" not in text.lower().replace("ģimenes asist", "") and "BA-" not in text
    page.reload()
    assert page.locator("code.break").count() == 0
    page.locator("button[value=revoke]").click()
    page.locator("button[value=make]").wait_for()
    assert telephone.get(address).status == 404


@SCREENS
def test_the_numbers_of_the_day_by_e_mail_are_asked_for_on_the_own_page(visitor: Comes, screen: str) -> None:
    worker = visitor("sociala2", screen=screen)
    page = worker.goes("/settings/")
    box = page.locator("main input[name=wants_digest]")
    wanted = not box.is_checked()
    page.locator("main label[for=id_wants_digest]").click()
    page.locator("main form button.btn-primary").click()
    page.wait_for_load_state()
    assert page.locator("main input[name=wants_digest]").is_checked() is wanted
    worker.sees_no_barrier()


@SCREENS
def test_an_administrator_changes_a_term_and_sees_its_default(visitor: Comes, screen: str) -> None:
    administrator = visitor("administratore", screen=screen)
    page = administrator.goes("/settings/timers/")
    administrator.sees_no_barrier()
    page.get_by_role("link", name="Plāna pārskatīšana", exact=True).click()
    page.fill("main input[name=numbers]", "divi")
    page.locator("main form button.btn-primary").click()
    assert "veselus skaitļus" in page.locator("main").inner_text() and page.input_value("main input[name=numbers]") == "divi"
    administrator.complaints.clear()  # the browser itself notes the 422
    page.fill("main input[name=numbers]", "4" if screen == "desktop" else "6")
    page.locator("main form button.btn-primary").click()
    page.wait_for_url("**/settings/timers/")
    row = page.locator("tr").filter(has=page.get_by_role("link", name="Plāna pārskatīšana", exact=True))
    assert ("Mainīts" in row.inner_text()) is (screen == "desktop")


@SCREENS
def test_the_assistant_sees_hours_used_planned_and_left(visitor: Comes, screen: str) -> None:
    assistant = visitor("asistente", screen=screen)
    page = assistant.goes("/hours/")
    said = page.locator("main").inner_text()
    for word in ("Izlietots", "Ieplānots", "Atlicis", "Ozolkalnu ģimene"):
        assert word in said, word
    assistant.sees_no_barrier()


def test_a_decision_is_entered_and_a_visit_beyond_it_is_kept_with_a_reason(visitor: Comes) -> None:
    worker = visitor("sociala", screen="telephone")
    page = worker.page
    family = address_of(page, worker.site, "zilit", "Zīlīšu ģimene")
    worker.goes(family)
    page.get_by_role("link", name="Ģimenes asistenta stundas").click()
    page.get_by_role("link", name="Ierakstīt lēmumu").click()
    for name, value in {"number": "5-12/500", "decided_date": written(-8), "body": "Sociālais dienests", "hours_week": "14"}.items():
        page.fill(f"main input[name={name}]", value)
    page.fill("main input[name=from_date]", written(200))
    page.fill("main input[name=until_date]", written(260))
    worker.sees_no_barrier()
    page.locator("main form button.btn-primary").click()
    assert "no 4 līdz 12 stundām" in page.locator("main").inner_text()
    assert page.input_value("main input[name=number]") == "5-12/500"
    worker.complaints.clear()  # the browser itself notes the 422
    page.fill("main input[name=hours_week]", "6")
    page.locator("main form button.btn-primary").click()
    page.wait_for_url("**/hours/")
    assert "5-12/500" in page.locator("main").inner_text()

    assistant = visitor("asistente", screen="telephone")
    page = assistant.goes(f"/log/?family={family.split('/')[2]}")
    starts_at(page, "07:10")
    page.fill("main input[name=date]", written(-60))  # before the decision that is in force
    page.locator("main .choice-item:has(input[name=persons])").first.click()
    page.fill("main textarea[name=note]", "Kopā sakārtojām skolas somas.")
    page.locator("main form button.btn-primary").first.click()
    assert "neviens lēmums nedod" in page.locator("main").inner_text()
    assert page.input_value("main textarea[name=note]").strip() == "Kopā sakārtojām skolas somas."
    assistant.sees_no_barrier()
    assistant.complaints.clear()
    page.fill("main input[name=because]", "Māte lūdza palīdzēt pirms skolas.")
    page.locator("main form button.btn-primary").first.click()
    page.wait_for_url(lambda url: "/log/" not in url)
