"""Story 11: a mother signs in with her telephone: what was agreed, when we meet, her own step, who looked. Of others she sees nothing."""

import sqlite3
from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.conftest import Site
from tests.browser.test_stories import address_of, chooses, names_in, saves
from tests.browser.test_story_care import fills
from tests.browser.test_story_concern import status

Comes = Callable[..., Any]
FAMILY, KIN = "Krūklāju ģimene", {"Krūklāja", "Krūklājs"}
STEP = "Svētdienās kopā ar bērniem uzrakstīt nedēļas vakarus"
ASKED = "Vai Odrijai var dabūt skaļāku modinātāju?"
OWN = ("my", "my/meetings", "my/messages", "my/feedback", "my/access")


def other_addresses(site: Site) -> list[str]:
    """Pages of another family, of its people and its file, as somebody might guess them; and the work of others."""
    with sqlite3.connect(f"file:{site.folder / 'ligzda.sqlite3'}?mode=ro", uri=True) as records:
        (family, case, person), *_more = records.execute(
            "SELECT f.key, c.key, p.key FROM cases_case c JOIN people_family f ON f.id = c.family_id"
            " JOIN people_membership m ON m.family_id = f.id JOIN people_person p ON p.id = m.person_id WHERE f.name = 'Kļavkalnu ģimene'"
        )
    file = f"/families/{family}/cases/{case}"
    of_file = [f"{file}/", f"{file}/plan/", f"{file}/assessments/", f"{file}/documents/", f"{file}/care/", f"{file}/own/", f"{file}/file/"]
    work = ["/families/", "/search/?q=klavkaln", "/supervision/", "/figures/", "/records/", "/log/", "/users/"]
    return [f"/families/{family}/", f"/people/{person}/", *of_file, *work]


@pytest.mark.parametrize("screen", ["telephone", "desktop"])
def test_the_mother_reads_her_plan_ticks_her_step_and_writes(visitor: Comes, screen: str) -> None:
    worker = visitor("sociala")
    family = address_of(worker.page, worker.site, "kruklaj", FAMILY)
    worker.goes(family)
    mother = visitor("mamma", screen=screen)
    page = mother.page
    assert page.url == f"{mother.site.address}/my/"  # straight to the plan
    said = page.locator("main").inner_text()
    for word in ("Nākamā tikšanās", "17:00", "Mani soļi", STEP, "Gribam būt visi kopā un mierā.", "Plānu atkal pārskatām"):
        assert word in said, word
    mother.sees_no_barrier()
    mine = page.locator("main li", has_text=STEP)
    mine.get_by_role("button", name="Es to izdarīju").click()
    mine.get_by_role("button", name="Vēl nav izdarīts").wait_for()
    mother.sees_no_barrier()
    mine.get_by_role("button", name="Vēl nav izdarīts").click()  # a tick too many is taken back
    mine.get_by_role("button", name="Es to izdarīju").wait_for()

    page.locator("nav a:visible", has_text="Tikšanās").first.click()
    page.wait_for_url("**/my/meetings/")
    assert "Mājas apmeklējums" in page.locator("main").inner_text()
    mother.goes("/my/access/")
    looked = page.locator("section", has=page.locator("#looked-heading")).inner_text()
    assert "Ilze Krūmkalne" in looked and "Nav" not in looked
    assert "Saziņa pēc lietas slēgšanas" in page.locator("section", has=page.locator("#consents-heading")).inner_text()
    mother.sees_no_barrier()

    mother.goes("/my/messages/")
    fills(page, text=f"{ASKED} ({screen})")
    mother.sees_no_barrier()
    saves(page)
    page.locator("main li, main article", has_text=f"({screen})").first.wait_for()
    mother.goes("/my/feedback/")
    saves(page)
    page.locator("#id_helps_error").wait_for()
    mother.complaints.clear()  # the browser itself notes the 422
    chooses(page, "helps", "yes")
    mother.sees_no_barrier()
    saves(page)
    page.wait_for_url("**/my/")
    worker.goes("/day/")  # the team is told that somebody waits for an answer
    assert "Atbildēt uz ģimenes ziņu" in worker.page.locator("main").inner_text()


def test_the_mother_sees_nothing_of_any_other_family(visitor: Comes) -> None:
    mother = visitor("mamma", screen="telephone")
    answered = {path: status(mother, path) for path in other_addresses(mother.site)}
    assert not {path: code for path, code in answered.items() if code != 404}
    assert {status(mother, path) for path in ("/day/", "/calendar/")} == {404}  # the workers' own
    others = {name for name in names_in(mother.site) if name not in KIN}
    for path in OWN:
        text = mother.goes(f"/{path}/").locator("main").inner_text()
        assert not [name for name in others if name in text], path
