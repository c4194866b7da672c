"""Plan, minutes, closing summary, letters, transfer: each is had as PDF and as a Word file from where a worker looks for it."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from docx import Document
from pypdf import PdfReader

from ligzda.cases.actions import notes, reviews
from ligzda.cases.models import Case
from ligzda.closure.actions import transfers
from ligzda.closure.queries.transfers import came_along, offered, went_along
from ligzda.documents.actions.templates import add_template
from tests.cases.world import DAY, World, latest
from tests.cast import make_seat


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def own_template(world: World, kind: str, *lines: str, language: str = "lv") -> None:
    document, out = Document(), io.BytesIO()
    for line in lines:
        document.add_paragraph(line)
    document.save(out)
    add_template(by=world.cast.actor("admin"), kind=kind, language=language, upload=SimpleUploadedFile("veidlapa.docx", out.getvalue()))


def page_of(client: Client, case: Case, name: str) -> str:
    return str(client.get(reverse(name, args=[case.family.key, case.key])).content.decode())


def taken(client: Client, case: Case, kind: str, key: str, wanted: str = "") -> str:
    """The words of the file."""
    answer = client.get(reverse("desk:paper", args=[case.family.key, case.key, kind, key]), {"as": wanted} if wanted else {})
    assert answer.status_code == 200 and answer["Content-Disposition"].startswith("attachment")
    content = b"".join(answer.streaming_content)
    if wanted:
        return "\n".join(one.text for one in Document(io.BytesIO(content)).paragraphs)
    return " ".join(one.extract_text() for one in PdfReader(io.BytesIO(content)).pages)


def offers(page: str, case: Case, kind: str, key: str) -> bool:
    """Both files stand on the page as links."""
    here = reverse("desk:paper", args=[case.family.key, case.key, kind, key])
    return f'href="{here}"' in page and f'href="{here}?as=docx"' in page


def test_a_letter_is_written_on_the_organisations_template_or_on_ours_with_what_the_letter_says(world: World, client: Client) -> None:
    case = world.cast.case
    letter = world.letter(
        kind="school", institution="Bauskas 1. vidusskola", name="R. Ozola", subject="Par stundām", body="Lūdzam palīdzēt."
    )
    client.force_login(world.cast.users["worker_in"])
    there = reverse("cooperation:letter", args=[case.family.key, case.key, letter.key])
    address = reverse("desk:paper", args=[case.family.key, case.key, "letter", letter.key])
    before = client.get(there).content.decode()
    assert f"{address}?as=docx" not in before and f"{address}?as=ours" in before
    own_template(world, "school", "Adresāts: {{ institution }} / {{ recipient }}", "{{ title }} · {{ number }}", "{{ body }}")
    page = client.get(there).content.decode()
    assert f"{address}?as=docx" in page and f"{address}?as=ours" in page and "veidlapa.docx" in page
    said = taken(client, case, "letter", letter.key, "docx")
    assert "Adresāts: Bauskas 1. vidusskola / R. Ozola" in said and f"Par stundām · {case.number}" in said and "Lūdzam palīdzēt." in said
    assert "Adresāts:" not in taken(client, case, "letter", letter.key, "ours")
    assert "Lūdzam palīdzēt." in taken(client, case, "letter", letter.key)
    client.force_login(world.cast.users["worker_out"])
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("kind", ["school", "orphans_court", "police", "doctor", "referral", "transfer", "other"])
def test_each_kind_of_letter_takes_its_own_template(world: World, client: Client, kind: str) -> None:
    own_template(world, kind, "Veidlapa {{ date }}", "{{ body }}")
    letter = world.letter(kind=kind)
    client.force_login(world.cast.users["worker_in"])
    assert "Veidlapa " in taken(client, world.cast.case, "letter", letter.key, "docx")


def test_plan_and_minutes_are_had_from_the_page_of_the_plan(world: World, client: Client) -> None:
    case = world.active(on=world.ago(40)).case
    plan = case.plans.get(state="running")
    goals = {goal.pk: ("partly", "") for goal in plan.goals.all()}
    next_date = world.today + 60 * DAY
    reviews.review(plan, by=world.worker_in, on=world.today, goals=goals, decision="continue", next_date=next_date, minutes="Par rītiem.")
    client.force_login(world.cast.users["worker_in"])
    page = page_of(client, case, "cases:plan")
    assert f"{reverse('desk:paper', args=[case.family.key, case.key, 'plan', plan.key])}?as=docx" in page
    review = plan.reviews.get()
    assert offers(page, case, "review", review.key)
    for wanted in ("", "docx"):
        assert "Par rītiem." in taken(client, case, "review", review.key, wanted)
        assert "Bērns skolā" in taken(client, case, "plan", plan.key, wanted)


def test_the_closing_summary_is_had_from_the_page_of_the_case(world: World, client: Client) -> None:
    stay = world.closed()
    client.force_login(world.cast.users["coordinator"])
    assert offers(page_of(client, stay.case, "desk:case"), stay.case, "closing", str(stay.ordinal))
    for wanted in ("", "docx"):
        assert "tiek galā pati" in taken(client, stay.case, "closing", str(stay.ordinal), wanted)


def test_the_letter_about_what_went_along_is_had_where_it_is_listed(world: World, client: Client) -> None:
    case = world.cast.case
    client.force_login(world.cast.users["coordinator"])
    assert client.get(reverse("desk:paper", args=[case.family.key, case.key, "transfer", "1"])).status_code == 404
    notes.write(case, by=world.worker_in, text="Skolu apmeklē.", date=world.today)
    items = [one.code for one in offered(world.coordinator, case)]
    stay, told = latest(case), {"receiving": "Liepājas centrs", "sentence": "Pārcēlās.", "ground": "Agnese, 02.11."}
    transfers.transfer(stay, by=world.coordinator, on=world.today, items=items, **told)
    own_template(world, "transfer", "Kam: {{ institution }}", "{{ body }}")
    assert offers(page_of(client, case, "desk:cooperation"), case, "transfer", str(stay.ordinal))
    assert offers(page_of(client, case, "desk:documents"), case, "transfer", str(stay.ordinal))
    said = taken(client, case, "transfer", str(stay.ordinal), "docx")
    assert "Kam: Liepājas centrs" in said and "Skolu apmeklē." in said
    assert "Skolu apmeklē." in taken(client, case, "transfer", str(stay.ordinal))


def test_what_an_assessment_says_goes_along_to_those_who_see_levels_only(world: World) -> None:
    case = world.active(on=world.ago(40)).case
    items = [one.code for one in offered(world.coordinator, case) if one.part == "assessment"]
    told = {"site": world.cast.other_site, "sentence": "Pārcēlās.", "ground": "Agnese, 02.11."}
    referral = transfers.transfer(latest(case), by=world.coordinator, on=world.today, items=items, **told)
    for circle in (case.circle, referral.circle):
        make_seat(circle, world.cast.users["nobody"], "family_assistant")
        make_seat(circle, world.cast.users["leader"], "case_worker")
    for who, count in (("nobody", 0), ("leader", 1)):
        actor = world.cast.actor(who)
        assert len(went_along(actor, case)) == len(came_along(actor, referral)) == count
