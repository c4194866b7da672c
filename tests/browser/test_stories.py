"""The stories people live with Ligzda, each told once in a real browser: from signing in to what is seen afterwards.

Latvian whole; English and Lithuanian along the main path of a case worker.
"""

import re
import sqlite3
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page

from tests.browser.conftest import Site

Comes = Callable[..., Any]
KLAVKALNS, VITOLKALNS = "Kļavkalnu ģimene", "Vītolkalnu ģimene"


def finds(page: Page, site: Site, text: str) -> Locator:
    """The families found for this text, as their rows."""
    page.goto(f"{site.address}/families/")
    page.fill("main input[name=q]", text)
    page.press("main input[name=q]", "Enter")
    page.wait_for_url("**/families/?q=*")
    return page.locator("main .list-link")


def address_of(page: Page, site: Site, text: str, name: str) -> str:
    """The path of the one family of that name."""
    return finds(page, site, text).filter(has_text=name).first.get_attribute("href") or ""


def chooses(place: Page | Locator, name: str, value: str) -> None:
    """A radio button is chosen by its label, as a finger does it."""
    place.locator(f"label:has(input[name={name}][value='{value}']), input[name={name}][value='{value}']").first.click()


def starts_at(page: Page, hour: str) -> None:
    """The usual facts lie folded; one service at one hour is written once."""
    if not page.locator("main input[name=start_time]").is_visible():
        page.locator("main form details.fold summary").first.click()
    page.fill("main input[name=start_time]", hour)


def saves(page: Page) -> None:
    page.locator("main form button.btn-primary").click()


def chooses_language(page: Page, language: str) -> None:
    page.locator(".top .language-menu summary").click()
    page.locator(f".top .language-menu button[value={language}]").click()
    page.locator(f"html[lang={language}]").wait_for(state="attached")


def names_in(site: Site) -> Iterator[str]:
    """Every surname in the records, to be sure that a page shows none of them."""
    with sqlite3.connect(f"file:{site.folder / 'ligzda.sqlite3'}?mode=ro", uri=True) as records:
        yield from (row[0] for row in records.execute("SELECT DISTINCT last_name FROM people_person WHERE length(last_name) > 3"))


# --- 2: a case worker -------------------------------------------------------------------------------------------------


def test_my_day_leads_to_the_next_meeting_and_it_is_recorded_in_three_interactions(visitor: Comes) -> None:
    worker = visitor("sociala")
    page = worker.goes("/day/")
    worker.sees_no_barrier()
    page.locator('main a[data-sheet][href*="planned="]:not([href*="outcome="])').first.click()
    sheet = page.locator("dialog.sheet")
    sheet.locator(".choice-item:has(input[name=persons])").first.click()  # 1 who was there
    sheet.locator("textarea[name=note]").fill("Pārrunājām ziemas apģērbu un skolas nedēļu.")  # 2 what we did
    sheet.locator("button.btn-primary").click()  # 3 save
    page.locator("[data-toast]").wait_for()
    assert sheet.count() == 0
    page.goto(f"{worker.site.address}/families/")
    finds(page, worker.site, "klavkaln").first.click()
    page.get_by_text("Pārrunājām ziemas apģērbu un skolas nedēļu.").first.wait_for()


@pytest.mark.parametrize(
    ("who", "text", "family"),
    [
        ("sociala", "Kļavkaln", KLAVKALNS),
        ("sociala", "klavkaln", KLAVKALNS),  # no diacritics
        ("sociala", "klvkalne", KLAVKALNS),  # one letter left out
        ("sociala", "vkalne", KLAVKALNS),  # any part
        ("sociala2", "asarkalne", VITOLKALNS),  # the mother's former name
        ("sociala2", "asarklne", VITOLKALNS),  # and that with an error
    ],
)
def test_a_family_is_found_by_what_one_remembers_of_a_name(visitor: Comes, who: str, text: str, family: str) -> None:
    worker = visitor(who)
    rows = finds(worker.page, worker.site, text)
    assert family in " ".join(rows.all_inner_texts())


def test_the_family_page_says_who_belongs_to_it_who_helps_and_what_comes_next(visitor: Comes) -> None:
    worker = visitor("sociala")
    finds(worker.page, worker.site, "klavkaln").first.click()
    worker.page.wait_for_url("**/families/*/")
    said = worker.page.locator("main").inner_text()
    for word in (KLAVKALNS, "Nākamais solis", "Laika līnija", "Ģimenes locekļi", "māte, ", "Komanda", "Ilze Krūmkalne", "Pakalpojumi"):
        assert word in said, word
    worker.sees_no_barrier()


def test_a_home_visit_with_two_present_is_corrected_and_voided_with_a_reason(visitor: Comes) -> None:
    worker, written = visitor("sociala"), "Rīta kārtība izdevās četras dienas no piecām."
    page = worker.page
    family = address_of(page, worker.site, "klavkaln", KLAVKALNS)
    worker.goes(f"/log/?family={family.split('/')[2]}")
    starts_at(page, "08:05")
    page.locator("main select[name=service]").select_option("home_visit")
    for place in (0, 1):
        page.locator("main .choice-item:has(input[name=persons])").nth(place).click()
    page.fill("main textarea[name=note]", written)
    saves(page)
    page.locator("[data-toast] a").click()  # "Correct" beside "saved"
    page.wait_for_url("**/sessions/*/")
    record = page.url
    assert "Mājas apmeklējums" in page.locator("main").inner_text()

    page.goto(f"{record}correct/")
    page.fill("main textarea[name=note]", written.replace("četras", "trīs"))
    page.fill("main input[name=start_time]", "08:25")
    page.fill("main [name=reason]", "Pārskatījos pierakstos.")
    saves(page)
    page.wait_for_url(lambda url: "/correct/" not in url)
    page.goto(record)
    assert "trīs dienas" in page.locator("main").inner_text()

    page.goto(f"{record}void/")
    page.fill("main [name=reason]", "Ierakstīts nepareizajai ģimenei.")
    page.locator("main form button.btn-danger").click()
    page.wait_for_url(lambda url: "/void/" not in url)
    page.goto(record)
    assert "anulēts" in page.locator("main").inner_text().lower()
    entitled = visitor("koordinatore").goes(record.removeprefix(worker.site.address)).locator("main").inner_text()
    assert "Pārskatījos pierakstos." in entitled and "Ierakstīts nepareizajai ģimenei." in entitled


def test_a_double_click_on_save_writes_once(visitor: Comes) -> None:
    worker, written = visitor("sociala"), "Divreiz nospiests, vienreiz ierakstīts."
    page = worker.page
    family = address_of(page, worker.site, "zilit", "Zīlīšu ģimene")
    worker.goes(f"/log/?family={family.split('/')[2]}")
    starts_at(page, "08:15")
    page.locator("main .choice-item:has(input[name=persons])").first.click()
    page.fill("main textarea[name=note]", written)
    page.locator("main form button.btn-primary").dblclick()
    page.wait_for_url(lambda url: "/log/" not in url)
    with sqlite3.connect(f"file:{worker.site.folder / 'ligzda.sqlite3'}?mode=ro", uri=True) as records:
        count = records.execute("SELECT count(*) FROM cases_note WHERE text = ?", (written,)).fetchone()[0]
    assert count == 1


def test_a_long_note_survives_signing_out_as_a_draft_of_that_family(visitor: Comes) -> None:
    worker, written = visitor("sociala"), "Garš ieraksts, ko pārtrauca zvans. " * 40
    page = worker.page
    family = address_of(page, worker.site, "gravit", "Grāvīšu ģimene").split("/")[2]
    worker.goes(f"/log/?family={family}")
    with page.expect_response(lambda answer: "/drafts/" in answer.url):
        page.fill("main textarea[name=note]", written)
    page.context.clear_cookies()  # the session is over
    worker.signs_in("sociala")
    worker.goes(f"/log/?family={family}")
    assert page.input_value("main textarea[name=note]").strip() == written.strip()
    other = address_of(page, worker.site, "zilit", "Zīlīšu ģimene").split("/")[2]
    worker.goes(f"/log/?family={other}")
    assert page.input_value("main textarea[name=note]") == ""


def test_an_address_of_a_family_of_others_answers_as_if_it_did_not_exist(visitor: Comes) -> None:
    colleague, worker = visitor("sociala2"), visitor("sociala")
    family = address_of(colleague.page, colleague.site, "vitolkaln", VITOLKALNS)
    assert family
    asks, site = worker.page.context.request, worker.site
    answers = {
        path: asks.get(site.address + path).status for path in (family, f"/log/?family={family.split('/')[2]}", "/families/zzzzzzzz/")
    }
    assert set(answers.values()) == {404}, answers


# --- 2 in English and Lithuanian --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "day", "recorded"), [("en", "My day", "The entry is saved."), ("lt", "Mano diena", "Įrašas išsaugotas.")]
)
def test_the_main_path_of_a_case_worker_speaks_the_chosen_language(visitor: Comes, language: str, day: str, recorded: str) -> None:
    worker = visitor("sociala2")
    page = worker.goes("/day/")
    family = address_of(page, worker.site, "vitolkaln", "Vītolkaln").rstrip("/")
    paths = ("/day/", "/families/", "/calendar/", "/log/", f"/log/?family={family.split('/')[2]}")
    latvian = {path: worker.goes(path).title() for path in paths}
    worker.goes("/day/")
    chooses_language(page, language)
    assert day in page.locator("h1").inner_text()
    for path in paths:
        assert worker.goes(path).title() != latvian[path], path
        assert page.locator("html").get_attribute("lang") == language
    starts_at(page, {"en": "09:10", "lt": "10:20"}[language])
    page.locator("main .choice-item:has(input[name=persons])").first.click()
    page.fill("main textarea[name=note]", f"Written in another language: {language}.")
    saves(page)
    assert recorded in page.locator("[data-toast]").inner_text()
    worker.goes(f"{family}/")
    page.get_by_text(f"Written in another language: {language}.").first.wait_for()
    chooses_language(page, "lv")  # the choice stays with the person


# --- 3: a coordinator -------------------------------------------------------------------------------------------------


def test_a_referral_is_taken_up_its_family_entered_and_admitted(visitor: Comes) -> None:
    coordinator = visitor("koordinatore")
    page = coordinator.goes("/referrals/new/")
    page.locator("main select[name=site]").select_option(index=1)
    page.locator("main select[name=source]").select_option("school")
    page.fill("main textarea[name=reason]", "Bērns skolā daudz raud, māte lūdz padomu.")
    chooses(page.locator("main"), "family_informed", "yes")
    chooses(page.locator("main"), "is_urgent", "no")
    saves(page)
    page.wait_for_url(re.compile(r"/referrals/(?!new)\w+/$"))
    referral = page.url

    page.goto(f"{referral}moves/take_up/")
    saves(page)
    page.wait_for_url(referral)
    page.goto(f"{referral}family/")
    page.fill("main input[name=name]", "Bērzlapu ģimene")
    saves(page)
    page.wait_for_url(lambda url: not url.endswith("/family/"))
    page.goto(f"{referral}people/")
    page.fill("main input[name=first_name]", "Alda")
    page.fill("main input[name=last_name]", "Bērzlapa")
    page.locator("main select[name=role]").select_option("mother")
    saves(page)
    page.wait_for_url(lambda url: "/people/" not in url)
    page.goto(f"{referral}moves/admit/")
    page.fill("main input[name=criterion]", "Bērnam vajadzīgs atbalsts skolā.")
    page.locator("main select[name=case_worker]").select_option(label="Ilze Krūmkalne – sociālais darbinieks")
    page.locator("main label:has(input[name=notice_to])").first.click()
    saves(page)
    page.wait_for_url(lambda url: "/moves/" not in url)
    page.goto(referral)
    assert "uzņemts" in page.locator("main").inner_text().lower()
    assert finds(page, coordinator.site, "berzlap").count() == 1


def test_two_records_are_compared_merged_and_parted_again(visitor: Comes) -> None:
    page = visitor("koordinatore").goes("/people/duplicates/")
    page.locator("main .row-link").first.click()
    page.wait_for_url("**/persons/**")
    pair = page.url
    for act, reason, then in (("merge", "Viens un tas pats cilvēks.", "undo"), ("undo", "Tomēr divi cilvēki.", "merge")):
        page.fill("main [name=because]", reason)
        for asked in page.locator("main label:has(input[name^=choose_][value=early])").all():
            asked.click()
        page.locator(f"main button[value={act}]").click()
        page.wait_for_url("**/people/duplicates/")
        page.goto(pair)
        page.locator(f"main button[value={then}]").wait_for()


def test_a_case_is_closed_with_its_exit_and_says_so(visitor: Comes) -> None:
    coordinator = visitor("koordinatore")
    page = coordinator.page
    coordinator.goes(address_of(page, coordinator.site, "gravit", "Grāvīšu ģimene"))
    page.locator('main a[href*="/cases/"]').first.click()
    page.wait_for_url("**/cases/*/")
    coordinator.goes(page.locator('main a[href$="/moves/close/"]').first.get_attribute("href") or "")
    chooses(page.locator("main"), "exit_type", "self_reliant")
    page.fill("main textarea[name=sentence]", "Abi vecāki tiek galā paši.")
    saves(page)
    page.fill("#id_reason", "Pēdējie līmeņi pārrunāti ar ģimeni šonedēļ.")  # what objects is said first
    coordinator.complaints.clear()  # the browser itself notes the 422
    saves(page)
    page.get_by_text("Abi vecāki tiek galā paši.").first.wait_for()
    assert "/moves/" not in page.url


def test_a_referral_is_declined_with_a_reason_that_stays_readable(visitor: Comes) -> None:
    coordinator = visitor("koordinatore")
    page = coordinator.goes("/referrals/")
    page.locator("main .row-link").filter(has_text="N-BA-9001").click()
    page.get_by_role("link", name="Atteikt", exact=True).click()
    page.locator("main textarea[name=answer]").fill("Ģimene dzīvo citā novadā, tur palīdz tuvāk.")
    chooses(page.locator("main"), "family_told", "yes")
    saves(page)
    page.get_by_text("Ģimene dzīvo citā novadā, tur palīdz tuvāk.").first.wait_for()


# --- 4: a group leader ------------------------------------------------------------------------------------------------


def test_one_attendance_sheet_is_one_save_and_stands_in_the_timeline(visitor: Comes) -> None:
    leader = visitor("grupa")
    page = leader.goes("/groups/")
    page.locator("main .row-link").filter(has_text="Otrdienas tikšanās").click()
    page.locator("main .row-link").filter(has_text="noticis").last.click()
    sheet = page.url
    marks = ["present", "late", "absent", "excused"]
    rows = page.locator(".attendance-row")
    rows.first.wait_for()
    for place in range(rows.count()):
        mark = "excused" if "Kļavkalne" in rows.nth(place).inner_text() else marks[place % 3]
        rows.nth(place).locator(f"input[value={mark}]").check(force=True)
    saves(page)
    page.locator("[data-toast]").wait_for()
    page.goto(sheet)
    kept = page.locator(".attendance-row").filter(has_text="Kļavkalne").locator("input:checked")
    assert kept.get_attribute("value") == "excused"
    worker = visitor("sociala")
    finds(worker.page, worker.site, "klavkaln").first.click()
    worker.page.wait_for_url("**/families/*/")
    assert "attaisno" in worker.page.locator("main").inner_text().lower()


# --- 5: a project manager ---------------------------------------------------------------------------------------------


def test_a_number_of_the_project_leads_to_what_it_counted_without_any_name(visitor: Comes) -> None:
    manager = visitor("projekti")
    page = manager.goes("/projects/mac150/")
    said = page.locator("main").inner_text()
    for words in ("129", "Mērķis 116: 111,2 %", "Sākotnējais mērķis 100: 129,0 %", "1 408,64", "rindu summa pārsniedz kopskaitu"):
        assert words.lower() in said.replace("\xa0", " ").lower(), words
    assert [number for number in ("79", "92", "101", "117", "127", "129") if number not in said] == []
    page.locator("main a").filter(has_text=re.compile(r"^\s*129\s*$")).first.click()
    page.wait_for_url("**/figures/families/**")
    shown = page.locator("main").inner_text()
    assert len(set(re.findall(r"\bG-[A-Z0-9]{5}\b", shown))) == 25
    betrayed = [name for name in names_in(manager.site) if re.search(rf"\b{re.escape(name)}\b", shown)]
    assert not betrayed


def test_a_report_is_made_previewed_in_english_published_and_downloaded(visitor: Comes) -> None:
    manager = visitor("projekti")
    page = manager.goes("/reports/new/?project=mac150&as-of=2015-06-30")
    page.locator("main select[name=project]").select_option("mac150")
    page.fill("main input[name=as_of_date]", "30.06.2015.")
    chooses(page.locator("main"), "is_suppressed", "0")
    saves(page)
    page.wait_for_url(re.compile(r"/reports/(?!new)\w+/$"))
    report = page.url
    page.get_by_role("link", name="English").click()
    page.get_by_text("Families").first.wait_for()
    page.goto(f"{report}publish/")
    saves(page)
    page.wait_for_url(lambda url: "/publish/" not in url)
    page.goto(report)
    assert "publicēts" in page.locator("main").inner_text().lower()
    for ending, start in (("pdf", b"%PDF"), ("docx", b"PK"), ("json", b"{")):
        answer = page.context.request.get(f"{report}report.{ending}")
        assert answer.status == 200 and answer.body().startswith(start), ending


# --- 6: a partner municipality and an auditor -------------------------------------------------------------------------


def test_a_partner_sends_a_referral_sees_its_state_and_only_the_families_it_sits_with(visitor: Comes) -> None:
    partner = visitor("pasvaldiba")
    page = partner.goes("/referrals/new/")
    page.locator("main select[name=site]").select_option(label="Bauskas ģimeņu atbalsta centrs")
    page.fill("main textarea[name=described_family]", "Māte ar dēlu, 5 gadi.")
    page.fill("main textarea[name=reason]", "Māte lūdz palīdzību pēc pārcelšanās.")
    chooses(page.locator("main"), "family_informed", "yes")
    chooses(page.locator("main"), "is_urgent", "no")
    saves(page)
    page.wait_for_url(lambda url: "/new/" not in url)
    sent = partner.goes("/referrals/").locator("main .row-link")
    assert sent.count() == 2 and all("nosūtīts" in text for text in sent.all_inner_texts())
    families = partner.goes("/families/").locator("main .list-link").all_inner_texts()
    assert sorted(name for text in families for name in (KLAVKALNS, VITOLKALNS) if name in text) == [KLAVKALNS, VITOLKALNS]
    assert len(families) == 2
    coordinator = visitor("koordinatore")
    other = address_of(coordinator.page, coordinator.site, "zilit", "Zīlīšu ģimene")
    assert other and page.context.request.get(partner.site.address + other).status == 404


def test_an_auditor_sees_who_read_and_changed_what_in_the_sample(visitor: Comes) -> None:
    auditor = visitor("auditore")
    page = auditor.goes("/audit/")
    assert "Ilze Krūmkalne" in page.locator("main table").inner_text()
    family = address_of(page, auditor.site, "klavkaln", KLAVKALNS)
    auditor.goes(family)  # and this visit is written down too
    page.goto(f"{auditor.site.address}/audit/?kind=reads")
    assert page.locator("main tbody tr").count() > 0
    assert page.locator("main form[method=post]").count() == 0
